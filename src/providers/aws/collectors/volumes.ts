import { z } from 'zod';
import { type Fact, fact, known, unread } from '../../../domain/fact.ts';
import { type Instant, instant } from '../../../domain/instant.ts';
import type { BlockVolume } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { withBeside } from '../first-look.ts';
import { Ec2Tags, nameOf, tagsOf } from '../tags.ts';
import { type ChangeOf, volumeChanges } from '../volume-changes.ts';

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
        AttachTime: z.date().optional(),
        Device: z.string().optional(),
      }),
    )
    .optional(),
  // Left out for types that can't have it.
  MultiAttachEnabled: z.boolean().default(false),
  Tags: Ec2Tags,
});

type Volume = z.infer<typeof Volume>;

/** EC2 reports IOPS for gp2 too, where they follow from the size and are not paid for. */
const tiersWithIops = new Set(['gp3', 'io1', 'io2']);

/** Kept for the root volume, on every hypervisor. Source: EC2 User Guide, "Device names for volumes". */
const rootDevices = new Set(['/dev/sda1', '/dev/xvda', '/dev/sda']);

/** EBS volumes of one account and region. Sources: EC2 API, DescribeVolumes and DescribeVolumesModifications. */
export const volumes = defineCollector({
  type: 'aws:ec2:volume',
  kind: 'block-volume',
  reach: 'regional',
  permissions: ['ec2:DescribeVolumes', 'ec2:DescribeVolumesModifications'],
  operation: 'ec2:DescribeVolumes',
  page: z.object({ Volumes: z.array(Volume), changeOf: z.custom<ChangeOf>((value) => typeof value === 'function') }),
  rows: ['Volumes'],
  rowId: 'VolumeId',
  async *fetch(aws: AwsClient, scope) {
    const changeOf = await volumeChanges(aws, scope);
    for await (const page of aws.pages('ec2', 'DescribeVolumes', scope, { MaxResults: 500 })) {
      yield withBeside(page, { changeOf });
    }
  },
  toResources: ({ Volumes, changeOf }, scope) =>
    // A volume that is being deleted is gone and bills no more.
    Volumes.filter(({ State }) => State !== 'deleting' && State !== 'deleted').map((v): BlockVolume => {
      const changedAt = changeOf(v.VolumeId);
      return {
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
        ...attachment(v),
        ...(v.MultiAttachEnabled && { multiAttach: true }),
        ...(changedAt !== undefined && { changedAt }),
      };
    }),
});

const held = ({ Attachments = [] }: Volume) => Attachments.filter(({ State }) => State !== 'detached');

function attachedTo(volume: Volume): Fact<readonly string[]> {
  const { Attachments, State } = volume;
  const holders = held(volume).map(
    ({ InstanceId, AssociatedResource }) => InstanceId ?? AssociatedResource ?? 'unnamed',
  );
  // Two fields that contradict each other: the one that says "in use" must not lose.
  if (Attachments !== undefined && holders.length === 0 && State === 'in-use') {
    return unread('state is in-use, but no attachment is told');
  }
  return fact(Attachments && holders, 'Attachments');
}

/** Of several holders the latest counts, and one that boots from the volume is enough. */
function attachment(volume: Volume): { readonly attachedSince?: Instant; readonly boot?: boolean } {
  const attachments = held(volume);
  if (attachments.length === 0) return {};
  const times = attachments.flatMap(({ AttachTime }) => (AttachTime === undefined ? [] : [AttachTime.getTime()]));
  return {
    ...(times.length > 0 && { attachedSince: instant(Math.max(...times)) }),
    boot: attachments.some(({ Device }) => Device !== undefined && rootDevices.has(Device)),
  };
}
