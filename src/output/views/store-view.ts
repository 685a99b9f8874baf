import type { QueryReport, StoreInfoReport } from '../../domain/reports.ts';
import { storeInfoDocument, storeQueryDocument } from '../documents/store.ts';
import { csv, line } from '../formats/csv.ts';
import type { Column } from '../lists/column.ts';
import { inBatches } from '../lists/rows.ts';
import { markdownTable } from '../formats/markdown.ts';
import { table, tableOfStream } from '../table/render-table.ts';
import { moment } from '../text/moments.ts';
import { bytes, count, counted } from '../text/numbers.ts';
import type { View } from '../view.ts';
import { heading, labelled, nextSteps } from './blocks.ts';

type Table = StoreInfoReport['store']['tables'][number];

export const storeInfoView: View<StoreInfoReport> = {
  document: storeInfoDocument,
  async *text({ store, chargeSources }, paper) {
    const { lastSync, firstChargeDay, lastChargeDay } = store;
    yield `${paper.style.title(store.location)}\n`;
    yield labelled(
      [
        ['Size', bytes(store.sizeBytes)],
        ['Schema', String(store.schemaVersion)],
        [
          'Last sync',
          lastSync === null ? 'none' : `${lastSync.status}, ${moment(lastSync.finishedAt ?? lastSync.startedAt)}`,
        ],
        ['Charges', firstChargeDay === null ? 'none' : `${firstChargeDay} to ${lastChargeDay}`],
      ],
      paper,
    );
    if (chargeSources.length > 0) {
      yield (
        heading('Where charges came from', paper) +
          (await table(SOURCE_COLUMNS, bySource(chargeSources), { ...paper, indent: 2 }))
      );
    }
    yield heading('Tables', paper) + (await table(TABLE_COLUMNS, store.tables, { ...paper, indent: 2 }));
    yield nextSteps([['ballast store query "SELECT …"', 'any read-only SQL over them']], paper);
  },
};

const TABLE_COLUMNS: readonly Column<Table>[] = [
  { key: 'name', header: 'Table', value: ({ name }) => name, standard: true, rank: 0 },
  { key: 'rows', header: 'Rows', align: 'right', value: ({ rows }) => rows, standard: true, rank: 0 },
];

interface SourceTotal {
  readonly name: string;
  readonly kind: string;
  readonly months: number;
  readonly rows: number;
  readonly loadedAt: string;
}

function bySource(sources: StoreInfoReport['chargeSources']): readonly SourceTotal[] {
  const totals = new Map<string, SourceTotal>();
  for (const { source, rows, loadedAt } of sources) {
    const sum = totals.get(source.name);
    totals.set(source.name, {
      name: source.name,
      kind: source.kind,
      months: (sum?.months ?? 0) + 1,
      rows: (sum?.rows ?? 0) + rows,
      loadedAt: sum !== undefined && sum.loadedAt > loadedAt ? sum.loadedAt : loadedAt,
    });
  }
  return [...totals.values()];
}

const SOURCE_COLUMNS: readonly Column<SourceTotal>[] = [
  { key: 'name', header: 'Source', value: ({ name }) => name, standard: true, rank: 0, least: 16 },
  { key: 'kind', header: 'Kind', value: ({ kind }) => kind, standard: true, rank: 3 },
  { key: 'months', header: 'Months', align: 'right', value: ({ months }) => months, standard: true, rank: 2 },
  { key: 'rows', header: 'Charges', align: 'right', value: ({ rows }) => rows, standard: true, rank: 0 },
  {
    key: 'loadedAt',
    header: 'Loaded',
    value: ({ loadedAt }) => loadedAt.slice(0, 16).replace('T', ' '),
    standard: true,
    rank: 1,
  },
];

type QueryRow = QueryReport['rows'][number];

export const storeQueryView: View<QueryReport> = {
  document: storeQueryDocument,
  async *text(report, paper) {
    yield* tableOfStream(queryColumns(report), inBatches(report.rows), { ...paper, keepAll: true });
    if (!paper.quiet) yield `\n${paper.style.dim(counted(report.rows.length, 'row'))}\n`;
  },
  formats: {
    csv: (report) => (report.columns.length === 0 ? [line([])] : csv(queryColumns(report), inBatches(report.rows))),
    markdown: (report) => markdownTable(queryColumns(report), inBatches(report.rows)),
  },
};

const queryColumns = (report: QueryReport): readonly Column<QueryRow>[] =>
  report.columns.map((name, index) => ({
    key: name,
    header: name,
    align: report.rows.some((row) => typeof row[index] === 'number') ? 'right' : 'left',
    value: (row) => row[index] ?? null,
    show: (row) => {
      const value = row[index] ?? null;
      return value === null ? 'null' : typeof value === 'number' ? count(value) : value;
    },
    paint: (row, text, style) => ((row[index] ?? null) === null ? style.dim(text) : text),
    standard: true,
    rank: 0,
    least: 8,
  }));
