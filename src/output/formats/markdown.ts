import { type Column, showCell } from '../lists/column.ts';
import type { Batches } from '../lists/rows.ts';
import { clean } from '../text/clean.ts';

/** A GitHub-flavoured table. */
export async function* markdownTable<Row>(columns: readonly Column<Row>[], rows: Batches<Row>): AsyncGenerator<string> {
  yield `${row(columns.map((column) => column.header))}\n`;
  yield `${row(columns.map((column) => (column.align === 'right' ? '---:' : '---')))}\n`;
  for await (const batch of rows) {
    yield batch.map((of) => `${row(columns.map((column) => escaped(showCell(column, of))))}\n`).join('');
  }
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** What a name could use to leave its cell: pipes, HTML, links, images, code, mentions. */
export const escaped = (text: string): string =>
  clean(text)
    .replace(/[\\|<>[\]`*_]/g, (character) => `\\${character}`)
    .replaceAll('@', '&#64;');
