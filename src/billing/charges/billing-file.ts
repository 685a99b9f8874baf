import { AppError } from '../../domain/errors.ts';
import { csvHeader } from '../csv-header.ts';
import { type BillingFormat, detectFormat, notRead, unknownFormat } from '../detect-format.ts';
import type { DuckDb } from '../duckdb.ts';
import { jsonNames } from '../json-header.ts';
import { pathLiteral } from '../sql-text.ts';
import { physicalOf } from './cells.ts';
import { describeForeignHeader } from './foreign-header.ts';
import { type NamedCell, flatCells, jsonCells, plainCell } from './records.ts';
import type { BillingFile, BillingSchema, FileHeader } from './schema.ts';
import { schemas } from './schemas.ts';

/**
 * Recognises a file by its content and header. Throws `import-format-unknown` when it is none of the billing exports
 * that are read, `import-invalid` when it is one that lacks required columns, `import-unreadable` when it is damaged.
 * `name` is what messages call it.
 */
export async function recogniseFile(path: string, name: string, duckDb: DuckDb): Promise<BillingFile> {
  const { format, head } = await detectFormat(path, name);
  if (format === 'parquet') return parquetFile(path, name, duckDb);
  return format === 'json' || format === 'json.gz'
    ? jsonFile(path, name, format, head)
    : csvFile(path, name, format, head);
}

function csvFile(path: string, name: string, format: BillingFormat, head: Buffer): BillingFile {
  const isKnown = (column: string): boolean => schemas.some(({ knows }) => knows(column));
  const { delimiter, names } = csvHeader(name, head, isKnown);
  const { schema, header } = usableHeader(name, () => names);
  const physical = new Map([...header.positions.keys()].map((column) => [column, 'csv'] as const));
  const signature = JSON.stringify([format, delimiter, names]);
  return { path, name, format, schema, header, delimiter, names, physical, signature };
}

function jsonFile(path: string, name: string, format: BillingFormat, head: Buffer): BillingFile {
  if (head.toString('utf8', 0, 3) === '\uFEFF')
    throw new AppError('import-invalid', `${name} line 1: a byte order mark stands before the JSON: save it without`);
  const seen = jsonNames(head);
  const isOurs = ({ records }: BillingSchema): boolean => records !== undefined;
  if (seen === undefined || !schemas.some((schema) => isOurs(schema) && mayBe(schema, schema.header(seen))))
    throw notRead(name, 'JSON', format === 'json.gz');
  const { schema, header: found } = usableHeader(name, (of) => (isOurs(of) ? seen : []));
  const cells = jsonCells(schema);
  const names = cells.map((cell) => cell.name);
  const all = schema.header(names);
  const { variant, ...rest } = found;
  // A row leaves out a field that it has nothing in, so one may come later; lists it always has, if only empty ones.
  const isThere = (column: string): boolean =>
    found.positions.has(column) || schema.records?.lists.includes(column) !== true;
  const positions = new Map([...all.positions].filter(([column]) => isThere(column)));
  const header = { ...rest, positions, ...(variant === all.variant && { variant }) } as FileHeader;
  const signature = JSON.stringify([format, schema.kind, ...positions.keys()]);
  return { path, name, format, schema, header, delimiter: ',', names, signature, ...located(header, cells) };
}

/** Where the columns of a file with records are, and what they hold. */
const located = (header: FileHeader, cells: readonly NamedCell[]): Pick<BillingFile, 'cells' | 'physical'> => ({
  cells: cells.map(({ cell }) => cell),
  physical: new Map(
    [...header.positions].map(([column, position]) => [column, physicalOf(cells[position]?.type ?? '')] as const),
  ),
});

async function parquetFile(path: string, name: string, duckDb: DuckDb): Promise<BillingFile> {
  const source = `read_parquet(${pathLiteral(path)}, binary_as_string = true, hive_partitioning = false)`;
  try {
    const stored = topLevelNames(
      await duckDb.rows(`SELECT name, num_children FROM parquet_schema(${pathLiteral(path)})`),
    );
    const described = await duckDb.rows(`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${source})`);
    const twice = stored.find((column, at) => stored.findIndex((other) => isSame(other, column)) < at);
    if (twice !== undefined) {
      throw new AppError('import-invalid', `${name}: the column ${JSON.stringify(twice)} stands twice`);
    }
    const plain = described.map(([column, type]) => plainCell(column ?? '', type ?? ''));
    const flat = await flatCells(duckDb, source, plain);
    const cellsFor = ({ records }: BillingSchema): readonly NamedCell[] => (records === undefined ? plain : flat);
    const { schema, header } = usableHeader(name, (of) => cellsFor(of).map((cell) => cell.name));
    const cells = cellsFor(schema);
    const names = cells.map((cell) => cell.name);
    const signature = JSON.stringify(['parquet', described.map(([column, type]) => [column, type])]);
    return {
      path,
      name,
      format: 'parquet',
      schema,
      header,
      delimiter: ',',
      names,
      signature,
      ...located(header, cells),
    };
  } catch (error) {
    if (error instanceof AppError) throw error;
    const message = `${name}: the Parquet file is damaged: its footer cannot be read`;
    throw new AppError('import-unreadable', message, { cause: error });
  }
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

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

/** A file that has most of what is needed is of this kind with a gap; one that has little of it is something else. */
const mayBe = ({ required }: BillingSchema, { lacking }: FileHeader): boolean => lacking.length <= required / 2;

/** The schema of which the header has most, and at least half, of what is required. */
function usableHeader(
  file: string,
  namesFor: (schema: BillingSchema) => readonly string[],
): { readonly schema: BillingSchema; readonly header: FileHeader } {
  const candidates = schemas
    .map((schema) => ({ schema, header: schema.header(namesFor(schema)) }))
    .filter(({ schema, header }) => mayBe(schema, header))
    .toSorted((a, b) => a.header.lacking.length - b.header.lacking.length);
  const [best] = candidates;
  if (best === undefined) throw unknownFormat(file, describeForeignHeader(schemas.map(namesFor)[0] ?? []));
  const { lacking } = best.header;
  if (lacking.length === 0) return best;
  const columns = lacking.length === 1 ? 'the required column' : 'the required columns';
  const verb = lacking.length === 1 ? 'is' : 'are';
  throw new AppError('import-invalid', `${file}: ${columns} ${lacking.join(', ')} ${verb} missing`);
}
