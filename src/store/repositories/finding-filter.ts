import type { FindingFilter, ScopeFilter } from '../../domain/ports/store.ts';
import type { Connection } from '../connection.ts';
import { accountsIn, jsonList } from './account-dictionary.ts';

/** A filter as SQL over `f` with named parameters. */
export interface FindingCondition {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, string | bigint>>;
}

export function findingCondition(connection: Connection, filter: FindingFilter): FindingCondition {
  const conditions: string[] = ['TRUE'];
  const parameters: Record<string, string | bigint> = {};
  const oneOf = (column: string, name: string, values: readonly (string | number)[] | undefined): void => {
    const list = jsonList(values);
    if (list === null) return;
    conditions.push(`${column} IN (SELECT value FROM json_each(:${name}))`);
    parameters[name] = list;
  };
  oneOf('f.account_id', 'accounts', accountNumbers(connection, filter));
  oneOf('f.region_id', 'regions', filter.regionIds);
  oneOf('f.check_id', 'checks', filter.checkIds);
  oneOf('f.status', 'statuses', filter.statuses);
  oneOf('f.verdict', 'verdicts', filter.verdicts);
  if (filter.resourceId !== undefined) {
    conditions.push('f.resource_id = :resourceId');
    parameters['resourceId'] = filter.resourceId;
  }
  if (filter.minMonthlySavings) {
    conditions.push('f.savings_currency = :minCurrency AND f.savings_nanos >= :minNanos');
    parameters['minCurrency'] = filter.minMonthlySavings.currency;
    parameters['minNanos'] = filter.minMonthlySavings.nanos;
  }
  return { sql: conditions.join(' AND '), parameters };
}

function accountNumbers(connection: Connection, filter: ScopeFilter): readonly number[] | undefined {
  if (filter.providers === undefined && filter.accountIds === undefined) return undefined;
  return accountsIn(connection, filter).map(({ number }) => number);
}

/** Every order ends in the id, so that it is the same on each run. Savings: known ones first, the largest first. */
export const findingOrders: Readonly<Record<NonNullable<FindingFilter['sort']>, string>> = {
  savings: 'f.savings_nanos IS NULL, f.savings_currency, f.savings_nanos DESC, f.finding_id',
  check: 'f.check_id, f.finding_id',
  resource: 'f.resource_id, f.finding_id',
  'first-seen': 'f.first_seen, f.finding_id',
};
