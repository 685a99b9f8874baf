import type { Scope } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { MetricDigest, MetricName } from '../../domain/metrics.ts';
import type { MetricRepository } from '../../domain/ports/store.ts';
import { BulkInsert } from '../bulk-insert.ts';
import type { Connection } from '../connection.ts';
import { accountNumber, findAccount, jsonList } from './account-dictionary.ts';
import { hourOfWeekFrom, hourOfWeekBytes } from './hour-of-week.ts';

const columns = [
  'account_id',
  'region_id',
  'resource_id',
  'metric',
  'window_start',
  'window_end',
  'period_seconds',
  'sample_count',
  'expected_count',
  'mean',
  'p50',
  'p95',
  'p99',
  'max',
  'max_day_sum',
  'observed_at',
  'hour_of_week',
];

interface DigestRow {
  readonly resource_id: string;
  readonly metric: MetricName;
  readonly window_start: Instant;
  readonly window_end: Instant;
  readonly period_seconds: number;
  readonly sample_count: number;
  readonly expected_count: number;
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
  readonly max_day_sum: number | null;
  readonly hour_of_week: Buffer | null;
}

/** One digest per resource and metric: a newer one takes the older one's place. */
export class SqliteMetricRepository implements MetricRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** `hourOfWeek` is kept in single precision (24 bits, about 7 digits), all else as it is. */
  upsert(digests: readonly MetricDigest[], observedAt: Instant): Promise<void> {
    return this.#connection.write(() => {
      const updates = columns.slice(4).map((column) => `${column} = excluded.${column}`);
      const insert = new BulkInsert(this.#connection, 'metric_digest', columns, {
        after: `ON CONFLICT (account_id, region_id, resource_id, metric) DO UPDATE SET ${updates.join(', ')}`,
      });
      for (const digest of digests) {
        const { scope, window } = digest;
        insert.push([
          accountNumber(this.#connection, scope.provider, scope.accountId),
          scope.regionId,
          digest.resourceId,
          digest.metric,
          window.start,
          window.end,
          digest.periodSeconds,
          digest.sampleCount,
          digest.expectedCount,
          digest.mean,
          digest.p50,
          digest.p95,
          digest.p99,
          digest.max,
          digest.maxDaySum ?? null,
          observedAt,
          digest.hourOfWeek ? hourOfWeekBytes(digest.hourOfWeek) : null,
        ]);
      }
      insert.flush();
    });
  }

  /**
   * By resource id; a resource without a digest is not in the map. The join is crossed to look each resource up: SQLite
   * would rather read all digests of the account and region, and the list once for each of them.
   */
  of(
    scope: Scope,
    resourceIds: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlyMap<MetricName, MetricDigest>>> {
    return this.#connection.read(() => {
      const found = new Map<string, Map<MetricName, MetricDigest>>();
      const account = findAccount(this.#connection, scope.provider, scope.accountId);
      if (account === undefined) return found;
      const rows = this.#connection
        .prepare<DigestRow>(
          `SELECT m.* FROM json_each(:wanted) wanted
           CROSS JOIN metric_digest m ON m.account_id = :account AND m.region_id = :region AND m.resource_id = wanted.value
           ORDER BY m.resource_id, m.metric`,
        )
        .all({ account, region: scope.regionId, wanted: jsonList(resourceIds) });
      for (const row of rows) {
        const ofResource = found.get(row.resource_id) ?? new Map<MetricName, MetricDigest>();
        found.set(row.resource_id, ofResource.set(row.metric, fromRow(scope, row)));
      }
      return found;
    });
  }
}

/** SQLite keeps NaN, the mean of no sample, as NULL. */
const orNaN = (value: number | null): number => value ?? Number.NaN;

const fromRow = (scope: Scope, row: DigestRow): MetricDigest => ({
  scope,
  resourceId: row.resource_id,
  metric: row.metric,
  window: { start: row.window_start, end: row.window_end },
  periodSeconds: row.period_seconds,
  sampleCount: row.sample_count,
  expectedCount: row.expected_count,
  mean: orNaN(row.mean),
  p50: orNaN(row.p50),
  p95: orNaN(row.p95),
  p99: orNaN(row.p99),
  max: orNaN(row.max),
  ...(row.max_day_sum === null ? {} : { maxDaySum: row.max_day_sum }),
  ...(row.hour_of_week === null ? {} : { hourOfWeek: hourOfWeekFrom(row.hour_of_week) }),
});
