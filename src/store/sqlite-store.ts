import type { QueryResult, Store, StoreInfo } from '../domain/ports/store.ts';
import type { Connection } from './connection.ts';
import { ReadOnlyQuery } from './read-only-query.ts';
import { SqliteAccountRepository } from './repositories/accounts.ts';
import { SqliteChargeRepository } from './repositories/charges.ts';
import { SqliteCostAnalysisRepository } from './repositories/cost-analysis.ts';
import { SqliteCostFactRepository } from './repositories/cost-facts.ts';
import { SqliteFindingRepository } from './repositories/findings.ts';
import { SqliteMetricRepository } from './repositories/metrics.ts';
import { SqlitePaidCallRepository } from './repositories/paid-calls.ts';
import { SqlitePriceRepository } from './repositories/prices.ts';
import { SqliteRecommendationRepository } from './repositories/recommendations.ts';
import { SqliteResourceRepository } from './repositories/resources.ts';
import { SqliteSyncRepository } from './repositories/syncs.ts';
import { storeInfo } from './store-info.ts';

/** The store of one SQLite file. Owns its connection, and what `onClose` lets go of. */
export class SqliteStore implements Store {
  readonly accounts: SqliteAccountRepository;
  readonly resources: SqliteResourceRepository;
  readonly metrics: SqliteMetricRepository;
  readonly charges: SqliteChargeRepository;
  readonly costs: SqliteCostAnalysisRepository;
  readonly costFacts: SqliteCostFactRepository;
  readonly recommendations: SqliteRecommendationRepository;
  readonly paidCalls: SqlitePaidCallRepository;
  readonly prices: SqlitePriceRepository;
  readonly findings: SqliteFindingRepository;
  readonly syncs: SqliteSyncRepository;
  readonly #connection: Connection;
  readonly #query: ReadOnlyQuery;
  readonly #onClose: readonly (() => void)[];

  constructor(connection: Connection, onClose: readonly (() => void)[]) {
    this.#connection = connection;
    this.#onClose = onClose;
    this.#query = new ReadOnlyQuery(connection.location);
    this.accounts = new SqliteAccountRepository(connection);
    this.resources = new SqliteResourceRepository(connection);
    this.metrics = new SqliteMetricRepository(connection);
    this.charges = new SqliteChargeRepository(connection);
    this.costs = new SqliteCostAnalysisRepository(connection);
    this.costFacts = new SqliteCostFactRepository(connection);
    this.recommendations = new SqliteRecommendationRepository(connection);
    this.paidCalls = new SqlitePaidCallRepository(connection);
    this.prices = new SqlitePriceRepository(connection);
    this.findings = new SqliteFindingRepository(connection);
    this.syncs = new SqliteSyncRepository(connection);
  }

  info(): Promise<StoreInfo> {
    return storeInfo(this.#connection, this.charges, this.syncs);
  }

  query(sql: string): Promise<QueryResult> {
    return this.#query.run(sql);
  }

  /** Closing a second time does nothing. */
  async close(): Promise<void> {
    if (!this.#connection.db.open) return;
    this.#query.close();
    this.#connection.close();
    for (const letGo of this.#onClose) letGo();
  }
}
