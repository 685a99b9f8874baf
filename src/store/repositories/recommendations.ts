import type { ProviderId, Scope } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import { money } from '../../domain/money.ts';
import type { RecommendationRepository } from '../../domain/ports/cost-store.ts';
import type { AdviserId, Recommendation } from '../../domain/recommendations.ts';
import { BulkInsert } from '../bulk-insert.ts';
import type { Connection } from '../connection.ts';
import { accountNumber, findAccount, jsonList } from './account-dictionary.ts';

const columns = [
  'account_id',
  'adviser',
  'recommendation_id',
  'asked_account_id',
  'asked_region_id',
  'region_id',
  'resource_id',
  'resource_type',
  'action',
  'savings_nanos',
  'savings_currency',
  'observed_at',
  'body',
];

interface Row {
  readonly adviser: AdviserId;
  readonly recommendation_id: string;
  readonly provider: ProviderId;
  readonly native_id: string;
  readonly region_id: string;
  readonly resource_id: string;
  readonly resource_type: string;
  readonly action: string;
  readonly savings_nanos: bigint | null;
  readonly savings_currency: string | null;
  readonly body: string;
}

const found = `SELECT r.*, a.provider, a.native_id FROM recommendation r JOIN account a USING (account_id)`;
const inOrder = 'ORDER BY r.resource_id, r.adviser, r.recommendation_id';

export class SqliteRecommendationRepository implements RecommendationRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  replace(
    adviser: AdviserId,
    asked: Scope,
    recommendations: readonly Recommendation[],
    observedAt: Instant,
  ): Promise<void> {
    return this.#connection.write(() => {
      const askedAccount = accountNumber(this.#connection, asked.provider, asked.accountId);
      this.#connection
        .prepare('DELETE FROM recommendation WHERE asked_account_id = ? AND adviser = ? AND asked_region_id = ?')
        .run(askedAccount, adviser, asked.regionId);
      // One that was told elsewhere before, or twice on two pages: the last word counts.
      const insert = new BulkInsert(this.#connection, 'recommendation', columns, {
        after: `ON CONFLICT (account_id, adviser, recommendation_id) DO UPDATE SET
          ${columns
            .slice(3)
            .map((column) => `${column} = excluded.${column}`)
            .join(', ')}`,
        rowsPerStatement: 1,
      });
      for (const of of recommendations) {
        const { id, scope, resourceId, resourceType, action, monthlySavings, adviser: _adviser, ...body } = of;
        insert.push([
          accountNumber(this.#connection, scope.provider, scope.accountId),
          adviser,
          id,
          askedAccount,
          asked.regionId,
          scope.regionId,
          resourceId,
          resourceType,
          action,
          monthlySavings?.nanos ?? null,
          monthlySavings?.currency ?? null,
          observedAt,
          JSON.stringify(body),
        ]);
      }
      insert.flush();
    });
  }

  ofAccount(provider: ProviderId, accountId: string): Promise<readonly Recommendation[]> {
    return this.#connection.read(() => {
      const account = findAccount(this.#connection, provider, accountId);
      if (account === undefined) return [];
      return this.#connection.prepareBigint<Row>(`${found} WHERE r.account_id = ? ${inOrder}`).all(account).map(read);
    });
  }

  ofResource({ provider, accountId }: Scope, ids: readonly string[]): Promise<readonly Recommendation[]> {
    return this.#connection.read(() => {
      const account = findAccount(this.#connection, provider, accountId);
      if (account === undefined) return [];
      return this.#connection
        .prepareBigint<Row>(
          `${found} WHERE r.account_id = :account AND r.resource_id IN (SELECT value FROM json_each(:ids)) ${inOrder}`,
        )
        .all({ account, ids: jsonList(ids) })
        .map(read);
    });
  }

  accounts(provider: ProviderId): Promise<readonly string[]> {
    return this.#connection.read(() =>
      this.#connection
        .prepare<string>(
          `SELECT native_id FROM account a WHERE provider = ? AND kind = 'sub-account'
             AND EXISTS (SELECT 1 FROM recommendation r WHERE r.account_id = a.account_id) ORDER BY native_id`,
        )
        .pluck()
        .all(provider),
    );
  }
}

type Body = Omit<
  Recommendation,
  'adviser' | 'id' | 'scope' | 'resourceId' | 'resourceType' | 'action' | 'monthlySavings'
>;

const read = (row: Row): Recommendation => ({
  adviser: row.adviser,
  id: row.recommendation_id,
  scope: { provider: row.provider, accountId: row.native_id, regionId: row.region_id },
  resourceId: row.resource_id,
  resourceType: row.resource_type,
  action: row.action,
  ...(row.savings_nanos !== null &&
    row.savings_currency !== null && { monthlySavings: money(row.savings_nanos, row.savings_currency) }),
  ...(JSON.parse(row.body) as Body),
});
