import type { Scope } from '../../domain/ids.ts';
import type { Period } from '../../domain/instant.ts';
import type { MetricDigest } from '../../domain/metrics.ts';
import type { MetricPage, MetricSubject, UnreadRow } from '../../domain/ports/provider.ts';
import { addSamples, dayGrid, hourGrid, hourOfWeekProfile, type Samples, summarise, within } from '../shared/digest.ts';
import type { AwsClient } from './client.ts';
import { MetricAnswers, type SeriesAnswer } from './metric-answers.ts';

export const metricPermissions = ['cloudwatch:GetMetricData'] as const;

const hourSeconds = 3600;
const daySeconds = 86_400;

/** What is asked of CloudWatch for each instance. Basic monitoring suffices. Source: EC2 User Guide, "CloudWatch metrics". */
const series = [
  { key: 'cpuAverage', metric: 'CPUUtilization', stat: 'Average', seconds: hourSeconds },
  { key: 'cpuMaximum', metric: 'CPUUtilization', stat: 'Maximum', seconds: hourSeconds },
  { key: 'networkIn', metric: 'NetworkIn', stat: 'Sum', seconds: daySeconds },
  { key: 'networkOut', metric: 'NetworkOut', stat: 'Sum', seconds: daySeconds },
] as const;

type SeriesKey = (typeof series)[number]['key'];

/** Limits of one GetMetricData request (CloudWatch API). */
const mostQueries = 500;
const mostDatapoints = 100_800;

/**
 * Fewer than a request may ask for: a parsed answer of 100,000 points takes tens of megabytes, and eight scopes are
 * read at once. Requests are not billed, the metrics in them are (CloudWatch pricing, GetMetricData).
 */
const mostInstances = 40;

const instanceType = 'aws:ec2:instance';

/**
 * Digests of EC2 instances, batch by batch: as many instances as one request may answer in full. Points are
 * forgotten once they are digested. What CloudWatch did not answer in full is unread, never a short series.
 */
export async function* readMetrics(
  aws: AwsClient,
  scope: Scope,
  subjects: readonly MetricSubject[],
  window: Period,
): AsyncGenerator<MetricPage, void, undefined> {
  const strange = subjects.filter(({ type }) => type !== instanceType);
  if (strange.length > 0) {
    const unread = strange.map(({ resourceId, type }) => ({ resourceId, reason: `no metrics are read for ${type}` }));
    yield { digests: [], unread };
  }
  const ids = subjects.filter(({ type }) => type === instanceType).map(({ resourceId }) => resourceId);
  const size = batchSize(window);
  for (let start = 0; start < ids.length; start += size) {
    yield await readBatch(aws, scope, ids.slice(start, start + size), window);
  }
}

/** How many instances fit into one request: by queries, and by the points that their series can have. */
export function batchSize(window: Period): number {
  const points = 2 * hourGrid(window).count + 2 * dayGrid(window).count;
  return Math.max(
    1,
    Math.min(mostInstances, Math.floor(mostQueries / series.length), Math.floor(mostDatapoints / Math.max(1, points))),
  );
}

async function readBatch(aws: AwsClient, scope: Scope, ids: readonly string[], window: Period): Promise<MetricPage> {
  const answers = new MetricAnswers();
  const pages = aws.pages('cloudwatch', 'GetMetricData', scope, {
    MetricDataQueries: ids.flatMap((id, index) => series.map((one) => queryOf(id, index, one))),
    StartTime: new Date(window.start),
    EndTime: new Date(window.end),
    ScanBy: 'TimestampAscending',
    MaxDatapoints: mostDatapoints,
  });
  for await (const page of pages) answers.add(page);
  const perInstance = ids.map((id, index) => digestsOf(scope, id, window, (key) => answers.of(queryId(key, index))));
  return {
    digests: perInstance.flatMap(({ digests }) => digests),
    unread: perInstance.flatMap(({ unread }) => unread),
  };
}

/** Has to begin with a small letter and may hold letters, digits and `_`. */
const queryId = (key: SeriesKey, index: number): string => `${key}_${index}`;

function queryOf(instanceId: string, index: number, { key, metric, stat, seconds }: (typeof series)[number]) {
  const dimensions = [{ Name: 'InstanceId', Value: instanceId }];
  return {
    Id: queryId(key, index),
    MetricStat: {
      Metric: { Namespace: 'AWS/EC2', MetricName: metric, Dimensions: dimensions },
      Period: seconds,
      Stat: stat,
    },
  };
}

function digestsOf(
  scope: Scope,
  resourceId: string,
  window: Period,
  answer: (key: SeriesKey) => SeriesAnswer,
): { readonly digests: readonly MetricDigest[]; readonly unread: readonly UnreadRow[] } {
  const digests: MetricDigest[] = [];
  const unread: UnreadRow[] = [];
  const tell = (metric: MetricDigest['metric'], keys: readonly SeriesKey[], digest: (all: Samples[]) => void) => {
    const answers = keys.map(answer);
    const failed = answers.find((one) => !one.complete);
    if (failed && !failed.complete) unread.push({ resourceId, reason: `${metric}: ${failed.reason}` });
    else digest(answers.flatMap((one) => (one.complete ? [one.samples] : [])));
  };
  const hours = hourGrid(window);
  const days = dayGrid(window);
  const common = { scope, resourceId, window };
  tell('cpu-percent-average', ['cpuAverage'], ([all = none]) => {
    const cpu = within(all, hours);
    digests.push({
      ...common,
      metric: 'cpu-percent-average',
      periodSeconds: hourSeconds,
      expectedCount: hours.count,
      ...summarise(cpu.values),
      hourOfWeek: hourOfWeekProfile(cpu),
    });
  });
  tell('cpu-percent-maximum', ['cpuMaximum'], ([all = none]) => {
    digests.push({
      ...common,
      metric: 'cpu-percent-maximum',
      periodSeconds: hourSeconds,
      expectedCount: hours.count,
      ...summarise(within(all, hours).values),
    });
  });
  tell('network-bytes', ['networkIn', 'networkOut'], ([received = none, sent = none]) => {
    const summary = summarise(within(addSamples(received, sent), days).values);
    digests.push({
      ...common,
      metric: 'network-bytes',
      periodSeconds: daySeconds,
      expectedCount: days.count,
      ...summary,
      // The samples are whole UTC days already.
      maxDaySum: summary.max,
    });
  });
  return { digests, unread };
}

const none: Samples = { timesMs: [], values: [] };
