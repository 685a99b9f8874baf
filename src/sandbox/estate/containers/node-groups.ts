import { decimalOf, picoOf } from '../decimal.ts';
import type { FamilyContext } from '../family-context.ts';
import { familyParts } from '../family-parts.ts';
import { daysBefore } from '../generate/time.ts';
import { HOURS_PER_MONTH, instanceHourly } from '../prices.ts';
import type { EksCluster, NodeGroup } from './model.ts';
import { bareCluster, type Kubernetes, nodeGroupOf } from './kubernetes.ts';

const CHECK = 'aws-eks-nodegroup-underused';

/** For each thousand resources. */
const ROLES = {
  underused: 0.9,
  'underused-by-agent': 0.4,
  busy: 0.3,
  'memory-full': 0.3,
  reserved: 0.3,
  'memory-untold': 0.3,
  accelerated: 0.3,
  pair: 0.3,
  young: 0.3,
  keep: 0.3,
} as const;

type Role = keyof typeof ROLES;

/** Of six nodes two carry a CPU of 22 %, a memory of 26 % and requests of 28 %: one in each network. */
const NODES = 6;
const NEEDED = 2;

/** Node groups in clusters of their own, so that what is told of a cluster is told of its group. */
export function buildNodeGroups(context: FamilyContext): Kubernetes {
  const clusters: EksCluster[] = [];
  const nodeGroups: NodeGroup[] = [];
  for (const { role, random, place, name, tags } of familyParts(context, 'node group', ROLES)) {
    const since = daysBefore(context.now, role === 'young' ? random.between(4, 10) : random.between(40, 300));
    const bare = { ...bareCluster(context, random, place, name), tags: { team: 'platform' } };
    const cluster = { ...bare, ...insightsOf(role, since) };
    const size = role === 'pair' ? 2 : NODES;
    const group: NodeGroup = {
      ...nodeGroupOf(random, cluster, 'workers'),
      accountId: place.accountId,
      region: place.region,
      amiType: role === 'accelerated' ? 'AL2023_x86_64_NVIDIA' : 'AL2023_x86_64_STANDARD',
      instanceType: random.pick(['m5.xlarge', 'm5.2xlarge', 'c5.2xlarge']),
      minSize: size,
      desiredSize: size,
      maxSize: size * 2,
      subnetIds: cluster.subnetIds,
      createdAt: since,
      tags,
      cpu: { ...cpuOf(role), since },
      ...(role === 'underused-by-agent' && { agentMemory: 24 }),
      ...(role === 'memory-full' && { agentMemory: 71 }),
    };
    clusters.push(cluster);
    nodeGroups.push(group);
    plant(context, role, group);
  }
  return { clusters, nodeGroups };
}

const cpuOf = (role: Role): { readonly mean: number; readonly peak: number } =>
  role === 'busy' ? { mean: 55, peak: 72 } : { mean: 12, peak: 21 };

/** Container Insights, where it is on. */
function insightsOf(role: Role, since: number): Pick<EksCluster, 'insights'> {
  if (role === 'memory-untold' || role === 'underused-by-agent' || role === 'memory-full') return {};
  const full = role === 'reserved';
  return { insights: { memory: 25, reservedCpu: full ? 86 : 27, reservedMemory: full ? 90 : 24, since } };
}

function plant(context: FamilyContext, role: Role, group: NodeGroup): void {
  const { arn, instanceType, region } = group;
  const fine = (because: string): void => context.plantFine(CHECK, group, arn, because);
  switch (role) {
    case 'underused':
    case 'underused-by-agent': {
      const hourly = picoOf(instanceHourly(instanceType, region)!);
      const month = decimalOf(hourly * BigInt(HOURS_PER_MONTH * (NODES - NEEDED)));
      const because =
        role === 'underused' ? 'six nodes for the work and the requests of two' : 'six nodes for the work of two';
      return context.plantWaste(CHECK, group, arn, because, month);
    }
    case 'busy':
      return fine('its CPU is above 40 %');
    case 'memory-full':
      return fine('hardly any CPU, but more than half of its memory');
    case 'reserved':
      return fine('hardly works, but its pods ask for nearly all of it');
    case 'memory-untold':
      return fine('coverage: nobody measures its memory');
    case 'accelerated':
      return fine('its work is on GPUs');
    case 'pair':
      return fine('one node in each network');
    case 'young':
      return fine('younger than the window of 14 days');
    case 'keep':
      return fine('protected by a tag');
  }
}
