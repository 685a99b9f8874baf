import type { FamilyContext } from '../family-context.ts';
import { familyParts, uuidOf } from '../family-parts.ts';
import type { BuiltGroup } from '../generate/groups.ts';
import type { Place } from '../generate/placement.ts';
import { DAY, daysBefore } from '../generate/time.ts';
import type { Random } from '../random.ts';
import type { EksCluster, KubernetesVersion, NodeGroup } from './model.ts';
import { clusterMonth, extendedMonth } from './prices.ts';

const EXTENDED = 'aws-eks-extended-support';
const IDLE = 'aws-eks-cluster-idle';

/**
 * Days from the estate's instant to the end of standard support, a year after which extended support ends: the calendar
 * moves with the estate, so that it always has versions in each state.
 */
const CALENDAR: readonly (readonly [version: string, days: number])[] = [
  ['1.36', 405],
  ['1.35', 285],
  ['1.34', 165],
  ['1.33', 78],
  ['1.32', 35],
  ['1.31', -90],
  ['1.30', -210],
  ['1.29', -330],
  ['1.28', -430],
];

export function kubernetesVersions(context: FamilyContext): readonly KubernetesVersion[] {
  const midnight = Math.floor(context.now / DAY) * DAY;
  return CALENDAR.map(([version, days]) => ({
    version,
    releasedAt: midnight + (days - 425) * DAY,
    standardEndsAt: midnight + days * DAY,
    extendedEndsAt: midnight + (days + 365) * DAY,
  }));
}

const SUPPORTED = ['1.36', '1.35', '1.34'];

/** For each thousand resources. */
const ROLES = {
  extended: 1,
  'extended-soon': 0.4,
  'upgraded-by-policy': 0.4,
  'supported-for-now': 0.4,
  'extended-keep': 0.3,
  empty: 0.8,
  'empty-extended': 0.3,
  'empty-young': 0.3,
  'auto-mode': 0.3,
  'profiles-only': 0.3,
  'scaled-to-zero': 0.3,
  hybrid: 0.3,
  'empty-keep': 0.3,
} as const;

type Role = keyof typeof ROLES;

export interface Kubernetes {
  readonly clusters: readonly EksCluster[];
  readonly nodeGroups: readonly NodeGroup[];
}

export function buildKubernetes(context: FamilyContext): Kubernetes {
  const own = clustersOfNodes(context);
  const clusters: EksCluster[] = [...own.clusters];
  const nodeGroups: NodeGroup[] = [...own.nodeGroups];
  for (const { role, random, place, name, tags } of familyParts(context, 'kubernetes', ROLES)) {
    const ageDays = role === 'empty-young' ? random.between(3, 10) : random.between(60, 420);
    const cluster: EksCluster = {
      ...bareCluster(context, random, place, name),
      version: versionFor(role, random),
      supportType: role === 'upgraded-by-policy' ? 'STANDARD' : 'EXTENDED',
      createdAt: daysBefore(context.now, ageDays),
      autoMode: role === 'auto-mode',
      hybrid: role === 'hybrid',
      fargateProfiles: role === 'profiles-only' ? ['default'] : [],
      tags,
    };
    clusters.push(cluster);
    const hasNodes = /^(extended|upgraded|supported|scaled)/.test(role);
    if (hasNodes) nodeGroups.push(plainNodes(random, place, cluster, role === 'scaled-to-zero' ? 0 : 2));
    plant(context, role, cluster);
  }
  return { clusters, nodeGroups };
}

export function bareCluster(context: FamilyContext, random: Random, place: Place, name: string): EksCluster {
  const { accountId, region, vpcId } = place;
  return {
    arn: `arn:aws:eks:${region}:${accountId}:cluster/${name}`,
    name,
    accountId,
    region,
    version: random.pick(SUPPORTED),
    supportType: 'EXTENDED',
    createdAt: daysBefore(context.now, random.between(60, 420)),
    vpcId,
    subnetIds: place.subnets.slice(0, 2).map(({ id }) => id),
    autoMode: false,
    hybrid: false,
    fargateProfiles: [],
    tags: {},
  };
}

/** Two nodes, one in each network: no group can be smaller. */
function plainNodes(random: Random, { accountId, region }: Place, cluster: EksCluster, desiredSize: number): NodeGroup {
  return {
    ...nodeGroupOf(random, cluster, 'default'),
    accountId,
    region,
    instanceType: 'm5.xlarge',
    minSize: 0,
    desiredSize,
    maxSize: 6,
    subnetIds: cluster.subnetIds,
    createdAt: cluster.createdAt,
    tags: cluster.tags,
  };
}

export function nodeGroupOf(
  random: Random,
  { accountId, region, name: clusterName }: EksCluster,
  name: string,
): Pick<NodeGroup, 'arn' | 'name' | 'clusterName' | 'scalingGroup' | 'capacityType' | 'amiType'> {
  const uuid = uuidOf(random);
  return {
    arn: `arn:aws:eks:${region}:${accountId}:nodegroup/${clusterName}/${name}/${uuid}`,
    name,
    clusterName,
    scalingGroup: `eks-${name}-${uuid}`,
    capacityType: 'ON_DEMAND',
    amiType: 'AL2023_x86_64_STANDARD',
  };
}

/**
 * The clusters that instances of the estate say they belong to. The nodes of one of them joined by themselves: it has no
 * managed node group, and is not empty all the same.
 */
function clustersOfNodes(context: FamilyContext): Kubernetes {
  const nodes = context.groups.filter(({ kind }) => kind === 'nodes' || kind === 'spot-nodes');
  const byCluster = Map.groupBy(nodes, ({ place, tags }) =>
    [place.accountId, place.region, tags['eks:cluster-name']].join(' '),
  );
  const clusters: EksCluster[] = [];
  const nodeGroups: NodeGroup[] = [];
  for (const groups of byCluster.values()) {
    const { place, tags } = groups[0]!;
    const random = context.random('cluster of nodes', place.accountId, place.region);
    const cluster = { ...bareCluster(context, random, place, tags['eks:cluster-name']!), tags: { team: 'platform' } };
    clusters.push(cluster);
    if (clusters.length === 1) {
      context.plantFine(IDLE, cluster, cluster.arn, 'no managed node group, but machines joined it by themselves');
    } else {
      nodeGroups.push(...groups.map((group, index) => managedNodes(random, cluster, group, index)));
    }
  }
  return { clusters, nodeGroups };
}

function managedNodes(random: Random, cluster: EksCluster, group: BuiltGroup, index: number): NodeGroup {
  const size = group.instanceIds.length;
  return {
    ...nodeGroupOf(random, cluster, index === 0 ? 'default' : `default-${index}`),
    accountId: cluster.accountId,
    region: cluster.region,
    scalingGroup: group.name,
    capacityType: group.kind === 'spot-nodes' ? 'SPOT' : 'ON_DEMAND',
    amiType: group.type.architecture === 'arm64' ? 'AL2023_ARM_64_STANDARD' : 'AL2023_x86_64_STANDARD',
    instanceType: group.type.type,
    minSize: size,
    desiredSize: size,
    maxSize: size * 2,
    subnetIds: cluster.subnetIds,
    createdAt: group.createdAt,
    tags: {},
  };
}

function versionFor(role: Role, random: Random): string {
  switch (role) {
    case 'extended':
    case 'extended-keep':
    case 'empty-extended':
      return random.pick(['1.31', '1.30']);
    case 'extended-soon':
    case 'upgraded-by-policy':
      return '1.32';
    case 'supported-for-now':
      return '1.33';
    default:
      return random.pick(SUPPORTED);
  }
}

function plant(context: FamilyContext, role: Role, cluster: EksCluster): void {
  const waste = (check: string, because: string, cost: string): void =>
    context.plantWaste(check, cluster, cluster.arn, because, cost);
  const fine = (check: string, because: string): void => context.plantFine(check, cluster, cluster.arn, because);
  switch (role) {
    case 'extended':
      return waste(EXTENDED, 'standard support of its version ended months ago', extendedMonth());
    case 'extended-soon':
      return waste(EXTENDED, 'standard support of its version ends in 35 days', '0');
    case 'upgraded-by-policy':
      return fine(EXTENDED, 'ends in 35 days, but it is set to be upgraded then');
    case 'supported-for-now':
      return fine(EXTENDED, 'its version is supported for 78 days more');
    case 'extended-keep':
      return fine(EXTENDED, 'protected by a tag');
    case 'empty':
      return waste(IDLE, 'no node group, profile or machine', clusterMonth(false));
    case 'empty-extended':
      waste(EXTENDED, 'standard support of its version ended months ago', extendedMonth());
      return waste(IDLE, 'no node group, profile or machine, and in extended support', clusterMonth(true));
    case 'empty-young':
      return fine(IDLE, 'younger than 14 days');
    case 'auto-mode':
      return fine(IDLE, 'Auto Mode makes machines when pods come');
    case 'profiles-only':
      return fine(IDLE, 'its pods run on Fargate');
    case 'scaled-to-zero':
      return fine(IDLE, 'its node group is scaled to zero, and may be scaled up');
    case 'hybrid':
      return fine(IDLE, 'its nodes are elsewhere');
    case 'empty-keep':
      return fine(IDLE, 'protected by a tag');
  }
}
