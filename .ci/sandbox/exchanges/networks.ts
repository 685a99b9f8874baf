import {
  DescribeAddressesCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeTransitGatewayAttachmentsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcEndpointServiceConfigurationsCommand,
  DescribeVpcsCommand,
  DescribeVpnConnectionsCommand,
  EC2Client,
  paginateDescribeNetworkInterfaces,
  paginateDescribeRouteTables,
  paginateDescribeSubnets,
} from '@aws-sdk/client-ec2';
import {
  DescribeInstanceHealthCommand,
  DescribeTagsCommand as DescribeClassicTagsCommand,
  ElasticLoadBalancingClient,
  paginateDescribeLoadBalancers as paginateClassicLoadBalancers,
} from '@aws-sdk/client-elastic-load-balancing';
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  paginateDescribeLoadBalancers,
  paginateDescribeTargetGroups,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListHostedZonesCommand, ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { expectError } from '../aws-clients.ts';
import type { ClientOptions, Exchanges } from './exchanges.ts';

export const exchanges: Exchanges = {
  reads: {
    elbv2: (options) => new ElasticLoadBalancingV2Client(options).send(new DescribeLoadBalancersCommand({})),
    elb: (options) =>
      new ElasticLoadBalancingClient(options)
        .send(new DescribeClassicTagsCommand({ LoadBalancerNames: ['x'] }))
        .catch(absent),
    route53: (options) => new Route53Client(options).send(new ListHostedZonesCommand({})),
  },
  async everywhere({ options }) {
    await networks(new EC2Client(options));
    await loadBalancers(new ElasticLoadBalancingV2Client(options));
    await classicLoadBalancers(new ElasticLoadBalancingClient(options));
  },
  async once({ options }) {
    await zones(options);
  },
};

/** A read that finds nothing is an answer, too. */
function absent(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'AccessPointNotFoundException') throw error;
}

async function networks(ec2: EC2Client): Promise<void> {
  const { Vpcs = [] } = await ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: 'state', Values: ['available'] }] }),
  );
  const [vpc] = Vpcs;
  if (vpc?.VpcId === undefined) throw new Error('no VPC');
  await ec2.send(new DescribeVpcsCommand({ VpcIds: [vpc.VpcId] }));
  for await (const page of paginateDescribeSubnets({ client: ec2, pageSize: 5 }, {})) void page;
  for await (const page of paginateDescribeRouteTables({ client: ec2, pageSize: 5 }, {})) void page;
  for await (const page of paginateDescribeNetworkInterfaces({ client: ec2, pageSize: 20 }, {})) void page;
  await ec2.send(
    new DescribeNetworkInterfacesCommand({ Filters: [{ Name: 'addresses.association.public-ip', Values: ['*'] }] }),
  );
  await ec2.send(new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpc.VpcId] }] }));
  await ec2.send(new DescribeSecurityGroupsCommand({}));
  const { NatGateways = [] } = await ec2.send(new DescribeNatGatewaysCommand({}));
  const AllocationIds = NatGateways.flatMap(({ NatGatewayAddresses = [] }) =>
    NatGatewayAddresses.flatMap(({ AllocationId }) => AllocationId ?? []),
  );
  if (AllocationIds.length > 0) await ec2.send(new DescribeAddressesCommand({ AllocationIds }));
  await ec2.send(new DescribeVpcEndpointsCommand({}));
  await ec2.send(new DescribeVpcEndpointsCommand({ Filters: [{ Name: 'vpc-endpoint-type', Values: ['Gateway'] }] }));
  await ec2.send(new DescribeVpcEndpointServiceConfigurationsCommand({}));
  await ec2.send(new DescribeTransitGatewayAttachmentsCommand({ MaxResults: 1000 }));
  await ec2.send(new DescribeVpnConnectionsCommand({}));
  await expectError('InvalidVpcID.NotFound', ec2.send(new DescribeVpcsCommand({ VpcIds: ['vpc-0'] })));
  await expectError('NatGatewayNotFound', ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds: ['nat-0'] })));
  await expectError('InvalidParameterValue', ec2.send(new DescribeRouteTablesCommand({ MaxResults: 500 })));
  await expectError(
    'InvalidVpnConnectionID.NotFound',
    ec2.send(new DescribeVpnConnectionsCommand({ VpnConnectionIds: ['vpn-0'] })),
  );
}

async function loadBalancers(client: ElasticLoadBalancingV2Client): Promise<void> {
  for await (const { LoadBalancers = [] } of paginateDescribeLoadBalancers({ client, pageSize: 3 }, {})) {
    const arns = LoadBalancers.flatMap(({ LoadBalancerArn }) => LoadBalancerArn ?? []);
    if (arns.length > 0) await client.send(new DescribeTagsCommand({ ResourceArns: arns }));
    for (const LoadBalancerArn of arns) {
      const { Listeners = [] } = await client.send(new DescribeListenersCommand({ LoadBalancerArn }));
      for (const { ListenerArn } of Listeners) await client.send(new DescribeRulesCommand({ ListenerArn }));
    }
  }
  for await (const { TargetGroups = [] } of paginateDescribeTargetGroups({ client, pageSize: 3 }, {})) {
    for (const { TargetGroupArn } of TargetGroups)
      await client.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  }
  await expectError(
    'LoadBalancerNotFoundException',
    client.send(new DescribeLoadBalancersCommand({ Names: ['none'] })),
  );
  await expectError(
    'TargetGroupNotFoundException',
    client.send(new DescribeTargetHealthCommand({ TargetGroupArn: 'none' })),
  );
  await expectError('ListenerNotFoundException', client.send(new DescribeRulesCommand({ ListenerArn: 'none' })));
}

async function classicLoadBalancers(client: ElasticLoadBalancingClient): Promise<void> {
  for await (const page of paginateClassicLoadBalancers({ client, pageSize: 2 }, {})) {
    const names = (page.LoadBalancerDescriptions ?? []).flatMap(({ LoadBalancerName }) => LoadBalancerName ?? []);
    if (names.length > 0) await client.send(new DescribeClassicTagsCommand({ LoadBalancerNames: names }));
    for (const LoadBalancerName of names) await client.send(new DescribeInstanceHealthCommand({ LoadBalancerName }));
  }
  await expectError(
    'AccessPointNotFoundException',
    client.send(new DescribeInstanceHealthCommand({ LoadBalancerName: 'none' })),
  );
}

async function zones(options: ClientOptions): Promise<void> {
  const client = new Route53Client(options);
  const { HostedZones = [] } = await client.send(new ListHostedZonesCommand({}));
  for (const { Id } of HostedZones) {
    const first = await client.send(new ListResourceRecordSetsCommand({ HostedZoneId: Id, MaxItems: 4 }));
    await client.send(
      new ListResourceRecordSetsCommand({
        HostedZoneId: Id,
        StartRecordName: first.NextRecordName,
        StartRecordType: first.NextRecordType,
      }),
    );
  }
  await expectError('NoSuchHostedZone', client.send(new ListResourceRecordSetsCommand({ HostedZoneId: 'Z0' })));
}
