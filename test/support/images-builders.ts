import { known } from '../../src/domain/fact.ts';
import type { MetricDigest, MetricName } from '../../src/domain/metrics.ts';
import type {
  FastSnapshotRestore,
  MachineImage,
  RecoveryPoint,
  ResourceUser,
  SnapshotPolicy,
} from '../../src/domain/resources.ts';
import { daysAgo, digest, SCOPE } from './resource-builders.ts';

const base = { scope: SCOPE, createdAt: known(daysAgo(200)), tags: known({}) };

/** An AMI of 200 days that never launched anything, of one snapshot of 100 GiB. */
export const image = (change: Partial<MachineImage> = {}): MachineImage => ({
  ...base,
  kind: 'machine-image',
  type: 'aws:ec2:image',
  resourceId: 'ami-1',
  state: 'available',
  disabled: false,
  lastLaunchedAt: known(null),
  shared: known(false),
  protected: false,
  snapshots: [{ snapshotId: 'snap-1', sizeGiB: 100, sharedWithImages: false }],
  ...change,
});

/** A fast snapshot restore that has been enabled for 30 days. */
export const fastRestore = (change: Partial<FastSnapshotRestore> = {}): FastSnapshotRestore => ({
  ...base,
  kind: 'fast-snapshot-restore',
  type: 'aws:ec2:fast-snapshot-restore',
  resourceId: 'snap-1/us-east-1a',
  zoneId: 'us-east-1a',
  state: 'enabled',
  snapshotId: 'snap-1',
  enabledAt: known(daysAgo(30)),
  ...change,
});

export const snapshotPolicy = (change: Partial<SnapshotPolicy> = {}): SnapshotPolicy => ({
  ...base,
  kind: 'snapshot-policy',
  type: 'aws:dlm:lifecycle-policy',
  resourceId: 'policy-1',
  state: 'ENABLED',
  ...change,
});

/** A warm recovery point of a file system of 100 GiB, 200 days old, that is kept for ever. */
export const recoveryPoint = (change: Partial<RecoveryPoint> = {}): RecoveryPoint => ({
  ...base,
  kind: 'recovery-point',
  type: 'aws:backup:recovery-point',
  resourceId: 'arn:aws:backup:us-east-1:111122223333:recovery-point:1',
  state: 'COMPLETED',
  sourceType: 'EFS',
  sizeBytes: known(100 * 2 ** 30),
  deleteAt: known(null),
  moveToColdAt: known(null),
  locked: false,
  onLegalHold: known(false),
  ...change,
});

/** Somebody who names `targetId`. */
export const user = (
  targetId: string,
  change: Partial<ResourceUser> = {},
): ReadonlyMap<string, readonly ResourceUser[]> =>
  new Map([
    [
      targetId,
      [
        {
          relation: 'image' as const,
          kind: 'instance' as const,
          type: 'aws:ec2:instance',
          resourceId: 'i-1',
          scope: SCOPE,
          state: 'running',
          ...change,
        },
      ],
    ],
  ]);

/** Digests of a volume whose busiest minutes reach these rates, and its hours' means half of them. */
export function performanceDigests(
  iops: number,
  throughputMiBps: number,
  change: Partial<MetricDigest> = {},
): readonly MetricDigest[] {
  const of = (metric: MetricName, max: number): MetricDigest => digest(metric, max, { resourceId: 'vol-1', ...change });
  return [
    of('volume-iops-maximum', iops),
    of('volume-iops-average', iops / 2),
    of('volume-throughput-mibps-maximum', throughputMiBps),
  ];
}
