import { z } from 'zod';
import { known, unread } from '../../../domain/fact.ts';
import type { PublicAddress } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { Ec2Tags, nameOf, tagsOf } from '../tags.ts';

const Address = z.object({
  AllocationId: z.string().min(1),
  PublicIp: z.string().min(1),
  // EC2 leaves these out for an address that nothing uses: here, missing means none.
  AssociationId: z.string().optional(),
  InstanceId: z.string().optional(),
  NetworkInterfaceId: z.string().optional(),
  // The service that holds an address which AWS manages (`alb`, `rnat`, …).
  ServiceManaged: z.string().optional(),
  Tags: Ec2Tags,
});

type Address = z.infer<typeof Address>;

/** Elastic IP addresses of one account and region; the call has no pages. Source: EC2 API, DescribeAddresses. */
export const addresses = defineCollector({
  type: 'aws:ec2:address',
  kind: 'public-address',
  reach: 'regional',
  permissions: ['ec2:DescribeAddresses'],
  operation: 'ec2:DescribeAddresses',
  page: z.object({ Addresses: z.array(Address) }),
  rows: ['Addresses'],
  rowId: 'AllocationId',
  fetch: (aws: AwsClient, scope) => aws.pages('ec2', 'DescribeAddresses', scope, {}),
  toResources: ({ Addresses }, scope) =>
    Addresses.map((a): PublicAddress => {
      const holders = holdersOf(a);
      return {
        kind: 'public-address',
        type: 'aws:ec2:address',
        resourceId: a.AllocationId,
        scope,
        ...nameOf(a.Tags),
        // EC2 has no state for addresses; the CLI's users know these two words from its messages.
        state: holders.length === 0 ? 'unassociated' : 'associated',
        createdAt: unread('EC2 does not tell when an address was allocated'),
        tags: tagsOf(a.Tags),
        address: a.PublicIp,
        attachedTo: known(holders),
      };
    }),
});

/** What holds the address, by the most telling id that there is. An empty text, as some emulators send, names nothing. */
function holdersOf(address: Address): readonly string[] {
  const { InstanceId, NetworkInterfaceId, AssociationId, ServiceManaged } = address;
  const holder = [InstanceId, NetworkInterfaceId, AssociationId, ServiceManaged].find((id) => id);
  return holder === undefined ? [] : [holder];
}
