import {
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  CloudWatchClient,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloudwatchModule } from '../../../src/sandbox/aws/cloudwatch/module.ts';
import type { EstateFamily } from '../../../src/sandbox/estate/family.ts';
import { resourceMetrics } from '../../../src/sandbox/estate/resource-metrics.ts';
import { dailySignal, eventSignal, lifetime } from '../../../src/sandbox/estate/signals.ts';
import { first } from '../estate/estates.ts';
import { serveCloud, type ServedCloud } from './served-cloud.ts';
import { now } from './support.ts';

const day = 86_400_000;

interface Queue {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly sent: readonly number[];
}

/** Two queues: one that got three messages, and one that never got any. */
const queues: EstateFamily<readonly Queue[]> = {
  name: 'queues',
  generate: ({ places }) => {
    const { accountId, region } = first(places.items, () => true);
    return [
      { name: 'busy', accountId, region, sent: [now - 2 * day, now - 2 * day + 60_000, now - day] },
      { name: 'silent', accountId, region, sent: [] },
    ];
  },
  metrics: (state) =>
    resourceMetrics({
      namespace: 'AWS/SQS',
      resources: state,
      dimensions: ({ name }) => [{ QueueName: name }],
      metrics: {
        NumberOfMessagesSent: ({ sent }) =>
          eventSignal(
            { unit: 'Count', runs: lifetime(0) },
            sent.map((at) => ({ at, value: 1 })),
          ),
        SentMessageSize: () => dailySignal({ unit: 'Bytes', runs: lifetime(0) }, () => 4096),
      },
      now,
    }),
};

let cloud: ServedCloud;
let client: CloudWatchClient;
beforeAll(async () => {
  cloud = await serveCloud([cloudwatchModule], [queues]);
  client = new CloudWatchClient(cloud.options);
});
afterAll(() => cloud.close());

const window = { StartTime: new Date(now - 3 * day), EndTime: new Date(now) };
const metric = (MetricName: string, name = 'busy') => ({
  Namespace: 'AWS/SQS',
  MetricName,
  Dimensions: [{ Name: 'QueueName', Value: name }],
});

describe('metrics of families', () => {
  it('answer GetMetricData: sums where something happened, and nothing where nothing did', async () => {
    const query = (Id: string, Metric: object, Stat: string, over: object = {}) => ({
      Id,
      MetricStat: { Metric, Stat, Period: 86_400, ...over },
    });
    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({
        ...window,
        ScanBy: 'TimestampAscending',
        MetricDataQueries: [
          query('sum', metric('NumberOfMessagesSent'), 'Sum'),
          query('none', metric('NumberOfMessagesSent', 'silent'), 'Sum'),
          query('size', metric('SentMessageSize'), 'Average'),
          query('unit', metric('SentMessageSize'), 'Average', { Unit: 'Count' }),
          query('unknown', metric('NumberOfMessagesSent', 'none'), 'Sum'),
        ],
      }),
    );
    expect(MetricDataResults?.map(({ Id, Values }) => [Id, Values])).toEqual([
      ['sum', [2, 1]],
      ['none', []],
      // From the midnight before the window's start: a period begins where CloudWatch's does.
      ['size', [4096, 4096, 4096, 4096]],
      ['unit', []],
      ['unknown', []],
    ]);
  });

  it('answer GetMetricStatistics in their own unit', async () => {
    const { Datapoints } = await client.send(
      new GetMetricStatisticsCommand({
        ...metric('NumberOfMessagesSent'),
        ...window,
        Period: 3600,
        Statistics: ['Sum', 'SampleCount'],
      }),
    );
    expect(Datapoints?.map(({ Sum, Unit }) => [Sum, Unit])).toEqual(
      expect.arrayContaining([
        [2, 'Count'],
        [1, 'Count'],
      ]),
    );
  });

  it('are listed with the others where they had data', async () => {
    const named = async (over: object) => {
      const { Metrics = [] } = await client.send(new ListMetricsCommand(over));
      return Metrics.map(({ MetricName, Dimensions }) => `${MetricName} ${Dimensions?.[0]?.Value}`);
    };
    expect(await named({ Namespace: 'AWS/SQS' })).toEqual([
      'NumberOfMessagesSent busy',
      'SentMessageSize busy',
      'SentMessageSize silent',
    ]);
    const all = await named({});
    expect(all).toContain('NumberOfMessagesSent busy');
    expect(all.some((name) => name.startsWith('CPUUtilization'))).toBe(true);
    expect(await named({ Dimensions: [{ Name: 'QueueName', Value: 'silent' }] })).toEqual(['SentMessageSize silent']);
  });
});
