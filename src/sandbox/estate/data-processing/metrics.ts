import { DAY, HOUR } from '../generate/time.ts';
import type { Estate } from '../model.ts';
import type { MetricSource } from '../metric-source.ts';
import { resourceMetrics } from '../resource-metrics.ts';
import type { Signal } from '../signal.ts';
import { lifetime } from '../signals.ts';
import type { DataProcessingState, EmrCluster } from './model.ts';

/** `IsIdle`, every five minutes while a cluster is up. */
export const processingMetrics = ({ clusters }: DataProcessingState, { generatedAt: now }: Estate): MetricSource =>
  resourceMetrics({
    namespace: 'AWS/ElasticMapReduce',
    resources: clusters.values(),
    dimensions: ({ id }) => [{ JobFlowId: id }],
    metrics: { IsIdle: (cluster) => idle(cluster, now) },
    now,
  });

function idle({ createdAt, endedAt = Number.POSITIVE_INFINITY, work }: EmrCluster, now: number): Signal {
  // Two hours in the middle of the last whole day.
  const noon = Math.floor(now / DAY) * DAY - DAY / 2;
  const works = (at: number): boolean =>
    work === 'always' || (work === 'yesterday' && at >= noon && at < noon + 2 * HOUR);
  return {
    unit: 'Count',
    everySeconds: 300,
    runs: lifetime(createdAt, endedAt),
    sample: (slot) => (works(slot * 300_000) ? 0 : 1),
  };
}
