import { decimalOf, picoOf } from '../decimal.ts';
import type { EstateFamily } from '../family.ts';
import type { FamilyContext } from '../family-context.ts';
import { familyParts, type FamilyPart, keyed } from '../family-parts.ts';
import { DAY, daysBefore, HOUR } from '../generate/time.ts';
import { HOURS_PER_MONTH, instanceHourly } from '../prices.ts';
import { processingMetrics } from './metrics.ts';
import type { DataProcessingState, EmrCluster, EmrMachine } from './model.ts';
import { feeRates } from './prices.ts';
import { processingUsage } from './usage.ts';

const CHECK = 'aws-emr-idle';

/** For each thousand resources. */
const ROLES = {
  waiting: 1.1,
  'worked-yesterday': 0.3,
  'at-work': 0.4,
  'ends-itself': 0.3,
  queries: 0.3,
  young: 0.3,
  over: 0.5,
  keep: 0.3,
} as const;

type Role = keyof typeof ROLES;

/** EMR clusters. Their machines are known to them alone: they are no instances of the estate. */
export const dataProcessingFamily: EstateFamily<DataProcessingState> = {
  name: 'data-processing',
  generate: (context) => ({ clusters: keyed(buildClusters(context), ({ id }) => id) }),
  metrics: processingMetrics,
  usage: (state) => processingUsage(state),
};

function buildClusters(context: FamilyContext): readonly EmrCluster[] {
  return [...familyParts(context, 'cluster', ROLES)].map((part) => {
    const cluster = clusterOf(context, part);
    plant(context, part.role, cluster);
    return cluster;
  });
}

function clusterOf(context: FamilyContext, { role, random, place, name, tags }: FamilyPart<Role>): EmrCluster {
  const subnet = random.pick(place.subnets);
  const type = random.pick(Object.keys(feeRates));
  const machine = (group: EmrMachine['group'], groupId: string): EmrMachine => ({
    id: `ci-${random.hex(13).toUpperCase()}`,
    instanceId: `i-0${random.hex(16)}`,
    type,
    group,
    groupId,
  });
  const [master, core] = [`ig-${random.hex(13).toUpperCase()}`, `ig-${random.hex(13).toUpperCase()}`];
  // A young one was made today: its first whole day is still to come.
  const createdAt =
    role === 'young'
      ? context.now - Math.round(random.between(2, 5) * HOUR)
      : daysBefore(context.now, random.between(4, 60));
  return {
    id: `j-${random.hex(13).toUpperCase()}`,
    accountId: place.accountId,
    region: place.region,
    name,
    state: role === 'at-work' ? 'RUNNING' : role === 'over' ? 'TERMINATED' : 'WAITING',
    createdAt,
    ...(role === 'over' && { endedAt: createdAt + DAY }),
    applications: role === 'queries' ? ['Hadoop', 'Trino'] : ['Hadoop', 'Hive', 'Spark'],
    ...(role === 'ends-itself' && { idleTimeout: 3600 }),
    machines: [machine('MASTER', master), machine('CORE', core), machine('CORE', core)],
    subnetId: subnet.id,
    zone: subnet.zone,
    tags,
    work: role === 'at-work' ? 'always' : role === 'worked-yesterday' ? 'yesterday' : 'never',
  };
}

function plant(context: FamilyContext, role: Role, cluster: EmrCluster): void {
  const fine = (because: string): void => context.plantFine(CHECK, cluster, cluster.id, because);
  switch (role) {
    case 'waiting':
      return context.plantWaste(
        CHECK,
        cluster,
        cluster.id,
        'waits for steps, and has had none for days',
        monthOf(cluster),
      );
    case 'worked-yesterday':
      return fine('waits now, but worked yesterday');
    case 'at-work':
      return fine('runs a job');
    case 'ends-itself':
      return fine('ends itself after an hour without work');
    case 'queries':
      return fine('coverage: what Trino does is not counted');
    case 'young':
      return fine('made today');
    case 'over':
      return fine('ended long ago; EMR keeps its history');
    case 'keep':
      return fine('protected by a tag');
  }
}

function monthOf({ machines, region }: EmrCluster): string {
  const hourly = machines.reduce(
    (sum, { type }) => sum + picoOf(feeRates[type]!) + picoOf(instanceHourly(type, region)!),
    0n,
  );
  return decimalOf(hourly * BigInt(HOURS_PER_MONTH));
}
