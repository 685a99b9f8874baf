import type { Scope } from '../../domain/ids.ts';
import { addDays, dayOf, type Instant, type Period, startOfDay } from '../../domain/instant.ts';
import type { MetricDigest } from '../../domain/metrics.ts';
import type { MetricPage, MetricQuestion, UnreadRow } from '../../domain/ports/provider.ts';
import type { Resource } from '../../domain/resources.ts';
import { gridOf } from '../shared/digest.ts';
import type { AwsClient } from './client.ts';
import type { Dimensions, MetricSpec, SeriesSpec } from './define-metrics.ts';
import { ListedMetrics } from './listed-metrics.ts';
import { MetricAnswers } from './metric-answers.ts';
import { digestOf } from './metric-digest.ts';
import { typeMetrics } from './metric-specs/index.ts';
import type { PaidCallCounter } from './paid-calls.ts';

export const metricPermissions = ['cloudwatch:GetMetricData'] as const;

/** Limits of one GetMetricData request (CloudWatch API). */
const mostQueries = 500;
const mostDatapoints = 100_800;

/**
 * Fewer than a request may bring: a parsed answer of 100,000 points takes tens of megabytes, and eight scopes are
 * read at once. Requests are not billed, the metrics in them are (CloudWatch pricing, GetMetricData).
 */
const wantedDatapoints = 30_000;

const specsByType = new Map(typeMetrics.map(({ type, specs }) => [type, specs]));

/** One metric of one resource, to be asked for. */
interface Item {
  readonly resource: Resource;
  readonly spec: MetricSpec<Resource>;
  readonly window: Period;
  readonly dimensions: readonly Dimensions[];
}

/**
 * Digests of the subjects' metrics, request by request: as many series as one request may answer in full. Points are
 * forgotten once they are digested. What CloudWatch did not answer in full is unread, never a short series; what the
 * user's cap leaves out is unread too.
 */
export async function* readMetrics(
  aws: AwsClient,
  scope: Scope,
  { subjects, metrics, until }: MetricQuestion,
  paid: PaidCallCounter,
): AsyncGenerator<MetricPage, void, undefined> {
  const listed = new ListedMetrics(aws, scope);
  const byStart = new Map<string, Item[]>();
  const unread: UnreadRow[] = [];
  for (const resource of subjects) {
    for (const spec of specsByType.get(resource.type) ?? []) {
      if (!metrics.has(spec.metric) || spec.wants?.(resource) === false) continue;
      const dimensions = await dimensionsOf(spec, resource, listed);
      if (dimensions === undefined) {
        // An agent that is not installed sends nothing: that is no failure of the reading, but no coverage either.
        if (spec.series.every(({ listedBy }) => listedBy === undefined)) {
          unread.push({
            resourceId: resource.resourceId,
            reason: `${spec.metric}: its CloudWatch dimensions could not be told`,
          });
        }
        continue;
      }
      if (!paid.take('cloudwatch:GetMetricData', spec.series.length)) {
        const cap = paid.capOf('cloudwatch:GetMetricData');
        unread.push({
          resourceId: resource.resourceId,
          reason: `${spec.metric}: not asked, the cap of ${cap} metrics per sync is reached (limits.metricsPerSync)`,
        });
        continue;
      }
      const window = windowOf(spec, until);
      const items = byStart.get(window.start) ?? [];
      byStart.set(window.start, items);
      items.push({ resource, spec, window, dimensions });
    }
  }
  if (unread.length > 0) yield { digests: [], unread };
  // A request has one window for all its queries.
  for (const items of byStart.values()) {
    for (const part of parts(items)) yield await readPart(aws, scope, part);
  }
}

function windowOf({ lookbackDays }: MetricSpec<Resource>, until: Instant): Period {
  return { start: startOfDay(addDays(dayOf(until), -lookbackDays)), end: startOfDay(dayOf(until)) };
}

/** One set for each series; undefined when one of them can't be told. */
async function dimensionsOf(
  { series }: MetricSpec<Resource>,
  resource: Resource,
  listed: ListedMetrics,
): Promise<readonly Dimensions[] | undefined> {
  const all: Dimensions[] = [];
  for (const one of series) {
    const dimensions = one.listedBy === undefined ? one.dimensions?.(resource) : await listed.of(one, resource);
    if (dimensions === undefined) return undefined;
    all.push(dimensions);
  }
  return all;
}

/** As many items per request as its queries and the points of their series allow. */
export function parts(items: readonly Item[]): readonly (readonly Item[])[] {
  const made: Item[][] = [];
  let queries = Infinity;
  let points = 0;
  for (const item of items) {
    const { series, periodSeconds } = item.spec;
    const more = series.length * gridOf(item.window, periodSeconds * 1000).count;
    if (queries + series.length > mostQueries || points + more > wantedDatapoints) {
      made.push([]);
      queries = 0;
      points = 0;
    }
    made.at(-1)?.push(item);
    queries += series.length;
    points += more;
  }
  return made;
}

async function readPart(aws: AwsClient, scope: Scope, part: readonly Item[]): Promise<MetricPage> {
  const [first] = part;
  if (first === undefined) return { digests: [], unread: [] };
  const answers = new MetricAnswers();
  const pages = aws.pages('cloudwatch', 'GetMetricData', scope, {
    MetricDataQueries: part.flatMap(({ spec, dimensions }, at) =>
      spec.series.map((one, series) => queryOf(queryId(at, series), one, dimensions[series] ?? {}, spec.periodSeconds)),
    ),
    StartTime: new Date(first.window.start),
    EndTime: new Date(first.window.end),
    ScanBy: 'TimestampAscending',
    MaxDatapoints: mostDatapoints,
  });
  for await (const page of pages) answers.add(page);
  const digests: MetricDigest[] = [];
  const unread: UnreadRow[] = [];
  part.forEach(({ resource, spec, window }, at) => {
    const told = spec.series.map((_, series) => answers.of(queryId(at, series)));
    const failed = told.find((one) => !one.complete);
    if (failed && !failed.complete) {
      unread.push({ resourceId: resource.resourceId, reason: `${spec.metric}: ${failed.reason}` });
      return;
    }
    const samples = told.flatMap((one) => (one.complete ? [one.samples] : []));
    digests.push(digestOf(resource, spec, window, samples));
  });
  return { digests, unread };
}

/** Has to begin with a small letter and may hold letters, digits and `_`. */
const queryId = (item: number, series: number): string => `q${item}_${series}`;

function queryOf(
  id: string,
  { namespace, metric, stat }: SeriesSpec<Resource>,
  dimensions: Dimensions,
  period: number,
) {
  const named = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return {
    Id: id,
    MetricStat: {
      Metric: { Namespace: namespace, MetricName: metric, Dimensions: named },
      Period: period,
      Stat: stat,
    },
  };
}
