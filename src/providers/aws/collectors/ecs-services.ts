import { z } from 'zod';
import { type Fact, fact, known, mapFact, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { instant } from '../../../domain/instant.ts';
import type { ContainerService, TaskSize } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { clusterArns, lastOf } from '../ecs/cluster-arns.ts';
import { EcsTags, ecsTagsOf } from '../ecs/tags.ts';
import { TaskDefinitions, taskPermissions } from '../ecs/task-definitions.ts';
import { readTraffic, type TrafficOf, trafficPermissions } from '../ecs/traffic-sources.ts';
import { inParts } from '../in-parts.ts';
import { documentsIn, parseAnswer } from '../read-aside.ts';

interface Beside {
  readonly size: Fact<TaskSize>;
  /** Whether the revision before the present one had the same size. */
  readonly keptItsSize: Fact<boolean>;
  readonly trafficOf: TrafficOf;
}

const Service = z.object({
  serviceArn: z.string().min(1),
  serviceName: z.string().min(1),
  clusterArn: z.string().min(1),
  status: z.string().min(1),
  desiredCount: z.int().nonnegative(),
  runningCount: z.int().nonnegative(),
  // One of the two; none of them where task sets of another controller decide.
  launchType: z.string().optional(),
  capacityProviderStrategy: z
    .array(z.object({ capacityProvider: z.string(), weight: z.int().default(0), base: z.int().default(0) }))
    .default([]),
  schedulingStrategy: z.string().optional(),
  createdAt: z.date().optional(),
  deployments: z
    .array(
      z.object({
        status: z.string().optional(),
        createdAt: z.date().optional(),
        serviceConnectConfiguration: z.object({ enabled: z.boolean().default(false) }).optional(),
      }),
    )
    .default([]),
  loadBalancers: z
    .array(z.object({ targetGroupArn: z.string().optional(), loadBalancerName: z.string().optional() }))
    .default([]),
  serviceRegistries: z.array(z.unknown()).default([]),
  tags: EcsTags,
  beside: z.custom<Beside>(),
});

type Service = z.infer<typeof Service>;

/** `DescribeServices` takes so many. */
const perCall = 10;

/** ECS services of one account and region. Source: ECS API version 2014-11-13, DescribeServices. */
export const ecsServices = defineCollector({
  type: 'aws:ecs:service',
  kind: 'container-service',
  reach: 'regional',
  permissions: [
    'ecs:ListClusters',
    'ecs:ListServices',
    'ecs:DescribeServices',
    ...taskPermissions,
    ...trafficPermissions,
  ],
  operation: 'ecs:DescribeServices',
  page: z.object({ services: z.array(Service) }),
  rows: ['services'],
  rowId: 'serviceArn',
  async *fetch(aws: AwsClient, scope) {
    const tasks = new TaskDefinitions(aws, scope);
    let traffic: Promise<TrafficOf> | undefined;
    for (const cluster of await clusterArns(aws, scope)) {
      for await (const services of serviceArns(aws, scope, cluster)) {
        const answer = await aws.call('ecs', 'DescribeServices', scope, { cluster, services, include: ['TAGS'] });
        const rows = documentsIn(answer, 'services');
        if (rows.some(({ loadBalancers }) => Array.isArray(loadBalancers) && loadBalancers.length > 0)) {
          traffic ??= readTraffic(aws, scope);
        }
        const trafficOf = (await traffic) ?? nothingBalanced;
        yield { ...(answer as object), services: await withTasks(rows, tasks, trafficOf) };
      }
    }
  },
  toResources: ({ services }, scope) =>
    // A deleted service can be described for some time after.
    services.filter(({ status }) => status !== 'INACTIVE').map((s) => serviceOf(s, scope)),
});

const Listing = z.object({ serviceArns: z.array(z.string()) });

async function* serviceArns(aws: AwsClient, scope: Scope, cluster: string): AsyncGenerator<string[]> {
  const pages = aws.pagesBy('nextToken', 'ecs', 'ListServices', scope, { cluster, maxResults: 100 });
  for await (const answer of pages) {
    for (const part of inParts(parseAnswer(Listing, answer, 'ecs:ListServices').serviceArns, perCall)) yield [...part];
  }
}

const nothingBalanced: TrafficOf = (balancers) =>
  balancers.length === 0 ? known([]) : unread('its load balancers were not told');

type Row = Readonly<Record<string, unknown>>;

async function withTasks(rows: readonly Row[], tasks: TaskDefinitions, trafficOf: TrafficOf): Promise<readonly Row[]> {
  return Promise.all(
    rows.map(async (row) => {
      const arn = String(row['taskDefinition']);
      const beside: Beside = { size: await tasks.sizeOf(arn), keptItsSize: await tasks.keptItsSize(arn), trafficOf };
      return { ...row, beside };
    }),
  );
}

function serviceOf(s: Service, scope: Scope): ContainerService {
  const { size, keptItsSize, trafficOf } = s.beside;
  const primary = s.deployments.find(({ status }) => status === 'PRIMARY');
  const deployedAt = primary?.createdAt ?? s.createdAt;
  const kept = keptItsSize.known && keptItsSize.value;
  return {
    kind: 'container-service',
    type: 'aws:ecs:service',
    resourceId: s.serviceArn,
    scope,
    name: s.serviceName,
    state: s.status,
    createdAt: mapFact(fact(s.createdAt, 'createdAt'), instant),
    tags: ecsTagsOf(s.tags),
    clusterName: lastOf(s.clusterArn),
    ...capacityOf(s),
    desiredCount: s.desiredCount,
    runningCount: s.runningCount,
    onEveryMachine: s.schedulingStrategy === 'DAEMON',
    task: size,
    resizedAt: kept || deployedAt === undefined ? null : instant(deployedAt),
    trafficFrom: trafficOf(s.loadBalancers),
    discoverable: s.serviceRegistries.length > 0 || primary?.serviceConnectConfiguration?.enabled === true,
    uses: known([{ relation: 'member-of', targetId: s.clusterArn }]),
  };
}

/** A strategy takes the place of the launch type. A provider with neither weight nor base gets no task. */
function capacityOf({
  launchType,
  capacityProviderStrategy,
}: Service): Pick<ContainerService, 'runsOn' | 'pricingModel'> {
  const providers = capacityProviderStrategy
    .filter(({ weight, base }) => weight > 0 || base > 0)
    .map(({ capacityProvider }) => capacityProvider);
  if (providers.length === 0) {
    const runsOn = launchType === 'FARGATE' ? 'serverless' : launchType === 'EXTERNAL' ? 'own-hardware' : 'machines';
    return { runsOn, pricingModel: 'on-demand' };
  }
  const serverless = providers.every((name) => name === 'FARGATE' || name === 'FARGATE_SPOT');
  const spot = providers.filter((name) => name === 'FARGATE_SPOT').length;
  const pricingModel = spot === 0 ? 'on-demand' : spot === providers.length ? 'spot' : 'mixed';
  return { runsOn: serverless ? 'serverless' : 'machines', pricingModel };
}
