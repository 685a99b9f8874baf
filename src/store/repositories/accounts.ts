import type { Account } from '../../domain/accounts.ts';
import type { Fact } from '../../domain/fact.ts';
import type { ProviderId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { AccountRepository, ScopeFilter } from '../../domain/ports/store.ts';
import type { Tags } from '../../domain/resources.ts';
import type { Connection } from '../connection.ts';
import { accountNumber, accountsIn } from './account-dictionary.ts';

interface AccountRow {
  readonly name: string;
  readonly parent_path: string;
  readonly billing_account_id: string;
  readonly state: Account['state'];
  readonly tags: string;
}

export class SqliteAccountRepository implements AccountRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  upsert(accounts: readonly Account[], observedAt: Instant): Promise<void> {
    return this.#connection.write(() => {
      const upsert = this.#connection.prepare(
        `INSERT INTO account_detail VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (account_id) DO UPDATE SET name = excluded.name, parent_path = excluded.parent_path,
           billing_account_id = excluded.billing_account_id, state = excluded.state, tags = excluded.tags,
           observed_at = excluded.observed_at`,
      );
      for (const account of accounts) {
        upsert.run(
          accountNumber(this.#connection, account.provider, account.accountId),
          account.name,
          JSON.stringify(account.parentPath),
          JSON.stringify(account.billingAccountId),
          account.state,
          JSON.stringify(account.tags),
          observedAt,
        );
      }
    });
  }

  /** Clouds in their order, then by id. Regions of the filter do not matter. */
  list(filter: ScopeFilter = {}): Promise<readonly Account[]> {
    return this.#connection.read(() => {
      const detail = this.#connection.prepare<AccountRow>('SELECT * FROM account_detail WHERE account_id = ?');
      return accountsIn(this.#connection, filter).flatMap(({ number, provider, accountId }) => {
        const row = detail.get(number);
        return row ? [fromRow(provider, accountId, row)] : [];
      });
    });
  }
}

const fromRow = (provider: ProviderId, accountId: string, row: AccountRow): Account => ({
  provider,
  accountId,
  name: row.name,
  parentPath: JSON.parse(row.parent_path) as Fact<readonly string[]>,
  billingAccountId: JSON.parse(row.billing_account_id) as Fact<string>,
  state: row.state,
  tags: JSON.parse(row.tags) as Fact<Tags>,
});
