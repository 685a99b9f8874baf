import { GLOBAL_REGION } from '../../domain/ids.ts';
import type { AuditReport, AuditSummary, CheckSummary, ProviderSummary, SyncSummary } from '../../domain/reports.ts';
import { auditDocument } from '../documents/audit.ts';
import { junit } from '../formats/junit.ts';
import { auditMarkdown } from '../formats/audit-markdown.ts';
import { sarif } from '../formats/sarif.ts';
import { csv } from '../formats/csv.ts';
import type { Column } from '../lists/column.ts';
import { table, tableOfStream } from '../table/render-table.ts';
import { changeRows } from '../lists/rows.ts';
import { days, moment } from '../text/moments.ts';
import { count, counted, humanMoney, percent, shareOf } from '../text/numbers.ts';
import { savingsRange } from '../text/savings-range.ts';
import { padStart } from '../text/width.ts';
import type { Paper, View } from '../view.ts';
import {
  heading,
  labelled,
  type LabelledValue,
  nextSteps,
  notEnabledBlock,
  paidCallsBlock,
  unreadBlock,
} from './blocks.ts';
import { findingColumns } from './finding-columns.ts';

/** Findings in the text when no --limit says otherwise: the few that are worth the most. */
const BIGGEST = 10;

export const auditView: View<AuditReport> = {
  document: auditDocument,
  formats: {
    csv: (report) => csv(findingColumns, report.rows),
    markdown: auditMarkdown,
    sarif,
    junit,
  },
  text: auditText,
};

export async function* auditText(
  report: AuditReport,
  paper: Paper,
  { limit = BIGGEST }: { readonly limit?: number },
): AsyncGenerator<string> {
  const { summary, sync } = report;
  yield `${paper.style.title(titleOf(summary, sync))}\n${paper.style.dim(syncSentence(sync))}\n\n`;
  yield labelled(headline(summary, paper), paper);
  if (summary.byProvider.length > 1) {
    yield heading('By cloud', paper) + (await table(PROVIDER_COLUMNS, summary.byProvider, { ...paper, indent: 2 }));
  }
  if (summary.byCheck.length > 0) {
    yield heading('What is wasted', paper) + (await table(CHECK_COLUMNS, summary.byCheck, { ...paper, indent: 2 }));
    yield heading(limit === 0 ? 'Findings' : 'Worth the most', paper);
    const biggest = changeRows(report.rows, { filters: [], limit });
    yield* tableOfStream(STANDARD, biggest, { ...paper, indent: 2 });
  }
  yield paidCallsBlock(report.paidCalls, paper);
  yield notEnabledBlock(report.notEnabled, paper);
  yield await unreadBlock(report.unread, paper);
  yield nextSteps(steps(summary), paper);
}

const STANDARD = findingColumns.filter((column) => column.standard);

function titleOf(summary: AuditSummary, sync: SyncSummary): string {
  const accounts = new Set(sync.scopes.map(({ provider, accountId }) => `${provider}/${accountId}`)).size;
  const regional = sync.scopes.filter(({ region }) => region !== GLOBAL_REGION);
  const regions = new Set(regional.map(({ provider, region }) => `${provider}/${region}`)).size;
  const where = sync.scopes.length === 0 ? '' : ` in ${counted(accounts, 'account')} and ${counted(regions, 'region')}`;
  return `${counted(summary.resources, 'resource')}${where}`;
}

function syncSentence(sync: SyncSummary): string {
  if (sync.finishedAt === null)
    return sync.status === 'offline' ? 'Offline: the store has seen no sync' : `Sync ${sync.status}`;
  return sync.status === 'offline'
    ? `Offline: as of the last sync, ${moment(sync.finishedAt)}`
    : `Sync ${sync.status}, ${moment(sync.finishedAt)}`;
}

function headline(summary: AuditSummary, { style }: Paper): readonly LabelledValue[] {
  const { monthlyCost: cost, monthlySavings: saved, monthlySavingsPlainSum: plain } = summary;
  const costText = cost === null ? 'not known' : humanMoney(cost);
  const savedText = saved === null ? (summary.waste === 0 ? 'nothing found' : 'not known') : humanMoney(saved);
  const width = Math.max(costText.length, savedText.length);
  const period = cost !== null && summary.costPeriod ? `a month, from the bills of ${days(summary.costPeriod)}` : '';
  const share = cost && saved ? shareOf(saved, cost) : null;
  const found = counted(summary.waste, 'finding');
  const wasted =
    saved === null ? `in ${found}` : `a month${share === null ? '' : `, ${percent(share)} of it`}, in ${found}`;
  const lines: LabelledValue[] = [
    ['It costs', `${style.title(padStart(costText, width))}  ${period}`.trimEnd()],
    ['Wasted', `${style.money(padStart(savedText, width))}  ${summary.waste === 0 ? '' : wasted}`.trimEnd()],
  ];
  const range = savingsRange(summary);
  if (range !== undefined) {
    lines.push(['', style.dim(`${' '.repeat(width)}  ${range}, as some prices or quantities are not certain`)]);
  }
  if (saved && plain && plain.nanos !== saved.nanos) {
    lines.push([
      '',
      style.dim(`${padStart(humanMoney(plain), width)}  added up, but some findings exclude each other`),
    ]);
  }
  for (const other of summary.otherCurrencies) {
    const spent = other.monthlyCost === null ? 'not known' : humanMoney(other.monthlyCost);
    const wasteOf = other.monthlySavings === null ? 'not known' : humanMoney(other.monthlySavings);
    const otherRange = savingsRange(other);
    lines.push([
      `In ${other.currency}`,
      `costs ${spent} a month, wasted ${wasteOf}${otherRange === undefined ? '' : ` (${otherRange})`}`,
    ]);
  }
  if (summary.unpriced > 0) {
    lines.push(['No price', style.warn(`what ${counted(summary.unpriced, 'finding')} would save is not known`)]);
  }
  if (summary.cannotTell > 0) {
    lines.push([
      'Cannot tell',
      style.warn(`${counted(summary.cannotTell, 'finding')} would need something that was not read`),
    ]);
  }
  return lines;
}

const savingsCells = <Row extends CheckSummary | ProviderSummary>(): readonly Column<Row>[] => [
  {
    key: 'findings',
    header: 'Findings',
    align: 'right',
    value: (row) => row.findings,
    show: (row) => (row.cannotTell === 0 ? count(row.waste) : `${count(row.waste)} + ${count(row.cannotTell)} ?`),
    standard: true,
    rank: 1,
  },
  {
    key: 'monthlySavings',
    header: 'Saves/month',
    align: 'right',
    value: (row) => row.monthlySavings,
    show: (row) => (row.monthlySavings === null ? (row.waste === 0 ? '–' : 'unknown') : humanMoney(row.monthlySavings)),
    paint: (row, text, style) => (row.monthlySavings === null ? style.warn(text) : style.money(text)),
    standard: true,
    rank: 0,
  },
];

const CHECK_COLUMNS: readonly Column<CheckSummary>[] = [
  { key: 'title', header: 'Finding', value: (row) => row.title, standard: true, rank: 0, least: 20 },
  {
    key: 'checkId',
    header: 'Check',
    value: (row) => row.checkId,
    standard: true,
    rank: 2,
    paint: (_, text, style) => style.dim(text),
  },
  ...savingsCells<CheckSummary>(),
];

const PROVIDER_COLUMNS: readonly Column<ProviderSummary>[] = [
  { key: 'provider', header: 'Cloud', value: (row) => row.provider, standard: true, rank: 0 },
  { key: 'resources', header: 'Resources', align: 'right', value: (row) => row.resources, standard: true, rank: 2 },
  {
    key: 'monthlyCost',
    header: 'Costs/month',
    align: 'right',
    value: (row) => row.monthlyCost,
    standard: true,
    rank: 1,
  },
  ...savingsCells<ProviderSummary>(),
];

function steps(summary: AuditSummary): readonly LabelledValue[] {
  const [top] = summary.byCheck;
  if (top === undefined) {
    return [
      ['ballast cost report --group-by service', 'where the money goes'],
      ['ballast checks list', 'what was looked for'],
    ];
  }
  return [
    [`ballast findings list --check ${top.checkId}`, 'all of the kind that wastes the most'],
    ['ballast findings show RESOURCE', 'the evidence, and how the saving is worked out'],
    ['ballast cost report --group-by service', 'where the money goes'],
  ];
}
