import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CloudError } from '../../../src/domain/cloud-error.ts';
import type { Scope } from '../../../src/domain/ids.ts';
import { instant, type Period } from '../../../src/domain/instant.ts';
import type { MetricDigest, MetricName } from '../../../src/domain/metrics.ts';
import type { MetricPage } from '../../../src/domain/ports/provider.ts';
import type { Resource } from '../../../src/domain/resources.ts';
import { MetricAnswers } from '../../../src/providers/aws/metric-answers.ts';
import { volume, instance } from '../../support/resource-builders.ts';
import { awsScopeOf, SandboxCloud } from './sandbox-cloud.ts';

const window: Period = { start: instant('2026-11-10T00:00:00Z'), end: instant('2026-11-24T00:00:00Z') };

let cloud: SandboxCloud;
let scope: Scope;
let ids: readonly string[];

beforeAll(async () => {
  cloud = await SandboxCloud.start({ resources: 900, accounts: 1, regions: ['us-east-1'] });
  const [own = ''] = cloud.accountIds;
  scope = awsScopeOf(own, 'us-east-1');
  ids = [...cloud.sandbox.estate.instances.values()].map(({ id }) => id);
});
afterEach(() => cloud.heal());
afterAll(() => cloud.close());

const subject = (resourceId: string): Resource => instance({ resourceId, scope });

const metrics: ReadonlySet<MetricName> = new Set(['cpu-percent-average', 'cpu-percent-maximum', 'network-bytes']);
const question = (subjects: readonly Resource[]) => ({ subjects, metrics, until: window.end });

async function read(resourceIds: readonly string[], limits = {}) {
  const pages: MetricPage[] = [];
  try {
    for await (const page of cloud.connect({}, { limits }).metrics(scope, question(resourceIds.map(subject))))
      pages.push(page);
    return { pages };
  } catch (error) {
    return { pages, error: error as CloudError };
  }
}

const digestsOf = (pages: readonly MetricPage[]): readonly MetricDigest[] => pages.flatMap(({ digests }) => digests);

/** The points themselves, asked by hand. */
async function points(instanceId: string, metric: string, stat: string, seconds: number) {
  const client = new CloudWatchClient({
    region: 'us-east-1',
    endpoint: cloud.sandbox.url,
    credentials: {
      accessKeyId: cloud.sandbox.credentials.AWS_ACCESS_KEY_ID,
      secretAccessKey: cloud.sandbox.credentials.AWS_SECRET_ACCESS_KEY,
    },
  });
  const Dimensions = [{ Name: 'InstanceId', Value: instanceId }];
  const Metric = { Namespace: 'AWS/EC2', MetricName: metric, Dimensions };
  const answer = await client.send(
    new GetMetricDataCommand({
      MetricDataQueries: [{ Id: 'q', MetricStat: { Metric, Period: seconds, Stat: stat } }],
      StartTime: new Date(window.start),
      EndTime: new Date(window.end),
    }),
  );
  client.destroy();
  const { Timestamps = [], Values = [] } = answer.MetricDataResults?.[0] ?? {};
  return Timestamps.map((time, at) => ({ time: time.getTime(), value: Values[at] ?? Number.NaN }));
}

/** Nearest rank, by counting instead of sorting once. */
function percentile(values: readonly number[], percent: number): number {
  const enough = values.filter(
    (value) => values.filter((other) => other <= value).length * 100 >= percent * values.length,
  );
  return Math.min(...enough);
}

describe('digests of instances', () => {
  it('tell what the points tell', async () => {
    const busy = [...cloud.sandbox.estate.instances.values()].find(
      ({ load, state }) => state === 'running' && load.shape === 'daily',
    );
    const id = busy?.id ?? '';
    const digests = new Map(digestsOf((await read([id])).pages).map((digest) => [digest.metric, digest]));
    const average = await points(id, 'CPUUtilization', 'Average', 3600);
    const values = average.map(({ value }) => value);
    expect(values.length).toBeGreaterThan(100);
    const cpu = digests.get('cpu-percent-average');
    expect(cpu).toMatchObject({
      scope,
      resourceId: id,
      window,
      periodSeconds: 3600,
      sampleCount: values.length,
      expectedCount: 14 * 24,
      p50: percentile(values, 50),
      p95: percentile(values, 95),
      p99: percentile(values, 99),
      max: Math.max(...values),
    });
    expect(cpu?.mean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 9);
    const mondaysAtTwo = average.filter(
      ({ time }) => new Date(time).getUTCDay() === 1 && new Date(time).getUTCHours() === 2,
    );
    expect(mondaysAtTwo.length).toBeGreaterThan(0);
    expect(cpu?.hourOfWeek).toHaveLength(168);
    expect(cpu?.hourOfWeek?.[2]).toBeCloseTo(
      mondaysAtTwo.reduce((sum, { value }) => sum + value, 0) / mondaysAtTwo.length,
      9,
    );
    const maxima = (await points(id, 'CPUUtilization', 'Maximum', 3600)).map(({ value }) => value);
    expect(digests.get('cpu-percent-maximum')).toMatchObject({ max: Math.max(...maxima), p95: percentile(maxima, 95) });
    expect(digests.get('cpu-percent-maximum')).not.toHaveProperty('hourOfWeek');
    const received = await points(id, 'NetworkIn', 'Sum', 86_400);
    const sent = new Map((await points(id, 'NetworkOut', 'Sum', 86_400)).map(({ time, value }) => [time, value]));
    const days = received.flatMap(({ time, value }) => (sent.has(time) ? [value + (sent.get(time) ?? 0)] : []));
    expect(digests.get('network-bytes')).toMatchObject({
      periodSeconds: 86_400,
      sampleCount: days.length,
      expectedCount: 14,
      maxDaySum: Math.max(...days),
    });
  });

  it('of one without any sample say so', async () => {
    const digests = digestsOf((await read(['i-00000000000000000'])).pages);
    expect(digests.map(({ metric, sampleCount, expectedCount }) => [metric, sampleCount, expectedCount])).toEqual([
      ['cpu-percent-average', 0, 336],
      ['cpu-percent-maximum', 0, 336],
      ['network-bytes', 0, 14],
    ]);
  });

  it('are asked in batches that one answer can hold', async () => {
    await cloud.forgetCalls();
    const { pages } = await read(ids);
    expect(new Set(digestsOf(pages).map(({ resourceId }) => resourceId))).toEqual(new Set(ids));
    expect(digestsOf(pages)).toHaveLength(3 * ids.length);
    const [asked] = (await cloud.calls()).filter(({ operation }) => operation === 'GetMetricData');
    // 4 series and 700 points each: 42 instances in 30,000 points, 168 of 500 queries.
    expect(ids.length).toBeGreaterThan(42);
    expect(asked?.count).toBe(Math.ceil(ids.length / 42));
  });

  it('are asked for what is wanted alone', async () => {
    await cloud.forgetCalls();
    const wanted = {
      subjects: [volume(), subject(ids[0] ?? '')],
      metrics: new Set(['network-bytes'] as const),
      until: window.end,
    };
    const pages: MetricPage[] = [];
    for await (const page of cloud.connect().metrics(scope, wanted)) pages.push(page);
    expect(digestsOf(pages).map(({ metric }) => metric)).toEqual(['network-bytes']);
  });

  it('are counted, and left out beyond the cap, which is said', async () => {
    const connection = cloud.connect({ limits: { metricsPerSync: 8 } });
    const pages: MetricPage[] = [];
    // Three instances of 4 series each, for three metrics: the third instance is beyond the cap.
    for await (const page of connection.metrics(scope, question(ids.slice(0, 3).map(subject)))) pages.push(page);
    expect(digestsOf(pages)).toHaveLength(6);
    const unread = pages.flatMap((page) => page.unread);
    expect(unread.map(({ resourceId }) => resourceId)).toEqual([ids[2], ids[2], ids[2]]);
    expect(unread[0]?.reason).toContain('limits.metricsPerSync');
    expect(connection.paidCalls()).toMatchObject([{ operation: 'cloudwatch:GetMetricData', quantity: 8, capped: 4 }]);
  });
});

describe('metrics that cannot be read', () => {
  it.each([
    ['deny', 'denied'],
    ['malformed', 'malformed'],
    ['throttle', 'throttled'],
    ['error', 'unavailable'],
  ] as const)('are an error (%s)', async (kind, category) => {
    await cloud.inject({ kind, service: 'monitoring', operation: 'GetMetricData' });
    const { pages, error } = await read(ids, { attempts: 2 });
    expect(error).toMatchObject({ category, operation: 'cloudwatch:GetMetricData' });
    expect(pages).toEqual([]);
  });
});

describe('answers of GetMetricData', () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 10, hour));
  const page = (StatusCode: string, hours: readonly number[], more = {}) => ({
    MetricDataResults: [{ Id: 'q', StatusCode, Timestamps: hours.map(at), Values: hours, ...more }],
  });

  it('are put together over pages; partial data is complete once the last page says so', () => {
    const answers = new MetricAnswers();
    answers.add(page('PartialData', [1, 2]));
    answers.add(page('Complete', [3]));
    expect(answers.of('q')).toMatchObject({ complete: true, samples: { values: [1, 2, 3] } });
  });

  it.each(['PartialData', 'InternalError', 'Forbidden', 'SomethingNew'])(
    'that end with %s are unread, not a short series',
    (status) => {
      const answers = new MetricAnswers();
      answers.add(page(status, [1], { Messages: [{ Code: 'x', Value: 'why' }] }));
      expect(answers.of('q')).toEqual({ complete: false, reason: `cloudwatch:GetMetricData answered ${status}: why` });
    },
  );

  it('that leave a query out are unread', () => {
    const answers = new MetricAnswers();
    answers.add({ MetricDataResults: [] });
    expect(answers.of('q')).toMatchObject({ complete: false });
  });

  it.each([
    [{}],
    [{ MetricDataResults: [{ Id: 'q', StatusCode: 'Complete', Timestamps: [at(1)], Values: [] }] }],
    [{ MetricDataResults: [{ Id: 'q', StatusCode: 'Complete', Timestamps: [at(1)], Values: ['1'] }] }],
    [{ MetricDataResults: [{ Id: 'q', StatusCode: 'Complete', Timestamps: ['x'], Values: [1] }] }],
    [{ MetricDataResults: [{ Id: 'q', StatusCode: 'Complete', Timestamps: [at(1)], Values: [Number.NaN] }] }],
    [{ MetricDataResults: [{ StatusCode: 'Complete' }] }],
  ])('that are not as documented are malformed: %j', (answer) => {
    expect(() => new MetricAnswers().add(answer)).toThrow(expect.objectContaining({ category: 'malformed' }));
  });
});
