import { z } from 'zod';
import { type Fact, known, mapFact, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { NetworkInterface, PublicAssignment } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import { ec2Arn } from '../arns.ts';
import type { AwsClient } from '../client.ts';
import { readAside, rowsOf } from '../read-aside.ts';
import { isOpenToInternet, SecurityGroups } from '../security-groups.ts';
import { Ec2Tags, nameOf, tagsOf } from '../tags.ts';

/** Left out where there is no public address. A carrier's or customer's own address is none of Amazon's. */
const Association = z.object({ PublicIp: z.string().optional(), AllocationId: z.string().optional() }).optional();

const Interface = z.object({
  NetworkInterfaceId: z.string().min(1),
  VpcId: z.string().min(1),
  SubnetId: z.string().min(1),
  Status: z.string().min(1),
  InterfaceType: z.string().default('interface'),
  RequesterManaged: z.boolean().default(false),
  // Left out for one that hangs on nothing; without an instance where a service has it.
  Attachment: z.object({ InstanceId: z.string().optional() }).optional(),
  Groups: z.array(z.object({ GroupId: z.string() })).optional(),
  // That of its primary private address, which the list below repeats.
  Association,
  // Every interface has its primary private address, so a missing list was not read.
  PrivateIpAddresses: z.array(z.object({ Association })),
  // Here the tags are called a set.
  TagSet: Ec2Tags,
});

type Interface = z.infer<typeof Interface>;

type OpenGroups = Fact<Readonly<Record<string, boolean>>>;

/**
 * Network interfaces that carry a public IPv4 address: all such addresses bill, reserved or not. Source: EC2 API,
 * DescribeNetworkInterfaces, DescribeSecurityGroups.
 */
export const networkInterfaces = defineCollector({
  type: 'aws:ec2:network-interface',
  kind: 'network-interface',
  reach: 'regional',
  permissions: ['ec2:DescribeNetworkInterfaces', 'ec2:DescribeSecurityGroups'],
  operation: 'ec2:DescribeNetworkInterfaces',
  page: z.object({ NetworkInterfaces: z.array(Interface), openGroups: z.custom<OpenGroups>() }),
  rows: ['NetworkInterfaces'],
  rowId: 'NetworkInterfaceId',
  async *fetch(aws: AwsClient, scope) {
    const openGroups = await readAside(() => readGroups(aws, scope));
    // Unfiltered: a page holds a thousand, and what emulators and proxies make of filters with wildcards differs.
    const pages = aws.pages('ec2', 'DescribeNetworkInterfaces', scope, { MaxResults: 1000 });
    for await (const answer of pages) yield { ...(answer as object), openGroups };
  },
  toResources: ({ NetworkInterfaces, openGroups }, scope) =>
    NetworkInterfaces.filter((i) => addressesOf(i).length > 0).map((i): NetworkInterface => ({
      kind: 'network-interface',
      type: 'aws:ec2:network-interface',
      resourceId: i.NetworkInterfaceId,
      // A bill lists a reserved address under its own id, one of Amazon's pool under the interface's.
      billingIds: [
        ...addressesOf(i).flatMap(({ addressId }) =>
          addressId === undefined ? [] : [addressId, ec2Arn(scope, 'elastic-ip', addressId)],
        ),
        ec2Arn(scope, 'network-interface', i.NetworkInterfaceId),
      ],
      scope,
      ...nameOf(i.TagSet),
      state: i.Status,
      createdAt: unread('EC2 does not tell when a network interface was made'),
      tags: tagsOf(i.TagSet),
      networkId: i.VpcId,
      subnetId: i.SubnetId,
      publicAddresses: addressesOf(i),
      ...(i.Attachment?.InstanceId ? { instanceId: i.Attachment.InstanceId } : {}),
      inUse: i.Status !== 'available',
      serviceManaged: i.RequesterManaged || i.InterfaceType !== 'interface',
      openToInternet: openOf(i, openGroups),
      uses: known([
        { relation: 'in-network', targetId: i.VpcId },
        ...[i.Attachment?.InstanceId, ...addressesOf(i).map(({ addressId }) => addressId)].flatMap((targetId) =>
          targetId ? [{ relation: 'attached-to' as const, targetId }] : [],
        ),
      ]),
    })),
});

function addressesOf({ Association: primary, PrivateIpAddresses }: Interface): NetworkInterface['publicAddresses'] {
  const byAddress = new Map<string, PublicAssignment>();
  for (const held of [primary, ...PrivateIpAddresses.map((one) => one.Association)]) {
    if (!held?.PublicIp) continue;
    byAddress.set(held.PublicIp, {
      address: held.PublicIp,
      ...(held.AllocationId ? { addressId: held.AllocationId } : {}),
    });
  }
  return [...byAddress.values()];
}

async function readGroups(aws: AwsClient, scope: Scope): Promise<Readonly<Record<string, boolean>>> {
  const groups = await rowsOf(aws.pages('ec2', 'DescribeSecurityGroups', scope, { MaxResults: 1000 }), SecurityGroups);
  return Object.fromEntries(groups.map((group) => [group.GroupId, isOpenToInternet(group)]));
}

/** Several groups add up: one that is open is enough. A group of another account (a shared subnet) is not shown. */
function openOf({ Groups }: Interface, openGroups: OpenGroups): Fact<boolean> {
  if (Groups === undefined) return unread('field Groups missing in the answer');
  if (!openGroups.known) return openGroups;
  const open = Groups.map(({ GroupId }) => openGroups.value[GroupId]);
  if (open.includes(true)) return known(true);
  const missing = Groups.find((_, index) => open[index] === undefined);
  return missing === undefined
    ? mapFact(openGroups, () => false)
    : unread(`security group ${missing.GroupId} not shown`);
}
