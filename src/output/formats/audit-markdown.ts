import type { AuditReport } from '../../domain/reports.ts';
import { inBatches } from '../lists/rows.ts';
import { days } from '../text/moments.ts';
import { counted, humanMoney, percent, shareOf } from '../text/numbers.ts';
import { savingsRange } from '../text/savings-range.ts';
import { whyUnread } from '../text/unread.ts';
import { findingColumns } from '../views/finding-columns.ts';
import { escaped, markdownTable } from './markdown.ts';

/** For a pull request's comment or a wiki: the summary, the checks, every finding, and what was not read. */
export async function* auditMarkdown(report: AuditReport): AsyncGenerator<string> {
  const { summary, unread } = report;
  yield '# Ballast audit\n\n';
  yield `${summarySentence(report)}\n`;
  if (unread.length > 0) {
    yield `\n> **Not read:** ${counted(unread.length, 'part')} of the estate. What is there is not in this report.\n`;
    for (const note of unread) {
      yield `> - ${escaped(`${note.provider}/${note.accountId}/${note.region} ${note.subject}: ${whyUnread(note)}`)}\n`;
    }
  }
  if (summary.findings === 0) return;
  yield '\n## Waste by check\n\n';
  yield* markdownTable(
    [
      { key: 'title', header: 'Finding', value: (row) => row.title, standard: true, rank: 0 },
      { key: 'checkId', header: 'Check', value: (row) => row.checkId, standard: true, rank: 0 },
      { key: 'waste', header: 'Found', align: 'right', value: (row) => row.waste, standard: true, rank: 0 },
      {
        key: 'cannotTell',
        header: 'Cannot tell',
        align: 'right',
        value: (row) => row.cannotTell,
        standard: true,
        rank: 0,
      },
      {
        key: 'monthlySavings',
        header: 'Saves/month',
        align: 'right',
        value: (row) => row.monthlySavings,
        standard: true,
        rank: 0,
      },
    ],
    inBatches(summary.byCheck),
  );
  yield '\n## Findings\n\n';
  yield* markdownTable(
    findingColumns.filter((column) => column.standard),
    report.rows,
  );
}

function summarySentence({ summary }: AuditReport): string {
  const { monthlyCost: cost, monthlySavings: saved } = summary;
  const parts = [counted(summary.resources, 'resource')];
  if (cost !== null) {
    const period = summary.costPeriod ? ` (bills of ${days(summary.costPeriod)})` : '';
    parts.push(`cost **${humanMoney(cost)}** a month${period}`);
  }
  const share = cost && saved ? shareOf(saved, cost) : null;
  const range = savingsRange(summary);
  const amount =
    saved === null
      ? 'an amount that is not known'
      : `**${humanMoney(saved)}** a month${range === undefined ? '' : ` (${range})`}`;
  parts.push(
    `${counted(summary.waste, 'finding')} would save ${amount}${share === null ? '' : `, ${percent(share)} of the cost`}`,
  );
  return `${parts.join('; ')}.`;
}
