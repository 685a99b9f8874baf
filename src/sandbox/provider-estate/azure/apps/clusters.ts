import { meanFor, type ShapeName } from '../../../estate/metric-shapes.ts';
import { DAY, HOUR } from '../../../estate/generate/time.ts';
import type { RunPeriod } from '../../../estate/model.ts';
import type { Random } from '../../../estate/random.ts';
import type { ProviderPlace } from '../../context.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import { type AzureResource, type Course, type JsonObject, textOf } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { monthly, share, times } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { guidOf } from '../tenant.ts';

type ClusterRole = 'working' | 'underused' | 'memory-bound' | 'young' | 'keep' | 'stopped' | ScheduleRole;
/** Those that are judged by the hours of their week. */
type ScheduleRole =
  | 'office'
  | 'office-production'
  | 'office-young'
  | 'office-keep'
  | 'office-scheduled'
  | 'short-night'
  | 'night-batch';

const TYPE = 'Microsoft.ContainerService/managedClusters';
const POOL = 'Microsoft.ContainerService/managedClusters/agentPools';

const SHARES: Readonly<Partial<Record<ClusterRole, number>>> = {
  underused: 0.2,
  'memory-bound': 0.1,
  young: 0.1,
  keep: 0.1,
  stopped: 0.1,
};

const SCHEDULE_SHARES: Readonly<Record<ScheduleRole, number>> = {
  office: 0.4,
  'office-production': 0.1,
  'office-young': 0.1,
  'office-keep': 0.1,
  'office-scheduled': 0.1,
  'short-night': 0.1,
  'night-batch': 0.1,
};

const SIZE = 'Standard_D4s_v5';

/** AKS clusters of two pools: the system's own, and the one that the role is about. */
export function makeClusters(context: AzureContext): void {
  castOf<ClusterRole>(context, 'clusters', SHARES, context.count(7, 6), 'working').forEach((role, index) =>
    makeCluster(context, context.random('cluster', index), role, index),
  );
  castOf<ScheduleRole>(context, 'cluster schedules', SCHEDULE_SHARES, context.count(3, 8)).forEach((role, index) =>
    makeCluster(context, context.random('cluster schedule', index), role, 1000 + index),
  );
}

const isOffice = (role: ClusterRole): boolean => role.startsWith('office');

/** A small estate may have no subscription of the kind: tags and name say what it is for all the same. */
function environmentOf(role: ClusterRole): { readonly environment?: string } {
  if (role === 'office-production') return { environment: 'prod' };
  return isOffice(role) || role === 'short-night' || role === 'night-batch' ? { environment: 'dev' } : {};
}

/** Development, where something may be stopped at night. */
function placeOf(context: AzureContext, random: Random, role: ClusterRole): ProviderPlace {
  if (role === 'office-production') return context.placeIn(random, ['prod']);
  return isOffice(role) || role === 'short-night' || role === 'night-batch'
    ? context.placeIn(random, ['dev', 'sandbox'])
    : context.places.pick(random);
}

interface Pool {
  readonly name: string;
  readonly count: number;
  readonly mode: 'System' | 'User';
  readonly autoscaled: boolean;
  readonly cpu: number;
  readonly memory: number;
}

function makeCluster(context: AzureContext, random: Random, role: ClusterRole, index: number): void {
  const place = placeOf(context, random, role);
  const identity = { ...context.identity(random, place), ...environmentOf(role) };
  const resourceGroup = context.groupOf(identity, place);
  const name = `aks-${context.nameOf(identity)}-${index}`;
  const createdAt =
    context.now - (role === 'young' || role === 'office-young' ? random.between(2, 10) : random.between(70, 500)) * DAY;
  const pools = poolsOf(random, role);
  const tags = {
    ...context.tagsOf(random, identity, name),
    ...((role === 'keep' || role === 'office-keep') && { [KEEP_TAG]: 'sized for the sale' }),
  };
  const nodeGroup = context.group(`MC_${resourceGroup}_${name}_${place.region}`, place.accountId, place.region, tags);
  const cluster = context.add({
    place,
    type: TYPE,
    name,
    resourceGroup,
    tags,
    createdAt,
    top: {
      sku: { name: 'Base', tier: 'Standard' },
      identity: { type: 'SystemAssigned', principalId: guidOf(random), tenantId: context.tenantId },
    },
    properties: clusterProperties(random, { name, nodeGroup, pools, role, subscription: place.accountId }),
    ...(role !== 'stopped' && { metrics: clusterMetrics(pools, role, runsOf(context, role)) }),
  });
  context.bill(cluster, 'aks/Standard');
  for (const pool of pools) addPool(context, cluster, pool, role, place.zones);
  plantSchedule(context, cluster, pools, role);
}

/** Hours of a week in which the shape `office` does nothing: all but ten on each of five days. */
const OFFICE_OFF_HOURS = 168 - 50;

function plantSchedule(context: AzureContext, cluster: AzureResource, pools: readonly Pool[], role: ClusterRole): void {
  const fine = (because: string): void => context.fine(CHECK.aksSchedule, cluster, because);
  switch (role) {
    case 'office': {
      const nodes = pools.reduce((sum, { count, autoscaled }) => sum + (autoscaled ? leastOf(count) : count), 0);
      const cost = share(times(monthly(usdOf(`vm/${SIZE}/linux`, cluster.region)), nodes), OFFICE_OFF_HOURS, 168);
      return context.waste(CHECK.aksSchedule, cluster, 'a development cluster that works in office hours alone', cost);
    }
    case 'office-production':
      return fine('it rests at night, but it is production');
    case 'office-young':
      return fine('younger than the window of four weeks');
    case 'office-keep':
      return fine(`protected by the tag ${KEEP_TAG}`);
    case 'office-scheduled':
      return fine('it is stopped every night already');
    case 'short-night':
      return fine('it rests for five hours a night: too few to stop it');
    case 'night-batch':
      return fine('it works around the clock, least by day');
    default:
      return undefined;
  }
}

const leastOf = (count: number): number => Math.max(1, count - 2);

/** Of one that something starts at seven and stops at nineteen on weekdays, these hours; else left out. */
function runsOf(context: AzureContext, role: ClusterRole): readonly RunPeriod[] | undefined {
  if (role !== 'office-scheduled') return undefined;
  const today = Math.floor(context.now / DAY) * DAY;
  return Array.from({ length: 60 }, (_, back) => today - back * DAY)
    .filter((day) => ![0, 6].includes(new Date(day).getUTCDay()))
    .map((day) => ({ from: day + 7 * HOUR, to: day + 19 * HOUR }))
    .toReversed();
}

function poolsOf(random: Random, role: ClusterRole): readonly Pool[] {
  const low = role === 'underused' || role === 'young' || role === 'keep';
  const cpu = low || role === 'memory-bound' ? random.between(12, 28) : random.between(62, 78);
  const memory = low
    ? random.between(18, 36)
    : role === 'memory-bound'
      ? random.between(82, 90)
      : random.between(62, 76);
  return [
    {
      name: 'system',
      count: 2,
      mode: 'System',
      autoscaled: true,
      cpu: random.between(60, 74),
      memory: random.between(60, 74),
    },
    { name: 'apps', count: random.integer(4, 9), mode: 'User', autoscaled: !low, cpu, memory },
  ];
}

function clusterProperties(
  random: Random,
  part: {
    readonly name: string;
    readonly nodeGroup: string;
    readonly pools: readonly Pool[];
    readonly role: ClusterRole;
    readonly subscription: string;
  },
): JsonObject {
  return {
    provisioningState: 'Succeeded',
    powerState: { code: part.role === 'stopped' ? 'Stopped' : 'Running' },
    kubernetesVersion: '1.29',
    currentKubernetesVersion: '1.29.4',
    dnsPrefix: part.name,
    fqdn: `${part.name}-${random.hex(8)}.hcp.eastus.azmk8s.io`,
    agentPoolProfiles: part.pools.map((pool) => poolProperties(pool, part.role)),
    nodeResourceGroup: part.nodeGroup,
    enableRBAC: true,
    supportPlan: 'KubernetesOfficial',
    networkProfile: {
      networkPlugin: 'azure',
      networkPluginMode: 'overlay',
      networkPolicy: 'none',
      loadBalancerSku: 'standard',
      outboundType: 'loadBalancer',
      podCidr: '10.244.0.0/16',
      serviceCidr: '10.0.0.0/16',
      dnsServiceIP: '10.0.0.10',
      ipFamilies: ['IPv4'],
    },
    maxAgentPools: 100,
    disableLocalAccounts: false,
    autoUpgradeProfile: { upgradeChannel: 'patch', nodeOSUpgradeChannel: 'NodeImage' },
    resourceUID: random.hex(24),
  };
}

function poolProperties(pool: Pool, role: ClusterRole): JsonObject {
  return {
    name: pool.name,
    count: pool.count,
    vmSize: SIZE,
    osDiskSizeGB: 128,
    osDiskType: 'Managed',
    kubeletDiskType: 'OS',
    maxPods: 110,
    type: 'VirtualMachineScaleSets',
    ...(pool.autoscaled && { minCount: leastOf(pool.count), maxCount: pool.count + 3 }),
    enableAutoScaling: pool.autoscaled,
    scaleDownMode: 'Delete',
    provisioningState: 'Succeeded',
    powerState: { code: role === 'stopped' ? 'Stopped' : 'Running' },
    orchestratorVersion: '1.29',
    currentOrchestratorVersion: '1.29.4',
    enableNodePublicIP: false,
    mode: pool.mode,
    osType: 'Linux',
    osSKU: 'Ubuntu',
    nodeImageVersion: 'AKSUbuntu-2204gen2containerd-202406.07.0',
    upgradeSettings: { maxSurge: '10%' },
    enableFIPS: false,
  };
}

/** What Kubernetes itself takes of a node's CPU at most, of 100. */
const SYSTEM_LOAD = 6;

function clusterMetrics(
  pools: readonly Pool[],
  role: ClusterRole,
  runs: readonly RunPeriod[] | undefined,
): Readonly<Record<string, Course>> {
  const rests = isOffice(role) || role === 'short-night';
  const shape: ShapeName = isOffice(role) ? 'office' : role === 'short-night' ? 'short-night' : 'daily';
  const level = (peak: number, base = rests ? SYSTEM_LOAD : peak * 0.4): Course => ({
    of: 'gauge',
    unit: 'Percent',
    shape,
    mean: meanFor(shape, base, peak),
    peak,
    ...(runs !== undefined && { runs }),
  });
  const highest = (of: (pool: Pool) => number): number => Math.max(...pools.map(of));
  return {
    node_cpu_usage_percentage: level(highest(({ cpu }) => cpu)),
    node_memory_working_set_percentage: level(
      highest(({ memory }) => memory),
      highest(({ memory }) => memory) * 0.4,
    ),
    ...Object.fromEntries(
      pools.flatMap(({ name, cpu, memory }) => [
        [`node_cpu_usage_percentage?nodepool=${name}`, level(cpu)],
        [`node_memory_working_set_percentage?nodepool=${name}`, level(memory, memory * 0.4)],
      ]),
    ),
  };
}

function addPool(
  context: AzureContext,
  cluster: AzureResource,
  pool: Pool,
  role: ClusterRole,
  zones: readonly string[],
): void {
  const { name, ...properties } = poolProperties(pool, role);
  const made = context.add({
    place: { accountId: cluster.accountId, region: cluster.region, zones, environment: 'prod' },
    type: POOL,
    name: `${cluster.name}/${textOf(name)}`,
    resourceGroup: cluster.resourceGroup,
    tags: {},
    createdAt: cluster.createdAt,
    properties,
  });
  if (role !== 'stopped') context.bill(made, `vm/${SIZE}/linux`, { quantity: pool.count });
  if (pool.name === 'system') return;
  const fine = (because: string): void => context.fine(CHECK.nodePool, made, because);
  switch (role) {
    case 'underused': {
      // Peaks under 28 % and 36 %: at most two thirds of the nodes are needed.
      const spare = Math.floor(pool.count / 3);
      const cost = times(monthly(usdOf(`vm/${SIZE}/linux`, cluster.region)), spare);
      return context.waste(CHECK.nodePool, made, 'fixed size, CPU under 28 % and memory under 36 %', cost);
    }
    case 'memory-bound':
      return fine('hardly any CPU, but the memory of its nodes is nearly full');
    case 'young':
      return fine('younger than the window of 14 days');
    case 'keep':
      return fine(`its cluster is protected by the tag ${KEEP_TAG}`);
    case 'stopped':
      return fine('its cluster is stopped: its nodes do not bill');
    default:
      return undefined;
  }
}
