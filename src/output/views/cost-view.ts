import type { ChargeDimension, CostMetric } from '../../domain/charges.ts';
import type { Money } from '../../domain/money.ts';
import type { CostReport, CostReportRow } from '../../domain/reports.ts';
import { costReportDocument } from '../documents/cost.ts';
import type { Column } from '../lists/column.ts';
import { type Counted, listFormats, listTable } from '../lists/list-formats.ts';
import type { ListView } from '../lists/list-view.ts';
import { type Batches, inBatches } from '../lists/rows.ts';
import { days } from '../text/moments.ts';
import { count, humanMoney, percent, shareOf } from '../text/numbers.ts';
import type { Paper, View } from '../view.ts';
import { nextSteps, paragraph, unreadBlock } from './blocks.ts';

/** The report's rows as a stream, once they have been filtered or cut. */
interface Shown extends CostReport {
  readonly stream?: Batches<CostReportRow>;
}

const list: ListView<Shown, CostReportRow> = {
  columns: columnsOf,
  rows: rowsOf,
  withRows: (report, stream) => ({ ...report, stream }),
};

export const costView: View<Shown> = {
  document: (report) => costReportDocument(report, rowsOf(report)),
  list: listFormats(list),
  async *text(report, paper, options) {
    yield `${paper.style.title(`${METRIC_NAMES[report.metric]}, ${days(report.range)}`)}\n\n`;
    const shown: Counted = { rows: 0 };
    yield* listTable(list, report, paper, options, shown);
    yield totals(report, shown.rows, paper);
    yield await unreadBlock(report.unread, paper);
    if (report.extent === null) {
      yield nextSteps(
        [
          ['ballast sync', 'read costs from the cloud'],
          ['ballast import FILE', 'or from a billing export'],
        ],
        paper,
      );
    }
  },
};

const METRIC_NAMES: Readonly<Record<CostMetric, string>> = {
  billedCost: 'Billed cost',
  effectiveCost: 'Effective cost',
  listCost: 'List cost',
  contractedCost: 'Contracted cost',
};

const DIMENSION_NAMES: Readonly<Record<ChargeDimension, string>> = {
  provider: 'Cloud',
  billingAccountId: 'Billing account',
  subAccountId: 'Account',
  regionId: 'Region',
  serviceName: 'Service',
  serviceCategory: 'Category',
  chargeCategory: 'Charge',
  pricingCategory: 'Pricing',
  commitmentDiscountType: 'Commitment',
  resourceId: 'Resource',
  resourceType: 'Resource type',
};

function rowsOf(report: Shown): Batches<CostReportRow> {
  return report.stream ?? inBatches(report.rows);
}

function columnsOf(report: Shown): readonly Column<CostReportRow>[] {
  const period: Column<CostReportRow> = {
    key: 'period',
    header: report.granularity === 'daily' ? 'Day' : 'Month',
    value: (row) => row.bucket,
    show: (row) => (report.granularity === 'monthly' ? row.bucket?.slice(0, 7) : row.bucket) ?? '',
    standard: true,
    rank: 0,
  };
  const keys = report.groupBy.map((dimension): Column<CostReportRow> => ({
    key: dimension,
    header: DIMENSION_NAMES[dimension],
    value: (row) => row.keys[dimension] ?? null,
    show: (row) => row.keys[dimension] ?? '(none)',
    paint: (row, text, style) => (row.keys[dimension] === null ? style.dim(text) : text),
    standard: true,
    rank: 1,
    least: 12,
  }));
  return [
    ...(report.granularity === 'total' ? [] : [period]),
    ...keys,
    {
      key: 'cost',
      header: 'Cost',
      align: 'right',
      value: (row) => row.cost,
      show: (row) => (row.cost === null ? 'unknown' : humanMoney(row.cost)),
      paint: (row, text, style) => (row.cost === null ? style.warn(text) : text),
      standard: true,
      rank: 0,
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
      standard: report.groupBy.length > 0,
      rank: 2,
    },
    { key: 'currency', header: 'Currency', value: (row) => row.currency, standard: false, rank: 3 },
  ];
}

function shareIn(report: CostReport, row: CostReportRow): number | null {
  const whole = row.currency === report.total?.currency ? report.total : undefined;
  return row.cost && whole ? shareOf(row.cost, whole) : null;
}

function totals(report: CostReport, shown: number, paper: Paper): string {
  if (report.extent === null) return paragraph('The store has no charges.', paper, 0);
  if (report.rows.length === 0) {
    return paragraph(
      `Nothing was charged in ${days(report.range)}. The store has charges of ${days(report.extent)}.`,
      paper,
      0,
    );
  }
  const lines = [paper.style.title(`Total ${amountOf(report.total)}`)];
  for (const other of report.otherCurrencies) lines.push(`Total ${amountOf(other.total)} in ${other.currency}`);
  if (shown < report.rows.length) {
    lines.push(`${count(shown)} of ${count(report.rows.length)} rows shown; the total is of all`);
  }
  const { range, extent } = report;
  if (range.from < extent.from || range.to > extent.to) {
    lines.push(paper.style.warn(`The store has charges of ${days(extent)} only.`));
  }
  return `\n${lines.map((line) => paragraph(line, paper, 0)).join('')}`;
}

const amountOf = (total: Money | null): string => (total === null ? 'not known' : humanMoney(total));
