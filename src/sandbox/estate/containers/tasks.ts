import { decimalOf } from '../decimal.ts';
import type { FamilyContext } from '../family-context.ts';
import { familyParts, type FamilyPart } from '../family-parts.ts';
import type { Place } from '../generate/placement.ts';
import { daysBefore } from '../generate/time.ts';
import { networkFamily } from '../network/family.ts';
import type { LoadBalancer, TargetGroup } from '../network/model.ts';
import type { CountedTargets, EcsCluster, EcsService, TaskDefinition, TaskLoad } from './model.ts';
import { tasksMonth } from './prices.ts';

const OVERSIZED = 'aws-ecs-service-rightsize';
const IDLE = 'aws-ecs-service-idle';

/** For each thousand resources. */
const ROLES = {
  oversized: 1.4,
  'cpu-just-above': 0.3,
  'memory-full': 0.3,
  resized: 0.3,
  young: 0.3,
  smallest: 0.3,
  'on-machines': 0.3,
  gap: 0.3,
  keep: 0.3,
  idle: 0.8,
  'idle-balanced': 0.5,
  'idle-on-machines': 0.3,
  'idle-large': 0.3,
  'quiet-balanced': 0.4,
  heartbeat: 0.3,
  agent: 0.3,
  'wants-none': 0.3,
  'idle-young': 0.3,
  'idle-keep': 0.3,
  ordinary: 5,
} as const;

type Role = keyof typeof ROLES;

interface Shape {
  readonly vcpus: number;
  readonly memoryGiB: number;
}

/** What is reserved, what the busiest task uses of it (percent), and what would do. Pairs that Fargate takes. */
const OVERSIZED_SHAPES: readonly (Shape & { readonly cpu: number; readonly memory: number; readonly enough: Shape })[] =
  [
    { vcpus: 1, memoryGiB: 4, cpu: 15, memory: 17, enough: { vcpus: 0.25, memoryGiB: 1 } },
    { vcpus: 2, memoryGiB: 8, cpu: 29, memory: 29, enough: { vcpus: 1, memoryGiB: 3 } },
    { vcpus: 4, memoryGiB: 16, cpu: 13, memory: 18, enough: { vcpus: 1, memoryGiB: 4 } },
    { vcpus: 0.5, memoryGiB: 2, cpu: 30, memory: 34, enough: { vcpus: 0.25, memoryGiB: 1 } },
  ];

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
  for (const part of familyParts(context, 'service', ROLES)) {
    const balanced = balancedPlace(context, part);
    const place = balanced?.place ?? part.place;
    // It is what its load balancer makes of it.
    if (part.role === 'quiet-balanced' && balanced === undefined) continue;
    const cluster = clusterIn(clusters, place);
    const made = buildService(context, { ...part, place }, cluster, balanced);
    services.push(made.service);
    definitions.push(...made.definitions);
    if (balanced !== undefined) targets.push(balanced.counted);
    plant(context, part.role, made);
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
function balancedPlace(context: FamilyContext, { role, random }: FamilyPart<Role>): Balanced | undefined {
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

interface Made {
  readonly service: EcsService;
  readonly definitions: readonly TaskDefinition[];
  readonly shape: Shape;
  readonly enough: Shape | undefined;
}

function buildService(
  context: FamilyContext,
  { role, index, random, place, name, tags }: FamilyPart<Role>,
  cluster: EcsCluster,
  balanced: Balanced | undefined,
): Made {
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

const enoughFor = (role: Role, enough: Shape): Shape => (role === 'idle-large' ? SMALLEST : enough);

/** Percent of what is reserved. Idle tasks keep under 0.7 %, the bar is 1; the bars of the size are 40 and 50. */
function loadOf(role: Role, draw: number, oversized: (typeof OVERSIZED_SHAPES)[number], since: number): TaskLoad {
  const load = (cpu: TaskLoad['cpu'], memory: number): TaskLoad => ({
    cpu,
    memory: { mean: memory * 0.9, peak: memory },
    since,
  });
  const daily = (peak: number): TaskLoad['cpu'] => ({ shape: 'daily', mean: peak * 0.45, peak });
  switch (role) {
    case 'oversized':
    case 'resized':
    case 'young':
    case 'on-machines':
    case 'gap':
    case 'keep':
      return load(daily(oversized.cpu), oversized.memory);
    case 'smallest':
      return load(daily(14), 30);
    case 'cpu-just-above':
      return load({ shape: 'steady', mean: 44, peak: 50 + 6 * draw }, 30);
    case 'memory-full':
      return load(daily(oversized.cpu), 62 + 20 * draw);
    case 'idle':
    case 'idle-balanced':
    case 'idle-on-machines':
    case 'quiet-balanced':
    case 'agent':
    case 'idle-young':
    case 'idle-keep':
    case 'wants-none':
      return load({ shape: 'idle', mean: 0.12, peak: 0.4 + 0.3 * draw }, 30);
    case 'idle-large':
      return load({ shape: 'idle', mean: 0.12, peak: 0.6 }, 8);
    case 'heartbeat':
      return load({ shape: 'steady', mean: 1.5, peak: 2 + draw }, 30);
    case 'ordinary':
      return load(daily(58 + 35 * draw), 56 + 30 * draw);
  }
}

function plant(context: FamilyContext, role: Role, { service, definitions, shape, enough }: Made): void {
  const { arn, region, desiredCount, launchType } = service;
  const { architecture } = definitions[1]!;
  const month = (size: Shape): bigint => tasksMonth(region, architecture, desiredCount, size);
  const oversized = (because: string): void => {
    context.plantWaste(OVERSIZED, service, arn, because, decimalOf(month(shape) - month(enough ?? shape)));
  };
  const idle = (because: string): void => {
    context.plantWaste(IDLE, service, arn, because, launchType === 'FARGATE' ? decimalOf(month(shape)) : '0');
  };
  const right = (because: string): void => context.plantFine(OVERSIZED, service, arn, because);
  const used = (because: string): void => context.plantFine(IDLE, service, arn, because);
  switch (role) {
    case 'oversized':
      return oversized('its busiest task uses a third of its CPU and memory at most');
    case 'cpu-just-above':
      return right('its CPU goes above 40 %');
    case 'memory-full':
      return right('hardly any CPU, but more than half of its memory');
    case 'resized':
      return right('its task size was changed within the window');
    case 'young':
      return right('younger than the window of 14 days');
    case 'smallest':
      return right('Fargate has no smaller task');
    case 'on-machines':
      return right('its tasks share machines, which are paid as such');
    case 'gap':
      return right('coverage: metrics begin less than a week ago');
    case 'keep':
      return right('protected by a tag');
    case 'idle':
      return idle('no load balancer, and its CPU keeps under 0.7 %');
    case 'idle-balanced':
      return idle('nobody asks its load balancer, and its CPU keeps under 0.7 %');
    case 'idle-on-machines':
      return idle('does nothing, on machines that it shares');
    case 'idle-large':
      idle('does nothing, in large tasks');
      return oversized('does nothing, in large tasks: the smallest would do');
    case 'quiet-balanced':
      return used('hardly any CPU, but its load balancer sends it requests all day');
    case 'heartbeat':
      return used('its CPU goes above one percent');
    case 'agent':
      return used('one task on each machine: it is there to wait');
    case 'wants-none':
      return used('wants no tasks: nothing runs');
    case 'idle-young':
      return used('younger than the window of 14 days');
    case 'idle-keep':
      return used('protected by a tag');
    case 'ordinary':
      return undefined;
  }
}
