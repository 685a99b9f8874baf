import type { MetricName } from '../../../domain/metrics.ts';
import type { TypeMetrics } from '../define-metrics.ts';
import { fastSnapshotRestoreMetrics } from './fast-snapshot-restores.ts';
import { volumeMetrics } from './volumes.ts';
import { instanceMetrics } from './instances.ts';

/** What is asked of CloudWatch, by resource type. */
export const typeMetrics: readonly TypeMetrics[] = [instanceMetrics, volumeMetrics, fastSnapshotRestoreMetrics];

export const metricsOfType = (type: string): readonly MetricName[] =>
  typeMetrics.filter((of) => of.type === type).flatMap(({ specs }) => specs.map(({ metric }) => metric));
