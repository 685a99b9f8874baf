import type { Finding } from '../../domain/findings.ts';
import type { Instant } from '../../domain/instant.ts';
import type { FindingLoad, ScopeFilter } from '../../domain/ports/store.ts';
import { BulkInsert } from '../bulk-insert.ts';
import type { Connection } from '../connection.ts';
import { accountNumber } from './account-dictionary.ts';
import { findingCondition } from './finding-filter.ts';
import { findingColumns, findingValues } from './finding-rows.ts';

const staging = `
CREATE TEMP TABLE IF NOT EXISTS staged_finding (
  provider TEXT NOT NULL,
  native_id TEXT NOT NULL,
  ${findingColumns.join(',\n  ')}
);
DELETE FROM staged_finding;
`;

/**
 * Findings of one analysis. They wait in a temporary table, outside of the store's file, so that other parts can
 * write while an analysis streams, and become visible in one transaction.
 */
export class SqliteFindingLoad implements FindingLoad {
  readonly #connection: Connection;
  readonly #observedAt: Instant;
  readonly #onEnd: () => void;
  readonly #insert: BulkInsert;

  constructor(connection: Connection, observedAt: Instant, onEnd: () => void) {
    connection.db.exec(staging);
    this.#connection = connection;
    this.#observedAt = observedAt;
    this.#onEnd = onEnd;
    this.#insert = new BulkInsert(connection, 'staged_finding', ['provider', 'native_id', ...findingColumns]);
  }

  add(findings: readonly Finding[]): Promise<void> {
    return this.#connection.read(() => {
      for (const finding of findings) {
        this.#insert.push([finding.scope.provider, finding.scope.accountId, ...findingValues(finding)]);
      }
    });
  }

  uncount(findingIds: Iterable<string>): Promise<void> {
    return this.#connection.read(() => {
      this.#insert.flush();
      this.#connection
        .prepare(
          `UPDATE staged_finding SET counts_towards_total = 0 WHERE finding_id IN (SELECT value FROM json_each(?))`,
        )
        .run(JSON.stringify([...findingIds]));
    });
  }

  /**
   * What was judged and is not among the added is resolved, also when it was suppressed or planned; a suppression
   * outlives that, until its end. `opened` counts the new ones and those that came back.
   */
  async commit(judged: {
    readonly checkIds: readonly string[];
    readonly filter: ScopeFilter;
  }): Promise<{ readonly opened: number; readonly resolved: number }> {
    const outcome = await this.#connection.write(() => {
      this.#insert.flush();
      this.#endSuppressions();
      this.#numberAccounts();
      const opened = this.#countOpened();
      this.#merge();
      return { opened, resolved: this.#resolve(judged) };
    });
    this.#end();
    return outcome;
  }

  rollback(): Promise<void> {
    return this.#connection.read(() => this.#end());
  }

  #end(): void {
    this.#insert.discard();
    this.#connection.db.exec('DELETE FROM staged_finding');
    this.#onEnd();
  }

  #endSuppressions(): void {
    this.#connection
      .prepare(
        `UPDATE finding SET status = CASE status WHEN 'suppressed' THEN 'open' ELSE status END,
           suppression_reason = NULL, suppressed_until = NULL, suppressed_by = NULL
         WHERE suppressed_until <= ?`,
      )
      .run(this.#observedAt);
  }

  #numberAccounts(): void {
    const accounts = this.#connection
      .prepare<{ provider: Finding['scope']['provider']; native_id: string }>(
        'SELECT DISTINCT provider, native_id FROM staged_finding ORDER BY provider, native_id',
      )
      .all();
    for (const { provider, native_id } of accounts) accountNumber(this.#connection, provider, native_id);
  }

  #countOpened(): number {
    return (
      this.#connection
        .prepare<number>(
          `SELECT count(DISTINCT a.account_id || '/' || s.finding_id) FROM staged_finding s ${stagedAccount}
           LEFT JOIN finding f ON f.account_id = a.account_id AND f.finding_id = s.finding_id
           WHERE f.finding_id IS NULL OR f.status = 'resolved'`,
        )
        .pluck()
        .get() ?? 0
    );
  }

  #merge(): void {
    // What a person silenced stays silenced, whatever the rules of the configuration say meanwhile.
    const updates = findingColumns
      .slice(1)
      .map((column) =>
        suppressionColumns.includes(column)
          ? `${column} = CASE WHEN finding.suppressed_by = 'command' THEN finding.${column} ELSE excluded.${column} END`
          : `${column} = excluded.${column}`,
      );
    this.#connection
      .prepare(
        `INSERT INTO finding (account_id, ${findingColumns.join(', ')}, status, first_seen, last_seen)
         SELECT a.account_id, ${findingColumns.map((column) => `s.${column}`).join(', ')},
           CASE WHEN s.suppression_reason IS NOT NULL THEN 'suppressed' WHEN s.grace_days > 0 THEN 'grace' ELSE 'open' END,
           :at, :at
         FROM staged_finding s ${stagedAccount} WHERE TRUE
         ON CONFLICT (account_id, finding_id) DO UPDATE SET ${updates.join(', ')}, last_seen = excluded.last_seen,
           resolved_at = NULL,
           status = CASE
             WHEN finding.status IN ('planned', 'exempt') THEN finding.status
             WHEN finding.suppressed_by = 'command' OR excluded.suppression_reason IS NOT NULL THEN 'suppressed'
             WHEN julianday(:at) - julianday(finding.first_seen) < excluded.grace_days THEN 'grace'
             ELSE 'open'
           END`,
      )
      .run({ at: this.#observedAt });
  }

  #resolve(judged: { readonly checkIds: readonly string[]; readonly filter: ScopeFilter }): number {
    const { sql, parameters } = findingCondition(this.#connection, { ...judged.filter, checkIds: judged.checkIds });
    return this.#connection
      .prepare(
        `UPDATE finding AS f SET status = 'resolved', resolved_at = :observedAt
         WHERE ${sql} AND f.status <> 'resolved' AND (f.account_id, f.finding_id) NOT IN (
           SELECT a.account_id, s.finding_id FROM staged_finding s ${stagedAccount})`,
      )
      .run({ ...parameters, observedAt: this.#observedAt }).changes;
  }
}

const suppressionColumns: readonly string[] = ['suppression_reason', 'suppressed_until', 'suppressed_by'];

const stagedAccount = `JOIN account a
  ON a.provider = s.provider AND a.kind = 'sub-account' AND a.native_id = s.native_id`;
