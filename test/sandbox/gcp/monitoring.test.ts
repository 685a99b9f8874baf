import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { monitoringFilter } from '../../../src/sandbox/gcp/services/monitoring/filter.ts';
import { GoogleSandbox, type Json, NOW } from './support.ts';

const DAY = 86_400_000;
const CPU = 'compute.googleapis.com/instance/cpu/utilization';
const RECEIVED = 'compute.googleapis.com/instance/network/received_bytes_count';

let google: GoogleSandbox;
let project: string;

beforeAll(async () => {
  google = await GoogleSandbox.start();
  [project = ''] = google.projects;
});
afterAll(() => google.sandbox.close());

const end = Math.floor(NOW / DAY) * DAY;

function series(type: string, query: Readonly<Record<string, string>> = {}, more = '') {
  return google.get('monitoring', `v3/projects/${project}/timeSeries`, {
    filter: `metric.type = "${type}"${more}`,
    'interval.startTime': new Date(end - 2 * DAY).toISOString(),
    'interval.endTime': new Date(end).toISOString(),
    'aggregation.alignmentPeriod': '3600s',
    ...query,
  });
}

const valuesOf = ({ points }: Json): number[] =>
  points.map(({ value }: Json) => Number(value.doubleValue ?? value.int64Value));

describe('time series', () => {
  it('are aligned to periods that end where the interval does, newest first', async () => {
    const { body } = await series(CPU, { 'aggregation.perSeriesAligner': 'ALIGN_MAX' });
    const [one] = body['timeSeries'];
    expect(one).toMatchObject({
      metricKind: 'GAUGE',
      valueType: 'DOUBLE',
      metric: { type: CPU },
      resource: { type: 'gce_instance' },
    });
    const times = one.points.map(({ interval }: Json) => Date.parse(interval.endTime));
    expect(times.length).toBe(48);
    expect(times[0]).toBe(end);
    expect(times.every((time: number, i: number) => i === 0 || time === times[i - 1] - 3_600_000)).toBe(true);
    expect(Math.max(...valuesOf(one))).toBeLessThanOrEqual(1);
  });

  it('fold the same samples: mean between least and most, and the deltas of hours make those of days', async () => {
    const of = async (aligner: string, type = CPU, period = '3600s') => {
      const query = { 'aggregation.perSeriesAligner': aligner, 'aggregation.alignmentPeriod': period };
      return valuesOf((await series(type, query)).body['timeSeries'][0]);
    };
    const [least, mean, most] = await Promise.all([of('ALIGN_MIN'), of('ALIGN_MEAN'), of('ALIGN_MAX')]);
    mean.forEach((value, i) => {
      expect(value).toBeGreaterThanOrEqual(least[i]!);
      expect(value).toBeLessThanOrEqual(most[i]!);
    });
    const hours = await of('ALIGN_DELTA', RECEIVED);
    const days = await of('ALIGN_DELTA', RECEIVED, '86400s');
    expect(days.length).toBe(2);
    expect(hours.slice(0, 24).reduce((sum, value) => sum + value, 0)).toBe(days[0]);
  });

  it('are reduced to one for each group, with its labels', async () => {
    const plain = await series(RECEIVED, { 'aggregation.perSeriesAligner': 'ALIGN_DELTA' });
    const { body } = await series(RECEIVED, {
      'aggregation.perSeriesAligner': 'ALIGN_DELTA',
      'aggregation.crossSeriesReducer': 'REDUCE_SUM',
      'aggregation.groupByFields': 'resource.labels.zone',
    });
    for (const { resource, metric, points } of body['timeSeries']) {
      expect(Object.keys(resource.labels).toSorted()).toEqual(['project_id', 'zone']);
      expect(metric.labels).toBeUndefined();
      const parts = plain.body['timeSeries'].filter((one: Json) => one.resource.labels.zone === resource.labels.zone);
      const newest = parts.filter((one: Json) => one.points[0].interval.endTime === points[0].interval.endTime);
      expect(newest.reduce((sum: number, one: Json) => sum + valuesOf(one)[0]!, 0)).toBe(valuesOf({ points })[0]);
    }
  });

  it('take one_of and other functions, and labels of the metric', async () => {
    const { body } = await series(CPU, { 'aggregation.perSeriesAligner': 'ALIGN_MEAN' });
    const ids = body['timeSeries'].slice(0, 2).map(({ resource }: Json) => resource.labels.instance_id);
    const chosen = await series(
      CPU,
      { 'aggregation.perSeriesAligner': 'ALIGN_MEAN' },
      ` AND resource.type = "gce_instance" AND resource.labels.instance_id = one_of("${ids[0]}","${ids[1]}")`,
    );
    expect(chosen.body['timeSeries'].map(({ resource }: Json) => resource.labels.instance_id).toSorted()).toEqual(
      ids.toSorted(),
    );
    const used = await series(
      'agent.googleapis.com/memory/percent_used',
      { 'aggregation.perSeriesAligner': 'ALIGN_MAX' },
      ' AND metric.labels.state = "used"',
    );
    expect(new Set(used.body['timeSeries'].map(({ metric }: Json) => metric.labels.state))).toEqual(new Set(['used']));
  });

  it('say nothing of machines that do not run, and of what is older than six weeks', async () => {
    const { body } = await google.get('compute', `compute/v1/projects/${project}/aggregated/instances`, {
      filter: 'status != RUNNING',
    });
    const stopped = Object.values<Json>(body['items']).flatMap((scope) => scope.instances ?? []);
    const recent = stopped.find(
      ({ lastStopTimestamp, lastSuspendedTimestamp }) =>
        Date.parse(lastStopTimestamp ?? lastSuspendedTimestamp) < end - 3 * DAY,
    );
    const silent = await series(
      CPU,
      { 'aggregation.perSeriesAligner': 'ALIGN_MEAN' },
      ` AND resource.labels.instance_id = "${recent.id}"`,
    );
    expect(silent.body['timeSeries']).toBeUndefined();
    const old = await series(CPU, {
      'aggregation.perSeriesAligner': 'ALIGN_MEAN',
      'aggregation.alignmentPeriod': '86400s',
      'interval.startTime': new Date(end - 60 * DAY).toISOString(),
    });
    expect(old.body['timeSeries'][0].points.length).toBeLessThanOrEqual(43);
  });

  it('come in pages of so many points, that break off within a series', async () => {
    const query = { 'aggregation.perSeriesAligner': 'ALIGN_MEAN', pageSize: '70' };
    const first = await series(CPU, query);
    expect(first.body['timeSeries'].map(({ points }: Json) => points.length)).toEqual([48, 22]);
    const second = await series(CPU, { ...query, pageToken: first.body['nextPageToken'] });
    expect(second.body['timeSeries'].map(({ points }: Json) => points.length)).toEqual([26, 44]);
  });

  it('count and add up the containers of a cluster, those of the system by themselves', async () => {
    const of = async (reducer: string, where = '') => {
      const query = {
        'aggregation.perSeriesAligner': 'ALIGN_MAX',
        'aggregation.alignmentPeriod': '86400s',
        'aggregation.crossSeriesReducer': reducer,
        'aggregation.groupByFields': 'resource.labels.cluster_name',
      };
      const { body } = await series('kubernetes.io/container/uptime', query, where);
      return new Map<string, number>(
        (body['timeSeries'] as Json[]).map((one) => [one.resource.labels.cluster_name, valuesOf(one)[0] ?? 0]),
      );
    };
    const system = ' AND resource.labels.namespace_name = monitoring.regex.full_match("kube-system|gmp-system")';
    const users = system.replace(' AND ', ' AND NOT ');
    const [all, ofSystem, ofUsers] = await Promise.all(['', system, users].map((where) => of('REDUCE_COUNT', where)));
    expect(ofUsers!.size).toBeGreaterThan(0);
    expect(ofUsers!.size).toBeLessThan(all!.size);
    for (const [name, count] of ofUsers!) expect(count + (ofSystem!.get(name) ?? 0)).toBe(all!.get(name));
  });

  it('of a running sum are rates and deltas alone, or its points as they are', async () => {
    const USED = 'kubernetes.io/container/cpu/core_usage_time';
    const rate = await series(USED, { 'aggregation.perSeriesAligner': 'ALIGN_RATE' });
    const delta = await series(USED, { 'aggregation.perSeriesAligner': 'ALIGN_DELTA' });
    expect(rate.body['timeSeries'][0]).toMatchObject({ metricKind: 'GAUGE', valueType: 'DOUBLE' });
    expect(delta.body['timeSeries'][0]).toMatchObject({ metricKind: 'DELTA' });
    const [rates, deltas] = [valuesOf(rate.body['timeSeries'][0]), valuesOf(delta.body['timeSeries'][0])];
    rates.forEach((value, i) => expect(value * 3600).toBeCloseTo(deltas[i]!, 6));
    expect((await series(USED, { 'aggregation.perSeriesAligner': 'ALIGN_MEAN' })).status).toBe(400);
    const raw = await series(USED);
    expect(raw.body['timeSeries'][0]).toMatchObject({ metricKind: 'CUMULATIVE' });
    const points = valuesOf(raw.body['timeSeries'][0]);
    expect(points.every((value, i) => i === 0 || value <= points[i - 1]!)).toBe(true);
  });

  it('refuse what Google refuses', async () => {
    const status = async (query: Readonly<Record<string, string>>) => (await series(CPU, query)).status;
    expect(await status({ 'aggregation.perSeriesAligner': 'ALIGN_DELTA' })).toBe(400);
    expect(await status({ 'aggregation.perSeriesAligner': 'ALIGN_NONSENSE' })).toBe(400);
    expect(await status({ 'aggregation.crossSeriesReducer': 'REDUCE_SUM' })).toBe(400);
    expect(await status({ 'aggregation.perSeriesAligner': 'ALIGN_MEAN', 'aggregation.alignmentPeriod': '30s' })).toBe(
      400,
    );
    expect(await status({ filter: 'resource.type = "gce_instance"' })).toBe(400);
    expect(await status({ 'interval.endTime': 'yesterday' })).toBe(400);
  });
});

describe('a monitoring filter', () => {
  const candidate = {
    source: { type: 'm', resource: 'gce_instance' },
    projectId: 'p',
    entry: { resourceLabels: { zone: 'us-central1-a' }, metricLabels: { state: 'used' }, userLabels: { 'a/b': 'x' } },
  };

  it.each([
    ['metric.type = "m" AND resource.labels.zone = starts_with("us-")', true],
    ['metric.type="m" resource.type="k8s_node"', false],
    ['resource.labels.zone = "eu" OR metric.labels.state != "free"', true],
    ['NOT (metric.label.state = "used")', false],
    ['resource.labels.zone = has_substring("central") AND resource.labels.zone = ends_with("-a")', true],
    ['resource.labels.zone = monitoring.regex.full_match("us-.*-[ab]")', true],
    ['metadata.user_labels."a/b" = "x"', true],
    ['resource.labels.zone : "central"', true],
    ['project = one_of("q", "p")', true],
  ])('%s is %s', (text, expected) => {
    expect(monitoringFilter(text)(candidate)).toBe(expected);
  });

  it.each(['metric.type =', 'nonsense.field = "x"', 'metric.type = "m" )', 'metric.type > "m"'])(
    '%s is refused',
    (text) => {
      expect(() => monitoringFilter(text)).toThrow('Could not parse filter');
    },
  );
});
