import type { GcpEstate } from '../../../provider-estate/gcp/estate.ts';
import { analyticsMetrics } from './analytics-metrics.ts';
import { balancerMetrics } from './balancer-metrics.ts';
import { containerMetrics } from './container-metrics.ts';
import { endpointMetrics } from './endpoint-metrics.ts';
import { instanceMetrics } from './instance-metrics.ts';
import { nodeDatabaseMetrics } from './node-database-metrics.ts';
import { pipelineMetrics } from './pipeline-metrics.ts';
import { otherMetrics } from './other-metrics.ts';
import type { MetricSource, SeriesEntry } from './series.ts';

/** Every metric type that there is. */
export const metricSources: readonly MetricSource[] = [
  ...instanceMetrics,
  ...balancerMetrics,
  ...otherMetrics,
  ...nodeDatabaseMetrics,
  ...containerMetrics,
  ...endpointMetrics,
  ...pipelineMetrics,
  ...analyticsMetrics,
];

const byType = new Map(metricSources.map((source) => [source.type, source]));

export const metricSource = (type: string): MetricSource | undefined => byType.get(type);

const made = new WeakMap<GcpEstate, Map<string, readonly SeriesEntry[]>>();

/** All series of a metric in a project; put together once. */
export function seriesOf(estate: GcpEstate, source: MetricSource, projectId: string): readonly SeriesEntry[] {
  let bySource = made.get(estate);
  if (bySource === undefined) made.set(estate, (bySource = new Map<string, readonly SeriesEntry[]>()));
  const key = `${source.type} ${projectId}`;
  let series = bySource.get(key);
  if (series === undefined) bySource.set(key, (series = [...source.entries(estate, projectId)]));
  return series;
}
