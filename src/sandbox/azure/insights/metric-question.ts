import { badRequest } from '../wire/arm-error.ts';
import type { AzureCall } from '../wire/call.ts';
import type { MetricSpan } from './aggregate.ts';
import type { Aggregation } from './metric-definitions.ts';

/** What Metrics_List and getBatch ask, in whichever of their two spellings. */
export interface MetricQuestion extends MetricSpan {
  readonly interval: string;
  readonly names: readonly string[];
  /** The primary one of each metric when empty. */
  readonly aggregations: readonly Aggregation[];
  readonly namespace: string | undefined;
  /** Values of dimensions by name in lower case; `*` for each of them. */
  readonly dimensions: ReadonlyMap<string, string>;
}

const MINUTE = 60_000;

/** The grains that are reported; metrics come every five minutes. */
const GRAINS: Readonly<Record<string, number>> = {
  PT5M: 5 * MINUTE,
  PT15M: 15 * MINUTE,
  PT30M: 30 * MINUTE,
  PT1H: 60 * MINUTE,
  PT6H: 360 * MINUTE,
  PT12H: 720 * MINUTE,
  P1D: 1440 * MINUTE,
};

const AGGREGATIONS: readonly Aggregation[] = ['average', 'minimum', 'maximum', 'total', 'count'];

/** Throws BadRequest as Azure Monitor does. */
export function metricQuestion(call: AzureCall): MetricQuestion {
  const [from, to] = spanOf(call);
  const interval = call.query('interval')?.toUpperCase() ?? 'PT5M';
  const intervalMs = interval === 'FULL' ? Math.max(MINUTE, to - from) : GRAINS[interval];
  if (intervalMs === undefined) {
    const supported = Object.keys(GRAINS).join(',');
    throw badRequest('BadRequest', `Detected invalid time grain input: ${interval}, supported ones are: ${supported}`);
  }
  const aggregations = (call.query('aggregation') ?? '')
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== '')
    .map((each) => {
      const known = AGGREGATIONS.find((one) => one === each);
      if (known === undefined) throw badRequest('BadRequest', `Invalid aggregation type: ${each}.`);
      return known;
    });
  return {
    from,
    to,
    interval,
    intervalMs,
    names: (call.query('metricnames') ?? '')
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
    aggregations,
    namespace: call.query('metricnamespace'),
    dimensions: dimensionsOf(call.query('$filter') ?? call.query('filter')),
  };
}

/** `timespan=from/to` of the control plane, `starttime` and `endtime` of the batch; the last hour without either. */
function spanOf(call: AzureCall): readonly [number, number] {
  const [start, end] = call.query('timespan')?.split('/') ?? [call.query('starttime'), call.query('endtime')];
  const to = end === undefined ? call.now : Date.parse(end);
  const from = start === undefined ? to - 60 * MINUTE : Date.parse(start);
  if (!Number.isFinite(from) || !Number.isFinite(to) || from >= to) {
    throw badRequest('BadRequest', 'Invalid timespan: the start time must be before the end time.');
  }
  return [Math.floor(from / MINUTE) * MINUTE, Math.floor(to / MINUTE) * MINUTE];
}

/** `Tier eq '*' and BlobType eq 'BlockBlob'` */
function dimensionsOf(filter: string | undefined): ReadonlyMap<string, string> {
  if (filter === undefined || filter.trim() === '') return new Map();
  return new Map(
    filter.split(/\s+and\s+/i).map((part) => {
      const [, name = '', value = ''] = /^\(?\s*(\w+)\s+eq\s+'([^']*)'\s*\)?$/i.exec(part.trim()) ?? [];
      if (name === '') throw badRequest('BadRequest', `The filter '${filter}' is not supported.`);
      return [name.toLowerCase(), value];
    }),
  );
}
