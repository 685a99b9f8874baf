import { decimalOf } from '../../estate/decimal.ts';
import { DAY, daysBefore } from '../../estate/generate/time.ts';
import { type GcpBuilder, numericId, partOf, type Part } from './builder.ts';
import { type PodSums, workloadsOf } from './cluster-pods.ts';
import { CHECK } from './instance-roles.ts';
import { addInstance } from './instances.ts';
import type { GcpCluster, GcpNodePool } from './model.ts';
import { machineMonthly, shapeOf } from './prices.ts';

/** GKE clusters by what their second node pool plays, and how many there are in a thousand resources. */
const ROLES = { busy: 1.2, 'fixed-low': 1.2, 'scaled-low': 1.2, 'low-memory-full': 1.2, 'low-young': 1.2 } as const;
type Role = keyof typeof ROLES;
/** What a pool's nodes do: `idle` and `system` only what GKE itself runs, of which the second is busy. */
type PoolRole = Role | 'idle' | 'system';

const OVERREQUESTED = 'gcp-gke-overrequested';

export function buildClusters(builder: GcpBuilder): void {
  for (const [role, perThousand] of Object.entries(ROLES) as [Role, number][]) {
    for (let index = 0; index < builder.context.count(perThousand); index++) buildCluster(builder, role, index);
  }
}

function buildCluster(builder: GcpBuilder, role: Role, index: number): void {
  const part = partOf(builder, 'cluster', role, index);
  const { random, place, labels, zone } = part;
  const regional = random.chance(0.5);
  const zones = regional ? place.zones.slice(0, 3) : [zone];
  const name = `gke-${part.identity.application.app}-${random.hex(4)}`;
  const createdAt = daysBefore(builder.now, role === 'low-young' ? random.between(4, 9) : random.between(70, 500));
  const base = {
    projectId: place.accountId,
    region: place.region,
    id: random.hex(64),
    name,
    createdAt,
    location: regional ? place.region : zone,
    zones,
    version: '1.33.4-gke.1552000',
    channel: random.pick(['REGULAR', 'STABLE'] as const),
    autopilot: false,
    labels,
    support: { standardEndsAt: builder.now + 200 * DAY, extendedEndsAt: builder.now + 500 * DAY },
  };
  const pools = [poolOf(builder, part, base, 'default-pool', 'busy'), poolOf(builder, part, base, 'workers', role)];
  const sums = sumsOf(role, base.zones.length, pools[1]!);
  const cluster: GcpCluster = { ...base, pools, workloads: workloadsOf(random, sums) };
  builder.clusters.push(cluster);
  plantPool(builder, role, cluster, pools[1]!);
  plantRequests(builder, role, cluster, sums);
}

/** What pods of the second pool ask for: where its autoscaler keeps nodes that hardly work, almost all of them. */
function sumsOf(role: Role, zones: number, { machineType, nodesPerZone, load }: GcpNodePool): PodSums {
  const { vcpus, memoryMiB } = shapeOf(machineType);
  const nodes = nodesPerZone * zones;
  const asked = role === 'scaled-low' ? { cpu: 0.8, memory: 0.9 } : undefined;
  const cpu = asked?.cpu ?? load.cpuPercent / 75;
  const memory = asked?.memory ?? load.memoryPercent / 85;
  return {
    cores: vcpus * nodes * cpu,
    memoryGiB: (memoryMiB / 1024) * nodes * memory,
    cpuUse: load.cpuPercent / 100 / cpu,
    memoryUse: load.memoryPercent / 100 / memory,
  };
}

function plantRequests(builder: GcpBuilder, role: Role, cluster: GcpCluster, sums: PodSums): void {
  const at = { accountId: cluster.projectId, region: cluster.region };
  const id = clusterName(cluster);
  if (role === 'low-young')
    return builder.context.plantFine(OVERREQUESTED, at, id, 'younger than the window of 14 days');
  if (role !== 'scaled-low')
    return builder.context.plantFine(OVERREQUESTED, at, id, 'its pods use three quarters of what they ask for');
  const pool = cluster.pools[1]!;
  const nodes = pool.nodesPerZone * cluster.zones.length;
  const share = Math.min(1 - sums.cpuUse / 0.7, 1 - sums.memoryUse / 0.7);
  const least = (pool.autoscaling?.min ?? 1) * cluster.zones.length;
  const gone = BigInt(Math.min(nodes - least, Math.floor(nodes * share)));
  const saved = machineMonthly(pool.machineType, cluster.region) * gone;
  const because = 'requests that are three times the use keep nodes that its autoscaler would take away';
  builder.context.plantWaste(OVERREQUESTED, at, id, because, decimalOf(saved));
}

export const clusterName = ({
  projectId,
  location,
  name,
}: Pick<GcpCluster, 'projectId' | 'location' | 'name'>): string =>
  `//container.googleapis.com/projects/${projectId}/locations/${location}/clusters/${name}`;

function loadOf(random: Part['random'], role: PoolRole): GcpNodePool['load'] {
  if (role === 'idle') return { cpuPercent: random.between(1, 1.8), memoryPercent: random.between(8, 12) };
  if (role === 'system') return { cpuPercent: random.between(14, 22), memoryPercent: random.between(12, 20) };
  if (role === 'busy') return { cpuPercent: random.between(62, 75), memoryPercent: random.between(68, 78) };
  const cpuPercent = random.between(14, 22);
  return { cpuPercent, memoryPercent: role === 'low-memory-full' ? random.between(72, 82) : random.between(22, 32) };
}

export function poolOf(
  builder: GcpBuilder,
  { random, place }: Part,
  cluster: Omit<GcpCluster, 'pools' | 'workloads'>,
  name: string,
  role: PoolRole,
): GcpNodePool {
  const machineType = random.pick(['e2-standard-4', 'n2-standard-4', 'n2d-standard-4']);
  // The pool that is looked at has more nodes than zones, so that there is something to take away.
  const perZone = name === 'workers' ? (cluster.zones.length > 1 ? 2 : 5) : 1;
  const nodesPerZone = role === 'scaled-low' ? perZone + 1 : perZone;
  const groups = cluster.zones.map((zone) => {
    const group = `gke-${cluster.name.slice(4, 20)}-${name}-${random.hex(8)}-grp`;
    const template = group.replace(/-grp$/, '');
    builder.templates.push({
      projectId: place.accountId,
      region: 'global',
      id: numericId(random),
      name: template,
      createdAt: cluster.createdAt,
      labels: {},
      machineType,
      sourceImage: 'projects/gke-node-images/global/images/gke-1334-gke1552000-cos-121-18867-294-38-c-pre',
    });
    builder.groups.push({
      projectId: place.accountId,
      region: place.region,
      zone,
      id: numericId(random),
      name: group,
      createdAt: cluster.createdAt,
      labels: {},
      template,
      targetSize: nodesPerZone,
      baseInstanceName: template,
      node: { cluster: cluster.name, pool: name },
    });
    for (let index = 0; index < nodesPerZone; index++) {
      addNode(builder, { place, zone, group, template, machineType }, cluster, name, role, index);
    }
    return `zones/${zone}/instanceGroupManagers/${group}`;
  });
  return {
    name,
    machineType,
    nodesPerZone,
    diskGiB: 100,
    spot: false,
    ...(role === 'scaled-low' && { autoscaling: { min: 1, max: nodesPerZone + 4 } }),
    groups,
    load: loadOf(random, role),
  };
}

function addNode(
  builder: GcpBuilder,
  where: {
    readonly place: Part['place'];
    readonly zone: string;
    readonly group: string;
    readonly template: string;
    readonly machineType: string;
  },
  cluster: Omit<GcpCluster, 'pools' | 'workloads'>,
  pool: string,
  role: PoolRole,
  index: number,
): void {
  const node = partOf(builder, 'node', where.group, index, { place: where.place });
  addInstance(builder, role === 'busy' ? 'node' : role === 'idle' ? 'node-idle' : 'node-low', node, {
    name: `${where.template}-${node.random.hex(4)}`,
    machineType: where.machineType,
    zone: where.zone,
    createdAt: cluster.createdAt,
    labels: {
      'goog-gke-node': '',
      'goog-k8s-cluster-name': cluster.name,
      'goog-k8s-cluster-location': cluster.location,
    },
    diskGiB: 100,
    group: `zones/${where.zone}/instanceGroupManagers/${where.group}`,
    node: { cluster: cluster.name, pool, location: cluster.location },
  });
}

export const poolName = ({ projectId, location, name }: GcpCluster, pool: string): string =>
  `//container.googleapis.com/projects/${projectId}/locations/${location}/clusters/${name}/nodePools/${pool}`;

function plantPool(builder: GcpBuilder, role: Role, cluster: GcpCluster, pool: GcpNodePool): void {
  const at = { accountId: cluster.projectId, region: cluster.region };
  const id = poolName(cluster, pool.name);
  const fine = (because: string): void => builder.context.plantFine(CHECK.poolUnderused, at, id, because);
  switch (role) {
    case 'fixed-low': {
      const nodes = pool.nodesPerZone * cluster.zones.length;
      const needed = Math.max(2, cluster.zones.length, Math.ceil((nodes * pool.load.memoryPercent) / 80));
      const saved = machineMonthly(pool.machineType, cluster.region) * BigInt(nodes - needed);
      const because = 'CPU under 23 % and memory under 33 %, and no autoscaler';
      return builder.context.plantWaste(CHECK.poolUnderused, at, id, because, decimalOf(saved));
    }
    case 'scaled-low':
      return fine('its autoscaler keeps more nodes than it must: requests of pods decide');
    case 'low-memory-full':
      return fine('little CPU, but the memory of its nodes is in use');
    case 'low-young':
      return fine('younger than the window of 14 days');
    case 'busy':
      return fine('its nodes work');
  }
}
