import { known } from '../../src/domain/fact.ts';
import { instant } from '../../src/domain/instant.ts';
import type { MetricDigest, MetricName } from '../../src/domain/metrics.ts';
import type { Price } from '../../src/domain/prices.ts';
import type {
  ContainerCluster,
  ContainerService,
  Desktop,
  ModelEndpoint,
  ModelThroughput,
  NodeGroup,
  Notebook,
  ProcessingCluster,
  ProvisionedConcurrency,
  Resource,
  ServerlessFunction,
  TaskSize,
} from '../../src/domain/resources.ts';
import { daysAgo, SCOPE } from './resource-builders.ts';

const base = { scope: SCOPE, state: 'ACTIVE', createdAt: known(daysAgo(300)), tags: known({}) };

const arn = (service: string, rest: string): string =>
  `arn:aws:${service}:${SCOPE.regionId}:${SCOPE.accountId}:${rest}`;

export const task = (change: Partial<TaskSize> = {}): TaskSize => ({
  vcpus: 2,
  memoryMiB: 8192,
  architecture: 'x86_64',
  operatingSystem: 'linux',
  extraStorageGiB: 0,
  ...change,
});

/** Three tasks of 2 vCPUs and 8 GiB on Fargate, behind no load balancer. */
export const containerService = (change: Partial<ContainerService> = {}): ContainerService => ({
  ...base,
  kind: 'container-service',
  type: 'aws:ecs:service',
  resourceId: arn('ecs', 'service/shop/cart'),
  name: 'cart',
  clusterName: 'shop',
  runsOn: 'serverless',
  pricingModel: 'on-demand',
  desiredCount: 3,
  runningCount: 3,
  onEveryMachine: false,
  task: known(task()),
  resizedAt: null,
  trafficFrom: known([]),
  discoverable: false,
  ...change,
});

/** An empty Kubernetes cluster on a version in standard support. */
export const kubernetes = (change: Partial<ContainerCluster> = {}): ContainerCluster => ({
  ...base,
  kind: 'container-cluster',
  type: 'aws:eks:cluster',
  resourceId: arn('eks', 'cluster/main'),
  name: 'main',
  orchestrator: 'kubernetes',
  attachedTo: known([]),
  machines: known([]),
  version: '1.34',
  support: known({ majorVersion: '1.34', standardEndsAt: instant('2027-12-02T00:00:00Z') }),
  paysForExtendedSupport: known(true),
  ...change,
});

/** A cluster of ECS with two machines and nothing to run. */
export const ecsCluster = (change: Partial<ContainerCluster> = {}): ContainerCluster => {
  const { version: _none, ...rest } = kubernetes({
    type: 'aws:ecs:cluster',
    resourceId: arn('ecs', 'cluster/batch'),
    name: 'batch',
    orchestrator: 'ecs',
    machines: known(['i-a', 'i-b'].map((instanceId) => ({ instanceId, sizeName: 'm5.xlarge' }))),
    support: known(null),
    paysForExtendedSupport: known(false),
    ...change,
  });
  return rest;
};

/** Ten Linux nodes in two networks. */
export const nodeGroup = (change: Partial<NodeGroup> = {}): NodeGroup => ({
  ...base,
  kind: 'node-group',
  type: 'aws:eks:nodegroup',
  resourceId: arn('eks', 'nodegroup/main/workers/1'),
  name: 'workers',
  clusterName: 'main',
  minSize: 6,
  desiredSize: 10,
  sizeNames: known(['m5.xlarge']),
  operatingSystem: 'linux',
  pricingModel: 'on-demand',
  accelerated: false,
  scalingGroups: ['eks-workers-1'],
  subnets: 2,
  ...change,
});

/** 1024 MiB; Compute Optimizer says half, with calls a tenth longer. */
export const serverlessFunction = (change: Partial<ServerlessFunction> = {}): ServerlessFunction => ({
  ...base,
  kind: 'function',
  type: 'aws:lambda:function',
  resourceId: arn('lambda', 'function:resize'),
  name: 'resize',
  memoryMiB: 1024,
  architecture: 'x86_64',
  memoryAdvice: known({
    advice: 'lower',
    memoryMiB: 512,
    usedMemoryMiB: 300,
    durationMs: { present: 100, expected: 110, least: 100, most: 150 },
  }),
  ...change,
});

/** Ten environments of 1024 MiB. */
export const keptReady = (change: Partial<ProvisionedConcurrency> = {}): ProvisionedConcurrency => ({
  ...base,
  kind: 'provisioned-concurrency',
  type: 'aws:lambda:provisioned-concurrency',
  resourceId: arn('lambda', 'function:resize:live'),
  name: 'resize:live',
  functionName: 'resize',
  qualifier: 'live',
  allocated: 10,
  memoryMiB: known(1024),
  architecture: 'x86_64',
  ...change,
});

/** A notebook instance that has run for ten days. */
export const notebook = (change: Partial<Notebook> = {}): Notebook => ({
  ...base,
  kind: 'notebook',
  type: 'aws:sagemaker:notebook-instance',
  resourceId: arn('sagemaker', 'notebook-instance/anna'),
  name: 'anna',
  state: 'InService',
  sizeName: 'ml.m5.xlarge',
  application: 'notebook-instance',
  powerState: 'running',
  runningSince: known(daysAgo(10)),
  lastUsedAt: { known: false, reason: 'SageMaker does not tell' },
  ...change,
});

/** The same in Studio, last used three days ago. */
export const studioApp = (change: Partial<Notebook> = {}): Notebook =>
  notebook({ type: 'aws:sagemaker:app', application: 'JupyterLab', lastUsedAt: known(daysAgo(3)), ...change });

/** Two machines that wait for requests. */
export const modelEndpoint = (change: Partial<ModelEndpoint> = {}): ModelEndpoint => ({
  ...base,
  kind: 'model-endpoint',
  type: 'aws:sagemaker:endpoint',
  resourceId: arn('sagemaker', 'endpoint/scores'),
  name: 'scores',
  state: 'InService',
  serving: known('real-time'),
  variants: [{ name: 'all', instances: 2, sizeName: known('ml.m5.xlarge'), shadow: false }],
  changedAt: daysAgo(100),
  ...change,
});

/** One model unit without a term. */
export const modelThroughput = (change: Partial<ModelThroughput> = {}): ModelThroughput => ({
  ...base,
  kind: 'model-throughput',
  type: 'aws:bedrock:provisioned-model',
  resourceId: arn('bedrock', 'provisioned-model/abc'),
  name: 'abc',
  state: 'InService',
  modelId: 'anthropic.claude-3-haiku-20240307-v1:0',
  modelUnits: 1,
  ...change,
});

/** Three machines that wait, with Spark on them. */
export const processingCluster = (change: Partial<ProcessingCluster> = {}): ProcessingCluster => ({
  ...base,
  kind: 'processing-cluster',
  type: 'aws:elasticmapreduce:cluster',
  resourceId: 'j-1',
  name: 'nightly',
  state: 'WAITING',
  waiting: true,
  applications: known(['hadoop', 'spark']),
  endsItselfAfterSeconds: known(null),
  machines: known(
    ['i-1', 'i-2', 'i-3'].map((instanceId) => ({ instanceId, sizeName: 'm5.xlarge', pricingModel: 'on-demand' })),
  ),
  ...change,
});

/** A standard Windows desktop that is always on, and that somebody logged into yesterday. */
export const desktop = (change: Partial<Desktop> = {}): Desktop => ({
  ...base,
  kind: 'desktop',
  type: 'aws:workspaces:workspace',
  resourceId: 'ws-1',
  name: 'ws-1',
  state: 'AVAILABLE',
  userName: 'anna',
  standby: false,
  bundle: 'standard',
  operatingSystem: 'windows',
  licence: 'included',
  rootVolumeGiB: 80,
  userVolumeGiB: 50,
  runningMode: 'always-on',
  lastConnectedAt: known(daysAgo(1)),
  ...change,
});

/** Fourteen days of hours of one value, all of them there. */
export const digest = (
  { resourceId }: Resource,
  metric: MetricName,
  value: number,
  change: Partial<MetricDigest> = {},
): MetricDigest => ({
  scope: SCOPE,
  resourceId,
  metric,
  window: { start: daysAgo(14), end: daysAgo(0) },
  periodSeconds: 3600,
  sampleCount: 336,
  expectedCount: 336,
  mean: value,
  p50: value,
  p95: value,
  p99: value,
  max: value,
  ...change,
});

/**
 * us-east-1, USD, all as of 2026: AWS's pages "AWS Fargate Pricing", "Amazon EKS Pricing", "AWS Lambda Pricing", "Amazon
 * SageMaker AI Pricing", "Amazon EMR Pricing" and the price list of AmazonWorkSpaces. m5: see test/analysis/price-book.ts.
 */
const items: readonly (readonly [item: string, amount: string, unit: Price['listPrice']['unit']])[] = [
  ['instance/m5.xlarge/linux', '0.192', 'hour'],
  ['instance/m5.2xlarge/linux', '0.384', 'hour'],
  ['task-vcpu/linux/x86_64', '0.04048', 'vCPU-hour'],
  ['task-memory/linux/x86_64', '0.004445', 'GiB-hour'],
  ['cluster/kubernetes', '0.1', 'hour'],
  ['cluster-extended-support/kubernetes', '0.5', 'hour'],
  ['function-time/x86_64', '0.0000166667', 'GiB-second'],
  ['function-requests/x86_64', '0.0000002', 'request'],
  ['function-kept-ready/x86_64', '0.0000041667', 'GiB-second'],
  ['notebook/notebook-instance/ml.m5.xlarge', '0.23', 'hour'],
  ['notebook/jupyterlab/ml.m5.xlarge', '0.23', 'hour'],
  ['model-endpoint/ml.m5.xlarge', '0.23', 'hour'],
  ['processing-fee/m5.xlarge', '0.048', 'hour'],
  ['desktop-always-on/standard/windows/included/80-50', '35', 'month'],
  ['desktop-auto-stop/standard/windows/included/80-50', '9.75', 'month'],
  ['desktop-hours/standard/windows/included', '0.3', 'hour'],
];

export const serverlessPrices = (without: readonly string[] = []): Map<string, Price> =>
  new Map(
    items
      .filter(([item]) => !without.includes(item))
      .map(([item, amount, unit]) => [
        item,
        {
          provider: 'aws' as const,
          regionId: 'us-east-1',
          item,
          skuId: item.toUpperCase(),
          listPrice: { amount, currency: 'USD' as never, unit },
          source: 'AWS Price List API',
          asOf: instant('2026-11-01'),
        },
      ]),
  );
