import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import { GLOBAL_REGION } from '../../domain/ids.ts';
import { addDays, dayOf, type Instant, type Period, startOfDay } from '../../domain/instant.ts';
import type { MetricDigest } from '../../domain/metrics.ts';
import type { MetricPage, MetricQuestion, UnreadRow } from '../../domain/ports/provider.ts';
import type { Instance, Resource } from '../../domain/resources.ts';
import type { Samples } from '../shared/digest.ts';
import { inParts } from './in-parts.ts';
import type { MetricSpec, SeriesSpec } from './define-metrics.ts';
import { digestOf } from '../shared/metric-digest.ts';
import { MetricSeries } from './metric-series.ts';
import { typeMetrics } from './metric-specs/index.ts';
import type { AzureReader } from './reader.ts';
import { memoryBySize } from './sizes.ts';

export const metricPermissions = ['Microsoft.Insights/metrics/read'] as const;

/** Resources and metrics of one request. Source: Azure Monitor, "Metrics - Batch" and "Migrate to the batch API". */
const RESOURCES_A_CALL = 50;
const METRICS_A_CALL = 20;

const specsByType = new Map(typeMetrics.map(({ type, namespace, specs }) => [type, { namespace, specs }]));

/** One metric of one resource, to be asked for. */
interface Item {
  readonly resource: Resource;
  readonly spec: MetricSpec<Resource>;
}

/** What one request can ask together: the same kind of thing, window, grain and dimension. */
interface Group {
  readonly namespace: string;
  readonly window: Period;
  readonly periodSeconds: number;
  readonly filter: string | undefined;
  readonly items: Item[];
}

/**
 * Digests of the subjects' metrics: by the batch API of the region, 50 resources a request, or one by one where that
 * one is refused. Points are forgotten once they are digested; what was not answered is unread, never a short series.
 */
export async function* readMetrics(
  reader: AzureReader,
  scope: Scope,
  { subjects, metrics, until }: MetricQuestion,
): AsyncGenerator<MetricPage, void, undefined> {
  const source = new MetricSeries(reader.azure, scope);
  const wanted = subjects.flatMap((resource) =>
    (specsByType.get(resource.type)?.specs ?? [])
      .filter((spec) => metrics.has(spec.metric) && spec.wants?.(resource) !== false)
      .map((spec): Item => ({ resource, spec })),
  );
  const memory = wanted.some(({ spec }) => spec.ofMemory === true) ? await memories(reader, scope) : new Map();
  for (const group of groups(wanted, until)) {
    const byId = Map.groupBy(group.items, ({ resource }) => resource.resourceId);
    for (const part of inParts([...byId.values()], RESOURCES_A_CALL)) {
      yield await readPart(source, group, part.flat(), memory);
    }
  }
}

function groups(items: readonly Item[], until: Instant): readonly Group[] {
  const made = new Map<string, Group>();
  for (const item of items) {
    const { spec, resource } = item;
    const namespace = spec.namespace ?? specsByType.get(resource.type)?.namespace ?? '';
    const filter = spec.filter?.(resource);
    const key = [namespace, spec.periodSeconds, spec.lookbackDays, filter ?? ''].join('\n');
    const end = startOfDay(dayOf(until));
    const window = { start: startOfDay(addDays(dayOf(until), -spec.lookbackDays)), end };
    const group = made.get(key) ?? { namespace, window, periodSeconds: spec.periodSeconds, filter, items: [] };
    group.items.push(item);
    made.set(key, group);
  }
  return [...made.values()];
}

async function readPart(
  source: MetricSeries,
  { namespace, window, periodSeconds, filter }: Group,
  items: readonly Item[],
  memory: ReadonlyMap<string, number>,
): Promise<MetricPage> {
  const names = [...new Set(items.flatMap(({ spec }) => spec.series.map(({ metric }) => metric)))];
  const ids = [
    ...new Set(items.flatMap(({ spec, resource }) => seriesOf(spec, resource).map((one) => measured(one, resource)))),
  ];
  const aggregations = [...new Set(items.flatMap(({ spec }) => spec.series.map(({ aggregation }) => aggregation)))];
  const asked = { namespace, window, periodSeconds, filter, aggregations };
  for (const some of inParts(ids, RESOURCES_A_CALL)) {
    for (const metrics of inParts(names, METRICS_A_CALL)) await source.ask({ ...asked, ids: some, metrics });
  }
  const digests: MetricDigest[] = [];
  const unread: UnreadRow[] = [];
  for (const { resource, spec } of items) {
    const series: Samples[] = [];
    let failed: string | undefined;
    for (const one of seriesOf(spec, resource)) {
      const told = source.of(measured(one, resource), one.metric, one.aggregation);
      if (told.known) series.push(told.value);
      else failed ??= told.reason;
    }
    const change = changeOf(spec, resource, memory);
    if (change === undefined) failed ??= `the memory of ${sizeNameOf(resource)} is not known`;
    if (failed !== undefined || change === undefined) {
      unread.push({ resourceId: resource.resourceId, reason: `${spec.metric}: ${failed}` });
    } else digests.push(digestOf(resource, spec, window, series, change));
  }
  source.forget();
  return { digests, unread };
}

/** One for each part where several are measured. */
const seriesOf = (spec: MetricSpec<Resource>, resource: Resource): readonly SeriesSpec<Resource>[] =>
  spec.series.flatMap((one) =>
    one.measuredEach === undefined ? [one] : one.measuredEach(resource).map((id) => ({ ...one, measured: () => id })),
  );

const measured = (series: SeriesSpec<Resource>, resource: Resource): string =>
  series.measured?.(resource) ?? resource.resourceId;

/** What becomes of a sample; undefined where that cannot be told. */
function changeOf(
  { scale = 1, ofMemory }: MetricSpec<Resource>,
  resource: Resource,
  memory: ReadonlyMap<string, number>,
): ((value: number) => number) | undefined {
  if (ofMemory !== true) return scale === 1 ? (value) => value : (value) => value * scale;
  const bytes = memory.get(sizeNameOf(resource).toLowerCase());
  return bytes === undefined ? undefined : (free) => Math.min(100, Math.max(0, 100 * (1 - free / bytes)));
}

/** The size of a machine, or of all machines of a group. */
const sizeNameOf = (resource: Resource): string =>
  (resource.kind === 'instance-group' ? resource.machines : (resource as Instance))?.sizeName ?? 'a machine of no size';

/** Memory in bytes by size name in lower case; empty where it could not be read: the metric is then unread. */
async function memories(reader: AzureReader, scope: Scope): Promise<ReadonlyMap<string, number>> {
  if (scope.regionId === GLOBAL_REGION) return new Map();
  try {
    return await memoryBySize(reader, scope);
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return new Map();
  }
}
