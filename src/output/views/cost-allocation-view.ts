import type {
  AllocationReport,
  AllocationRow,
  AllocationTotal,
  PayerAllocation,
  UnreadNote,
} from '../../domain/reports.ts';
import { costAllocationDocument, shareIn } from '../documents/cost-allocation.ts';
import type { Column } from '../lists/column.ts';
import { type Counted, listFormats, listTable } from '../lists/list-formats.ts';
import type { ListView } from '../lists/list-view.ts';
import { type Batches, inBatches } from '../lists/rows.ts';
import { clean } from '../text/clean.ts';
import { days, moment } from '../text/moments.ts';
import { count, humanMoney, percent, shareOf } from '../text/numbers.ts';
import type { Paper, View } from '../view.ts';
import { nextSteps, paragraph } from './blocks.ts';

/** The report's rows as a stream, once they have been filtered or cut. */
interface Shown extends AllocationReport {
  readonly stream?: Batches<AllocationRow>;
}

const list: ListView<Shown, AllocationRow> = {
  columns: columnsOf,
  rows: rowsOf,
  withRows: (report, stream) => ({ ...report, stream }),
};

export const costAllocationView: View<Shown> = {
  document: (report) => costAllocationDocument(report, rowsOf(report)),
  list: listFormats(list),
  async *text(report, paper, options) {
    yield paragraph(paper.style.title(titleOf(report)), paper, 0);
    const shown: Counted = { rows: 0 };
    if (report.rows.length > 0) {
      yield '\n';
      yield* listTable(list, report, paper, options, shown);
    }
    if (shown.rows < report.rows.length) {
      const text = `${count(shown.rows)} of ${count(report.rows.length)} rows shown; the total is of all`;
      yield `\n${paragraph(text, paper, 0)}`;
    }
    for (const payer of report.payers) yield payerBlock(report, payer, paper);
    yield notRead(report, paper);
    yield next(report, paper);
  },
};

function rowsOf(report: Shown): Batches<AllocationRow> {
  return report.stream ?? inBatches(report.rows);
}

function titleOf({ by, accountIds }: AllocationReport): string {
  const what = by.key === null ? 'Effective cost' : 'Effective cost of usage';
  const of = accountIds.length === 0 ? '' : `, of ${accountIds.map(clean).join(', ')}`;
  return `${what} by ${nameOf(by)}${of}`;
}

const nameOf = ({ dimension, key }: AllocationReport['by']): string =>
  key === null ? 'purchase type' : `${dimension === 'tag' ? 'tag' : 'cost category'} ${clean(key)}`;

function columnsOf(report: Shown): readonly Column<AllocationRow>[] {
  const byPurchase = report.by.key === null;
  return [
    {
      key: 'payerAccountId',
      header: 'Payer',
      value: (row) => row.payerAccountId,
      standard: report.payers.length > 1,
      rank: 0,
    },
    {
      key: 'value',
      header: report.by.key === null ? 'Purchase type' : clean(report.by.key),
      value: (row) => row.value,
      show: (row) => row.value ?? '(none)',
      paint: (row, text, style) => {
        if (row.value !== null) return text;
        // Tax and the like are not bought in any way; cost without a tag lacks something.
        return byPurchase ? style.dim(text) : style.warn(text);
      },
      standard: true,
      rank: 0,
      least: 12,
    },
    {
      key: 'accountId',
      header: 'Account',
      value: (row) => row.accountId,
      standard: report.splitBy === 'account',
      rank: 0,
    },
    {
      key: 'serviceName',
      header: 'Service',
      value: (row) => row.serviceName,
      standard: report.splitBy === 'service',
      rank: 0,
      least: 12,
    },
    {
      key: 'accounts',
      header: 'Accounts',
      align: 'right',
      value: (row) => row.accounts,
      standard: !byPurchase && report.splitBy === null,
      rank: 3,
    },
    {
      key: 'effectiveCost',
      header: 'Effective cost',
      align: 'right',
      value: (row) => row.effectiveCost,
      standard: true,
      rank: 0,
    },
    {
      key: 'billedCost',
      header: 'Billed cost',
      align: 'right',
      value: (row) => row.billedCost,
      standard: byPurchase,
      rank: 2,
    },
    {
      key: 'share',
      header: 'Share',
      align: 'right',
      value: (row) => shareIn(report, row),
      show: (row) => {
        const share = shareIn(report, row);
        return share === null ? '' : percent(share);
      },
      paint: (_, text, style) => style.dim(text),
      standard: true,
      rank: 1,
    },
    { key: 'currency', header: 'Currency', value: (row) => row.currency, standard: false, rank: 3 },
    { key: 'provider', header: 'Cloud', value: (row) => row.provider, standard: false, rank: 3 },
  ];
}

/** Totals of one payer, of which days they are, and when they were read. */
function payerBlock(report: AllocationReport, payer: PayerAllocation, paper: Paper): string {
  const name = `payer ${payer.payerAccountId}`;
  const read = `read ${moment(payer.observedAt)}`;
  if (!payer.divides) {
    const text = `The bill of ${name} is not divided by ${nameOf(report.by)}: its cost is in no row (${read}).`;
    return `\n${paragraph(paper.style.warn(text), paper, 0)}`;
  }
  if (payer.totals.length === 0) {
    const of = report.accountIds.length === 0 ? 'No cost' : 'No cost of these accounts';
    return `\n${paragraph(`${of} in what ${name} told${payer.range ? ` of ${days(payer.range)}` : ''} (${read}).`, paper, 0)}`;
  }
  const lines = payer.totals.flatMap((total) => [
    paper.style.title(`Total of ${name}: ${humanMoney(total.effectiveCost)}`),
    ...unallocated(report, total, paper),
  ]);
  lines.push(paper.style.dim(`${payer.range ? `${days(payer.range)}, ` : ''}${read}`));
  return `\n${lines.map((line) => paragraph(line, paper, 0)).join('')}`;
}

function unallocated({ by }: AllocationReport, total: AllocationTotal, { style }: Paper): readonly string[] {
  const { unallocatedCost, effectiveCost } = total;
  if (unallocatedCost === null || unallocatedCost.nanos === 0n) return [];
  const share = shareOf(unallocatedCost, effectiveCost);
  const part = share === null ? '' : ` (${percent(share)})`;
  return [style.warn(`Without ${nameOf(by)}: ${humanMoney(unallocatedCost)}${part}, which nobody is accountable for`)];
}

function notRead(report: AllocationReport, paper: Paper): string {
  const lines = report.unread.map((note) => `Not read: ${noteText(report, note)}`);
  if (report.reason !== null && lines.length === 0) lines.push(`Not known: ${report.reason}`);
  if (lines.length === 0) return '';
  if (report.unread.every(({ code }) => code === 'never-read')) {
    const check = report.by.key === null ? 'aws-savings-plan-purchase' : 'aws-tag-coverage';
    lines.push(`A sync reads it while the check ${check} is enabled.`);
  }
  return `\n${lines.map((line) => paragraph(paper.style.warn(line), paper, 0)).join('')}`;
}

function noteText({ payers, by }: AllocationReport, { provider, accountId, subject, message }: UnreadNote): string {
  if (subject === 'accounts') return `${provider} ${clean(accountId)}: ${clean(message)}`;
  const former = payers.find((payer) => payer.provider === provider && payer.payerAccountId === accountId);
  const shown = former === undefined ? '' : `; what was read ${moment(former.observedAt)} is shown`;
  return `cost by ${nameOf(by)} of payer ${accountId}: ${clean(message)}${shown}`;
}

function next(report: AllocationReport, paper: Paper): string {
  if (report.reason !== null) {
    return nextSteps(
      [
        ['ballast sync', 'read it from the cloud'],
        ['ballast doctor', 'see which permissions are missing'],
      ],
      paper,
    );
  }
  if (report.by.key !== null) return '';
  return nextSteps(
    [
      ['ballast cost allocation --by tag:team', 'who spends it; for another KEY it says which there are'],
      ...(report.splitBy === null
        ? [['ballast cost allocation --by-service', 'what is on demand, and where'] as const]
        : []),
    ],
    paper,
  );
}
