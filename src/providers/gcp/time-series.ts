import type { Scope } from '../../domain/ids.ts';
import type { Period } from '../../domain/instant.ts';
import type { Resource } from '../../domain/resources.ts';
import type { Samples } from '../shared/digest.ts';
import { type GcpClient, malformed } from './client.ts';
import type { SeriesSpec } from './define-metrics.ts';

const OPERATION = 'monitoring.projects.timeSeries.list';

export const timeSeriesPermissions = ['monitoring.timeSeries.list'] as const;

/** A filter is at most 2,048 characters long ("Monitoring filters", limits). */
const longestFilter = 2000;
/** Values in one `one_of(…)`. */
const mostValues = 60;
/** Points in one answer, about: each is an object of 85 bytes, and several answers are in memory at once. */
const mostPoints = 20_000;

/** What is read of an answer: more than half of it would be start times and what the filter says anyhow. */
const READ =
  'timeSeries(resource/labels,metric/labels,metadata(userLabels,systemLabels),points(interval/endTime,value)),nextPageToken,executionErrors,unreachable';

/** What was answered for some keys: their samples, and why the rest of it may be missing. */
export interface SeriesAnswer {
  readonly samples: ReadonlyMap<string, Samples>;
  /** The server answered in part: what is missing is not known to be nothing. */
  readonly incomplete: string | undefined;
}

export interface SeriesQuestion {
  readonly series: SeriesSpec<Resource>;
  readonly periodSeconds: number;
  readonly window: Period;
}

/** Names for filters in groups, each as large as a filter, and an answer with so many periods of each, may be. */
export function nameGroups(
  series: SeriesSpec<Resource>,
  names: readonly string[],
  periods: number,
): readonly (readonly string[])[] {
  const groups: string[][] = [];
  const most = Math.max(1, Math.min(mostValues, Math.floor(mostPoints / periods)));
  let length = Number.POSITIVE_INFINITY;
  const fixed = filterOf(series, []).length;
  for (const name of names) {
    const more = name.length + 3;
    if (length + more > longestFilter || (groups.at(-1)?.length ?? 0) >= most) {
      groups.push([]);
      length = fixed;
    }
    groups.at(-1)?.push(name);
    length += more;
  }
  return groups;
}

/** What the filter names of a key: all of it, or its first label's value. */
export const askedFor = ({ alsoBy }: SeriesSpec<Resource>, key: string): string =>
  alsoBy === undefined ? key : (key.split(' ')[0] ?? '');

/** `metric.type="…" AND resource.type="…" AND resource.labels.instance_id=one_of("1","2")`. */
function filterOf({ metric, monitored, label, where, partsBy }: SeriesSpec<Resource>, keys: readonly string[]): string {
  const clauses = [
    `metric.type="${metric}"`,
    `resource.type="${monitored}"`,
    ...(where === undefined ? [] : [where]),
    partsBy === undefined ? oneOf(label, keys) : partOf(label, keys, partsBy),
  ];
  return clauses.join(' AND ');
}

const oneOf = (label: string, keys: readonly string[]): string =>
  keys.length === 1
    ? `${label}=${JSON.stringify(keys[0])}`
    : `${label}=one_of(${keys.map((key) => JSON.stringify(key)).join(',')})`;

/** Parts of any of the named: `(nightly|hourly)[.].*`. The names are of letters, digits and hyphens. */
const partOf = (label: string, keys: readonly string[], sign: string): string =>
  `${label}=monitoring.regex.full_match("(${keys.join('|')})[${sign}].*")`;

/**
 * One aligned and reduced series for each of the keys: the points of a period become one, and the series of a
 * resource become one, on the server. A point's interval ends where its period does. Checked by hand: a schema
 * library would touch each of tens of thousands of points. Source: Cloud Monitoring API, projects.timeSeries.list.
 */
export async function readSeries(
  gcp: GcpClient,
  scope: Scope,
  { series, periodSeconds, window }: SeriesQuestion,
  keys: readonly string[],
): Promise<SeriesAnswer> {
  const labels = [series.label, ...(series.alsoBy ?? [])];
  const request = {
    path: `v3/projects/${scope.accountId}/timeSeries`,
    query: {
      filter: filterOf(series, [...new Set(keys.map((key) => askedFor(series, key)))]),
      'interval.startTime': window.start,
      'interval.endTime': window.end,
      'aggregation.alignmentPeriod': `${periodSeconds}s`,
      'aggregation.perSeriesAligner': series.aligner,
      'aggregation.crossSeriesReducer': series.reducer,
      'aggregation.groupByFields': labels,
      view: 'FULL',
      pageSize: 100_000,
      fields: READ,
      prettyPrint: false,
    },
  };
  const found = new Map<string, { timesMs: number[]; values: number[] }>();
  let incomplete: string | undefined;
  for await (const page of gcp.pages(OPERATION, scope, request)) {
    const { timeSeries = [], executionErrors = [], unreachable = [] } = page as RawPage;
    if (!Array.isArray(timeSeries)) throw malformed(OPERATION, 'timeSeries is no list');
    for (const one of timeSeries as readonly RawSeries[])
      addSeries(found, one, labels, periodSeconds * 1000, series.partsBy);
    incomplete ??= whyIncomplete(executionErrors, unreachable);
  }
  return { samples: found, incomplete };
}

interface RawPage {
  readonly timeSeries?: unknown;
  readonly executionErrors?: unknown;
  readonly unreachable?: unknown;
}

interface RawSeries {
  readonly resource?: { readonly labels?: Readonly<Record<string, unknown>> };
  readonly metric?: { readonly labels?: Readonly<Record<string, unknown>> };
  readonly metadata?: {
    readonly userLabels?: Readonly<Record<string, unknown>>;
    readonly systemLabels?: Readonly<Record<string, unknown>>;
  };
  readonly points?: unknown;
}

interface RawPoint {
  readonly interval?: { readonly endTime?: unknown };
  readonly value?: { readonly doubleValue?: unknown; readonly int64Value?: unknown; readonly boolValue?: unknown };
}

function whyIncomplete(errors: unknown, unreachable: unknown): string | undefined {
  if (Array.isArray(errors) && errors.length > 0) {
    const first = (errors[0] as { readonly message?: unknown }).message;
    return `${OPERATION} answered in part${typeof first === 'string' ? `: ${first}` : ''}`;
  }
  return Array.isArray(unreachable) && unreachable.length > 0 ? `${OPERATION} answered in part` : undefined;
}

function addSeries(
  found: Map<string, { timesMs: number[]; values: number[] }>,
  raw: RawSeries,
  labels: readonly string[],
  periodMs: number,
  partsBy: string | undefined,
): void {
  const values = labels.map((label) => labelOf(raw, label));
  const { points = [] } = raw;
  // Of what has no label (a node of no pool) nothing is asked.
  if (values.slice(1).some((value) => value === undefined)) return;
  if (values[0] === undefined) throw malformed(OPERATION, `a series has no ${labels[0] ?? ''}`);
  if (!Array.isArray(points)) throw malformed(OPERATION, 'points is no list');
  if (partsBy !== undefined && typeof values[0] === 'string') values[0] = values[0].split(partsBy)[0];
  const key = values.join(' ');
  const into = found.get(key) ?? { timesMs: [], values: [] };
  found.set(key, into);
  for (const { interval, value } of points as readonly RawPoint[]) {
    const endMs = Date.parse(String(interval?.endTime));
    const number = Number(value?.doubleValue ?? value?.int64Value ?? value?.boolValue ?? Number.NaN);
    if (Number.isNaN(endMs) || !Number.isFinite(number)) throw malformed(OPERATION, 'a point is no time and number');
    const same = partsBy === undefined ? -1 : into.timesMs.indexOf(endMs - periodMs);
    if (same >= 0) {
      into.values[same] = (into.values[same] ?? 0) + number;
      continue;
    }
    into.timesMs.push(endMs - periodMs);
    into.values.push(number);
  }
}

/** `resource.labels.zone`, `metric.labels.state`, `metadata.system_labels.region` or `metadata.user_labels."a/b"`. */
function labelOf({ resource, metric, metadata }: RawSeries, label: string): unknown {
  const [, from = '', name = ''] =
    /^(resource\.labels|metric\.labels|metadata\.user_labels|metadata\.system_labels)\."?([^"]+)"?$/.exec(label) ?? [];
  if (from === 'resource.labels') return resource?.labels?.[name];
  if (from === 'metric.labels') return metric?.labels?.[name];
  return (from === 'metadata.user_labels' ? metadata?.userLabels : metadata?.systemLabels)?.[name];
}
