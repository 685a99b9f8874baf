import { EstateError } from '../../estate/estate-error.ts';
import { findSignal, seriesOf, type MetricSeries } from '../../estate/metrics.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { readToken, writeToken } from '../paging.ts';
import { TimestampList } from '../wire/timestamps.ts';
import { cloudwatchErrors } from './errors.ts';
import { oldestKept, readMetric, type MetricSelector } from './metric-input.ts';

const mostQueries = 500;
const mostDatapoints = 100_800;

interface Query extends MetricSelector {
  readonly id: string;
  readonly label: string;
  readonly periodSeconds: number;
  readonly statistic: string;
  readonly unit: string | undefined;
  /** Data of another account cannot be seen: no account shares its metrics here. */
  readonly forbidden: boolean;
}

interface Window {
  readonly from: number;
  readonly to: number;
  readonly descending: boolean;
  /** The window as it was asked for: a token belongs to that, while `to` moves with the clock. */
  readonly asked: readonly [number, number];
}

interface Result {
  readonly Id: string;
  readonly Label: string;
  readonly Timestamps: TimestampList;
  readonly Values: readonly number[];
  readonly StatusCode: 'Complete' | 'PartialData' | 'Forbidden';
}

/**
 * GetMetricData: up to 500 metrics at once, `MaxDatapoints` values a page over all of them. A metric that a page
 * cuts is `PartialData` there and goes on with the next token. Metric math is not served.
 */
export function getMetricData(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, cloudwatchErrors.validation);
  const window = readWindow(call, input);
  const limit = input.optionalInteger('MaxDatapoints', { min: 1, max: mostDatapoints }) ?? mostDatapoints;
  const queries = readQueries(call, input);
  const listing = JSON.stringify([call.accountId, call.region, window.asked, queries.map(({ id }) => id)]);
  const results: Result[] = [];
  let { query: at, point } = readPosition(input, listing);
  let room = limit;
  const first = at;
  for (; at < queries.length && room > 0; at += 1) {
    const query = queries[at];
    if (!query) break;
    const series = query.forbidden ? nothing : inOrder(read(call, query, window), window);
    const end = Math.min(series.values.length, point + room);
    const complete = end === series.values.length;
    results.push({
      Id: query.id,
      Label: query.label,
      Timestamps: new TimestampList(series.timestamps.slice(point, end)),
      Values: series.values.slice(point, end),
      StatusCode: query.forbidden ? 'Forbidden' : complete ? 'Complete' : 'PartialData',
    });
    room -= end - point;
    point = complete ? 0 : end;
    if (!complete) break;
  }
  if (call.halvePage && results.length > 0) {
    results.length = Math.ceil(results.length / 2);
    at = first + results.length;
    point = 0;
  }
  const more = at < queries.length || call.halvePage;
  return {
    MetricDataResults: results,
    ...(more ? { NextToken: writeToken(listing, `${at}:${point}`) } : {}),
    Messages: [],
  };
}

const nothing: MetricSeries = { timestamps: [], values: [] };

function readWindow(call: Call, input: DocumentInput): Window {
  const from = input.time('StartTime');
  const to = input.time('EndTime');
  if (from >= to) throw cloudwatchErrors.validation('The parameter StartTime must be less than the parameter EndTime.');
  const scan = input.has('ScanBy')
    ? input.oneOf('ScanBy', ['TimestampDescending', 'TimestampAscending'])
    : 'TimestampDescending';
  return { from, to: Math.min(to, call.now), descending: scan === 'TimestampDescending', asked: [from, to] };
}

function readQueries(call: Call, input: DocumentInput): readonly Query[] {
  const all = input.children('MetricDataQueries');
  if (all.length === 0) throw cloudwatchErrors.validation('The parameter MetricDataQueries is required.');
  if (all.length > mostQueries) {
    throw cloudwatchErrors.validation(
      `The collection MetricDataQueries must not have a size greater than ${mostQueries}.`,
    );
  }
  const ids = new Set<string>();
  const queries: Query[] = [];
  for (const entry of all) {
    const id = entry.text('Id');
    if (!/^[a-z][a-zA-Z0-9_]*$/.test(id))
      throw cloudwatchErrors.validation(
        `The value ${id} for parameter MetricDataQueries.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
      );
    if (ids.has(id))
      throw cloudwatchErrors.validation(`The values for parameter MetricDataQueries.Id are not unique: ${id}.`);
    ids.add(id);
    const query = readQuery(call, id, entry);
    if (entry.optionalBoolean('ReturnData') !== false) queries.push(query);
  }
  return queries;
}

function readQuery(call: Call, id: string, entry: DocumentInput): Query {
  if (entry.has('Expression')) {
    throw cloudwatchErrors.validation(`Metric math is not served here: MetricDataQueries ${id} has an Expression.`);
  }
  const stat = entry.child('MetricStat');
  const metric = stat?.child('Metric');
  if (!stat || !metric)
    throw cloudwatchErrors.validation(`MetricDataQueries ${id} must have either MetricStat or Expression.`);
  const selector = readMetric(metric);
  const periodSeconds = stat.optionalInteger('Period', { min: 1, max: 86_400 * 365 });
  if (periodSeconds === undefined) throw cloudwatchErrors.validation('The parameter MetricStat.Period is required.');
  if (![1, 5, 10, 20, 30].includes(periodSeconds) && periodSeconds % 60 !== 0) {
    throw cloudwatchErrors.validation('The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.');
  }
  return {
    ...selector,
    id,
    label: entry.optionalText('Label') ?? selector.metricName,
    periodSeconds,
    statistic: stat.text('Stat'),
    unit: stat.optionalText('Unit'),
    forbidden: (entry.optionalText('AccountId') ?? call.accountId) !== call.accountId,
  };
}

/** Nothing here comes more often than once a minute: a period below that finds nothing, nor does another unit. */
function read(call: Call, query: Query, window: Window): MetricSeries {
  const { periodSeconds, unit } = query;
  if (periodSeconds < 60) return nothing;
  const signal = findSignal(call.world.estate, { ...query, accountId: call.accountId, region: call.region });
  const from = Math.max(window.from, oldestKept(periodSeconds, call.now));
  try {
    return seriesOf(unit === undefined || unit === signal?.unit ? signal : undefined, {
      ...query,
      from,
      to: window.to,
    });
  } catch (error) {
    if (error instanceof EstateError) throw cloudwatchErrors.validation(error.message);
    throw error;
  }
}

function inOrder(series: MetricSeries, { descending }: Window): MetricSeries {
  if (!descending) return series;
  return { timestamps: series.timestamps.toReversed(), values: series.values.toReversed() };
}

function readPosition(input: DocumentInput, listing: string): { query: number; point: number } {
  const token = input.optionalText('NextToken');
  if (token === undefined) return { query: 0, point: 0 };
  const [query, point] = (readToken(listing, token) ?? '').split(':').map(Number);
  if (query === undefined || point === undefined) throw cloudwatchErrors.invalidToken();
  return { query, point };
}
