import type { Database } from '../../../domain/resources.ts';
import { defineMetrics, type MetricSpec, type SeriesSpec } from '../define-metrics.ts';

/** `project:instance`. */
const databaseId = ({ scope, name }: Database): string | undefined =>
  name === undefined ? undefined : `${scope.accountId}:${name}`;

const sql = (
  metric: string,
  aligner: SeriesSpec<Database>['aligner'],
  reducer: SeriesSpec<Database>['reducer'],
): SeriesSpec<Database> => ({
  metric: `cloudsql.googleapis.com/database/${metric}`,
  monitored: 'cloudsql_database',
  aligner,
  reducer,
  label: 'resource.labels.database_id',
  key: databaseId,
});

const runs = ({ powerState }: Database): boolean => powerState === 'running';

const hourly = { periodSeconds: 3600, lookbackDays: 14, wants: runs } as const;

/** Connections of MySQL and SQL Server are one number; PostgreSQL's are by database, and come with the same metric. */
const connections = sql('network/connections', 'ALIGN_MAX', 'REDUCE_SUM');

/** PostgreSQL counts its backends by database, its own among them. */
const backends = sql('postgresql/num_backends', 'ALIGN_MAX', 'REDUCE_SUM');

const isPostgres = (database: Database): boolean => runs(database) && database.engine === 'postgres';

/** Source: "Google Cloud metrics" (cloudsql). Utilizations are ratios of what the instance has. */
export const databaseMetrics = defineMetrics<'database'>('gcp:sql:instance', 'database', [
  {
    metric: 'database-connections-maximum',
    periodSeconds: 86_400,
    lookbackDays: 14,
    series: [connections],
    wants: runs,
  },
  {
    metric: 'database-connections-maximum',
    periodSeconds: 86_400,
    lookbackDays: 14,
    series: [backends],
    otherwise: true,
    wants: isPostgres,
  },
  {
    metric: 'database-connections-four-weeks',
    periodSeconds: 3600,
    lookbackDays: 28,
    series: [connections],
    profile: true,
    wants: runs,
  },
  {
    metric: 'database-connections-four-weeks',
    periodSeconds: 3600,
    lookbackDays: 28,
    series: [backends],
    profile: true,
    otherwise: true,
    wants: isPostgres,
  },
  { metric: 'cpu-percent-maximum', ...hourly, series: [sql('cpu/utilization', 'ALIGN_MAX', 'REDUCE_MAX')], scale: 100 },
  {
    metric: 'cpu-percent-average',
    ...hourly,
    series: [sql('cpu/utilization', 'ALIGN_MEAN', 'REDUCE_MEAN')],
    scale: 100,
  },
  {
    metric: 'memory-percent-maximum',
    ...hourly,
    series: [sql('memory/utilization', 'ALIGN_MAX', 'REDUCE_MAX')],
    scale: 100,
  },
  {
    metric: 'disk-used-percent-maximum',
    periodSeconds: 86_400,
    lookbackDays: 30,
    wants: runs,
    series: [sql('disk/utilization', 'ALIGN_MAX', 'REDUCE_MAX')],
    scale: 100,
  },
  {
    // A count of each hour over its seconds: the mean rate of the busiest hour.
    metric: 'database-iops-maximum',
    ...hourly,
    series: [
      sql('disk/read_ops_count', 'ALIGN_DELTA', 'REDUCE_SUM'),
      sql('disk/write_ops_count', 'ALIGN_DELTA', 'REDUCE_SUM'),
    ],
    scale: 1 / 3600,
  },
  {
    // When it was stopped is told by nothing else: no server, no sample.
    metric: 'database-up-maximum',
    periodSeconds: 86_400,
    lookbackDays: 30,
    series: [sql('up', 'ALIGN_MAX', 'REDUCE_MAX')],
    absentMeansZero: true,
    wants: ({ powerState }) => powerState === 'stopped',
  },
] satisfies readonly MetricSpec<Database>[]);
