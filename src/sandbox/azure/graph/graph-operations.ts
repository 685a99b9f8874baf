import { ArmError, badRequest } from '../wire/arm-error.ts';
import { Answer, type AzureCall, type Operation } from '../wire/call.ts';
import { offsetOf, pageOf, skipToken } from '../wire/paging.ts';
import { readQuery } from './query.ts';
import { tableRows } from './tables.ts';
import { invalidQuery } from './tokens.ts';

const DEFAULT_TOP = 100;
const MAX_TOP = 1000;

/** Resource Graph. Source: Microsoft.ResourceGraph 2022-10-01, Resources. */
export const graphOperations: readonly Operation[] = [
  {
    service: 'resourcegraph',
    id: 'Resources',
    action: 'Microsoft.ResourceGraph/resources/read',
    method: 'POST',
    path: '/providers/Microsoft.ResourceGraph/resources',
    run: answer,
  },
];

interface Question {
  readonly subscriptions?: readonly string[];
  readonly managementGroups?: readonly string[];
  readonly query?: string;
  readonly options?: {
    readonly $skipToken?: string;
    readonly $top?: number;
    readonly $skip?: number;
    readonly resultFormat?: string;
  };
}

function answer(call: AzureCall): Answer {
  const { subscriptions, managementGroups, query = '', options = {} } = (call.body ?? {}) as Question;
  if (query.trim() === '') throw badRequest('BadRequest', 'The query must not be empty.');
  const { $top = DEFAULT_TOP, $skip = 0, resultFormat = 'objectArray' } = options;
  if (!Number.isInteger($top) || $top < 1 || $top > MAX_TOP) {
    throw badRequest('BadRequest', `$top must be between 1 and ${MAX_TOP}.`);
  }
  const { table, run } = readQuery(query);
  const accounts = accountsOf(call, subscriptions, managementGroups);
  const rows = tableRows(call.world, table, accounts);
  if (rows === undefined) throw invalidQuery('UnknownTable', `Table '${table}' is invalid, unsupported or disallowed.`);
  const all = run(rows);
  const asked = `${query} ${accounts.length}`;
  const offset = options.$skipToken === undefined ? $skip : offsetOf(options.$skipToken, asked);
  const page = pageOf(all, offset, $top, call.halvePage);
  const body = {
    totalRecords: all.length,
    count: page.items.length,
    data: resultFormat === 'table' ? asTable(page.items) : page.items,
    facets: [],
    resultTruncated: 'false',
    ...(page.next !== undefined && { $skipToken: skipToken(page.next, asked) }),
  };
  return new Answer(body, { 'x-ms-user-quota-remaining': '14', 'x-ms-user-quota-resets-after': '00:00:05' });
}

/** All that can be seen, or those that are named; of a management group those under it. */
function accountsOf(
  { world }: AzureCall,
  subscriptions: readonly string[] | undefined,
  managementGroups: readonly string[] | undefined,
): readonly string[] {
  const { estate } = world;
  if (managementGroups !== undefined && managementGroups.length > 0) {
    const under = (name: string): readonly string[] => [
      ...estate.subscriptions.filter(({ managementGroup }) => managementGroup === name).map(({ id }) => id),
      ...estate.managementGroups.filter(({ parent }) => parent === name).flatMap((group) => under(group.name)),
    ];
    return managementGroups.flatMap(under);
  }
  const named = subscriptions?.filter((id) => world.subscription(id) !== undefined).map((id) => id.toLowerCase());
  if (named?.length === 0 && subscriptions!.length > 0) {
    throw new ArmError(403, 'AccessDenied', 'Access to the specified subscriptions is denied.');
  }
  return named === undefined || named.length === 0 ? estate.subscriptions.map(({ id }) => id) : named;
}

function asTable(rows: readonly Readonly<Record<string, unknown>>[]): object {
  const names = Object.keys(rows[0] ?? {});
  const typeOf = (value: unknown): string =>
    typeof value === 'object' ? 'object' : typeof value === 'number' ? 'integer' : typeof value;
  return {
    columns: names.map((name) => ({ name, type: typeOf(rows[0]?.[name]) })),
    rows: rows.map((row) => names.map((name) => row[name])),
  };
}
