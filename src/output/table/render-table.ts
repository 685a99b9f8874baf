import type { Column } from '../lists/column.ts';
import { showCell } from '../lists/column.ts';
import { type Batches, inBatches } from '../lists/rows.ts';
import type { Screen } from '../screen.ts';
import type { Style } from '../style.ts';
import { clean } from '../text/clean.ts';
import { displayWidth, padEnd, truncate } from '../text/width.ts';
import { fit, type Layout } from './layout.ts';

export interface TableSettings {
  readonly screen: Screen;
  readonly style: Style;
  /** Spaces in front of every line. */
  readonly indent?: number;
  /** Columns that were named on the command line are never dropped. */
  readonly keepAll?: boolean;
}

/** Rows that are measured before the first is written; the widths then hold for the rest. */
const MEASURED = 1000;
/** Rows per call of the table library, whose memory grows with the table. */
const CHUNK = 500;

/** A table of a stream of rows. Nothing at all for no rows. */
export async function* tableOfStream<Row>(
  columns: readonly Column<Row>[],
  rows: Batches<Row>,
  settings: TableSettings,
): AsyncGenerator<string> {
  let pending: Row[] = [];
  let renderer: ((rows: readonly Row[], head: boolean) => string) | undefined;
  let head = true;
  for await (const batch of rows) {
    pending.push(...batch);
    if (pending.length < MEASURED) continue;
    renderer ??= await tableRenderer(columns, pending, settings);
    for (let start = 0; start < pending.length; start += CHUNK) {
      yield renderer(pending.slice(start, start + CHUNK), head);
      head = false;
    }
    pending = [];
  }
  if (pending.length === 0) return;
  renderer ??= await tableRenderer(columns, pending, settings);
  for (let start = 0; start < pending.length; start += CHUNK) {
    yield renderer(pending.slice(start, start + CHUNK), head);
    head = false;
  }
}

export async function table<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  settings: TableSettings,
): Promise<string> {
  let text = '';
  for await (const piece of tableOfStream(columns, inBatches(rows), settings)) text += piece;
  return text;
}

async function tableRenderer<Row>(
  columns: readonly Column<Row>[],
  sample: readonly Row[],
  settings: TableSettings,
): Promise<(rows: readonly Row[], head: boolean) => string> {
  const indent = settings.indent ?? 0;
  const cells = sample.map((row) => columns.map((column) => clean(showCell(column, row))));
  const sizes = columns.map((column, index) => {
    const natural = cells.reduce(
      (widest, row) => Math.max(widest, displayWidth(row[index] ?? '')),
      displayWidth(column.header),
    );
    return {
      natural,
      least: column.least ?? natural,
      rank: settings.keepAll ? 0 : column.rank,
    };
  });
  const available = settings.screen.columns === null ? null : settings.screen.columns - indent;
  const layout = fit(sizes, available);
  if (!layout) return (rows) => stacked(columns, rows, settings);
  const { default: CliTable } = await import('cli-table3');
  return (rows, head) => aligned(CliTable, columns, layout, rows, head, settings);
}

type CliTableClass = typeof import('cli-table3');

/** No rules and no boxes: the eye follows the columns, and a copied line is a line. */
const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

function aligned<Row>(
  CliTable: CliTableClass,
  columns: readonly Column<Row>[],
  layout: Layout,
  rows: readonly Row[],
  head: boolean,
  { screen, style, indent = 0 }: TableSettings,
): string {
  const shown = layout.shown.map((index) => columns[index] as Column<Row>);
  const cut = (text: string, index: number): string =>
    screen.columns === null ? text : truncate(text, layout.widths[index] ?? 0);
  const body = rows.map((row) =>
    shown.map((column, index) => {
      const text = cut(clean(showCell(column, row)), index);
      return column.paint ? column.paint(row, text, style) : text;
    }),
  );
  const headings = shown.map((column, index) => style.dim(cut(column.header, index)));
  const lines = head ? [headings, ...body] : body;
  const instance = new CliTable({
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: shown.map((column) => column.align ?? 'left'),
    colWidths: shown.map((_, index) =>
      lines.reduce((widest, line) => Math.max(widest, displayWidth(line[index] ?? '')), layout.widths[index] ?? 0),
    ),
  });
  for (const line of lines) instance.push([...line]);
  const margin = ' '.repeat(indent);
  return instance
    .toString()
    .split('\n')
    .map((line) => `${margin}${line.trimEnd()}\n`)
    .join('');
}

/** Too narrow for a table: one line per value, one paragraph per row. */
function stacked<Row>(columns: readonly Column<Row>[], rows: readonly Row[], settings: TableSettings): string {
  const { style, screen, indent = 0 } = settings;
  const margin = ' '.repeat(indent);
  const label = Math.max(...columns.map((column) => displayWidth(column.header)));
  const room = screen.columns === null ? null : Math.max(10, screen.columns - indent - label - 2);
  return rows
    .map((row) =>
      columns
        .map((column) => {
          const text = clean(showCell(column, row));
          const shown = room === null ? text : truncate(text, room);
          return `${margin}${style.dim(padEnd(column.header, label))}  ${column.paint ? column.paint(row, shown, style) : shown}\n`;
        })
        .join(''),
    )
    .join('\n');
}
