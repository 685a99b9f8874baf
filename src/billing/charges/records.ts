import type { DuckDb } from '../duckdb.ts';
import { identifier, literal } from '../sql-text.ts';
import type { BillingSchema } from './schema.ts';

/** A column or the field of a record, by the name that a header has for it. */
export interface NamedCell {
  /** `cost`, `service.description`. */
  readonly name: string;
  /** SQL over the file's relation. */
  readonly cell: string;
  /** DuckDB's name of the type. */
  readonly type: string;
}

export const plainCell = (name: string, type: string): NamedCell => ({ name, cell: identifier(name), type });

const fieldCell = (column: string, field: string, type: string): NamedCell => ({
  name: `${column}.${field}`,
  cell: `struct_extract(${identifier(column)}, ${literal(field)})`,
  type,
});

/** The columns of a Parquet file with each record's fields in its place. */
export async function flatCells(
  duckDb: DuckDb,
  source: string,
  columns: readonly NamedCell[],
): Promise<readonly NamedCell[]> {
  const flat: NamedCell[] = [];
  for (const column of columns) {
    if (!isRecord(column.type)) flat.push(column);
    else {
      const fields = await duckDb.rows(
        `SELECT column_name, column_type FROM (DESCRIBE SELECT unnest(${column.cell}) FROM ${source})`,
      );
      flat.push(...fields.map(([field, type]) => fieldCell(column.name, field ?? '', type ?? '')));
    }
  }
  return flat;
}

/** Not for a list that is written as a record of `list` with records of `element`. */
const isRecord = (type: string): boolean =>
  /^STRUCT\(.*\)$/s.test(type) && !/^STRUCT\("?list"? STRUCT\("?element"? /i.test(type);

/** Every column of JSON lines: a row leaves out what it has nothing in, so none can be said to be missing. */
export const jsonCells = (schema: BillingSchema): readonly NamedCell[] =>
  [...(schema.records?.fields ?? [])].flatMap(([column, fields]) =>
    fields.length === 0
      ? [asText(plainCell(column, jsonType(schema, column)))]
      : fields.map((field) => asText(fieldCell(column, field, jsonType(schema, `${column}.${field}`)))),
  );

/** A JSON value compares as JSON, and not with a text that is none. */
const asText = ({ name, cell, type }: NamedCell): NamedCell => ({
  name,
  cell: type === 'JSON' ? `CAST(${cell} AS VARCHAR)` : cell,
  type: 'VARCHAR',
});

/** The columns of JSON lines as DuckDB's reader is told them: texts, and lists as they stand. */
export function jsonColumns(schema: BillingSchema): string {
  const columns = [...(schema.records?.fields ?? [])].map(([column, fields]) => {
    const types = fields.map((field) => `${identifier(field)} ${jsonType(schema, `${column}.${field}`)}`);
    const type = fields.length === 0 ? jsonType(schema, column) : `STRUCT(${types.join(', ')})`;
    return `${literal(column)}: ${literal(type)}`;
  });
  return `{${columns.join(', ')}}`;
}

const jsonType = ({ records }: BillingSchema, name: string): string =>
  records?.lists.includes(name) === true ? 'JSON' : 'VARCHAR';
