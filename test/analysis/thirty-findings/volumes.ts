import { known } from '../../../src/domain/fact.ts';
import type { MetricName } from '../../../src/domain/metrics.ts';
import { fastRestore, image, performanceDigests, recoveryPoint } from '../../support/images-builders.ts';
import { daysAgo, digest, snapshot, stored, volume } from '../../support/resource-builders.ts';
import { billed } from '../batch-builders.ts';
import { byId, priced, type PricedFinding } from './case.ts';

const fullCredits = (['fast-restore-credits-lowest', 'fast-restore-credits-capacity'] as const).map(
  (metric: MetricName) =>
    digest(metric, 10, {
      resourceId: 'snap-1/us-east-1a',
      periodSeconds: 86_400,
      window: { start: daysAgo(7), end: daysAgo(0) },
      sampleCount: 7,
      expectedCount: 7,
      mean: 10,
    }),
);

/** Volumes, snapshots, images and backups. */
export const volumeFindings: readonly PricedFinding[] = [
  {
    checkId: 'aws-ec2-ami-unused',
    of: 'two snapshots of an image, one of 40 GiB alone and one of 100 GiB whose blocks a newer one may need',
    facts: priced(
      image({
        snapshots: [
          { snapshotId: 'snap-1', sizeGiB: 40, sharedWithImages: false },
          { snapshotId: 'snap-2', sizeGiB: 100, sharedWithImages: false },
        ],
      }),
      [],
      {
        related: byId(
          snapshot({ fullSizeGiB: 40, siblings: known({ older: 0, newer: 0 }) }),
          snapshot({ resourceId: 'snap-2', fullSizeGiB: 100, siblings: known({ older: 0, newer: 1 }) }),
        ),
      },
    ),
    saves: ['40 x 0.05', '2.00'],
    high: ['40 x 0.05 + 100 x 0.05', '7.00'],
  },
  {
    checkId: 'aws-ebs-gp2-to-gp3',
    of: 'gp2 of 500 GiB of which 1,000 IOPS and 60 MiB/s are used, less than gp3 includes',
    facts: priced(volume({ tier: 'gp2', sizeGiB: 500 }), performanceDigests(1000, 60)),
    saves: ['500 x 0.10 - 500 x 0.08', '10.00'],
    // With all that gp2 gives at this size, 250 MiB/s: 125 more than gp3 includes.
    low: ['500 x 0.10 - 500 x 0.08 - (250 - 125) x 0.04', '5.00'],
  },
  {
    checkId: 'aws-ebs-io-to-gp3',
    of: 'io1 of 200 GiB with 6,000 IOPS, of which 4,000 and 150 MiB/s are used: 4,800 and 180 with headroom',
    facts: priced(volume({ tier: 'io1', sizeGiB: 200, iops: 6000 }), performanceDigests(4000, 150)),
    saves: ['200 x 0.125 + 6,000 x 0.065 - (200 x 0.08 + (4,800 - 3,000) x 0.005 + (180 - 125) x 0.04)', '387.80'],
    // With all that io1 gives: 6,000 IOPS, and 500 MiB/s as with any up to 32,000 (EBS User Guide, "io1 volumes").
    low: ['200 x 0.125 + 6,000 x 0.065 - (200 x 0.08 + (6,000 - 3,000) x 0.005 + (500 - 125) x 0.04)', '369.00'],
    // With what gp3 includes.
    high: ['200 x 0.125 + 6,000 x 0.065 - 200 x 0.08', '399.00'],
  },
  {
    checkId: 'aws-ebs-iops-overprovisioned',
    of: 'gp3 with 10,000 IOPS and 500 MiB/s, of which 4,000 and 50 are used: 4,800 and the 125 that are included',
    facts: priced(volume({ iops: 10_000, throughputMiBps: 500 }), performanceDigests(4000, 50)),
    saves: ['(10,000 - 4,800) x 0.005 + (500 - 125) x 0.04', '41.00'],
  },
  {
    checkId: 'aws-ebs-volume-unattached',
    of: 'gp3 of 250 GiB on no instance; a full-size snapshot is kept',
    facts: priced(stored(volume({ sizeGiB: 250, attachedTo: known([]) }), { idleDays: 30 })),
    saves: ['250 x 0.08 - 250 x 0.05', '7.50'],
    high: ['250 x 0.08', '20.00'],
  },
  {
    checkId: 'aws-ebs-snapshot-old',
    of: 'a snapshot that stores 80 GiB and shares no block with another one',
    facts: priced(
      snapshot({ createdAt: known(daysAgo(200)), fullSizeGiB: 80, siblings: known({ older: 0, newer: 0 }) }),
    ),
    saves: ['80 x 0.05', '4.00'],
  },
  {
    checkId: 'aws-ebs-snapshot-archive',
    of: 'a snapshot of 500 GiB alone, to the archive tier',
    facts: priced(
      snapshot({ createdAt: known(daysAgo(200)), fullSizeGiB: 500, siblings: known({ older: 0, newer: 0 }) }),
    ),
    saves: ['500 x 0.05 - 500 x 0.0125', '18.75'],
  },
  {
    checkId: 'aws-ebs-snapshot-orphaned',
    of: 'a snapshot of a volume that is gone, which billed 12.00 in 30 days; two newer ones may need its blocks',
    facts: priced(snapshot({ createdAt: known(daysAgo(60)), siblings: known({ older: 0, newer: 2 }) }), [], {
      billed: billed({ 'snap-1': ['12.00', 30] }),
    }),
    saves: ['12.00 / 720 x 730', '12.17'],
    low: ['0 / 720 x 730', '0.00'],
    by: 'bill',
  },
  {
    checkId: 'aws-ebs-fast-snapshot-restore',
    of: 'a snapshot kept ready in one zone',
    facts: priced(fastRestore(), fullCredits),
    saves: ['0.75 x 730', '547.50'],
  },
  {
    checkId: 'aws-backup-old-recovery-points',
    of: 'a backup of a DynamoDB table of 100 GiB that is kept for ever, which billed 9.00 in 30 days',
    facts: priced(recoveryPoint({ sourceType: 'DynamoDB' }), [], {
      billed: billed({ [recoveryPoint().resourceId]: ['9.00', 30] }),
    }),
    saves: ['9.00 / 720 x 730', '9.125'],
    by: 'bill',
  },
];
