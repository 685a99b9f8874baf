import type { CostEstimate, CostTerm, StoredFinding } from '../../domain/findings.ts';
import type { Recommendation } from '../../domain/recommendations.ts';
import type { FindingDetail, FindingReport } from '../../domain/reports.ts';
import { findingsShowDocument } from '../documents/findings.ts';
import type { Column } from '../lists/column.ts';
import { table } from '../table/render-table.ts';
import { clean } from '../text/clean.ts';
import { isoMoment, moment, span } from '../text/moments.ts';
import { count, humanMoney, percent } from '../text/numbers.ts';
import type { Paper, View } from '../view.ts';
import { heading, labelled, type LabelledValue, nextSteps, paragraph } from './blocks.ts';
import { resourceFacts } from './resource-view.ts';

export const findingView: View<FindingReport> = {
  document: findingsShowDocument,
  async *text({ findings }, paper) {
    let separator = '';
    for (const detail of findings) {
      yield separator;
      yield* findingText(detail, paper);
      separator = '\n';
    }
    const [first] = findings;
    if (first && first.finding.status === 'open') {
      yield nextSteps(
        [[`ballast findings suppress ${clean(first.finding.id)} --reason "…"`, 'when it is meant to be like this']],
        paper,
      );
    }
  },
};

async function* findingText(
  { finding, check, stored, recommendations }: FindingDetail,
  paper: Paper,
): AsyncGenerator<string> {
  const { style } = paper;
  yield `${style.title(finding.title)}\n`;
  if (check) yield paragraph(style.dim(check.description), paper, 0);
  yield `\n${labelled(facts(finding, paper), paper)}`;
  const evidence = Object.entries(finding.evidence);
  if (evidence.length > 0) {
    yield heading('Evidence', paper);
    yield labelled(
      evidence.map(([name, value]) => [name, evidenceText(value)]),
      paper,
    );
  }
  yield heading('What it would save', paper);
  yield await savingsText(finding, paper);
  if (recommendations.length > 0) {
    yield heading('What the cloud itself recommends', paper);
    yield await table(ADVICE_COLUMNS, recommendations, { ...paper, indent: 2 });
  }
  if (stored) yield heading('Resource', paper) + labelled(resourceFacts(stored, paper), paper);
}

function facts(finding: StoredFinding, { style }: Paper): readonly LabelledValue[] {
  const { scope, suppression } = finding;
  const name = finding.resourceName === undefined ? '' : `  ${clean(finding.resourceName)}`;
  return [
    ['Resource', `${clean(finding.resourceId)}${name}`],
    ['Where', `${scope.provider} ${scope.accountId} ${scope.regionId}`],
    ...(finding.verdict === 'cannot-tell'
      ? [['Cannot tell', style.warn(clean(finding.reason ?? 'something was not read'))] as const]
      : [['Sure', percent(finding.confidence)] as const]),
    ['Risk', finding.risk],
    ['Action', `${finding.action.kind}${paramsText(finding.action.params)}`],
    ...(finding.owner === undefined ? [] : [['Owner', clean(finding.owner)] as const]),
    ...(finding.managedBy === undefined ? [] : [['Managed by', clean(finding.managedBy)] as const]),
    ['Seen', span(finding.firstSeen, finding.lastSeen)],
    ['Status', statusText(finding)],
    ...(suppression === undefined ? [] : [['Because', clean(suppression.reason)] as const]),
    ['Finding', clean(finding.id)],
    ['Check', finding.checkId],
  ];
}

function statusText({ status, suppression, resolvedAt }: StoredFinding): string {
  if (status === 'suppressed' && suppression) {
    return suppression.until === null ? 'suppressed for good' : `suppressed until ${moment(suppression.until)}`;
  }
  return status === 'resolved' && resolvedAt !== undefined ? `resolved ${moment(resolvedAt)}` : status;
}

const paramsText = (params: Readonly<Record<string, string | number | boolean>>): string => {
  const entries = Object.entries(params);
  return entries.length === 0
    ? ''
    : ` (${entries.map(([name, value]) => `${name} ${clean(String(value))}`).join(', ')})`;
};

const evidenceText = (value: string | number | boolean | null): string =>
  value === null ? 'not known' : typeof value === 'number' ? count(value) : clean(isoMoment(String(value)));

const BASIS: Readonly<Record<CostEstimate['basis'], string>> = {
  billing: 'what was billed',
  'price-api': "the cloud's price list",
  'price-book': 'the price book',
  estimate: 'an estimate',
};

async function savingsText(finding: StoredFinding, paper: Paper): Promise<string> {
  const { monthlySavings, countsTowardsTotal } = finding;
  if (!monthlySavings.known) return paragraph(paper.style.warn(`Not known: ${clean(monthlySavings.reason)}`), paper);
  const { amount, low, high, basis, terms } = monthlySavings.value;
  const range = humanMoney(low) === humanMoney(high) ? '' : `, ${humanMoney(low)} to ${humanMoney(high)}`;
  const total = paragraph(`${paper.style.money(`${humanMoney(amount)} a month`)}${range}, by ${BASIS[basis]}.`, paper);
  const once = countsTowardsTotal
    ? ''
    : paragraph(
        paper.style.dim(
          'Not in the total: it is no saving of today, or a part of that of another finding, on this resource or on what it belongs to.',
        ),
        paper,
      );
  return total + once + (terms.length === 0 ? '' : `\n${await table(TERM_COLUMNS, terms, { ...paper, indent: 2 })}`);
}

const TERM_COLUMNS: readonly Column<CostTerm>[] = [
  { key: 'label', header: 'Term', value: (term) => term.label, standard: true, rank: 0, least: 12 },
  {
    key: 'quantity',
    header: 'Quantity',
    align: 'right',
    value: (term) => term.quantity,
    show: (term) => `${term.quantity} ${term.unit}`,
    standard: true,
    rank: 1,
  },
  { key: 'unitPrice', header: 'Unit price', align: 'right', value: (term) => term.unitPrice, standard: true, rank: 1 },
  {
    key: 'amount',
    header: 'A month',
    align: 'right',
    value: (term) => term.amount,
    standard: true,
    rank: 0,
  },
  { key: 'source', header: 'Source', value: (term) => term.source, standard: true, rank: 2, least: 12 },
  { key: 'asOf', header: 'As of', value: (term) => term.asOf.slice(0, 10), standard: true, rank: 3 },
];

const ADVICE_COLUMNS: readonly Column<Recommendation>[] = [
  { key: 'adviser', header: 'Adviser', value: ({ adviser }) => adviser, standard: true, rank: 0 },
  { key: 'action', header: 'Action', value: ({ action }) => action, standard: true, rank: 0, least: 10 },
  { key: 'current', header: 'Now', value: ({ current }) => current ?? '', standard: true, rank: 2, least: 10 },
  {
    key: 'recommended',
    header: 'Then',
    value: ({ recommended }) => recommended ?? '',
    standard: true,
    rank: 1,
    least: 10,
  },
  {
    key: 'monthlySavings',
    header: 'Saves/month',
    align: 'right',
    value: ({ monthlySavings }) => monthlySavings ?? null,
    show: ({ monthlySavings }) => (monthlySavings === undefined ? 'not told' : humanMoney(monthlySavings)),
    standard: true,
    rank: 0,
  },
];
