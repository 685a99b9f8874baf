import { csv } from '../formats/csv.ts';
import { markdownTable } from '../formats/markdown.ts';
import { tableOfStream } from '../table/render-table.ts';
import type { ListFormats, Paper } from '../view.ts';
import { chosenColumns, type ListOptions, type ListView, rowChanges } from './list-view.ts';
import { changeRows } from './rows.ts';

/** The formats of a list; CSV has every column unless some are named, the others the standard ones. */
export const listFormats = <Data, Row>(list: ListView<Data, Row>): ListFormats<Data> => ({
  change: (data, options, limit) =>
    list.withRows(data, changeRows(list.rows(data), rowChanges(list, data, options, limit))),
  csv: (data, options) =>
    csv(
      chosenColumns(list, data, options.columns, () => true),
      list.rows(data),
    ),
  markdown: (data, options) =>
    markdownTable(
      chosenColumns(list, data, options.columns, (column) => column.standard),
      list.rows(data),
    ),
});

export interface Counted {
  rows: number;
}

/** The table of a list, for its view's text; counts what it shows into `counted`. */
export async function* listTable<Data, Row>(
  list: ListView<Data, Row>,
  data: Data,
  paper: Paper,
  options: ListOptions,
  counted: Counted,
): AsyncGenerator<string> {
  const columns = chosenColumns(list, data, options.columns, (column) => column.standard);
  const rows = list.rows(data);
  async function* counting(): AsyncGenerator<readonly Row[]> {
    for await (const batch of rows) {
      counted.rows += batch.length;
      yield batch;
    }
  }
  yield* tableOfStream(columns, counting(), {
    screen: paper.screen,
    style: paper.style,
    keepAll: options.columns !== undefined,
  });
}
