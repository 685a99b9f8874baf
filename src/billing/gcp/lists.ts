import * as cells from '../charges/cells.ts';
import { cellOf, physicalIn } from '../charges/file-cells.ts';
import type { BillingFile } from '../charges/schema.ts';
import type { GcpColumn } from './columns.ts';

/**
 * A column with a list in it, as SQL of its JSON text: null where the cell is empty, and where it is no list that can
 * be read (see `isNoList`). Undefined when the file lacks the column.
 */
export function listIn(file: BillingFile, column: GcpColumn): string | undefined {
  const cell = cellOf(file, column);
  if (cell === undefined) return undefined;
  switch (physicalIn(file, column)) {
    case 'nested':
      return `to_json(${cell})::VARCHAR`;
    case 'struct':
      // Parquet without the mark of a list: a record of `list` with records of `element`, as BigQuery writes it.
      return `to_json(json_extract(to_json(${cell}), '$.list[*].element'))::VARCHAR`;
    case 'csv':
    case 'text':
      return `CASE WHEN ${cell} = '[]' THEN '[]' WHEN json_valid(${cell}) THEN ${cell}::VARCHAR
        ELSE ${fromPython(`${cell}::VARCHAR`)} END`;
    default:
      return 'NULL::VARCHAR';
  }
}

/** SQL that is true where the cell has something in it and `json`, the name of what `listIn` makes of it, is no list. */
export function isNoList(file: BillingFile, column: GcpColumn, json: string): string {
  const cell = cellOf(file, column);
  if (cell === undefined) return 'FALSE';
  const has = cells.isPresent(cell, physicalIn(file, column));
  return `(${has} AND NOT coalesce(json_type(${json}) = 'ARRAY', FALSE))`;
}

/** What can stand in single quotes, and in double ones, without an escape: groups 1 and 2. */
const PYTHON_TEXT = `'([^'"\\\\]*)'|"([^"\\\\]*)"`;

/**
 * What Python prints for a list of dicts, as JSON: pandas writes such cells into a CSV. Null where it is not that, or
 * where a text in it needs an escape, which labels and credits never do.
 */
function fromPython(cell: string): string {
  const quoted = `regexp_replace(${cell}, '${PYTHON_TEXT.replaceAll("'", "''")}', '"\\1\\2"', 'g')`;
  const words = [
    ['None', 'null'],
    ['True', 'true'],
    ['False', 'false'],
  ] as const;
  // Where one of the words stands in a text it changes there too, and the text is still one.
  const json = words.reduce(
    (sql, [python, word]) => `regexp_replace(${sql}, ': ${python}([,}])', ': ${word}\\1', 'g')`,
    quoted,
  );
  return `CASE WHEN json_valid(${json}) THEN ${json} END`;
}
