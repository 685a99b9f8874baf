import type { DocumentContainer } from '../../../domain/resources.ts';
import { defineMetrics, type MetricSpec, type SeriesSpec } from '../define-metrics.ts';

type Spec = MetricSpec<DocumentContainer>;

/** Measured of the account, by the names of database and container. */
const account = ({ resourceId }: DocumentContainer): string => resourceId.replace(/\/sqldatabases\/.*$/, '');
const quoted = (name: string): string => `'${name.replaceAll("'", "''")}'`;

const common = {
  periodSeconds: 3600,
  lookbackDays: 30,
  filter: ({ databaseName, containerName }: DocumentContainer): string =>
    [
      `DatabaseName eq ${quoted(databaseName)}`,
      ...(containerName === undefined ? [] : [`CollectionName eq ${quoted(containerName)}`]),
    ].join(' and '),
  // What shares the throughput of its database is measured with that.
  wants: ({ throughput }: DocumentContainer): boolean => throughput.known && throughput.value !== null,
} as const satisfies Partial<Spec>;

const series = (metric: string, aggregation: SeriesSpec<DocumentContainer>['aggregation']): Spec['series'] => [
  { metric, aggregation, measured: account },
];

/** Source: "Supported metrics for Microsoft.DocumentDB/DatabaseAccounts". */
export const documentContainerMetrics = defineMetrics(
  'azure:documentdb:sql-container',
  'document-container',
  'Microsoft.DocumentDB/databaseAccounts',
  [
    // Of what it may use a second, on the busiest of its partitions.
    { metric: 'used-percent-maximum', ...common, series: series('NormalizedRUConsumption', 'maximum') },
    // Reported whatever happens: where it is, the container was there and was measured. What autoscale bills for by the hour.
    { metric: 'provisioned-units-maximum', ...common, series: series('ProvisionedThroughput', 'maximum') },
    {
      metric: 'requests',
      ...common,
      series: series('TotalRequests', 'count'),
      daySums: true,
      // Requests are counted as they come: an hour without any has no sample.
      absentMeansZero: true,
    },
  ],
);
