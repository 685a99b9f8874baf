import { z } from 'zod';
import { fact } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { DedicatedHost } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import { ec2Arn } from '../arns.ts';
import type { AwsClient } from '../client.ts';
import { Ec2Tags, nameOf, tagsOf } from '../tags.ts';

const Host = z.object({
  HostId: z.string().min(1),
  OwnerId: z.string().optional(),
  State: z.string().min(1),
  AvailabilityZone: z.string().optional(),
  AllocationTime: z.date().optional(),
  // Only for a host that a Dedicated Host Reservation pays for.
  HostReservationId: z.string().optional(),
  HostProperties: z.object({
    // Hosts for several sizes tell the family alone, others the one size that they take.
    InstanceFamily: z.string().optional(),
    InstanceType: z.string().optional(),
    TotalVCpus: z.int().optional(),
  }),
  AvailableCapacity: z.object({ AvailableVCpus: z.int().optional() }).optional(),
  // EC2 sends an empty list for an idle host, so a missing one was not read.
  Instances: z.array(z.object({ InstanceId: z.string() })).optional(),
  Tags: Ec2Tags,
});

type Host = z.infer<typeof Host>;

/** Dedicated Hosts of one account and region. Source: EC2 API, DescribeHosts. */
export const dedicatedHosts = defineCollector({
  type: 'aws:ec2:dedicated-host',
  kind: 'dedicated-host',
  reach: 'regional',
  permissions: ['ec2:DescribeHosts'],
  operation: 'ec2:DescribeHosts',
  page: z.object({ Hosts: z.array(Host) }),
  rows: ['Hosts'],
  rowId: 'HostId',
  fetch: (aws: AwsClient, scope) => aws.pages('ec2', 'DescribeHosts', scope, { MaxResults: 250 }),
  toResources: ({ Hosts }, scope) =>
    // Released hosts stay listed for a while and bill no more; those of others may be shared with the account.
    Hosts.filter(({ State, OwnerId }) => !State.startsWith('released') && isOwn(OwnerId, scope.accountId)).map(
      (h): DedicatedHost => ({
        kind: 'dedicated-host',
        type: 'aws:ec2:dedicated-host',
        resourceId: h.HostId,
        billingIds: [ec2Arn(scope, 'dedicated-host', h.HostId)],
        scope,
        ...(h.AvailabilityZone !== undefined && { zoneId: h.AvailabilityZone }),
        ...nameOf(h.Tags),
        state: h.State,
        createdAt: fact(h.AllocationTime === undefined ? undefined : instant(h.AllocationTime), 'AllocationTime'),
        tags: tagsOf(h.Tags),
        family: familyOf(h),
        totalVcpus: fact(h.HostProperties.TotalVCpus, 'HostProperties.TotalVCpus'),
        availableVcpus: fact(h.AvailableCapacity?.AvailableVCpus, 'AvailableCapacity.AvailableVCpus'),
        attachedTo: fact(
          h.Instances?.map(({ InstanceId }) => InstanceId),
          'Instances',
        ),
        reserved: h.HostReservationId !== undefined && h.HostReservationId !== '',
      }),
    ),
});

const isOwn = (ownerId: string | undefined, accountId: string): boolean =>
  ownerId === undefined || ownerId === accountId;

/** The price list prices a host by its family, whichever sizes it takes. */
function familyOf({ HostProperties: { InstanceFamily, InstanceType = '' } }: Host): string {
  return InstanceFamily ?? InstanceType.slice(0, Math.max(0, InstanceType.indexOf('.')));
}
