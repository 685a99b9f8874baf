import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { readToken, writeToken } from '../paging.ts';
import { stateOf } from './commitment-days.ts';
import type { CostRow } from './cost-answers.ts';
import { readersOf } from './cost-cells.ts';
import { costExplorerErrors } from './errors.ts';
import { readExpression } from './expression.ts';
import { type TaggedCell, visitTaggedCells } from './tagged-cells.ts';
import { isEstimated, readTimePeriod, splitPeriod } from './time-period.ts';
import { metricNames, Totals } from './totals.ts';

const DAYS_KEPT = 14;
const NO_RESOURCE = 'NoResourceId';

/** GetCostAndUsageWithResources: the last 14 days by resource, where the payer has switched it on. */
export function getCostAndUsageWithResources(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, costExplorerErrors.validation);
  const period = readTimePeriod(input, call.now);
  if (!stateOf(call).settings.resourceData) {
    throw costExplorerErrors.unavailable(
      'Resource-level data is not enabled. Enable it in the Cost Explorer preferences.',
    );
  }
  const oldest = new Date(call.now - DAYS_KEPT * 86_400_000).toISOString().slice(0, 10);
  if (period.start < oldest)
    throw costExplorerErrors.validation(`Start date must be within the past ${DAYS_KEPT} days.`);
  if (!input.has('Filter')) throw costExplorerErrors.validation('Filter is required, with a service.');
  const granularity = input.oneOf('Granularity', ['DAILY']);
  const readers = readersOf(call);
  const groups = input.children('GroupBy').map((group) => ({ Type: group.text('Type'), Key: group.text('Key') }));
  const reads = groups.map(({ Key }) => {
    if (Key === 'RESOURCE_ID') return (cell: TaggedCell): string => cell.resourceId ?? NO_RESOURCE;
    const read = readers.get(Key);
    if (read === undefined) throw costExplorerErrors.validation(`Group Definition dimension ${Key} is not supported.`);
    return read;
  });
  if (!groups.some(({ Key }) => Key === 'RESOURCE_ID')) {
    throw costExplorerErrors.validation('Group by or filter by RESOURCE_ID is required.');
  }
  const matches = readExpression(input.child('Filter'), readers);
  const metrics = input.texts('Metrics').map((name) => {
    const found = metricNames.find((known) => known === name);
    if (found === undefined) throw costExplorerErrors.validation(`Metric ${name} is not supported.`);
    return found;
  });
  const periods = splitPeriod(period, granularity);
  const { NextPageToken: token, ...asked } = fields;
  const listing = JSON.stringify([call.accountId, 'resources', asked]);
  const position = token === undefined ? '0' : readToken(listing, typeof token === 'string' ? token : '');
  if (position === undefined) throw costExplorerErrors.invalidToken();
  const start = Number(position);
  const rows = call.world.costAnswers.rows(listing, start > 0, () => {
    const sums = periods.map(() => new Map<string, CostRow>());
    visitTaggedCells(call, period, (cell) => {
      const at = periods.findIndex(({ start: day }) => day === cell.day);
      if (at < 0 || !matches(cell)) return;
      const keys = reads.map((read) => read(cell));
      const name = keys.join('\u0000');
      const row = sums[at]?.get(name) ?? { period: at, keys, totals: new Totals() };
      row.totals.add(cell);
      sums[at]?.set(name, row);
    });
    return sums.flatMap((of) => [...of].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row));
  });
  const end = Math.min(rows.length, start + call.world.costPageSize);
  const page = rows.slice(start, end);
  return {
    GroupDefinitions: groups,
    ResultsByTime: periods.map((of, at) => ({
      TimePeriod: { Start: of.start, End: of.end },
      Total: {},
      Groups: page
        .filter((row) => row.period === at)
        .map(({ keys, totals }) => ({ Keys: keys, Metrics: totals.metrics(metrics) })),
      Estimated: isEstimated(of, call.now),
    })),
    DimensionValueAttributes: [],
    ...(end < rows.length && { NextPageToken: writeToken(listing, String(end)) }),
  };
}
