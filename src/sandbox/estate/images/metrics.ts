import { HOUR } from '../generate/time.ts';
import type { MetricSource } from '../metric-source.ts';
import type { Estate } from '../model.ts';
import { resourceMetrics } from '../resource-metrics.ts';
import { constantSignal, lifetime } from '../signals.ts';
import type { FastRestore } from './model.ts';

const SAMPLE_MS = 300_000;

/** Credits of fast snapshot restores. Source: EBS User Guide, "Metrics for fast snapshot restore". */
export function fastRestoreMetrics(restores: ReadonlyMap<string, FastRestore>, estate: Estate): MetricSource {
  return resourceMetrics<FastRestore>({
    namespace: 'AWS/EBS',
    resources: restores.values(),
    dimensions: ({ snapshotId, zone }) => [{ SnapshotId: snapshotId, AvailabilityZone: zone }],
    metrics: {
      FastSnapshotRestoreCreditsBucketSize: (restore) =>
        restore.enabledAt === undefined
          ? undefined
          : constantSignal({ unit: 'None', runs: lifetime(restore.enabledAt, restore.disabledAt) }, restore.credits),
      FastSnapshotRestoreCreditsBalance(restore) {
        const { enabledAt, disabledAt, credits, usedAt } = restore;
        if (enabledAt === undefined) return undefined;
        return {
          unit: 'None',
          everySeconds: 300,
          runs: lifetime(enabledAt, disabledAt),
          // A credit comes back within the hour.
          sample(slot) {
            const at = slot * SAMPLE_MS;
            const spent = usedAt.filter((used) => at >= used && at < used + HOUR).length;
            return Math.max(0, credits - spent);
          },
        };
      },
    },
    now: estate.generatedAt,
  });
}
