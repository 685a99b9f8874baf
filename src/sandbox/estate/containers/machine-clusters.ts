import { decimalOf, picoOf } from '../decimal.ts';
import type { FamilyContext } from '../family-context.ts';
import { familyParts } from '../family-parts.ts';
import { daysBefore } from '../generate/time.ts';
import { HOURS_PER_MONTH, instanceHourly } from '../prices.ts';
import type { ContainerMachine, EcsCluster } from './model.ts';

const IDLE = 'aws-eks-cluster-idle';

const ROLES = {
  'machines-idle': 0.6,
  'machines-nightly': 0.3,
  'machines-at-work': 0.4,
  'machines-idle-keep': 0.3,
} as const;

type Role = keyof typeof ROLES;

/** Sizes that have a price in every region of the sandbox. */
const TYPES = ['m5.xlarge', 'c5.2xlarge', 'r5.xlarge'];

/** Clusters of ECS with machines of their own, which are no instances of the estate: the cluster alone knows them. */
export function buildMachineClusters(context: FamilyContext): readonly EcsCluster[] {
  const clusters: EcsCluster[] = [];
  for (const { role, random, place, name, tags } of familyParts(context, 'machine cluster', ROLES)) {
    const { accountId, region } = place;
    const type = random.pick(TYPES);
    const registeredAt = daysBefore(context.now, random.between(30, 200));
    const machines = Array.from({ length: random.integer(2, 4) }, (): ContainerMachine => ({
      arn: `arn:aws:ecs:${region}:${accountId}:container-instance/${name}/${random.hex(32)}`,
      instanceId: `i-0${random.hex(16)}`,
      type,
      zone: random.pick(place.subnets).zone,
      registeredAt,
    }));
    const cluster: EcsCluster = {
      arn: `arn:aws:ecs:${region}:${accountId}:cluster/${name}`,
      name,
      accountId,
      region,
      tags,
      machines,
      looseTasks: role === 'machines-at-work' ? 3 : 0,
      reserved: { ...reservedBy(role), since: registeredAt },
    };
    clusters.push(cluster);
    plant(context, role, cluster, type);
  }
  return clusters;
}

function reservedBy(role: Role): Omit<NonNullable<EcsCluster['reserved']>, 'since'> {
  switch (role) {
    case 'machines-idle':
    case 'machines-idle-keep':
      return { shape: 'none', peak: 0 };
    case 'machines-nightly':
      return { shape: 'spiky', peak: 60 };
    case 'machines-at-work':
      return { shape: 'steady', peak: 70 };
  }
}

function plant(context: FamilyContext, role: Role, cluster: EcsCluster, type: string): void {
  const fine = (because: string): void => context.plantFine(IDLE, cluster, cluster.arn, because);
  switch (role) {
    case 'machines-idle': {
      const hourly = picoOf(instanceHourly(type, cluster.region)!);
      const month = decimalOf(hourly * BigInt(HOURS_PER_MONTH * cluster.machines.length));
      return context.plantWaste(IDLE, cluster, cluster.arn, 'its machines ran no task in weeks', month);
    }
    case 'machines-nightly':
      return fine('no task at the time, but some every night');
    case 'machines-at-work':
      return fine('tasks run on its machines');
    case 'machines-idle-keep':
      return fine('protected by a tag');
  }
}
