import type { Database, DatabasePool } from '../../../domain/resources.ts';
import { defineMetrics, type MetricSpec, type SeriesSpec } from '../define-metrics.ts';

const hourly = { periodSeconds: 3600, lookbackDays: 14 } as const;

const runs = ({ powerState }: Database): boolean => powerState === 'running';
const isVcore = ({ capacity }: Database | DatabasePool): boolean => capacity?.unit === 'vCore';
const isBlended = ({ capacity }: Database | DatabasePool): boolean => capacity?.unit === 'DTU';
const maximum = <R extends Database | DatabasePool>(metric: string): SeriesSpec<R> => ({
  metric,
  aggregation: 'maximum',
});

/**
 * Share of what its size gives, of whatever is used the most: for the older model's units the service says so itself.
 */
const used = <R extends Database | DatabasePool>(wants: (of: R) => boolean): readonly MetricSpec<R>[] => [
  {
    metric: 'used-percent-maximum',
    ...hourly,
    series: [maximum('cpu_percent'), maximum('log_write_percent'), maximum('workers_percent')],
    combine: 'maximum',
    wants: (of) => wants(of) && isVcore(of),
  },
  {
    metric: 'used-percent-maximum',
    ...hourly,
    series: [maximum('dtu_consumption_percent')],
    wants: (of) => wants(of) && isBlended(of),
  },
  {
    metric: 'cpu-percent-maximum',
    ...hourly,
    series: [maximum('cpu_percent')],
    wants,
  },
  {
    metric: 'cpu-percent-average',
    ...hourly,
    series: [{ metric: 'cpu_percent', aggregation: 'average' }],
    profile: true,
    wants,
  },
];

const storage = <R extends Database | DatabasePool>(wants: (of: R) => boolean): MetricSpec<R> => ({
  metric: 'disk-used-percent-maximum',
  periodSeconds: 86_400,
  lookbackDays: 14,
  series: [maximum('storage_percent')],
  wants,
});

/** Source: "Supported metrics for Microsoft.Sql/servers/databases": connections are counted as they are made. */
export const sqlDatabaseMetrics = defineMetrics('azure:sql:database', 'database', 'Microsoft.Sql/servers/databases', [
  {
    metric: 'database-connections-maximum',
    periodSeconds: 86_400,
    lookbackDays: 30,
    series: [{ metric: 'connection_successful', aggregation: 'total' }],
    absentMeansZero: true,
    wants: runs,
  },
  ...used(runs),
  storage(runs),
]);

/** Source: "Supported metrics for Microsoft.Sql/servers/elasticpools". */
export const sqlElasticPoolMetrics = defineMetrics(
  'azure:sql:elastic-pool',
  'database-pool',
  'Microsoft.Sql/servers/elasticPools',
  [...used<DatabasePool>(() => true).filter(({ series }) => series.length === 1), storage(() => true)],
);

/** Source: "Supported metrics for Microsoft.Sql/managedInstances". */
export const sqlManagedInstanceMetrics = defineMetrics(
  'azure:sql:managed-instance',
  'database',
  'Microsoft.Sql/managedInstances',
  [
    { metric: 'cpu-percent-maximum', ...hourly, series: [maximum('avg_cpu_percent')], wants: runs },
    {
      metric: 'cpu-percent-average',
      ...hourly,
      series: [{ metric: 'avg_cpu_percent', aggregation: 'average' }],
      profile: true,
      wants: runs,
    },
    {
      metric: 'database-storage-bytes',
      periodSeconds: 86_400,
      lookbackDays: 14,
      series: [maximum('storage_space_used_mb')],
      scale: 2 ** 20,
      wants: runs,
    },
  ],
);

/** `io`: what its own disk was used, of what size and storage allow. */
const flexibleServer = (...io: readonly [string, ...string[]]): readonly MetricSpec<Database>[] => [
  {
    metric: 'cpu-percent-average',
    ...hourly,
    series: [{ metric: 'cpu_percent', aggregation: 'average' }],
    profile: true,
    wants: runs,
  },
  { metric: 'cpu-percent-maximum', ...hourly, series: [maximum('cpu_percent')], wants: runs },
  { metric: 'memory-percent-maximum', ...hourly, series: [maximum('memory_percent')], wants: runs },
  {
    metric: 'used-percent-maximum',
    ...hourly,
    series: [maximum(io[0]), ...io.slice(1).map((name) => maximum<Database>(name))],
    combine: 'maximum',
    wants: runs,
  },
  {
    metric: 'database-connections-maximum',
    periodSeconds: 86_400,
    lookbackDays: 14,
    series: [maximum('active_connections')],
    wants: runs,
  },
];

/** Sources: "Supported metrics" of Microsoft.DBforPostgreSQL/flexibleServers and Microsoft.DBforMySQL/flexibleServers. */
export const postgresqlMetrics = defineMetrics(
  'azure:dbforpostgresql:flexible-server',
  'database',
  'Microsoft.DBforPostgreSQL/flexibleServers',
  flexibleServer('disk_iops_consumed_percentage', 'disk_bandwidth_consumed_percentage'),
);
export const mysqlMetrics = defineMetrics(
  'azure:dbformysql:flexible-server',
  'database',
  'Microsoft.DBforMySQL/flexibleServers',
  flexibleServer('io_consumption_percent'),
);
