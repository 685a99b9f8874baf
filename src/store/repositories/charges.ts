import type { ChargeSource, ExportDelivery } from '../../domain/charges.ts';
import type { ProviderId } from '../../domain/ids.ts';
import { type Day, type DayRange, dayFromEpoch, epochDay, type Instant } from '../../domain/instant.ts';
import type { ChargeRepository, CostRow } from '../../domain/ports/store.ts';
import { type Currency, type Money, money } from '../../domain/money.ts';
import type { Connection } from '../connection.ts';
import { findAccount, jsonList } from './account-dictionary.ts';
import { SqliteChargeLoad } from './charge-load.ts';
import { countMonth, dropLoad, findLoad } from './charge-parts.ts';
import { costReport, type RankedCostQuery } from './cost-report.ts';

interface LoadRow {
  readonly kind: ChargeSource['kind'];
  readonly name: string;
  readonly month: number;
  readonly charges: number;
  readonly loadedAt: Instant;
  readonly exportId: string | null;
  readonly deliveryId: string | null;
  readonly loads: number | null;
}

interface ResourceCostRow {
  readonly resourceId: string;
  readonly currency: Currency;
  readonly effective: bigint;
  readonly days: bigint;
}

export class SqliteChargeRepository implements ChargeRepository {
  readonly #connection: Connection;
  #loading = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  beginLoad(source: ChargeSource, observedAt: Instant): Promise<SqliteChargeLoad> {
    return this.#connection.read(() => {
      if (this.#loading) throw new Error('a load of charges is under way');
      const load = new SqliteChargeLoad(this.#connection, source, observedAt, () => {
        this.#loading = false;
      });
      this.#loading = true;
      return load;
    });
  }

  /** Takes back what a source delivered for a month. What an export had displaced is counted again. */
  remove(source: ChargeSource, billingMonth: Day): Promise<boolean> {
    return this.#connection.write(() => {
      const load = findLoad(this.#connection, source, epochDay(billingMonth));
      if (load === undefined) return false;
      dropLoad(this.#connection, load);
      countMonth(this.#connection, epochDay(billingMonth));
      return true;
    });
  }

  report(query: RankedCostQuery): Promise<readonly CostRow[]> {
    return this.#connection.read(() => costReport(this.#connection, query));
  }

  /** A resource that is charged in several currencies is left out: there is no one sum of it. */
  ofResources(
    provider: ProviderId,
    accountId: string,
    resourceIds: readonly string[],
    range: DayRange,
  ): Promise<ReadonlyMap<string, { readonly effectiveCost: Money; readonly days: number }>> {
    return this.#connection.read(() => {
      const account = findAccount(this.#connection, provider, accountId);
      if (account === undefined) return new Map();
      const rows = this.#connection
        .prepareBigint<ResourceCostRow>(
          `SELECT i.resource_id AS resourceId, g.currency, sum(c.effective) AS effective,
             count(DISTINCT c.day) AS days
           FROM json_each(:resources) wanted
           CROSS JOIN charge_item i ON i.account_id = :account AND i.resource_id = wanted.value
           CROSS JOIN charge_part p ON p.account_id = :account AND p.counted = 1
             AND p.last_day >= :from AND p.first_day < :to
           CROSS JOIN charge c ON c.load_id = p.load_id AND c.account_id = :account AND c.item_id = i.item_id
             AND c.day >= :from AND c.day < :to
           JOIN charge_group g ON g.group_id = i.group_id
           GROUP BY i.resource_id, g.currency`,
        )
        .all({
          resources: jsonList([...new Set(resourceIds)]),
          account,
          from: epochDay(range.from),
          to: epochDay(range.to),
        });
      return new Map(
        [...Map.groupBy(rows, (row) => row.resourceId).values()].flatMap((ofResource) => {
          const [row, second] = ofResource;
          if (!row || second) return [];
          return [[row.resourceId, { effectiveCost: money(row.effective, row.currency), days: Number(row.days) }]];
        }),
      );
    });
  }

  /** Half open: `to` is the day after the last one. */
  extent(): Promise<DayRange | null> {
    return this.#connection.read(() => {
      const row = this.#connection
        .prepare<{ readonly first: number | null; readonly last: number | null }>(
          'SELECT min(first_day) AS first, max(last_day) AS last FROM charge_part WHERE counted = 1',
        )
        .get();
      if (!row || row.first === null || row.last === null) return null;
      return { from: dayFromEpoch(row.first), to: dayFromEpoch(row.last + 1) };
    });
  }

  /** Of counted charges, in order. */
  currencies(): Promise<readonly Currency[]> {
    return this.#connection.read(() =>
      this.#connection
        .prepare<Currency>(
          `SELECT DISTINCT g.currency FROM charge_part p
           CROSS JOIN cost_monthly m ON m.load_id = p.load_id AND m.account_id = p.account_id
           CROSS JOIN charge_group g ON g.group_id = m.group_id
           WHERE p.counted = 1 ORDER BY 1`,
        )
        .pluck()
        .all(),
    );
  }

  /** In order of name, kind and month. */
  sources(): Promise<
    readonly {
      readonly source: ChargeSource;
      readonly billingMonth: Day;
      readonly rows: number;
      readonly loadedAt: Instant;
      readonly delivery: ExportDelivery | null;
    }[]
  > {
    return this.#connection.read(() =>
      this.#connection
        .prepare<LoadRow>(
          `SELECT source_kind AS kind, source_name AS name, billing_month AS month, charges, loaded_at AS loadedAt,
             delivery_export AS exportId, delivery_id AS deliveryId, delivery_loads AS loads
           FROM charge_load ORDER BY source_name, source_kind, billing_month`,
        )
        .all()
        .map(({ kind, name, month, charges, loadedAt, exportId, deliveryId, loads }) => ({
          source: { kind, name },
          billingMonth: dayFromEpoch(month),
          rows: charges,
          loadedAt,
          delivery: exportId === null || deliveryId === null || loads === null ? null : { exportId, deliveryId, loads },
        })),
    );
  }
}
