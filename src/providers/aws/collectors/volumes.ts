import { z } from 'zod';
import { type Fact, fact, known, unread } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { BlockVolume } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { Ec2Tags, nameOf, tagsOf } from '../tags.ts';

const Volume = z.object({
  VolumeId: z.string().min(1),
  Size: z.int().positive(), // GiB
  VolumeType: z.string().min(1),
  State: z.string().min(1),
  CreateTime: z.date(),
  AvailabilityZone: z.string().optional(),
  Iops: z.int().optional(),
  Throughput: z.int().optional(), // MiB/s
  // EC2 always sends the list; a missing one is "not read". A holder that AWS manages has no InstanceId.
  Attachments: z
    .array(
      z.object({
        InstanceId: z.string().optional(),
        AssociatedResource: z.string().optional(),
        State: z.string().optional(),
      }),
    )
    .optional(),
  Tags: Ec2Tags,
});

type Volume = z.infer<typeof Volume>;

/** EC2 reports IOPS for gp2 too, where they follow from the size and are not paid for. */
const tiersWithIops = new Set(['gp3', 'io1', 'io2']);

/** EBS volumes of one account and region. Source: EC2 API, DescribeVolumes. */
export const volumes = defineCollector({
  type: 'aws:ec2:volume',
  kind: 'block-volume',
  reach: 'regional',
  permissions: ['ec2:DescribeVolumes'],
  operation: 'ec2:DescribeVolumes',
  page: z.object({ Volumes: z.array(Volume) }),
  rows: ['Volumes'],
  rowId: 'VolumeId',
  fetch: (aws: AwsClient, scope) => aws.pages('ec2', 'DescribeVolumes', scope, { MaxResults: 500 }),
  toResources: ({ Volumes }, scope) =>
    // A volume that is being deleted is gone and bills no more.
    Volumes.filter(({ State }) => State !== 'deleting' && State !== 'deleted').map((v): BlockVolume => ({
      kind: 'block-volume',
      type: 'aws:ec2:volume',
      resourceId: v.VolumeId,
      scope,
      ...(v.AvailabilityZone !== undefined && { zoneId: v.AvailabilityZone }),
      ...nameOf(v.Tags),
      state: v.State,
      createdAt: known(instant(v.CreateTime)),
      tags: tagsOf(v.Tags),
      sizeGiB: v.Size,
      tier: v.VolumeType,
      ...(v.Iops !== undefined && tiersWithIops.has(v.VolumeType) && { iops: v.Iops }),
      ...(v.Throughput !== undefined && v.VolumeType === 'gp3' && { throughputMiBps: v.Throughput }),
      attachedTo: attachedTo(v),
    })),
});

function attachedTo({ Attachments, State }: Volume): Fact<readonly string[]> {
  const holders = Attachments?.filter((held) => held.State !== 'detached').map(
    (held) => held.InstanceId ?? held.AssociatedResource ?? 'unnamed',
  );
  // Two fields that contradict each other: the one that says "in use" must not lose.
  if (holders?.length === 0 && State === 'in-use') return unread('state is in-use, but no attachment is told');
  return fact(holders, 'Attachments');
}
