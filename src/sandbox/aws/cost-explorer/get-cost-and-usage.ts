import { commitmentsFamily } from '../../estate/commitments/family.ts';
import { familyState } from '../../estate/family.ts';
import type { CostCell } from '../../estate/model.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { readToken, writeToken } from '../paging.ts';
import type { CostRow } from './cost-answers.ts';
import { readersOf, visitCells } from './cost-cells.ts';
import type { DimensionReader } from './dimensions.ts';
import { costExplorerErrors } from './errors.ts';
import { asksForLabels, categoryOf, readExpression, tagOf } from './expression.ts';
import { visitTaggedCells } from './tagged-cells.ts';
import { isEstimated, readTimePeriod, splitPeriod, type Granularity, type TimePeriod } from './time-period.ts';
import { metricNames, Totals, type MetricName } from './totals.ts';

const mostGroups = 2;

interface Group {
  readonly Type: string;
  readonly Key: string;
}

interface Question {
  readonly granularity: Granularity;
  readonly period: TimePeriod;
  /** The days or months of the period. */
  readonly periods: readonly TimePeriod[];
  readonly metrics: readonly MetricName[];
  readonly groups: readonly Group[];
  readonly readKeys: readonly DimensionReader[];
  readonly matches: (cell: CostCell) => boolean;
  /** Tags and categories are those of single resources. */
  readonly visit: (call: Call, period: TimePeriod, visit: (cell: CostCell) => void) => void;
}

/**
 * GetCostAndUsage. A page holds a fixed number of groups and may end in the middle of a period, which then goes on
 * on the next page.
 */
export function getCostAndUsage(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, costExplorerErrors.validation);
  const question = readQuestion(call, input);
  if (question.groups.length === 0) {
    return {
      ResultsByTime: rowsOf(call, question).map((row) => totalResult(call, question, row)),
      DimensionValueAttributes: [],
    };
  }
  const { NextPageToken: _, ...asked } = fields;
  const listing = JSON.stringify([call.accountId, asked]);
  const start = readPosition(input, listing);
  const rows = call.world.costAnswers.rows(listing, start > 0, () => rowsOf(call, question));
  const full = Math.min(rows.length, start + call.world.costPageSize);
  const end = call.halvePage ? start + Math.ceil((full - start) / 2) : full;
  const page = rows.slice(start, end);
  return {
    GroupDefinitions: question.groups,
    ResultsByTime: groupedResults(call, question, page, { isFirst: start === 0, isLast: end === rows.length }),
    DimensionValueAttributes: accountDescriptions(call, question, page),
    ...(end < rows.length ? { NextPageToken: writeToken(listing, String(end)) } : {}),
  };
}

function readQuestion(call: Call, input: DocumentInput): Question {
  const period = readTimePeriod(input, call.now);
  const filter = input.child('Filter');
  const granularity = input.oneOf('Granularity', ['DAILY', 'MONTHLY', 'HOURLY']);
  if (granularity === 'HOURLY' && !familyState(call.world.estate, commitmentsFamily).settings.hourlyData) {
    throw costExplorerErrors.validation('Hourly granularity is not enabled. Enable it in the preferences first.');
  }
  const metrics = input.texts('Metrics').map(readMetric);
  if (metrics.length === 0) throw costExplorerErrors.validation('Metrics must not be empty.');
  const readers = readersOf(call);
  const groups = readGroups(input);
  return {
    granularity,
    period,
    periods: splitPeriod(period, granularity),
    metrics,
    groups,
    readKeys: groups.map((group) => keyReader(group, readers)),
    matches: readExpression(filter, readers),
    visit: groups.some(({ Type }) => Type !== 'DIMENSION') || asksForLabels(filter) ? visitTaggedCells : visitCells,
  };
}

function readMetric(name: string): MetricName {
  const found = metricNames.find((known) => known === name);
  if (found === undefined)
    throw costExplorerErrors.validation(`Metric ${name} is not one of ${metricNames.join(', ')}.`);
  return found;
}

function readGroups(input: DocumentInput): readonly Group[] {
  const groups = input.children('GroupBy').map((group) => ({
    Type: group.oneOf('Type', ['DIMENSION', 'TAG', 'COST_CATEGORY']),
    Key: group.text('Key'),
  }));
  if (groups.length > mostGroups)
    throw costExplorerErrors.validation(`Group by has ${groups.length} elements, but can have at most ${mostGroups}.`);
  if (new Set(groups.map(({ Type, Key }) => `${Type} ${Key}`)).size < groups.length) {
    throw costExplorerErrors.validation('GroupBy has duplicate elements.');
  }
  return groups;
}

function keyReader({ Type, Key }: Group, readers: ReadonlyMap<string, DimensionReader>): DimensionReader {
  // `key$value`, with an empty value for what has no such label.
  if (Type === 'TAG') return (cell) => `${Key}$${tagOf(cell, Key)}`;
  if (Type === 'COST_CATEGORY') return (cell) => `${Key}$${categoryOf(cell, Key)}`;
  const read = readers.get(Key);
  if (!read) throw costExplorerErrors.validation(`Group Definition dimension ${Key} is not supported.`);
  return read;
}

/** The sums of every period, each period's groups by key; without grouping one row a period, even where it is empty. */
function rowsOf(call: Call, question: Question): readonly CostRow[] {
  const sums = question.periods.map(() => new Map<string, CostRow>());
  let at = 0;
  question.visit(call, question.period, (cell) => {
    if (!question.matches(cell)) return;
    if (question.granularity === 'HOURLY') return addHourly(sums, question, cell);
    while (cell.day >= (question.periods[at]?.end ?? '9999')) at += 1;
    const keys = question.readKeys.map((read) => read(cell));
    const name = keys.join('\u0000');
    const row = sums[at]?.get(name) ?? { period: at, keys, totals: new Totals() };
    row.totals.add(cell);
    sums[at]?.set(name, row);
  });
  return sums.flatMap((groups, period): readonly CostRow[] => {
    if (question.groups.length === 0 && groups.size === 0) return [{ period, keys: [], totals: new Totals() }];
    return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  });
}

/** A day's cost falls on its hours alike. */
function addHourly(sums: readonly Map<string, CostRow>[], question: Question, cell: CostCell): void {
  const first = question.periods.findIndex(({ start }) => start.startsWith(cell.day));
  if (first < 0) return;
  const keys = question.readKeys.map((read) => read(cell));
  const name = keys.join('\u0000');
  const part = {
    ...cell,
    unblendedNanoUsd: cell.unblendedNanoUsd / 24n,
    amortizedNanoUsd: cell.amortizedNanoUsd / 24n,
    usageQuantity: cell.usageQuantity / 24,
  };
  for (let period = first; question.periods[period]?.start.startsWith(cell.day) === true; period += 1) {
    const row = sums[period]?.get(name) ?? { period, keys, totals: new Totals() };
    row.totals.add(part);
    sums[period]?.set(name, row);
  }
}

function timeOf(call: Call, question: Question, at: number) {
  const period = question.periods[at] ?? question.period;
  return { TimePeriod: { Start: period.start, End: period.end }, Estimated: isEstimated(period, call.now) };
}

function totalResult(call: Call, question: Question, { period, totals }: CostRow): object {
  return { ...timeOf(call, question, period), Total: totals.metrics(question.metrics), Groups: [] };
}

/** The periods that a page reaches, those without any cost among them. */
function groupedResults(
  call: Call,
  question: Question,
  page: readonly CostRow[],
  place: { readonly isFirst: boolean; readonly isLast: boolean },
): readonly object[] {
  const from = place.isFirst ? 0 : (page[0]?.period ?? 0);
  const to = place.isLast ? question.periods.length - 1 : (page.at(-1)?.period ?? 0);
  const groups = Array.from({ length: to - from + 1 }, (): object[] => []);
  for (const { period, keys, totals } of page) {
    groups[period - from]?.push({ Keys: keys, Metrics: totals.metrics(question.metrics) });
  }
  return groups.map((Groups, at) => ({ ...timeOf(call, question, from + at), Total: {}, Groups }));
}

/** Account ids come with the accounts' names. */
function accountDescriptions(call: Call, { groups }: Question, page: readonly CostRow[]): readonly object[] {
  const at = groups.findIndex(({ Type, Key }) => Type === 'DIMENSION' && Key === 'LINKED_ACCOUNT');
  if (at < 0) return [];
  const names = new Map(call.world.estate.accounts.map(({ id, name }) => [id, name]));
  const ids = new Set(page.map(({ keys }) => keys[at] ?? ''));
  return [...ids].map((id) => ({ Value: id, Attributes: { description: names.get(id) ?? id } }));
}

function readPosition(input: DocumentInput, listing: string): number {
  const token = input.optionalText('NextPageToken');
  if (token === undefined) return 0;
  const position = readToken(listing, token);
  if (position === undefined) throw costExplorerErrors.invalidToken();
  return Number(position);
}
