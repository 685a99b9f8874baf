import type { GcpCall, GcpMethod } from '../../service.ts';
import { projectOf } from '../../service.ts';
import { GoogleError } from '../../wire/errors.ts';
import { offsetOf, tokenOf } from '../../wire/paging.ts';
import { utcTime } from '../../wire/times.ts';
import { type Aligned, alignedKind, alignSignal, reduceSeries, refused, type Window } from './aligners.ts';
import { type Candidate, fieldOf, metricTypeOf, monitoringFilter } from './filter.ts';
import type { MetricSource, SeriesEntry } from './series.ts';
import { metricSource, seriesOf } from './sources.ts';

const DAY_MS = 86_400_000;
/** Google keeps most metrics for six weeks. Source: Cloud Monitoring, "Data retention". */
const RETENTION_MS = 42 * DAY_MS;
const MOST_POINTS = 100_000;

interface Series {
  readonly resourceLabels: Readonly<Record<string, string>>;
  readonly metricLabels: Readonly<Record<string, string>>;
  readonly userLabels?: Readonly<Record<string, string>>;
  readonly systemLabels?: Readonly<Record<string, string>>;
  readonly kind: MetricSource['kind'];
  readonly valueType: MetricSource['valueType'];
  readonly values: Aligned;
  readonly window: Window;
}

/** Source: Cloud Monitoring API v3, projects.timeSeries.list. */
export const timeSeriesList: GcpMethod = {
  id: 'monitoring.projects.timeSeries.list',
  verb: 'GET',
  path: '/v3/projects/{project}/timeSeries',
  permission: 'monitoring.timeSeries.list',
  answer(call) {
    const text = call.query.get('filter') ?? '';
    const type = metricTypeOf(text);
    if (type === undefined) throw invalidField('filter', text, 'The filter must specify a metric type.');
    const test = monitoringFilter(text);
    const source = metricSource(type);
    const projectId = projectOf(call.world, call.params['project'])?.projectId ?? '';
    if (source === undefined) return {};
    const entries = seriesOf(call.world.estate, source, projectId).filter((entry) =>
      test({ source, projectId, entry }),
    );
    const series = aggregated(call, source, projectId, entries).filter(({ values }) => values.size > 0);
    return pageOfSeries(call, source, series);
  },
};

function aggregated(
  call: GcpCall,
  source: MetricSource,
  projectId: string,
  entries: readonly SeriesEntry[],
): readonly Series[] {
  const { query } = call;
  const aligner = query.get('aggregation.perSeriesAligner') ?? 'ALIGN_NONE';
  const reducer = query.get('aggregation.crossSeriesReducer') ?? 'REDUCE_NONE';
  const raw = aligner === 'ALIGN_NONE';
  if (raw && reducer !== 'REDUCE_NONE') throw refused('crossSeriesReducer', reducer);
  const window = windowOf(call, raw);
  const { kind, valueType } = raw ? source : alignedKind(aligner, source);
  const aligned = entries.map((entry) => ({
    entry,
    values: raw ? rawSamples(entry, window, source.kind) : alignSignal(entry.signal(), aligner, window),
  }));
  if (reducer === 'REDUCE_NONE') {
    return aligned.map(({ entry, values }) => ({ ...labelsOf(entry), kind, valueType, values, window }));
  }
  const fields = query.getAll('aggregation.groupByFields').flatMap((list) => list.split(','));
  const groups = Map.groupBy(aligned, ({ entry }) => groupKey(fields, { source, projectId, entry }));
  const reducedType = /_(MEAN|STDDEV|PERCENTILE_\d\d)$/.test(reducer) ? 'DOUBLE' : valueType;
  return [...groups.values()].map((members) => ({
    ...keptLabels(fields, projectId, members[0]!.entry),
    kind,
    valueType: reducer.endsWith('COUNT') ? 'INT64' : reducedType,
    values: reduceSeries(
      members.map(({ values }) => values),
      reducer,
    ),
    window,
  }));
}

const labelsOf = ({ resourceLabels, metricLabels }: SeriesEntry) => ({ resourceLabels, metricLabels });

function groupKey(fields: readonly string[], candidate: Candidate): string {
  return fields
    .map((field) => {
      const read = fieldOf(field);
      if (read === undefined) throw refused('groupByFields', field);
      return read(candidate) ?? '';
    })
    .join('\n');
}

/** A reduced series has the labels that it is grouped by, and its project. */
function keptLabels(
  fields: readonly string[],
  projectId: string,
  { resourceLabels, metricLabels, userLabels = {}, systemLabels = {} }: SeriesEntry,
) {
  const keep = (prefix: string, labels: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(labels).filter(([name]) =>
        fields.some(
          (field) =>
            field.startsWith(prefix) && field.slice(field.indexOf('.', prefix.length) + 1).replaceAll('"', '') === name,
        ),
      ),
    );
  const ofUser = keep('metadata.user_labels', userLabels);
  const ofSystem = keep('metadata.system_labels', systemLabels);
  return {
    resourceLabels: { project_id: projectId, ...keep('resource.label', resourceLabels) },
    metricLabels: keep('metric.label', metricLabels),
    ...(Object.keys(ofUser).length > 0 && { userLabels: ofUser }),
    ...(Object.keys(ofSystem).length > 0 && { systemLabels: ofSystem }),
  };
}

function windowOf({ query, now }: GcpCall, raw: boolean): Window {
  const endMs = timeOf(query, 'interval.endTime');
  const asked = query.has('interval.startTime') ? timeOf(query, 'interval.startTime') : endMs;
  if (asked > endMs)
    throw invalidField('interval.startTime', utcTime(asked), 'The start time must be before the end time.');
  const startMs = Math.max(asked, now - RETENTION_MS);
  if (raw) return { startMs, endMs, periodMs: 60_000 };
  const text = query.get('aggregation.alignmentPeriod') ?? '';
  const seconds = Number(/^(\d+(?:\.\d+)?)s$/.exec(text)?.[1]);
  if (!(seconds >= 60 && seconds <= 104 * 7 * 86_400)) {
    throw invalidField('aggregation.alignmentPeriod', text, 'The alignment period must be at least 60 seconds.');
  }
  return { startMs, endMs, periodMs: seconds * 1000 };
}

function timeOf(query: URLSearchParams, field: string): number {
  const text = query.get(field) ?? '';
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw invalidField(field, text, 'A time is needed.');
  return at;
}

/** Samples as they were written, as periods of their own. */
function rawSamples({ signal }: SeriesEntry, window: Window, kind: MetricSource['kind']): Aligned {
  const of = signal();
  const samples = alignSignal(of, 'ALIGN_NEXT_OLDER', { ...window, periodMs: of.everySeconds * 1000 });
  if (kind !== 'CUMULATIVE') return samples;
  let total = 0;
  return new Map([...samples].map(([index, value]) => [index, (total += value)]));
}

/** A page holds so many points: a series may go on on the next one. */
function pageOfSeries(call: GcpCall, source: MetricSource, series: readonly Series[]): object {
  const { query, halvePage } = call;
  const headers = query.get('view') === 'HEADERS';
  const asked = Number(query.get('pageSize') ?? 0);
  const size = asked > 0 ? Math.min(asked, MOST_POINTS) : MOST_POINTS;
  const token = query.get('pageToken') ?? '';
  const total = series.reduce((sum, { values }) => sum + (headers ? 1 : values.size), 0);
  const from = token === '' ? 0 : offsetOf(token);
  const whole = Math.min(size, total - from);
  const to = from + (halvePage && whole > 1 ? Math.ceil(whole / 2) : whole);
  const timeSeries: object[] = [];
  let at = 0;
  for (const one of series) {
    const length = headers ? 1 : one.values.size;
    const [low, high] = [Math.max(0, from - at), Math.min(length, to - at)];
    if (high > low) timeSeries.push(seriesDocument(source, one, headers ? undefined : [low, high]));
    at += length;
    if (at >= to) break;
  }
  return {
    ...(timeSeries.length > 0 && { timeSeries }),
    ...(to < total && { nextPageToken: tokenOf(to) }),
    ...(source.unit !== '' && { unit: source.unit }),
  };
}

function seriesDocument(source: MetricSource, series: Series, range: readonly [number, number] | undefined): object {
  const { kind, valueType, values, window, metricLabels, resourceLabels, userLabels, systemLabels } = series;
  return {
    metric: { ...(Object.keys(metricLabels).length > 0 && { labels: metricLabels }), type: source.type },
    resource: { type: source.resource, labels: resourceLabels },
    ...((userLabels ?? systemLabels) && {
      metadata: { ...(systemLabels && { systemLabels }), ...(userLabels && { userLabels }) },
    }),
    metricKind: kind,
    valueType,
    ...(range && { points: pointsOf(values, window, kind, valueType).slice(...range) }),
  };
}

/** Newest first. A gauge is told at an instant, a delta for its period, a running sum since it began. */
function pointsOf(
  values: Aligned,
  window: Window,
  kind: MetricSource['kind'],
  valueType: MetricSource['valueType'],
): readonly object[] {
  const periods = Math.max(1, Math.ceil((window.endMs - window.startMs) / window.periodMs));
  const first = window.endMs - periods * window.periodMs;
  const points: object[] = [];
  for (const [index, value] of [...values].toReversed()) {
    const endTime = utcTime(first + (index + 1) * window.periodMs);
    const startTime =
      kind === 'DELTA'
        ? utcTime(first + index * window.periodMs)
        : kind === 'CUMULATIVE'
          ? utcTime(window.startMs)
          : endTime;
    const typed = valueType === 'INT64' ? { int64Value: String(Math.round(value)) } : { doubleValue: value };
    points.push({ interval: { startTime, endTime }, value: typed });
  }
  return points;
}

function invalidField(field: string, value: string, why: string): GoogleError {
  return new GoogleError(
    400,
    'INVALID_ARGUMENT',
    'invalid',
    `Field ${field} had an invalid value of "${value}": ${why}`,
  );
}
