import { cellOf } from '../charges/file-cells.ts';
import type { BillingFile } from '../charges/schema.ts';
import type { GcpColumn } from './columns.ts';
import { isNoList, listIn } from './lists.ts';

/**
 * Columns with labels, in the order of their weight: of one key the last says what it is. A project's labels hold for
 * what lies in it, unless that has the key itself. System labels and tags cannot clash: their keys have a `/`.
 */
const labelColumns = ['project.labels', 'system_labels', 'tags', 'labels'] as const satisfies readonly GcpColumn[];

const presentIn = (file: BillingFile) => labelColumns.filter((column) => cellOf(file, column) !== undefined);

/** Which column to name when labels cannot be read. */
export const labelsColumnOf = (file: BillingFile): GcpColumn | undefined => presentIn(file).at(-1);

const nameOf = (column: GcpColumn): string => `ballast_${column.replace('.', '_')}`;

/** JSON text of each list, for `RowSql.prelude`. */
export const labelPrelude = (file: BillingFile): readonly (readonly [name: string, sql: string])[] =>
  presentIn(file).map((column) => [nameOf(column), listIn(file, column) ?? 'NULL::VARCHAR'] as const);

/** By column, SQL that is true where it is no list. */
export const badLabels = (file: BillingFile): readonly (readonly [column: GcpColumn, broken: string])[] =>
  presentIn(file).map((column) => [column, isNoList(file, column, nameOf(column))] as const);

/**
 * SQL of the row's tags: one list of all labels (see `parseTags`). Undefined when the file has no such column: then it
 * is not known whether anything is labelled.
 */
export function tagsOf(file: BillingFile): string | undefined {
  const columns = presentIn(file);
  if (columns.length === 0) return undefined;
  const inner = columns.map((column) => {
    const json = column === 'tags' ? namespaced(nameOf(column)) : `trim(${nameOf(column)})`;
    return `nullif(trim(substr(${json}, 2, length(${json}) - 2)), '')`;
  });
  return `'[' || concat_ws(',', ${inner.join(', ')}) || ']'`;
}

/** Tags of Resource Manager by their namespaced name, `<organisation or project>/<key>`: a short one is not unique. */
const namespaced = (json: string): string => `CASE WHEN ${json} = '[]' THEN '[]' ELSE to_json(list_transform(
    from_json(${json}, '[{"key":"VARCHAR","value":"VARCHAR","namespace":"VARCHAR"}]'),
    lambda tag: {'key': concat_ws('/', tag.namespace, tag.key), 'value': tag.value}))::VARCHAR END`;
