import type { ProviderId } from '../../domain/ids.ts';
import { providerIds } from '../../domain/ids.ts';
import type { ScopeFilter } from '../../domain/ports/store.ts';
import type { Connection } from '../connection.ts';

/** The number that stands for an account, if the store has met it. */
export function findAccount(connection: Connection, provider: ProviderId, accountId: string): number | undefined {
  return connection
    .prepare<number>(`SELECT account_id FROM account WHERE provider = ? AND kind = 'sub-account' AND native_id = ?`)
    .pluck()
    .get(provider, accountId);
}

/** As `findAccount`, and gives a number to an account that is new. Only inside a transaction. */
export function accountNumber(connection: Connection, provider: ProviderId, accountId: string): number {
  const found = findAccount(connection, provider, accountId);
  if (found !== undefined) return found;
  const { lastInsertRowid } = connection
    .prepare(`INSERT INTO account (provider, kind, native_id) VALUES (?, 'sub-account', ?)`)
    .run(provider, accountId);
  return Number(lastInsertRowid);
}

/** An account of the dictionary that resources, findings and tasks belong to. */
export interface NumberedAccount {
  readonly number: number;
  readonly provider: ProviderId;
  readonly accountId: string;
}

/** Sub accounts that match, clouds in the order of `providerIds`, then by id. */
export function accountsIn(
  connection: Connection,
  filter: Pick<ScopeFilter, 'providers' | 'accountIds'>,
): readonly NumberedAccount[] {
  return connection
    .prepare<NumberedAccount>(
      `SELECT account_id AS number, provider, native_id AS accountId FROM account
       WHERE kind = 'sub-account'
         AND (:providers IS NULL OR provider IN (SELECT value FROM json_each(:providers)))
         AND (:accounts IS NULL OR native_id IN (SELECT value FROM json_each(:accounts)))
       ORDER BY native_id`,
    )
    .all({ providers: jsonList(filter.providers), accounts: jsonList(filter.accountIds) })
    .toSorted((a, b) => providerIds.indexOf(a.provider) - providerIds.indexOf(b.provider));
}

/** A list as one parameter, so that a statement is the same for any length; null where there is no filter. */
export const jsonList = (values: readonly (string | number)[] | undefined): string | null =>
  values === undefined ? null : JSON.stringify(values);
