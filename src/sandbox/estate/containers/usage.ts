import { prefixedUsageType } from '../billing-names.ts';
import { picoOf } from '../decimal.ts';
import type { Usage } from '../usage.ts';
import type { ContainersState, EcsService, EksCluster, KubernetesVersion, TaskDefinition } from './model.ts';
import { clusterRates, taskRates } from './prices.ts';

const FOREVER = Number.POSITIVE_INFINITY;
const seconds = (epochMs: number): number => Math.floor(epochMs / 1000);

/** Each task bills by its own ARN, each control plane by that of its cluster. Machines bill as instances. */
export function* containerUsage(state: ContainersState): Generator<Usage> {
  for (const service of state.ecsServices.values()) {
    const definition = state.taskDefinitions.get(service.taskDefinitionArn);
    if (service.launchType === 'FARGATE' && definition !== undefined) yield* taskUsage(service, definition);
  }
  for (const cluster of state.eksClusters.values()) yield* clusterUsage(cluster, state.versions);
}

/** Quarters of a vCPU and halves of a GiB are whole numbers. */
function* taskUsage(service: EcsService, { vcpus, memoryGiB, architecture }: TaskDefinition): Generator<Usage> {
  const { accountId, region, clusterName, taskIds, deployedAt } = service;
  const { vcpuHour, gibHour } = taskRates[region]![architecture];
  const arm = architecture === 'arm64' ? 'ARM-' : '';
  const common = {
    accountId,
    region,
    service: 'Amazon Elastic Container Service',
    productCode: 'AmazonECS',
    operation: 'FargateTask',
    per: 'hour',
    unit: 'hours',
  } as const;
  const line = (name: string, rate: string, scale: number) => ({
    ...common,
    usageType: prefixedUsageType(region, `Fargate-${arm}${name}`),
    rate: picoOf(rate) / BigInt(scale),
    scale,
  });
  for (const id of taskIds) {
    const held = {
      resourceId: `arn:aws:ecs:${region}:${accountId}:task/${clusterName}/${id}`,
      from: seconds(deployedAt),
      to: FOREVER,
    };
    yield { meter: line('vCPU-Hours:perCPU', vcpuHour, 4), quantity: vcpus * 4, ...held };
    yield { meter: line('GB-Hours', gibHour, 2), quantity: memoryGiB * 2, ...held };
  }
}

function* clusterUsage(
  { arn, accountId, region, version, createdAt, supportType }: EksCluster,
  versions: readonly KubernetesVersion[],
): Generator<Usage> {
  const line = (name: string, operation: string, rate: string) => ({
    accountId,
    region,
    service: 'Amazon Elastic Container Service for Kubernetes',
    productCode: 'AmazonEKS',
    usageType: prefixedUsageType(region, `AmazonEKS-Hours:${name}`),
    operation,
    rate: picoOf(rate),
    per: 'hour' as const,
    unit: 'Hours',
    scale: 1,
  });
  const held = { resourceId: arn, quantity: 1, to: FOREVER };
  yield { meter: line('perCluster', 'CreateOperation', clusterRates.hour), ...held, from: seconds(createdAt) };
  const support = versions.find((one) => one.version === version);
  if (supportType !== 'EXTENDED' || support === undefined) return;
  const from = seconds(Math.max(createdAt, support.standardEndsAt));
  yield { meter: line('extendedSupport', 'ExtendedSupport', clusterRates.extendedHour), ...held, from };
}
