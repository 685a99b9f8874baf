import { z } from 'zod';
import { known } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { Instance } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { architectureOf, createdAt, operatingSystemOf, powerStateOf, stoppedSince } from '../instance-facts.ts';
import { Ec2Tags, nameOf, tagsOf } from '../tags.ts';

const AttachTime = z.object({ AttachTime: z.date().optional() }).optional();

const Ec2Instance = z.object({
  InstanceId: z.string().min(1),
  InstanceType: z.string().min(1),
  // A state that is not known here must not pass for running or gone.
  State: z.object({ Name: z.string().refine((name) => powerStateOf(name) !== undefined, 'is not a known state') }),
  LaunchTime: z.date(),
  StateTransitionReason: z.string().optional(),
  Architecture: z.string().optional(),
  Platform: z.string().optional(),
  PlatformDetails: z.string().optional(),
  // Absent for on-demand: `spot`, `scheduled` or `capacity-block`.
  InstanceLifecycle: z.string().optional(),
  ImageId: z.string().optional(),
  Placement: z.object({ AvailabilityZone: z.string().optional(), Tenancy: z.string().optional() }).optional(),
  // For the time of creation alone, so a missing list only makes that less exact.
  BlockDeviceMappings: z.array(z.object({ Ebs: AttachTime })).default([]),
  NetworkInterfaces: z.array(z.object({ Attachment: AttachTime })).default([]),
  Tags: Ec2Tags,
});

type Ec2Instance = z.infer<typeof Ec2Instance>;

/** EC2 instances of one account and region. Source: EC2 API, DescribeInstances. */
export const instances = defineCollector({
  type: 'aws:ec2:instance',
  kind: 'instance',
  reach: 'regional',
  permissions: ['ec2:DescribeInstances'],
  operation: 'ec2:DescribeInstances',
  page: z.object({ Reservations: z.array(z.object({ Instances: z.array(Ec2Instance) })) }),
  rows: ['Reservations', 'Instances'],
  rowId: 'InstanceId',
  // The API gives up to 1,000; many regions are read at once, and each holds a parsed page in memory.
  fetch: (aws: AwsClient, scope) => aws.pages('ec2', 'DescribeInstances', scope, { MaxResults: 250 }),
  toResources: ({ Reservations }, scope) =>
    Reservations.flatMap(({ Instances }) => Instances).flatMap((i): Instance[] => {
      const powerState = powerStateOf(i.State.Name);
      // EC2 shows a terminated instance for about an hour more: it is gone and bills nothing.
      if (powerState === undefined || powerState === 'terminated') return [];
      return [
        {
          kind: 'instance',
          type: 'aws:ec2:instance',
          resourceId: i.InstanceId,
          scope,
          ...(i.Placement?.AvailabilityZone !== undefined && { zoneId: i.Placement.AvailabilityZone }),
          ...nameOf(i.Tags),
          state: i.State.Name,
          createdAt: createdAt(i.LaunchTime, [
            ...i.BlockDeviceMappings.map(({ Ebs }) => Ebs?.AttachTime),
            ...i.NetworkInterfaces.map(({ Attachment }) => Attachment?.AttachTime),
          ]),
          tags: tagsOf(i.Tags),
          sizeName: i.InstanceType,
          powerState,
          startedAt: known(instant(i.LaunchTime)),
          stoppedSince: stoppedSince(powerState, i.StateTransitionReason),
          architecture: architectureOf(i.Architecture),
          operatingSystem: operatingSystemOf(i.PlatformDetails, i.Platform),
          pricingModel: pricingModelOf(i),
          ...(i.ImageId !== undefined && { imageId: i.ImageId }),
        },
      ];
    }),
});

function pricingModelOf({ InstanceLifecycle, Placement }: Ec2Instance): Instance['pricingModel'] {
  if (InstanceLifecycle === 'spot') return 'spot';
  return Placement?.Tenancy === 'dedicated' || Placement?.Tenancy === 'host' ? 'dedicated' : 'on-demand';
}
