import { z } from 'zod';
import { known } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { PrivateEndpoint } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import { ec2Arn } from '../arns.ts';
import type { AwsClient } from '../client.ts';
import { Ec2Tags, nameOf, tagsOf } from '../tags.ts';

const Endpoint = z.object({
  VpcEndpointId: z.string().min(1),
  VpcId: z.string().min(1),
  ServiceName: z.string().min(1),
  // Left out by versions of the API before there was another type.
  VpcEndpointType: z.string().default('Gateway'),
  State: z.string().min(1),
  CreationTimestamp: z.date(),
  // A gateway endpoint has none.
  SubnetIds: z.array(z.string()).default([]),
  RequesterManaged: z.boolean().default(false),
  // Left out for a service of the same region.
  ServiceRegion: z.string().optional(),
  Tags: Ec2Tags,
});

const flavors: Readonly<Record<string, PrivateEndpoint['flavor']>> = {
  Interface: 'interface',
  GatewayLoadBalancer: 'inspection',
  Gateway: 'gateway',
};

/** VPC endpoints of one account and region, of all types. Source: EC2 API, DescribeVpcEndpoints. */
export const privateEndpoints = defineCollector({
  type: 'aws:ec2:vpc-endpoint',
  kind: 'private-endpoint',
  reach: 'regional',
  permissions: ['ec2:DescribeVpcEndpoints'],
  operation: 'ec2:DescribeVpcEndpoints',
  page: z.object({ VpcEndpoints: z.array(Endpoint) }),
  rows: ['VpcEndpoints'],
  rowId: 'VpcEndpointId',
  fetch: (aws: AwsClient, scope) => aws.pages('ec2', 'DescribeVpcEndpoints', scope, { MaxResults: 1000 }),
  toResources: ({ VpcEndpoints }, scope) =>
    // States come in capitals from some versions of the API.
    VpcEndpoints.filter(({ State }) => !/^(deleting|deleted|failed|expired)$/i.test(State)).map(
      (e): PrivateEndpoint => ({
        kind: 'private-endpoint',
        type: 'aws:ec2:vpc-endpoint',
        resourceId: e.VpcEndpointId,
        billingIds: [ec2Arn(scope, 'vpc-endpoint', e.VpcEndpointId)],
        scope,
        ...nameOf(e.Tags),
        state: e.State,
        createdAt: known(instant(e.CreationTimestamp)),
        tags: tagsOf(e.Tags),
        networkId: e.VpcId,
        serviceName: e.ServiceName,
        flavor: flavors[e.VpcEndpointType] ?? 'other',
        subnetIds: e.SubnetIds,
        serviceManaged: e.RequesterManaged,
        crossRegion: e.ServiceRegion !== undefined && e.ServiceRegion !== scope.regionId,
        uses: known([{ relation: 'in-network', targetId: e.VpcId }]),
      }),
    ),
});
