import { ec2Profile } from '../ec2/module.ts';
import { ec2Reads } from '../ec2/operation-tables.ts';
import type { ServiceModule } from '../service-module.ts';
import {
  describeNatGateways,
  describeTransitGatewayAttachments,
  describeVpcEndpoints,
  describeVpcEndpointServiceConfigurations,
  describeVpnConnections,
} from './gateways.ts';
import { describeNetworkInterfaces } from './network-interfaces.ts';
import { describeRouteTables, describeSecurityGroups, describeSubnets, describeVpcs } from './vpcs.ts';

/** The networks' part of EC2. */
export const ec2NetworksModule: ServiceModule = {
  id: 'ec2',
  profile: ec2Profile,
  operations: ec2Reads({
    DescribeNatGateways: describeNatGateways,
    DescribeNetworkInterfaces: describeNetworkInterfaces,
    DescribeRouteTables: describeRouteTables,
    DescribeSecurityGroups: describeSecurityGroups,
    DescribeSubnets: describeSubnets,
    DescribeTransitGatewayAttachments: describeTransitGatewayAttachments,
    DescribeVpcEndpoints: describeVpcEndpoints,
    DescribeVpcEndpointServiceConfigurations: describeVpcEndpointServiceConfigurations,
    DescribeVpcs: describeVpcs,
    DescribeVpnConnections: describeVpnConnections,
  }),
};
