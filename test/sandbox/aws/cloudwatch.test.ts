import {
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  paginateGetMetricData,
  paginateListMetrics,
  type CloudWatchClient,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { decode, encode, Tagged } from 'cborg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type RunningSandbox } from '../../../src/sandbox/main.ts';
import { busiestPlace, cloudwatchOf, collect, errorOf, keysFor, now, rawPost, type Keys } from './support.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

let sandbox: RunningSandbox;
let client: CloudWatchClient;
let keys: Keys;
let region: string;
let instanceIds: string[];

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 5, resources: 400, regions: ['us-east-1', 'eu-west-1'], now });
  const place = busiestPlace(sandbox);
  region = place.region;
  keys = await keysFor(sandbox, place.accountId);
  client = cloudwatchOf(sandbox, keys, region);
  instanceIds = [...sandbox.estate.instances.values()]
    .filter(
      (instance) =>
        instance.accountId === place.accountId && instance.region === region && instance.state === 'running',
    )
    // Long enough ago for every window below.
    .filter(
      ({ launchedAt, load, earlierRuns }) =>
        launchedAt < now - 80 * dayMs && load.since < now - 80 * dayMs && load.shape !== 'none' && !earlierRuns,
    )
    .map(({ id }) => id);
});
afterAll(() => sandbox.close());

const cpu = (Value: string | undefined) => ({
  Namespace: 'AWS/EC2',
  MetricName: 'CPUUtilization',
  Dimensions: [{ Name: 'InstanceId', Value }],
});
const query = (id: string | undefined, Stat: string, Period = 3600, Id = 'q0'): MetricDataQuery => ({
  Id,
  MetricStat: { Metric: cpu(id), Period, Stat },
});
const lastDay = { StartTime: new Date(now - dayMs), EndTime: new Date(now) };

async function series(one: MetricDataQuery, window = lastDay) {
  const { MetricDataResults = [] } = await client.send(
    new GetMetricDataCommand({ ...window, MetricDataQueries: [one], ScanBy: 'TimestampAscending' }),
  );
  const [{ Timestamps = [], Values = [], StatusCode } = {}] = MetricDataResults;
  return { times: Timestamps.map((time) => time.getTime()), values: Values, StatusCode };
}

describe('GetMetricData', () => {
  it('has a value for every hour of a running day, within percent, the newest first unless asked otherwise', async () => {
    const { times, values, StatusCode } = await series(query(instanceIds[0], 'Average'));
    expect(StatusCode).toBe('Complete');
    expect(times).toEqual(Array.from({ length: 24 }, (_, hour) => now - dayMs + hour * hourMs));
    expect(values.every((value) => value >= 0 && value <= 100)).toBe(true);
    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({ ...lastDay, MetricDataQueries: [query(instanceIds[0], 'Average')] }),
    );
    expect(MetricDataResults?.[0]?.Values).toEqual(values.toReversed());
  });

  it('keeps statistics in order: minimum, mean, p99, maximum', async () => {
    const of = (statistic: string) => series(query(instanceIds[0], statistic));
    const [low, mean, p99, high] = await Promise.all(['Minimum', 'Average', 'p99', 'Maximum'].map(of));
    mean?.values.forEach((value, hour) => {
      expect(low?.values[hour]).toBeLessThanOrEqual(value);
      expect(value).toBeLessThanOrEqual(high?.values[hour] ?? -1);
      expect(p99?.values[hour]).toBeLessThanOrEqual(high?.values[hour] ?? -1);
    });
  });

  it('pages by datapoints: a metric that is cut goes on, and nothing is lost or told twice', async () => {
    const MetricDataQueries = instanceIds.slice(0, 4).map((id, n) => query(id, 'Average', 3600, `q${n}`));
    expect(MetricDataQueries).toHaveLength(4);
    const input = { ...lastDay, MetricDataQueries, MaxDatapoints: 30, ScanBy: 'TimestampAscending' } as const;
    const pages = await collect(paginateGetMetricData({ client }, input), ({ MetricDataResults }) => MetricDataResults);
    expect(pages.map((page) => page.reduce((sum, { Values = [] }) => sum + Values.length, 0))).toEqual([30, 30, 30, 6]);
    expect(pages[0]?.map(({ Id, StatusCode }) => [Id, StatusCode])).toEqual([
      ['q0', 'Complete'],
      ['q1', 'PartialData'],
    ]);
    const whole = await client.send(
      new GetMetricDataCommand({ ...lastDay, MetricDataQueries, ScanBy: 'TimestampAscending' }),
    );
    for (const { Id, Values } of whole.MetricDataResults ?? []) {
      const parts = pages
        .flat()
        .filter((result) => result.Id === Id)
        .flatMap((result) => result.Values ?? []);
      expect(parts).toEqual(Values);
    }
  });

  it('drops fine grains with age: five minutes after 63 days, single minutes after 15', async () => {
    const at = (daysBack: number) => ({
      StartTime: new Date(now - daysBack * dayMs),
      EndTime: new Date(now - (daysBack - 1) * dayMs),
    });
    expect((await series(query(instanceIds[0], 'Average', 300), at(70))).values).toEqual([]);
    expect((await series(query(instanceIds[0], 'Average', 3600), at(70))).values).toHaveLength(24);
    expect((await series(query(instanceIds[0], 'Average', 60), at(20))).values).toEqual([]);
    expect((await series(query(instanceIds[0], 'Average', 300), at(20))).values).toHaveLength(288);
  });

  it('knows nothing of the future, of other accounts and of other units: an empty series, never a zero', async () => {
    const tomorrow = { StartTime: new Date(now + dayMs), EndTime: new Date(now + 2 * dayMs) };
    const foreign = [...sandbox.estate.instances.values()].find((instance) => instance.region !== region)?.id;
    const inBytes = {
      Id: 'q0',
      MetricStat: { Metric: cpu(instanceIds[0]), Period: 3600, Stat: 'Average', Unit: 'Bytes' as const },
    };
    for (const empty of [
      await series(query(instanceIds[0], 'Average'), tomorrow),
      await series(query(foreign, 'Average')),
      await series(inBytes),
    ]) {
      expect(empty).toEqual({ times: [], values: [], StatusCode: 'Complete' });
    }
  });

  it.each([
    ['metric math', { MetricDataQueries: [{ Id: 'a', Expression: 'b * 2' }] }],
    [
      'more than 500 queries',
      { MetricDataQueries: Array.from({ length: 501 }, (_, n) => query('i-0', 'Sum', 300, `q${n}`)) },
    ],
    ['one id twice', { MetricDataQueries: [query('i-0', 'Sum'), query('i-0', 'Sum')] }],
    [
      'a window that ends before it starts',
      { StartTime: lastDay.EndTime, EndTime: lastDay.StartTime, MetricDataQueries: [query('i-0', 'Sum')] },
    ],
    ['a period of 90 seconds', { MetricDataQueries: [query('i-0', 'Sum', 90)] }],
    ['a statistic that it does not offer', { MetricDataQueries: [query(undefined, 'Median')] }],
  ])('refuses %s', async (_, input) => {
    expect(await errorOf(client.send(new GetMetricDataCommand({ ...lastDay, ...input })))).toMatchObject({
      status: 400,
    });
  });
});

describe('GetMetricStatistics and ListMetrics', () => {
  it('gives the same numbers, in no order', async () => {
    const { Datapoints = [] } = await client.send(
      new GetMetricStatisticsCommand({
        ...cpu(instanceIds[0]),
        ...lastDay,
        Period: 3600,
        Statistics: ['Average'],
        ExtendedStatistics: ['p90'],
      }),
    );
    const times = Datapoints.map(({ Timestamp }) => Timestamp?.getTime() ?? 0);
    expect(times).not.toEqual(times.toSorted((a, b) => a - b));
    const sorted = Datapoints.toSorted((a, b) => (a.Timestamp?.getTime() ?? 0) - (b.Timestamp?.getTime() ?? 0));
    expect(sorted.map(({ Average }) => Average)).toEqual((await series(query(instanceIds[0], 'Average'))).values);
    expect(sorted.map(({ ExtendedStatistics }) => ExtendedStatistics?.p90)).toEqual(
      (await series(query(instanceIds[0], 'p90'))).values,
    );
  });

  it('refuses more than 1,440 datapoints and a question without a statistic', async () => {
    const tooMany = new GetMetricStatisticsCommand({
      ...cpu('i-0'),
      ...lastDay,
      StartTime: new Date(now - 2 * dayMs),
      Period: 60,
      Statistics: ['Sum'],
    });
    expect((await errorOf(client.send(tooMany))).name).toBe('InvalidParameterCombinationException');
    const none = new GetMetricStatisticsCommand({ ...cpu('i-0'), ...lastDay, Period: 3600 });
    expect((await errorOf(client.send(none))).name).toBe('InvalidParameterCombinationException');
  });

  it('lists 500 metrics a page, each once, and those of one instance when asked', async () => {
    const pages = await collect(paginateListMetrics({ client }, {}), ({ Metrics }) => Metrics);
    expect(pages[0]).toHaveLength(500);
    const names = pages
      .flat()
      .map((metric) => JSON.stringify([metric.Namespace, metric.MetricName, metric.Dimensions]));
    expect(new Set(names).size).toBe(names.length);
    const { Metrics = [] } = await client.send(
      new ListMetricsCommand({ Namespace: 'AWS/EC2', Dimensions: [{ Name: 'InstanceId', Value: instanceIds[0] }] }),
    );
    expect(Metrics.map(({ MetricName }) => MetricName)).toContain('CPUUtilization');
  });
});

describe('protocols', () => {
  const path = '/service/GraniteServiceVersion20100801/operation/GetMetricData';
  const headers = { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' };
  const cborInput = (endMs: number) => ({
    StartTime: new Tagged(1, (now - dayMs) / 1000),
    EndTime: new Tagged(1, endMs / 1000),
    ScanBy: 'TimestampAscending',
    MetricDataQueries: [query(instanceIds[0], 'Average')],
  });
  const post = async (endMs: number) => {
    const answer = await rawPost(sandbox, {
      service: 'monitoring',
      path,
      headers,
      body: Uint8Array.from(encode(cborInput(endMs))),
      keys,
      region,
    });
    const document = decode(new Uint8Array(await answer.arrayBuffer()), {
      tags: { 1: (inner) => Number(inner()) * 1000 },
    });
    return { answer, document: document as Record<string, unknown> };
  };

  it('in CBOR it says the same as in JSON', async () => {
    const { answer, document } = await post(now);
    expect(answer.headers.get('smithy-protocol')).toBe('rpc-v2-cbor');
    const json = await series(query(instanceIds[0], 'Average'));
    expect(document.MetricDataResults).toEqual([
      { Id: 'q0', Label: 'CPUUtilization', Timestamps: json.times, Values: json.values, StatusCode: 'Complete' },
    ]);
  });

  it('in CBOR an error has its type in the body and its old code in a header', async () => {
    const { answer, document } = await post(0);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('x-amzn-query-error')).toBe('ValidationError;Sender');
    expect(document.__type).toMatch(/#ValidationError$/);
  });

  it('in the query form it answers XML', async () => {
    const [dimension] = cpu(instanceIds[0]).Dimensions;
    const body = new URLSearchParams({
      Action: 'GetMetricStatistics',
      Version: '2010-08-01',
      Namespace: 'AWS/EC2',
      MetricName: 'CPUUtilization',
      'Dimensions.member.1.Name': 'InstanceId',
      'Dimensions.member.1.Value': dimension?.Value ?? '',
      StartTime: lastDay.StartTime.toISOString(),
      EndTime: lastDay.EndTime.toISOString(),
      Period: '86400',
      'Statistics.member.1': 'SampleCount',
    });
    const text = await (await rawPost(sandbox, { service: 'monitoring', body: body.toString(), keys, region })).text();
    // The day begins at 06:00, so it touches two of the clock's days.
    expect(
      [...text.matchAll(/<SampleCount>(\d+)<\/SampleCount>/g)]
        .map(([, count]) => Number(count))
        .reduce((a, b) => a + b),
    ).toBeGreaterThan(200);
    expect(text).toContain('<GetMetricStatisticsResult><Label>CPUUtilization</Label><Datapoints><member><Timestamp>');
  });
});
