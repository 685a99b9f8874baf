import type { Column } from './column.ts';
import { parseFilter, unknownColumn } from './filter.ts';
import type { Batches, RowChanges } from './rows.ts';
import { parseSort } from './sort.ts';

/** The rows of a report as a list that can be filtered, ordered, cut and shown in several formats. */
export interface ListView<Data, Row> {
  readonly columns: (data: Data) => readonly Column<Row>[];
  /** Columns that are not listed but can be named, such as `tag:Owner`. */
  readonly named?: (key: string) => Column<Row> | undefined;
  readonly rows: (data: Data) => Batches<Row>;
  readonly withRows: (data: Data, rows: Batches<Row>) => Data;
}

/** The list flags as they were typed. */
export interface ListOptions {
  readonly columns?: readonly string[];
  readonly sort?: string;
  readonly filters: readonly string[];
  readonly limit?: number;
}

export const COLUMNS_HELP = 'columns to show, by commas, in this order; "all" for every one';

/** The columns that were asked for, or the standard ones. Throws `usage-invalid` for one that there is not. */
export function chosenColumns<Data, Row>(
  list: ListView<Data, Row>,
  data: Data,
  asked: readonly string[] | undefined,
  standard: (column: Column<Row>) => boolean,
): readonly Column<Row>[] {
  const all = list.columns(data);
  if (asked === undefined) return all.filter(standard);
  if (asked.length === 1 && asked[0] === 'all') return all;
  const find = finder(list, all);
  return asked.map((key) => {
    const column = find(key);
    if (!column) throw unknownColumn('--columns', key, keysOf(all));
    return column;
  });
}

/** Turns the flags into changes of the stream. Throws `usage-invalid`. */
export function rowChanges<Data, Row>(
  list: ListView<Data, Row>,
  data: Data,
  options: ListOptions,
  limit: number,
): RowChanges<Row> {
  const all = list.columns(data);
  const find = finder(list, all);
  const keys = keysOf(all);
  return {
    filters: options.filters.map((expression) => parseFilter(expression, find, keys)),
    ...(options.sort === undefined ? {} : { order: parseSort(options.sort, find, keys) }),
    limit,
  };
}

const keysOf = <Row>(columns: readonly Column<Row>[]): readonly string[] => columns.map((column) => column.key);

function finder<Data, Row>(
  list: ListView<Data, Row>,
  all: readonly Column<Row>[],
): (key: string) => Column<Row> | undefined {
  return (key) => all.find((column) => column.key.toLowerCase() === key.toLowerCase()) ?? list.named?.(key);
}
