import { z } from 'zod';
import { known } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { VolumeSnapshot } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { Ec2Tags, nameOf, tagsOf } from '../tags.ts';

const Snapshot = z.object({
  SnapshotId: z.string().min(1),
  OwnerId: z.string().optional(),
  VolumeId: z.string().optional(),
  VolumeSize: z.int().nonnegative(), // GiB
  State: z.string().min(1),
  StartTime: z.date(),
  // Left out by versions of the API before there was another tier.
  StorageTier: z.string().default('standard'),
  Tags: Ec2Tags,
});

/** What EC2 gives as the source volume of a copied snapshot: it names no volume (EC2 API, Snapshot). */
const noVolume = 'vol-ffffffff';

/** EBS snapshots that one account owns in a region; those of others that it may use are not its cost. Source: EC2 API, DescribeSnapshots. */
export const snapshots = defineCollector({
  type: 'aws:ec2:snapshot',
  kind: 'volume-snapshot',
  reach: 'regional',
  permissions: ['ec2:DescribeSnapshots'],
  operation: 'ec2:DescribeSnapshots',
  page: z.object({ Snapshots: z.array(Snapshot) }),
  rows: ['Snapshots'],
  rowId: 'SnapshotId',
  fetch: (aws: AwsClient, scope) =>
    aws.pages('ec2', 'DescribeSnapshots', scope, { OwnerIds: ['self'], MaxResults: 500 }),
  toResources: ({ Snapshots }, scope) =>
    // Asked for our own alone, but an emulator or a proxy may answer those of others, too.
    Snapshots.filter(({ OwnerId }) => OwnerId === undefined || OwnerId === scope.accountId).map(
      (s): VolumeSnapshot => ({
        kind: 'volume-snapshot',
        type: 'aws:ec2:snapshot',
        resourceId: s.SnapshotId,
        scope,
        ...nameOf(s.Tags),
        state: s.State,
        createdAt: known(instant(s.StartTime)),
        tags: tagsOf(s.Tags),
        ...(s.VolumeId !== undefined && s.VolumeId !== noVolume && { sourceVolumeId: s.VolumeId }),
        sourceSizeGiB: s.VolumeSize,
        tier: s.StorageTier,
      }),
    ),
});
