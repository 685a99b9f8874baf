import { z } from 'zod';
import { type Fact, known, unread } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { NatGateway } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import { ec2Arn } from '../arns.ts';
import type { AwsClient } from '../client.ts';
import { Ec2Tags, nameOf, tagsOf } from '../tags.ts';

const Gateway = z.object({
  NatGatewayId: z.string().min(1),
  VpcId: z.string().min(1),
  State: z.string().min(1),
  CreateTime: z.date(),
  // Left out by versions of the API before there were private ones.
  ConnectivityType: z.string().default('public'),
  // `regional`: one gateway that spreads over the zones of its network, and bills for each.
  AvailabilityMode: z.string().default('zonal'),
  // A private gateway has an entry without an address; a regional one may get its addresses later.
  NatGatewayAddresses: z
    .array(z.object({ AllocationId: z.string().optional(), AvailabilityZone: z.string().optional() }))
    .default([]),
  Tags: Ec2Tags,
});

type Gateway = z.infer<typeof Gateway>;

/** NAT gateways of one account and region. Source: EC2 API, DescribeNatGateways. */
export const natGateways = defineCollector({
  type: 'aws:ec2:nat-gateway',
  kind: 'nat-gateway',
  reach: 'regional',
  permissions: ['ec2:DescribeNatGateways'],
  operation: 'ec2:DescribeNatGateways',
  page: z.object({ NatGateways: z.array(Gateway) }),
  rows: ['NatGateways'],
  rowId: 'NatGatewayId',
  // One page holds a region's (quota: five a zone), so that siblings are counted over all of them.
  fetch: (aws: AwsClient, scope) => aws.pages('ec2', 'DescribeNatGateways', scope, { MaxResults: 1000 }),
  toResources: ({ NatGateways }, scope) => {
    // EC2 lists a deleted one for about an hour, a failed one too; neither bills.
    const present = NatGateways.filter(({ State }) => !/^(deleting|deleted|failed)$/.test(State));
    return present.map((g): NatGateway => ({
      kind: 'nat-gateway',
      type: 'aws:ec2:nat-gateway',
      resourceId: g.NatGatewayId,
      billingIds: [ec2Arn(scope, 'natgateway', g.NatGatewayId)],
      scope,
      ...nameOf(g.Tags),
      state: g.State,
      createdAt: known(instant(g.CreateTime)),
      tags: tagsOf(g.Tags),
      networkId: g.VpcId,
      connectivity: g.ConnectivityType === 'private' ? 'private' : 'public',
      zoneCount: zoneCountOf(g),
      addressIds: g.NatGatewayAddresses.flatMap(({ AllocationId }) => (AllocationId ? [AllocationId] : [])),
      siblings: present.filter(({ VpcId }) => VpcId === g.VpcId).length - 1,
      uses: known([{ relation: 'in-network', targetId: g.VpcId }]),
    }));
  },
});

function zoneCountOf({ AvailabilityMode, NatGatewayAddresses }: Gateway): Fact<number> {
  if (AvailabilityMode !== 'regional') return known(1);
  const zones = new Set(NatGatewayAddresses.flatMap(({ AvailabilityZone }) => AvailabilityZone ?? []));
  return zones.size === 0 ? unread('the zones of a regional gateway are not told') : known(zones.size);
}
