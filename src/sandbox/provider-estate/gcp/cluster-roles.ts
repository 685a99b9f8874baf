import { decimalOf } from '../../estate/decimal.ts';
import { DAY, daysBefore } from '../../estate/generate/time.ts';
import { type GcpBuilder, KEEP_LABEL, partOf, type Part } from './builder.ts';
import { nightlyJob, type PodSums, workloadsOf } from './cluster-pods.ts';
import { clusterName, poolOf } from './clusters.ts';
import type { GcpCluster, GcpNodePool } from './model.ts';
import { AUTOPILOT_GIB_HOUR, AUTOPILOT_MILLI_CPU_HOUR, GKE_EXTENDED_HOUR } from './platform-prices.ts';
import { HOURS_PER_MONTH, machineMonthly, unitRate } from './prices.ts';

const CHECK = {
  idle: 'gcp-gke-cluster-idle',
  extended: 'gcp-gke-extended-support',
  overrequested: 'gcp-gke-overrequested',
} as const;

/** What clusters are beside their pools, and how many there are in a thousand resources. */
const ROLES = {
  idle: 1.2,
  'idle-autopilot': 1.2,
  'idle-job': 1.2,
  'idle-system': 1.2,
  'idle-unmonitored': 1.2,
  'idle-young': 1.2,
  'idle-keep': 1.2,
  'extended-paid': 1.2,
  'extended-soon': 1.2,
  'extended-later': 1.2,
  'extended-keep': 1.2,
  'old-regular': 1.2,
  'over-autopilot': 1.2,
  'over-memory': 1.2,
  'snug-autopilot': 1.2,
  'over-small': 1.2,
  'over-young': 1.2,
  'over-keep': 1.2,
} as const;
type Role = keyof typeof ROLES;

const AUTOPILOT: ReadonlySet<Role> = new Set([
  'idle-autopilot',
  'over-autopilot',
  'over-memory',
  'snug-autopilot',
  'over-small',
  'over-young',
  'over-keep',
]);

/** Of what is asked for, at the busiest: clear of 40 % on both sides. */
const FULL = { cpuUse: 0.75, memoryUse: 0.8 };
const EMPTY = { cpuUse: 0.2, memoryUse: 0.25 };

function sumsOf(random: Part['random'], role: Role): PodSums | undefined {
  if (role.startsWith('idle')) return undefined;
  const cores = Math.round(random.between(6, 24));
  const all = { cores, memoryGiB: cores * 4 };
  if (role === 'over-memory') return { ...all, ...FULL, memoryUse: 0.2 };
  if (role === 'over-small') return { cores: 1, memoryGiB: 4, ...EMPTY };
  return { ...all, ...(role.startsWith('over') ? EMPTY : FULL) };
}

export function buildRoleClusters(builder: GcpBuilder): void {
  for (const [role, perThousand] of Object.entries(ROLES) as [Role, number][]) {
    for (let index = 0; index < builder.context.count(perThousand); index++) addCluster(builder, role, index);
  }
}

function addCluster(builder: GcpBuilder, role: Role, index: number): void {
  const part = partOf(builder, 'cluster', role, index, { keep: role.endsWith('-keep') });
  const { random, place, labels, zone } = part;
  const { now } = builder;
  const autopilot = AUTOPILOT.has(role);
  const regional = autopilot || random.chance(0.5);
  const sums = sumsOf(random, role);
  const base = {
    projectId: place.accountId,
    region: place.region,
    id: random.hex(64),
    name: `gke-${part.identity.application.app}-${random.hex(4)}`,
    createdAt: daysBefore(now, role.endsWith('-young') ? random.between(4, 9) : random.between(70, 500)),
    location: regional ? place.region : zone,
    zones: regional ? place.zones.slice(0, 3) : [zone],
    version: versionOf(role),
    channel: channelOf(role),
    autopilot,
    labels,
    ...(role === 'idle-unmonitored' && { unmonitored: true }),
    ...supportOf(random, role, now),
    workloads: role === 'idle-job' ? nightlyJob(now) : sums === undefined ? [] : workloadsOf(random, sums),
  };
  const load = sums ? 'busy' : role === 'idle-system' ? 'system' : 'idle';
  const pools = autopilot ? [] : [poolOf(builder, part, base, 'default-pool', load)];
  const cluster: GcpCluster = { ...base, pools };
  builder.clusters.push(cluster);
  plant(builder, role, cluster, pools, sums);
}

const versionOf = (role: Role): string => {
  if (role === 'extended-paid' || role === 'extended-keep') return '1.29.15-gke.1713000';
  if (role === 'extended-soon' || role === 'old-regular') return '1.31.12-gke.1120000';
  return '1.33.4-gke.1552000';
};

const channelOf = (role: Role): GcpCluster['channel'] => (role.startsWith('extended') ? 'EXTENDED' : 'REGULAR');

/** Ends of support of the cluster's minor version: GKE gives fourteen months, and ten more on the extended channel. */
function supportOf(random: Part['random'], role: Role, now: number): Pick<GcpCluster, 'support'> {
  const ends = (days: number) => {
    const standardEndsAt = Math.floor(now / DAY) * DAY + days * DAY;
    return { support: { standardEndsAt, extendedEndsAt: standardEndsAt + 300 * DAY } };
  };
  switch (role) {
    case 'extended-paid':
    case 'extended-keep':
      return ends(-random.integer(20, 200));
    case 'extended-soon':
    case 'old-regular':
      return ends(random.integer(10, 50));
    default:
      return ends(random.integer(90, 300));
  }
}

function plant(
  builder: GcpBuilder,
  role: Role,
  cluster: GcpCluster,
  pools: readonly GcpNodePool[],
  sums: PodSums | undefined,
): void {
  const at = { accountId: cluster.projectId, region: cluster.region };
  const id = clusterName(cluster);
  const fine = (check: string, because: string): void => builder.context.plantFine(check, at, id, because);
  const waste = (check: string, because: string, monthly: bigint): void =>
    builder.context.plantWaste(check, at, id, because, decimalOf(monthly));
  const plane = unitRate('gkeClusterHour') * HOURS_PER_MONTH;
  const nodes = pools.reduce(
    (sum, { machineType, nodesPerZone }) =>
      sum + machineMonthly(machineType, cluster.region) * BigInt(nodesPerZone * cluster.zones.length),
    0n,
  );
  switch (role) {
    case 'idle':
      return waste(CHECK.idle, 'its nodes run what GKE itself needs, and nothing of a user, for weeks', plane + nodes);
    case 'idle-autopilot':
      return waste(CHECK.idle, 'an Autopilot cluster without a single pod for weeks', plane);
    case 'idle-job':
      return fine(CHECK.idle, 'a job of ten minutes runs on it every third night');
    case 'idle-system':
      return fine(CHECK.idle, 'its nodes are busy, in the namespaces of the system');
    case 'idle-unmonitored':
      return fine(CHECK.idle, 'its system metrics are switched off: nothing tells what runs on it');
    case 'idle-young':
      return fine(CHECK.idle, 'younger than the window of 14 days');
    case 'idle-keep':
      return fine(CHECK.idle, `protected by the label ${KEEP_LABEL}`);
    case 'extended-paid':
      return waste(CHECK.extended, 'standard support of its version is over', GKE_EXTENDED_HOUR * HOURS_PER_MONTH);
    case 'extended-soon':
      return waste(CHECK.extended, 'standard support of its version ends within 60 days', 0n);
    case 'extended-later':
      return fine(CHECK.extended, 'standard support of its version goes on for three months and more');
    case 'extended-keep':
      return fine(CHECK.extended, `protected by the label ${KEEP_LABEL}`);
    case 'old-regular':
      return fine(CHECK.extended, 'on the regular channel GKE upgrades it at the end of standard support');
    case 'over-autopilot':
      return waste(CHECK.overrequested, 'its pods use a quarter of what they ask for', gapMonthly(sums));
    case 'over-memory':
      return waste(CHECK.overrequested, 'its pods use a fifth of the memory that they ask for', gapMonthly(sums));
    case 'snug-autopilot':
      return fine(CHECK.overrequested, 'its pods use three quarters of what they ask for');
    case 'over-small':
      return fine(CHECK.overrequested, 'one vCPU is all that is asked for');
    case 'over-young':
      return fine(CHECK.overrequested, 'younger than the window of 14 days');
    case 'over-keep':
      return fine(CHECK.overrequested, `protected by the label ${KEEP_LABEL}`);
  }
}

/** What is asked for beyond use / 70 %. */
function gapMonthly(sums: PodSums | undefined): bigint {
  if (sums === undefined) return 0n;
  const cut = (asked: number, use: number): number => Math.max(0, asked - (asked * use) / 0.7);
  const milliCpus = BigInt(Math.round(cut(sums.cores, sums.cpuUse) * 1000));
  const mebibytes = BigInt(Math.round(cut(sums.memoryGiB, sums.memoryUse) * 1024));
  return HOURS_PER_MONTH * (milliCpus * AUTOPILOT_MILLI_CPU_HOUR + (mebibytes * AUTOPILOT_GIB_HOUR) / 1024n);
}
