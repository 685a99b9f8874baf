import type { FastSnapshotRestore } from '../../../domain/resources.ts';
import { defineMetrics } from '../define-metrics.ts';

const dimensions = ({ snapshotId, zoneId }: FastSnapshotRestore) =>
  zoneId === undefined ? undefined : { SnapshotId: snapshotId, AvailabilityZone: zoneId };

/**
 * Every volume that is made from the snapshot in its zone takes one credit, which comes back with time: a balance that
 * never left the bucket's size says that none was made, of volumes that are gone by now too.
 * Source: EBS User Guide, "Amazon EBS fast snapshot restore" and "Metrics for fast snapshot restore".
 */
export const fastSnapshotRestoreMetrics = defineMetrics('aws:ec2:fast-snapshot-restore', 'fast-snapshot-restore', [
  {
    metric: 'fast-restore-credits-lowest',
    periodSeconds: 86_400,
    lookbackDays: 7,
    series: [{ namespace: 'AWS/EBS', metric: 'FastSnapshotRestoreCreditsBalance', stat: 'Minimum', dimensions }],
  },
  {
    metric: 'fast-restore-credits-capacity',
    periodSeconds: 86_400,
    lookbackDays: 7,
    series: [{ namespace: 'AWS/EBS', metric: 'FastSnapshotRestoreCreditsBucketSize', stat: 'Maximum', dimensions }],
  },
]);
