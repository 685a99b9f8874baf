import { z } from 'zod';
import type { RouteTable } from '../../domain/resources.ts';
import type { RowsAside } from './read-aside.ts';

const Route = z.object({
  // One destination of three; only IPv4 tells about public IPv4 addresses and NAT gateways.
  DestinationIpv6CidrBlock: z.string().optional(),
  // `blackhole`: its target is gone.
  State: z.string().optional(),
  GatewayId: z.string().optional(),
  NatGatewayId: z.string().optional(),
  TransitGatewayId: z.string().optional(),
  VpcPeeringConnectionId: z.string().optional(),
  NetworkInterfaceId: z.string().optional(),
  InstanceId: z.string().optional(),
  CarrierGatewayId: z.string().optional(),
  LocalGatewayId: z.string().optional(),
  CoreNetworkArn: z.string().optional(),
});

const Table = z.object({
  RouteTableId: z.string().min(1),
  VpcId: z.string().min(1),
  // EC2 always sends both lists; one that is missing was not read, which must not pass for "no route".
  Associations: z.array(z.object({ Main: z.boolean().optional(), SubnetId: z.string().optional() })),
  Routes: z.array(Route),
});

type Table = z.infer<typeof Table>;

export const RouteTables: RowsAside<Table> = {
  operation: 'ec2:DescribeRouteTables',
  page: z.object({ RouteTables: z.array(Table) }),
  list: 'RouteTables',
  rowId: 'RouteTableId',
};

export function routeTableOf({ RouteTableId, Associations, Routes }: Table): RouteTable {
  const routes = Routes.filter(({ State, DestinationIpv6CidrBlock }) => {
    return State !== 'blackhole' && DestinationIpv6CidrBlock === undefined;
  });
  const targets = routes.flatMap((route) => {
    const { State: _state, DestinationIpv6CidrBlock: _destination, ...ids } = route;
    // `local` is the network itself.
    return Object.values(ids).filter((id): id is string => id !== undefined && id !== '' && id !== 'local');
  });
  return {
    routeTableId: RouteTableId,
    isMain: Associations.some(({ Main }) => Main === true),
    subnetIds: Associations.flatMap(({ SubnetId }) => (SubnetId === undefined ? [] : [SubnetId])),
    targetIds: [...new Set(targets)],
    reachesInternet: targets.some((id) => id.startsWith('igw-') || id.startsWith('cagw-')),
  };
}
