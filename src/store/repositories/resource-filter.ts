import type { ResourceFilter } from '../../domain/ports/store.ts';
import type { Connection } from '../connection.ts';
import { jsonList } from './account-dictionary.ts';

/** What of a filter is asked of the resource itself, as SQL over `r` with named parameters; the account apart. */
export interface ResourceCondition {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export function resourceCondition(connection: Connection, filter: ResourceFilter): ResourceCondition {
  const conditions: string[] = ['TRUE'];
  const parameters: Record<string, string> = {};
  const oneOf = (column: string, name: string, values: readonly string[] | undefined): void => {
    const list = jsonList(values);
    if (list === null) return;
    conditions.push(`${column} IN (SELECT value FROM json_each(:${name}))`);
    parameters[name] = list;
  };
  if (!filter.includeGone) conditions.push('r.gone_since IS NULL');
  oneOf('r.region_id', 'regions', filter.regionIds);
  // The plus keeps SQLite from looking a list up in the key's index, which would read pages from their start anew.
  oneOf('+r.kind', 'kinds', filter.kinds);
  oneOf('+r.type', 'types', filter.types);
  if (filter.resourceId !== undefined) {
    conditions.push('r.resource_id = :resourceId');
    parameters['resourceId'] = filter.resourceId;
  }
  if (filter.text !== undefined) {
    defineFold(connection);
    conditions.push(`(instr(fold(r.resource_id), :text) > 0 OR instr(fold(coalesce(r.name, '')), :text) > 0)`);
    parameters['text'] = fold(filter.text);
  }
  if (filter.tag) {
    const { key, value } = filter.tag;
    // The first test spares parsing the JSON of nearly every row that does not match.
    conditions.push(
      `instr(r.body, :quotedKey) > 0 AND EXISTS (SELECT 1 FROM json_each(r.body, '$.tags.value') tag
       WHERE tag.key = :tagKey${value === undefined ? '' : ' AND tag.value = :tagValue'})`,
    );
    parameters['quotedKey'] = JSON.stringify(key);
    parameters['tagKey'] = key;
    if (value !== undefined) parameters['tagValue'] = value;
  }
  return { sql: conditions.join(' AND '), parameters };
}

/** SQLite's own lower() knows ASCII alone. */
const fold = (text: string): string => text.toLowerCase();

const folding = new WeakSet<Connection>();

function defineFold(connection: Connection): void {
  if (folding.has(connection)) return;
  connection.db.function('fold', { deterministic: true }, (text: string) => fold(text));
  folding.add(connection);
}
