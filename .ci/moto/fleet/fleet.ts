import {
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import type { FilledRegion } from '../fill.ts';
import { ecs, eks, functions } from './containers.ts';
import { caches, messages, movers, searchDomains, streams, tables, warehouses } from './data-stores.ts';
import { databases } from './databases.ts';
import { images, launchers, spotFleets, vaults } from './images.ts';
import { clusters, desktops, machineLearning } from './machines.ts';
import { type FleetPlace, given, made, type Made, type Seed } from './made.ts';
import { balancers, networks, zones } from './networks.ts';
import { audits, buckets, fileSystems, logGroups, repositories, secrets } from './storage.ts';

const seeds: readonly Seed[] = [
  buckets,
  logGroups,
  repositories,
  fileSystems,
  audits,
  secrets,
  images,
  launchers,
  spotFleets,
  vaults,
  networks,
  balancers,
  databases,
  tables,
  caches,
  warehouses,
  searchDomains,
  streams,
  messages,
  movers,
  ecs,
  eks,
  functions,
  machineLearning,
  desktops,
];

/** Everything beside the instances, volumes, snapshots and addresses of `fill.ts`, in one account and region. */
export async function fillFleet(
  place: Omit<FleetPlace, 'network' | 'base'>,
  base: FilledRegion,
): Promise<readonly Made[]> {
  const ec2 = new EC2Client(place.client);
  const whole: FleetPlace = { ...place, base, network: await defaultNetwork(ec2) };
  const list: Made[] = [];
  for (const seed of seeds) list.push(...(await seed(whole)));
  if (place.at === 0) list.push(...(await zones(whole)), ...(await clusters(whole)));
  list.push(...(await madeByMoto(ec2, base)));
  ec2.destroy();
  return list;
}

async function defaultNetwork(ec2: EC2Client): Promise<FleetPlace['network']> {
  const { Vpcs: [vpc] = [] } = await ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
  );
  const vpcId = given(vpc?.VpcId, 'a default VPC');
  const Filters = [{ Name: 'vpc-id', Values: [vpcId] }];
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ Filters }));
  const { SecurityGroups: [group] = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
  return {
    vpcId,
    subnetIds: Subnets.flatMap(({ SubnetId }) => SubnetId ?? []).slice(0, 2),
    groupId: given(group?.GroupId, 'a security group'),
  };
}

/** What came along: VPCs, interfaces with a public address, machines of clusters and their volumes. Read without Ballast. */
async function madeByMoto(ec2: EC2Client, base: FilledRegion): Promise<readonly Made[]> {
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  const { NetworkInterfaces = [] } = await ec2.send(new DescribeNetworkInterfacesCommand({}));
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
  const { Volumes = [] } = await ec2.send(new DescribeVolumesCommand({}));
  const known = new Set([...base.instances, ...base.volumes].map(({ id }) => id));
  const instances = Reservations.flatMap(({ Instances = [] }) => Instances).filter(
    ({ InstanceId = '', State }) => !known.has(InstanceId) && State?.Name !== 'terminated',
  );
  return [
    ...Vpcs.map(({ VpcId }) => made('aws:ec2:vpc', VpcId)),
    ...NetworkInterfaces.filter(
      ({ Association, PrivateIpAddresses = [] }) =>
        Association?.PublicIp ?? PrivateIpAddresses.some((one) => one.Association?.PublicIp),
    ).map(({ NetworkInterfaceId, VpcId }) =>
      made('aws:ec2:network-interface', NetworkInterfaceId, { networkId: VpcId }),
    ),
    ...instances.map(({ InstanceId, InstanceType }) =>
      made('aws:ec2:instance', InstanceId, { sizeName: InstanceType }),
    ),
    ...Volumes.filter(({ VolumeId = '' }) => !known.has(VolumeId)).map(({ VolumeId, Size, VolumeType }) =>
      made('aws:ec2:volume', VolumeId, { sizeGiB: Size, tier: VolumeType }),
    ),
  ];
}
