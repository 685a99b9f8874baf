import { z } from 'zod';
import { type Fact, known, unread } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { SnapshotSiblings, Use, VolumeSnapshot } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { afterFirstLook, withBeside } from '../first-look.ts';
import { SnapshotLineages } from '../snapshot-lineages.ts';
import { policyOf } from '../policy-tag.ts';
import { snapshotArn } from '../snapshot-arn.ts';
import { Ec2Tags, nameOf, tagsOf } from '../tags.ts';

const Snapshot = z.object({
  SnapshotId: z.string().min(1),
  OwnerId: z.string().optional(),
  VolumeId: z.string().optional(),
  VolumeSize: z.int().nonnegative(), // GiB
  // Left out for snapshots that were taken before EC2 told it, and by versions of the API before that.
  FullSnapshotSizeInBytes: z.number().nonnegative().optional(),
  State: z.string().min(1),
  StartTime: z.date(),
  // Left out by versions of the API before there was another tier.
  StorageTier: z.string().default('standard'),
  Tags: Ec2Tags,
});

/** What EC2 gives as the source volume of a copied snapshot: it names no volume (EC2 API, Snapshot). */
const noVolume = 'vol-ffffffff';

const BYTES_PER_GIB = 2 ** 30;

type SiblingsOf = (volumeId: string, startedMs: number) => SnapshotSiblings;

/** EBS snapshots that one account owns in a region; those of others that it may use are not its cost. Source: EC2 API, DescribeSnapshots. */
export const snapshots = defineCollector({
  type: 'aws:ec2:snapshot',
  kind: 'volume-snapshot',
  reach: 'regional',
  permissions: ['ec2:DescribeSnapshots'],
  operation: 'ec2:DescribeSnapshots',
  page: z.object({
    Snapshots: z.array(Snapshot),
    siblingsOf: z.custom<SiblingsOf>((value) => typeof value === 'function'),
  }),
  rows: ['Snapshots'],
  rowId: 'SnapshotId',
  async *fetch(aws: AwsClient, scope) {
    const lineages = new SnapshotLineages();
    const list = () => aws.pages('ec2', 'DescribeSnapshots', scope, { OwnerIds: ['self'], MaxResults: 1000 });
    const siblingsOf: SiblingsOf = (volumeId, startedMs) => lineages.siblingsOf(volumeId, startedMs);
    for await (const page of afterFirstLook(list, (each) => lineages.look(each)))
      yield withBeside(page, { siblingsOf });
  },
  toResources: ({ Snapshots, siblingsOf }, scope) =>
    // Asked for our own alone, but an emulator or a proxy may answer those of others, too.
    Snapshots.filter(({ OwnerId }) => OwnerId === undefined || OwnerId === scope.accountId).map((s): VolumeSnapshot => {
      const tags = tagsOf(s.Tags);
      const volumeId = s.VolumeId === noVolume ? undefined : s.VolumeId;
      const madeBy = policyOf(s.Tags);
      const siblings: Fact<SnapshotSiblings> =
        volumeId === undefined
          ? unread('a copied snapshot does not tell what it was copied from')
          : known(siblingsOf(volumeId, s.StartTime.getTime()));
      return {
        kind: 'volume-snapshot',
        type: 'aws:ec2:snapshot',
        resourceId: s.SnapshotId,
        // Cost and usage reports list snapshots by ARN, volumes by id.
        billingIds: [snapshotArn(s.SnapshotId, scope)],
        scope,
        ...nameOf(s.Tags),
        state: s.State,
        createdAt: known(instant(s.StartTime)),
        tags,
        ...(volumeId !== undefined && { sourceVolumeId: volumeId }),
        sourceSizeGiB: s.VolumeSize,
        ...(s.FullSnapshotSizeInBytes !== undefined && { fullSizeGiB: s.FullSnapshotSizeInBytes / BYTES_PER_GIB }),
        tier: s.StorageTier,
        siblings,
        ...(madeBy !== undefined && { madeBy }),
        uses: known(usesOf(volumeId, madeBy)),
      };
    }),
});

const usesOf = (volumeId: string | undefined, madeBy: string | undefined): readonly Use[] => [
  ...(volumeId === undefined ? [] : [{ relation: 'source-volume' as const, targetId: volumeId }]),
  ...(madeBy === undefined ? [] : [{ relation: 'made-by' as const, targetId: madeBy }]),
];
