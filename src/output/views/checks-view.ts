import type { CheckReport, ChecksReport, CheckState } from '../../domain/reports.ts';
import { checksListDocument, checksShowDocument } from '../documents/check.ts';
import type { Column } from '../lists/column.ts';
import { type Counted, listFormats, listTable } from '../lists/list-formats.ts';
import type { ListView } from '../lists/list-view.ts';
import { type Batches, inBatches } from '../lists/rows.ts';
import { table } from '../table/render-table.ts';
import { counted } from '../text/numbers.ts';
import type { View } from '../view.ts';
import { heading, labelled, nextSteps, paragraph } from './blocks.ts';

/** The report's checks as a stream, once they have been filtered or cut. */
interface Shown extends ChecksReport {
  readonly stream?: Batches<CheckState>;
}

const rowsOf = (report: Shown): Batches<CheckState> => report.stream ?? inBatches(report.checks);

const columns: readonly Column<CheckState>[] = [
  { key: 'id', header: 'Check', value: ({ info }) => info.id, standard: true, rank: 0 },
  { key: 'title', header: 'Looks for', value: ({ info }) => info.title, standard: true, rank: 1, least: 20 },
  {
    key: 'params',
    header: 'Thresholds',
    value: (check) => paramsText(check),
    show: (check) => paramsText(check) || 'none',
    paint: (check, text, style) => (isChanged(check) ? style.warn(text) : text),
    standard: true,
    rank: 2,
  },
  { key: 'risk', header: 'Risk', value: ({ info }) => info.risk, standard: true, rank: 3 },
  {
    key: 'openFindings',
    header: 'Open',
    align: 'right',
    value: (check) => check.openFindings,
    standard: true,
    rank: 1,
  },
  { key: 'category', header: 'Category', value: ({ info }) => info.category, standard: false, rank: 4 },
  { key: 'service', header: 'Service', value: ({ info }) => info.service ?? null, standard: false, rank: 4 },
  { key: 'priority', header: 'Priority', value: ({ info }) => info.priority ?? null, standard: false, rank: 4 },
  { key: 'provider', header: 'Cloud', value: ({ info }) => info.provider, standard: false, rank: 4 },
  { key: 'kind', header: 'Kind', value: ({ info }) => info.kind, standard: false, rank: 4 },
  { key: 'action', header: 'Action', value: ({ info }) => info.action, standard: false, rank: 4 },
];

const paramsText = (check: CheckState): string =>
  Object.entries(check.params)
    .map(([name, { value }]) => `${name} ${value}`)
    .join(', ');

const isChanged = (check: CheckState): boolean =>
  Object.values(check.params).some((param) => param.value !== param.default);

const list: ListView<Shown, CheckState> = {
  columns: () => columns,
  rows: rowsOf,
  withRows: (report, stream) => ({ ...report, stream }),
};

export const checksView: View<Shown> = {
  document: (report) => checksListDocument(rowsOf(report)),
  list: listFormats(list),
  async *text(report, paper, options) {
    const shown: Counted = { rows: 0 };
    yield* listTable(list, report, paper, options, shown);
    yield `\n${paragraph(shown.rows === 0 ? 'No checks match.' : `${counted(shown.rows, 'check')}.`, paper, 0)}`;
    if (shown.rows > 0)
      yield nextSteps([['ballast checks show CHECK', 'its thresholds, and where they come from']], paper);
  },
};

export const checkView: View<CheckReport> = {
  document: checksShowDocument,
  async *text({ check }, paper) {
    const { info } = check;
    yield `${paper.style.title(info.title)}\n${paragraph(info.description, paper, 0)}\n`;
    yield labelled(
      [
        ['Check', info.id],
        ['Cloud', info.service === undefined ? info.provider : `${info.provider}, ${info.service}`],
        ['Category', info.category],
        ['Kind', info.kind],
        ['Risk', info.risk],
        ['Action', info.action],
        ['Open', check.openFindings === null ? 'no store yet' : counted(check.openFindings, 'finding')],
      ],
      paper,
    );
    yield heading('Saving', paper) + paragraph(info.savings, paper);
    if (info.ignores.length > 0) {
      yield heading('Left alone', paper) + info.ignores.map((each) => paragraph(`- ${each}`, paper)).join('\n');
    }
    const evidence = Object.entries(info.evidence);
    if (evidence.length > 0) yield heading('Evidence', paper) + labelled(evidence, paper);
    if (info.metrics.length > 0) yield heading('Metrics', paper) + paragraph(info.metrics.join(', '), paper);
    if (check.permissions !== undefined) {
      yield heading('Permissions', paper) + paragraph(check.permissions.join(' '), paper);
    }
    const params = Object.entries(check.params);
    if (params.length > 0) {
      yield heading('Thresholds', paper) + (await table(PARAM_COLUMNS, params, { ...paper, indent: 2 }));
    }
    if (check.openFindings) yield nextSteps([[`ballast findings list --check ${info.id}`, 'what it found']], paper);
  },
};

type Param = readonly [name: string, param: CheckState['params'][string]];

const PARAM_COLUMNS: readonly Column<Param>[] = [
  { key: 'name', header: 'Name', value: ([name]) => name, standard: true, rank: 0 },
  {
    key: 'value',
    header: 'Value',
    align: 'right',
    value: ([, param]) => param.value,
    paint: ([, param], text, style) => (param.value === param.default ? text : style.warn(text)),
    standard: true,
    rank: 0,
  },
  { key: 'default', header: 'Default', align: 'right', value: ([, param]) => param.default, standard: true, rank: 2 },
  { key: 'source', header: 'From', value: ([, param]) => param.source, standard: true, rank: 3, least: 10 },
  { key: 'why', header: 'Why', value: ([, param]) => param.why, standard: true, rank: 1, least: 20 },
];
