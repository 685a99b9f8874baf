import type { ResourceCostRecord } from '../../domain/cost-facts.ts';
import type { ProviderId } from '../../domain/ids.ts';
import { type Day, dayFromEpoch, type DayRange, epochDay, type Instant } from '../../domain/instant.ts';
import { type Currency, money } from '../../domain/money.ts';
import type { CostAnalysisRepository, CostSeries, SkuRate, ToldResourceCost } from '../../domain/ports/cost-store.ts';
import type { Connection } from '../connection.ts';
import { accountNumber, findAccount, jsonList } from './account-dictionary.ts';

/** Parts that count and touch the range; `:from` and `:to` are days. */
const countedParts = 'p.counted = 1 AND p.last_day >= :from AND p.first_day < :to';

interface SeriesRow {
  readonly region: string | null;
  readonly service: string;
  readonly currency: Currency;
  readonly day: bigint;
  readonly effective: bigint;
}

interface RateRow {
  readonly sku: string;
  readonly currency: Currency;
  readonly effective: bigint;
  readonly list: bigint;
  readonly days: bigint;
}

interface ResourceRow {
  readonly resourceId: string;
  readonly currency: Currency;
  readonly effective: bigint;
  readonly days: bigint;
  readonly first: bigint;
  readonly end: bigint;
}

export class SqliteCostAnalysisRepository implements CostAnalysisRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  accounts(provider: ProviderId, range: DayRange): Promise<readonly string[]> {
    return this.#connection.read(() =>
      this.#connection
        .prepare<string>(
          `SELECT a.native_id FROM account a WHERE a.provider = :provider AND a.kind = 'sub-account'
             AND EXISTS (SELECT 1 FROM charge_part p WHERE p.account_id = a.account_id AND ${countedParts})
           ORDER BY a.native_id`,
        )
        .pluck()
        .all({ provider, ...days(range) }),
    );
  }

  dailySeries(provider: ProviderId, accountId: string, range: DayRange): Promise<readonly CostSeries[]> {
    return this.#connection.read(() => {
      const account = findAccount(this.#connection, provider, accountId);
      if (account === undefined) return [];
      const { from, to } = days(range);
      const rows = this.#connection
        .prepareBigint<SeriesRow>(
          `SELECT g.region_id AS region, g.service_name AS service, g.currency, f.day, sum(f.effective) AS effective
           FROM charge_part p
             CROSS JOIN cost_daily f ON f.load_id = p.load_id AND f.account_id = p.account_id
             CROSS JOIN charge_group g ON g.group_id = f.group_id
           WHERE p.account_id = :account AND ${countedParts} AND f.day >= :from AND f.day < :to
             AND g.charge_category = 'Usage'
           GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
        )
        .all({ account, from, to });
      const series = new Map<string, CostSeries & { readonly costs: bigint[] }>();
      for (const { region: regionId, service: serviceName, currency, day, effective } of rows) {
        const key = JSON.stringify([regionId, serviceName, currency]);
        const found = series.get(key) ?? {
          accountId,
          regionId,
          serviceName,
          currency,
          costs: Array.from({ length: to - from }, () => 0n),
        };
        series.set(key, found);
        found.costs[Number(day) - from] = effective;
      }
      return [...series.values()];
    });
  }

  skuRates(provider: ProviderId, accountId: string, range: DayRange): Promise<ReadonlyMap<string, SkuRate>> {
    return this.#connection.read(() => {
      const account = findAccount(this.#connection, provider, accountId);
      if (account === undefined) return new Map();
      const rows = this.#connection
        .prepareBigint<RateRow>(
          `SELECT i.sku_id AS sku, g.currency, sum(c.effective) AS effective, sum(c.list) AS list,
             count(DISTINCT c.day) AS days
           FROM charge_part p
             CROSS JOIN charge c ON c.load_id = p.load_id AND c.account_id = p.account_id
             CROSS JOIN charge_item i ON i.account_id = c.account_id AND i.item_id = c.item_id
             CROSS JOIN charge_group g ON g.group_id = i.group_id
           WHERE p.account_id = :account AND ${countedParts} AND c.day >= :from AND c.day < :to
             AND i.sku_id IS NOT NULL AND c.list > 0 AND g.charge_category = 'Usage'
           GROUP BY i.sku_id, g.currency`,
        )
        .all({ account, ...days(range) });
      return onePerKey(
        rows,
        ({ sku }) => sku,
        ({ effective, list, currency, days: charged }) => ({
          effectiveCost: money(effective, currency),
          listCost: money(list, currency),
          days: Number(charged),
        }),
      );
    });
  }

  coveredDays(provider: ProviderId, range: DayRange): Promise<readonly Day[]> {
    return this.#connection.read(() =>
      this.#connection
        .prepare<number>(
          `SELECT DISTINCT f.day FROM account a
             CROSS JOIN charge_part p ON p.account_id = a.account_id AND ${countedParts}
             CROSS JOIN cost_daily f ON f.load_id = p.load_id AND f.account_id = p.account_id
               AND f.day >= :from AND f.day < :to
           WHERE a.provider = :provider ORDER BY 1`,
        )
        .pluck()
        .all({ provider, ...days(range) })
        .map(dayFromEpoch),
    );
  }

  tagUse(provider: ProviderId): Promise<{ readonly resources: number; readonly byKey: ReadonlyMap<string, number> }> {
    const present = `FROM account a CROSS JOIN resource r ON r.account_id = a.account_id AND r.gone_since IS NULL`;
    const tagged = `a.provider = ? AND json_extract(r.body, '$.tags.known') = 1`;
    return this.#connection.read(() => {
      const resources = this.#connection
        .prepare<number>(`SELECT count(*) ${present} WHERE ${tagged}`)
        .pluck()
        .get(provider);
      const rows = this.#connection
        .prepare<{ readonly key: string; readonly count: number }>(
          `SELECT t.key AS key, count(*) AS count ${present} CROSS JOIN json_each(r.body, '$.tags.value') t
           WHERE ${tagged} GROUP BY t.key ORDER BY t.key`,
        )
        .all(provider);
      return { resources: resources ?? 0, byKey: new Map(rows.map(({ key, count }) => [key, count])) };
    });
  }

  replaceResourceCosts(
    provider: ProviderId,
    payerAccountId: string,
    range: DayRange,
    costs: readonly ResourceCostRecord[],
    observedAt: Instant,
  ): Promise<void> {
    return this.#connection.write(() => {
      const payer = accountNumber(this.#connection, provider, payerAccountId);
      this.#connection.prepare('DELETE FROM resource_cost WHERE payer_id = ?').run(payer);
      const insert = this.#connection.prepare(
        `INSERT INTO resource_cost VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET effective = resource_cost.effective + excluded.effective,
           days = max(resource_cost.days, excluded.days)`,
      );
      const { from, to } = days(range);
      for (const { accountId, resourceId, effectiveCost, days: charged } of costs) {
        const account = accountNumber(this.#connection, provider, accountId);
        const { currency, nanos } = effectiveCost;
        insert.run(account, resourceId, currency, payer, from, to, charged, nanos, observedAt);
      }
    });
  }

  resourceCosts(
    provider: ProviderId,
    accountId: string,
    resourceIds: readonly string[],
  ): Promise<ReadonlyMap<string, ToldResourceCost>> {
    return this.#connection.read(() => {
      const account = findAccount(this.#connection, provider, accountId);
      if (account === undefined) return new Map();
      const rows = this.#connection
        .prepareBigint<ResourceRow>(
          `SELECT resource_id AS resourceId, currency, effective, days, first_day AS first, end_day AS end
           FROM resource_cost
           WHERE account_id = :account AND resource_id IN (SELECT value FROM json_each(:ids))`,
        )
        .all({ account, ids: jsonList(resourceIds) });
      return onePerKey(
        rows,
        (row) => row.resourceId,
        (row) => ({
          effectiveCost: money(row.effective, row.currency),
          days: Number(row.days),
          range: { from: dayFromEpoch(Number(row.first)), to: dayFromEpoch(Number(row.end)) },
        }),
      );
    });
  }
}

const days = ({ from, to }: DayRange) => ({ from: epochDay(from), to: epochDay(to) });

/** What has rows in several currencies has no one figure: it is left out. */
function onePerKey<Row, T>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  read: (row: Row) => T,
): ReadonlyMap<string, T> {
  const grouped = Map.groupBy(rows, keyOf);
  return new Map(
    [...grouped].flatMap(([key, [row, second]]): readonly (readonly [string, T])[] =>
      row === undefined || second !== undefined ? [] : [[key, read(row)]],
    ),
  );
}
