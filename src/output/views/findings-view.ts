import type { FindingsReport, FindingsSummary, Savings } from '../../domain/reports.ts';
import { findingsListDocument } from '../documents/findings.ts';
import { type Counted, listFormats, listTable } from '../lists/list-formats.ts';
import type { ListView } from '../lists/list-view.ts';
import type { StoredFinding } from '../../domain/findings.ts';
import { count, counted, humanMoney } from '../text/numbers.ts';
import { savingsRange } from '../text/savings-range.ts';
import type { Paper, View } from '../view.ts';
import { nextSteps, paragraph, unreadBlock } from './blocks.ts';
import { findingColumns } from './finding-columns.ts';

const list: ListView<FindingsReport, StoredFinding> = {
  columns: () => findingColumns,
  rows: (report) => report.rows,
  withRows: (report, rows) => ({ ...report, rows }),
};

export const findingsView: View<FindingsReport> = {
  document: findingsListDocument,
  list: listFormats(list),
  async *text(report, paper, options) {
    const shown: Counted = { rows: 0 };
    yield* listTable(list, report, paper, options, shown);
    yield footer(report.summary, shown.rows, paper);
    yield await unreadBlock(report.unread, paper);
    if (shown.rows > 0) {
      yield nextSteps([['ballast findings show RESOURCE', 'the evidence, and how the saving is worked out']], paper);
    }
  },
};

function footer(summary: FindingsSummary, shown: number, paper: Paper): string {
  if (summary.findings === 0) return paragraph('No findings match.', paper, 0);
  const all = `${counted(summary.findings, 'finding')}${summary.cannotTell > 0 ? ` (${count(summary.cannotTell)} cannot be told)` : ''}`;
  const some = shown < summary.findings ? `${count(shown)} of ${all} shown; --limit 0 shows all that match` : all;
  return `\n${paragraph(`${some}. ${savingsSentence(summary)}`, paper, 0)}`;
}

/** The deduplicated total, with the plain sum beside it where they differ. */
export function savingsSentence(summary: Savings & Pick<FindingsSummary, 'unpriced' | 'otherCurrencies'>): string {
  const parts: string[] = [];
  const { monthlySavings: once, monthlySavingsPlainSum: plain } = summary;
  if (once !== null) {
    const others = summary.otherCurrencies.flatMap((other) =>
      other.monthlySavings === null ? [] : [` and ${humanMoney(other.monthlySavings)}${within(other)}`],
    );
    parts.push(`They would save ${humanMoney(once)}${within(summary)}${others.join('')} a month.`);
    if (plain !== null && plain.nanos !== once.nanos) {
      parts.push(`Added up it is ${humanMoney(plain)}, but some exclude each other.`);
    }
  }
  if (summary.unpriced > 0) {
    parts.push(`What ${counted(summary.unpriced, 'finding')} would save is not known.`);
  }
  return parts.join(' ');
}

function within(savings: Savings): string {
  const range = savingsRange(savings);
  return range === undefined ? '' : ` (${range})`;
}
