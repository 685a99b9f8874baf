import type { FamilyContext } from '../family-context.ts';
import { familyParts, type FamilyPart } from '../family-parts.ts';
import type { Place } from '../generate/placement.ts';
import { daysBefore } from '../generate/time.ts';
import { networkFamily } from '../network/family.ts';
import type { LoadBalancer, TargetGroup } from '../network/model.ts';
import type { CountedTargets, EcsCluster, EcsService, TaskDefinition } from './model.ts';
import { loadOf, OVERSIZED_SHAPES, SERVICE_ROLES, type ServiceRole, type Shape } from './task-roles.ts';
import { type MadeService, plantService } from './task-truth.ts';

const ORDINARY_SHAPES: readonly Shape[] = [
  { vcpus: 0.5, memoryGiB: 1 },
  { vcpus: 1, memoryGiB: 2 },
  { vcpus: 2, memoryGiB: 8 },
];

const SMALLEST: Shape = { vcpus: 0.25, memoryGiB: 0.5 };

export interface Tasks {
  readonly clusters: readonly EcsCluster[];
  readonly services: readonly EcsService[];
  readonly definitions: readonly TaskDefinition[];
  readonly targets: readonly CountedTargets[];
}

/** Services of ECS, in one cluster for each account and region. */
export function buildTasks(context: FamilyContext): Tasks {
  const clusters = new Map<string, EcsCluster>();
  const services: EcsService[] = [];
  const definitions: TaskDefinition[] = [];
  const targets: CountedTargets[] = [];
  for (const part of familyParts(context, 'service', SERVICE_ROLES)) {
    const balanced = balancedPlace(context, part);
    const place = balanced?.place ?? part.place;
    // It is what its load balancer makes of it.
    if (part.role === 'quiet-balanced' && balanced === undefined) continue;
    const cluster = clusterIn(clusters, place);
    const made = buildService(context, { ...part, place }, cluster, balanced);
    services.push(made.service);
    definitions.push(...made.definitions);
    if (balanced !== undefined) targets.push(balanced.counted);
    plantService(context, part.role, made);
  }
  return { clusters: [...clusters.values()], services, definitions, targets };
}

function clusterIn(clusters: Map<string, EcsCluster>, place: Place): EcsCluster {
  const key = `${place.accountId} ${place.region}`;
  const name = `${place.environment === 'management' ? 'prod' : place.environment}-services`;
  const cluster = clusters.get(key) ?? {
    arn: `arn:aws:ecs:${place.region}:${place.accountId}:cluster/${name}`,
    name,
    accountId: place.accountId,
    region: place.region,
    tags: { team: 'platform' },
    machines: [],
    looseTasks: 0,
  };
  clusters.set(key, cluster);
  return cluster;
}

interface Balanced {
  readonly place: Place;
  readonly group: TargetGroup;
  readonly counted: CountedTargets;
}

/** A target group of the network's: one that is asked a lot, or one that nobody asks. It decides where the service is. */
function balancedPlace(context: FamilyContext, { role, random }: FamilyPart<ServiceRole>): Balanced | undefined {
  if (role !== 'idle-balanced' && role !== 'quiet-balanced') return undefined;
  const { balancers, targetGroups } = context.state(networkFamily);
  const asked = role === 'quiet-balanced';
  const found = [...targetGroups.values()].flatMap((group) => {
    const balancer = balancers.get(group.balancerArns[0] ?? '');
    const fits = group.protocol === 'HTTP' && group.targetType !== 'lambda' && balancer !== undefined;
    return fits && isAsked(balancer) === asked ? [{ group, balancer }] : [];
  });
  if (found.length === 0) return undefined;
  const { group, balancer } = random.pick(found);
  const place = context.places.items.find((one) => one.accountId === group.accountId && one.region === group.region);
  if (place === undefined) return undefined;
  const requestsPerDay = Math.round(balancer.traffic.countPerDay / Math.max(1, group.targets.length));
  const { arn, accountId, region } = group;
  return { place, group, counted: { arn, accountId, region, requestsPerDay, since: balancer.traffic.since } };
}

/** Steady traffic, or none at all; what lies between is neither. */
function isAsked({ traffic: { countPerDay, burstAt } }: LoadBalancer): boolean | undefined {
  if (burstAt !== undefined) return undefined;
  return countPerDay >= 100 ? true : countPerDay === 0 ? false : undefined;
}

function buildService(
  context: FamilyContext,
  { role, index, random, place, name, tags }: FamilyPart<ServiceRole>,
  cluster: EcsCluster,
  balanced: Balanced | undefined,
): MadeService {
  const { accountId, region } = place;
  const ago = (days: number): number => daysBefore(context.now, days);
  const createdAt = ago(role.endsWith('young') ? random.between(3, 10) : random.between(60, 500));
  const oversized = OVERSIZED_SHAPES[index % OVERSIZED_SHAPES.length]!;
  const small = [
    'smallest',
    'idle',
    'idle-balanced',
    'quiet-balanced',
    'heartbeat',
    'idle-young',
    'idle-keep',
  ].includes(role);
  const shape: Shape = small ? SMALLEST : role === 'ordinary' ? random.pick(ORDINARY_SHAPES) : oversized;
  const architecture = random.chance(0.3) ? ('arm64' as const) : ('x86_64' as const);
  const revision = random.integer(2, 60);
  const deployedAt = role.endsWith('young')
    ? createdAt
    : ago(role === 'resized' ? random.between(2, 9) : random.between(1, 50));
  const definition = (number: number, size: Shape, at: number): TaskDefinition => ({
    arn: `arn:aws:ecs:${region}:${accountId}:task-definition/${name}:${number}`,
    accountId,
    region,
    family: name,
    revision: number,
    vcpus: size.vcpus,
    memoryGiB: size.memoryGiB,
    architecture,
    registeredAt: at,
  });
  // Most deployments bring new software in tasks of the same size.
  const before = role === 'resized' ? { vcpus: shape.vcpus / 2, memoryGiB: shape.memoryGiB } : shape;
  const definitions = [definition(revision - 1, before, createdAt), definition(revision, shape, deployedAt)];
  const desiredCount = role === 'wants-none' ? 0 : role === 'agent' ? 3 : random.integer(1, 4);
  const machines = role === 'on-machines' || role === 'idle-on-machines' || role === 'agent';
  const service: EcsService = {
    arn: `arn:aws:ecs:${region}:${accountId}:service/${cluster.name}/${name}`,
    name,
    accountId,
    region,
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    launchType: machines ? 'EC2' : 'FARGATE',
    daemon: role === 'agent',
    desiredCount,
    taskDefinitionArn: definitions[1]!.arn,
    taskIds: Array.from({ length: desiredCount }, () => random.hex(32)),
    createdAt,
    deployedAt: Math.max(createdAt, deployedAt),
    ...(balanced !== undefined && { targetGroupArn: balanced.group.arn }),
    subnetIds: place.subnets.slice(0, 2).map(({ id }) => id),
    tags,
    load: loadOf(role, random.unit(), oversized, role === 'gap' ? ago(random.between(3, 6)) : createdAt),
  };
  const enough = role === 'oversized' || role === 'idle-large' ? enoughFor(role, oversized.enough) : undefined;
  return { service, definitions, shape, enough };
}

const enoughFor = (role: ServiceRole, enough: Shape): Shape => (role === 'idle-large' ? SMALLEST : enough);
