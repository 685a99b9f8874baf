import type { CostFactSet, CostFactTypes, CostSubject } from '../../domain/cost-facts.ts';
import type { ProviderId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { CostFactRepository } from '../../domain/ports/cost-store.ts';
import { BulkInsert } from '../bulk-insert.ts';
import type { Connection } from '../connection.ts';
import { accountNumber, findAccount } from './account-dictionary.ts';

interface SetRow {
  readonly account: number;
  readonly payerAccountId: string;
  readonly observedAt: Instant;
}

export class SqliteCostFactRepository implements CostFactRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  replace<S extends CostSubject>(
    provider: ProviderId,
    payerAccountId: string,
    subject: S,
    records: readonly CostFactTypes[S][],
    observedAt: Instant,
  ): Promise<void> {
    return this.#connection.write(() => {
      const account = accountNumber(this.#connection, provider, payerAccountId);
      this.#connection.prepare('DELETE FROM cost_fact WHERE account_id = ? AND subject = ?').run(account, subject);
      this.#connection
        .prepare(
          `INSERT INTO cost_fact_set VALUES (?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET observed_at = excluded.observed_at, records = excluded.records`,
        )
        .run(account, subject, observedAt, records.length);
      const insert = new BulkInsert(this.#connection, 'cost_fact', ['account_id', 'subject', 'position', 'body']);
      for (const [position, record] of records.entries()) {
        insert.push([account, subject, position, JSON.stringify(record)]);
      }
      insert.flush();
    });
  }

  read<S extends CostSubject>(provider: ProviderId, subject: S): Promise<readonly CostFactSet<S>[]> {
    return this.#connection.read(() =>
      this.#connection
        .prepare<SetRow>(
          `SELECT s.account_id AS account, a.native_id AS payerAccountId, s.observed_at AS observedAt
           FROM cost_fact_set s JOIN account a USING (account_id)
           WHERE a.provider = ? AND s.subject = ? ORDER BY a.native_id`,
        )
        .all(provider, subject)
        .map(({ account, payerAccountId, observedAt }) => ({
          payerAccountId,
          subject,
          observedAt,
          records: this.#records(account, subject),
        })),
    );
  }

  observedAt(provider: ProviderId, payerAccountId: string, subject: CostSubject): Promise<Instant | null> {
    return this.#connection.read(() => {
      const account = findAccount(this.#connection, provider, payerAccountId);
      if (account === undefined) return null;
      const found = this.#connection
        .prepare<Instant>('SELECT observed_at FROM cost_fact_set WHERE account_id = ? AND subject = ?')
        .pluck()
        .get(account, subject);
      return found ?? null;
    });
  }

  #records<S extends CostSubject>(account: number, subject: S): readonly CostFactTypes[S][] {
    return this.#connection
      .prepare<string>('SELECT body FROM cost_fact WHERE account_id = ? AND subject = ? ORDER BY position')
      .pluck()
      .all(account, subject)
      .map((body) => JSON.parse(body) as CostFactTypes[S]);
  }
}
