import { z } from 'zod';
import { type Fact, fact, known, unread } from '../../../domain/fact.ts';
import { type Instant, parseInstant } from '../../../domain/instant.ts';
import type { ImageSnapshot, MachineImage } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { afterFirstLook, withBeside } from '../first-look.ts';
import { ImageSharing, type SharedOf } from '../image-sharing.ts';
import { ImageSnapshotUse } from '../image-snapshot-use.ts';
import { policyOf } from '../policy-tag.ts';
import { snapshotArn } from '../snapshot-arn.ts';
import { Ec2Tags, tagsOf } from '../tags.ts';

const Image = z.object({
  ImageId: z.string().min(1),
  OwnerId: z.string().optional(),
  Name: z.string().optional(),
  State: z.string().min(1),
  CreationDate: z.string().optional(),
  // Left out for an image that launched nothing since April 2017, when EC2 began to note it.
  LastLaunchedTime: z.string().optional(),
  Public: z.boolean().default(false),
  // `disabled`, `enabled` or `enabled-with-cooldown`; left out by versions of the API before there was any.
  DeregistrationProtection: z.string().default('disabled'),
  // A mapping without Ebs is an instance store volume or a device that is left out.
  BlockDeviceMappings: z
    .array(
      z.object({
        Ebs: z.object({ SnapshotId: z.string().optional(), VolumeSize: z.int().optional() }).optional(),
      }),
    )
    .default([]),
  Tags: Ec2Tags,
});

type Image = z.infer<typeof Image>;
type OutlivedBy = (snapshotId: string) => boolean;

const aFunction = (value: unknown): boolean => typeof value === 'function';

/** AMIs that one account owns in a region, disabled ones included. Sources: EC2 API, DescribeImages and DescribeImageAttribute. */
export const images = defineCollector({
  type: 'aws:ec2:image',
  kind: 'machine-image',
  reach: 'regional',
  permissions: ['ec2:DescribeImages', 'ec2:DescribeImageAttribute'],
  operation: 'ec2:DescribeImages',
  page: z.object({
    Images: z.array(Image),
    sharedOf: z.custom<SharedOf>(aFunction),
    isShared: z.custom<OutlivedBy>(aFunction),
  }),
  rows: ['Images'],
  rowId: 'ImageId',
  async *fetch(aws: AwsClient, scope) {
    const use = new ImageSnapshotUse();
    const list = () =>
      aws.pages('ec2', 'DescribeImages', scope, {
        Owners: ['self'],
        // Both still bill, and a listing without them would make the snapshots of a disabled image look unused.
        IncludeDisabled: true,
        IncludeDeprecated: true,
        MaxResults: 500,
      });
    const isShared: OutlivedBy = (snapshotId) => use.isShared(snapshotId);
    for await (const page of afterFirstLook(list, (each) => use.look(each))) {
      const sharing = new ImageSharing(aws, scope);
      await sharing.ask(page);
      yield withBeside(page, { isShared, sharedOf: sharing.of });
    }
  },
  toResources: ({ Images, sharedOf, isShared }, scope) =>
    // A deregistered image is gone; one that failed or is not there yet has no snapshots that bill.
    Images.filter(
      ({ OwnerId, State }) => isOurs(OwnerId, scope.accountId) && (State === 'available' || State === 'disabled'),
    ).map((i): MachineImage => {
      const snapshots = snapshotsOf(i, isShared);
      const madeBy = policyOf(i.Tags);
      return {
        kind: 'machine-image',
        type: 'aws:ec2:image',
        resourceId: i.ImageId,
        // An image bills as its snapshots, and reports list those.
        billingIds: snapshots
          .filter((each) => !each.sharedWithImages)
          .map(({ snapshotId }) => snapshotArn(snapshotId, scope)),
        scope,
        ...(i.Name !== undefined && i.Name !== '' && { name: i.Name }),
        state: i.State,
        createdAt: moment(i.CreationDate, 'CreationDate'),
        tags: tagsOf(i.Tags),
        disabled: i.State === 'disabled',
        lastLaunchedAt: i.LastLaunchedTime === undefined ? known(null) : moment(i.LastLaunchedTime, 'LastLaunchedTime'),
        shared: i.Public ? known(true) : sharedOf(i.ImageId),
        protected: i.DeregistrationProtection !== 'disabled',
        snapshots,
        ...(madeBy !== undefined && { madeBy }),
        uses: known([
          ...snapshots.map(({ snapshotId }) => ({ relation: 'snapshot' as const, targetId: snapshotId })),
          ...(madeBy === undefined ? [] : [{ relation: 'made-by' as const, targetId: madeBy }]),
        ]),
      };
    }),
});

const isOurs = (ownerId: string | undefined, accountId: string): boolean =>
  ownerId === undefined || ownerId === accountId;

/** The same snapshot may stand behind two devices. */
function snapshotsOf({ BlockDeviceMappings }: Image, isShared: OutlivedBy): readonly ImageSnapshot[] {
  const byId = new Map<string, ImageSnapshot>();
  for (const { Ebs } of BlockDeviceMappings) {
    if (Ebs?.SnapshotId === undefined) continue;
    const { SnapshotId, VolumeSize } = Ebs;
    byId.set(SnapshotId, {
      snapshotId: SnapshotId,
      ...(VolumeSize !== undefined && { sizeGiB: VolumeSize }),
      sharedWithImages: isShared(SnapshotId),
    });
  }
  return [...byId.values()];
}

/** EC2 gives these times as text. */
function moment(text: string | undefined, field: string): Fact<Instant> {
  if (text === undefined) return fact<Instant>(undefined, field);
  const at = parseInstant(text);
  return at === undefined ? unread(`field ${field} is ${JSON.stringify(text)}`) : known(at);
}
