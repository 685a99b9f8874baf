import { CloudError, reasonOf } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import { addDays, dayOf, type Instant, type Period, startOfDay } from '../../domain/instant.ts';
import type { MetricDigest, MetricName } from '../../domain/metrics.ts';
import type { MetricPage, MetricQuestion, UnreadRow } from '../../domain/ports/provider.ts';
import type { Resource } from '../../domain/resources.ts';
import { gridOf } from '../shared/digest.ts';
import type { AwsClient } from './client.ts';
import type { Dimensions, MetricSpec, SeriesSpec } from './define-metrics.ts';
import { ListedMetrics } from './listed-metrics.ts';
import { MetricAnswers } from './metric-answers.ts';
import { digestOf } from '../shared/metric-digest.ts';
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
  /** One query each: the spec's series, and each of those that an agent has for the resource. */
  readonly queries: readonly Query[];
}

interface Query {
  readonly series: SeriesSpec<Resource>;
  readonly dimensions: Dimensions;
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
  const notListed = new Map<MetricName, CloudError>();
  for (const resource of subjects) {
    for (const spec of specsByType.get(resource.type) ?? []) {
      if (!metrics.has(spec.metric) || spec.wants?.(resource) === false || notListed.has(spec.metric)) continue;
      const queries = await queriesOf(spec, resource, listed);
      if (queries instanceof CloudError) {
        // What an agent measures could not be looked up: that leaves the other metrics as they are.
        notListed.set(spec.metric, queries);
        continue;
      }
      if (queries === undefined) {
        // An agent that is not installed sends nothing: that is no failure of the reading, but no coverage either.
        if (spec.series.every(({ listedBy }) => listedBy === undefined)) {
          unread.push({
            resourceId: resource.resourceId,
            reason: `${spec.metric}: its CloudWatch dimensions could not be told`,
          });
        }
        continue;
      }
      if (!paid.take('cloudwatch:GetMetricData', queries.length)) {
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
      items.push({ resource, spec, window, queries });
    }
  }
  for (const [metric, error] of notListed) unread.push({ reason: `${metric}: ${reasonOf(error)}` });
  if (unread.length > 0) yield { digests: [], unread };
  // A request has one window for all its queries.
  for (const items of byStart.values()) {
    for (const part of parts(items)) yield await readPart(aws, scope, part);
  }
}

function windowOf({ lookbackDays }: MetricSpec<Resource>, until: Instant): Period {
  return { start: startOfDay(addDays(dayOf(until), -lookbackDays)), end: startOfDay(dayOf(until)) };
}

/** Undefined when the dimensions of a series can't be told; the error when looking them up failed. */
async function queriesOf(
  { series }: MetricSpec<Resource>,
  resource: Resource,
  listed: ListedMetrics,
): Promise<readonly Query[] | CloudError | undefined> {
  const queries: Query[] = [];
  for (const one of series) {
    const found = one.listedBy === undefined ? listOf(one.dimensions?.(resource)) : await lookUp(listed, one, resource);
    if (found instanceof CloudError) return found;
    if (found.length === 0) return undefined;
    queries.push(...found.map((dimensions) => ({ series: one, dimensions })));
  }
  return queries;
}

function listOf(dimensions: Dimensions | readonly Dimensions[] | undefined): readonly Dimensions[] {
  if (dimensions === undefined) return [];
  return isList(dimensions) ? dimensions : [dimensions];
}

const isList = (dimensions: Dimensions | readonly Dimensions[]): dimensions is readonly Dimensions[] =>
  Array.isArray(dimensions);

async function lookUp(listed: ListedMetrics, series: SeriesSpec<Resource>, resource: Resource) {
  try {
    return await listed.of(series, resource);
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return error;
  }
}

/** As many items per request as its queries and the points of their series allow. */
export function parts(items: readonly Item[]): readonly (readonly Item[])[] {
  const made: Item[][] = [];
  let queries = Infinity;
  let points = 0;
  for (const item of items) {
    const { queries: own, spec, window } = item;
    const more = own.length * gridOf(window, spec.periodSeconds * 1000).count;
    if (queries + own.length > mostQueries || points + more > wantedDatapoints) {
      made.push([]);
      queries = 0;
      points = 0;
    }
    made.at(-1)?.push(item);
    queries += own.length;
    points += more;
  }
  return made;
}

async function readPart(aws: AwsClient, scope: Scope, part: readonly Item[]): Promise<MetricPage> {
  const [first] = part;
  if (first === undefined) return { digests: [], unread: [] };
  const answers = new MetricAnswers();
  const pages = aws.pages('cloudwatch', 'GetMetricData', scope, {
    MetricDataQueries: part.flatMap(({ spec, queries }, at) =>
      queries.map(({ series, dimensions }, of) => queryOf(queryId(at, of), series, dimensions, spec.periodSeconds)),
    ),
    StartTime: new Date(first.window.start),
    EndTime: new Date(first.window.end),
    ScanBy: 'TimestampAscending',
    MaxDatapoints: mostDatapoints,
  });
  for await (const page of pages) answers.add(page);
  const digests: MetricDigest[] = [];
  const unread: UnreadRow[] = [];
  part.forEach(({ resource, spec, window, queries }, at) => {
    const told = queries.map((_, of) => answers.of(queryId(at, of)));
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
