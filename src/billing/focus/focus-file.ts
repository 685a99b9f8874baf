import { basename } from 'node:path';
import { AppError } from '../../domain/errors.ts';
import { csvHeader } from '../csv-header.ts';
import { type BillingFormat, detectFormat, unknownFormat } from '../detect-format.ts';
import type { DuckDb } from '../duckdb.ts';
import { pathLiteral } from '../sql-text.ts';
import { type Physical, physicalOf } from './cells.ts';
import { type FocusHeader, canonicalColumn, focusHeader, lackingColumns, requiredColumns } from './columns.ts';
import { describeForeignHeader } from './foreign-header.ts';

/** One file of a delivery, recognised: enough to write the SQL that reads it. */
export interface FocusFile {
  readonly path: string;
  readonly name: string;
  readonly format: BillingFormat;
  readonly header: FocusHeader;
  /** CSV alone. */
  readonly delimiter: string;
  /** Names in file order. */
  readonly names: readonly string[];
  /** By canonical name. */
  readonly physical: ReadonlyMap<string, Physical>;
  /** Files of one signature can be read by one reader. */
  readonly signature: string;
}

/**
 * Recognises a file by its content and header. Throws `import-format-unknown` when it is no FOCUS Cost and Usage
 * file, `import-invalid` when it is one that lacks required columns, `import-unreadable` when it is damaged.
 */
export async function recogniseFocusFile(path: string, duckDb: DuckDb): Promise<FocusFile> {
  const { format, head } = await detectFormat(path);
  return format === 'parquet' ? parquetFile(path, duckDb) : csvFile(path, format, head);
}

function csvFile(path: string, format: BillingFormat, head: Buffer): FocusFile {
  const { delimiter, names } = csvHeader(path, head, (name) => canonicalColumn(name) !== undefined);
  const header = usableHeader(path, names);
  const physical = new Map([...header.positions.keys()].map((name) => [name, 'csv'] as const));
  return {
    path,
    name: basename(path),
    format,
    header,
    delimiter,
    names,
    physical,
    signature: JSON.stringify([format, delimiter, names]),
  };
}

async function parquetFile(path: string, duckDb: DuckDb): Promise<FocusFile> {
  const source = `read_parquet(${pathLiteral(path)}, binary_as_string = true, hive_partitioning = false)`;
  try {
    const stored = topLevelNames(
      await duckDb.rows(`SELECT name, num_children FROM parquet_schema(${pathLiteral(path)})`),
    );
    const described = await duckDb.rows(`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${source})`);
    const twice = stored.find(
      (name, at) => stored.findIndex((other) => other.toLowerCase() === name.toLowerCase()) < at,
    );
    if (twice !== undefined) {
      throw new AppError('import-invalid', `${basename(path)}: the column ${JSON.stringify(twice)} stands twice`);
    }
    const names = described.map(([name]) => name ?? '');
    const header = usableHeader(path, names);
    const physical = new Map(
      [...header.positions].map(([name, position]) => [name, physicalOf(described[position]?.[1] ?? '')] as const),
    );
    const signature = JSON.stringify(['parquet', described.map(([name, type]) => [name, type])]);
    return { path, name: basename(path), format: 'parquet', header, delimiter: ',', names, physical, signature };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      'import-unreadable',
      `${basename(path)}: the Parquet file is damaged: its footer cannot be read`,
      {
        cause: error,
      },
    );
  }
}

/** Names of the columns themselves: `parquet_schema` lists the tree depth first, the root before all. */
function topLevelNames(schema: readonly (readonly (string | null)[])[]): readonly string[] {
  const names: string[] = [];
  let at = 1;
  const skip = (): void => {
    const children = Number(schema[at]?.[1] ?? 0);
    at += 1;
    for (let child = 0; child < children; child += 1) skip();
  };
  while (at < schema.length) {
    names.push(schema[at]?.[0] ?? '');
    skip();
  }
  return names;
}

function usableHeader(path: string, names: readonly string[]): FocusHeader {
  const header = focusHeader(names);
  const lacking = lackingColumns(header.positions);
  if (lacking.length === 0) return header;
  // A file that has most of what is needed is FOCUS with a gap; one that has little of it is something else.
  if (lacking.length > requiredColumns.length / 2) throw unknownFormat(path, describeForeignHeader(names));
  const columns = lacking.length === 1 ? 'the required column' : 'the required columns';
  throw new AppError(
    'import-invalid',
    `${basename(path)}: ${columns} ${lacking.join(', ')} ${lacking.length === 1 ? 'is' : 'are'} missing`,
  );
}
