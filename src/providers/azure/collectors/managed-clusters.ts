import { z } from 'zod';
import { fact, known, mapFact, unread } from '../../../domain/fact.ts';
import type { ContainerCluster, NodeGroup, PowerState } from '../../../domain/resources.ts';
import { armBase, armFields, armId, creationNotTold } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';
import { sizeNameFacts } from '../size-names.ts';

const Pool = z.object({
  name: z.string().min(1),
  count: z.int().nonnegative().nullish(),
  vmSize: z.string().nullish(),
  osType: z.string().nullish(),
  mode: z.string().nullish(),
  enableAutoScaling: z.boolean().nullish(),
  minCount: z.int().nullish(),
  maxCount: z.int().nullish(),
  scaleSetPriority: z.string().nullish(),
  availabilityZones: z.array(z.string()).nullish(),
  powerState: z.object({ code: z.string().nullish() }).nullish(),
  provisioningState: z.string().nullish(),
});

const Cluster = z.object({
  ...armFields,
  sku: z.object({ name: z.string().nullish(), tier: z.string().nullish() }).nullish(),
  properties: z.object({
    kubernetesVersion: z.string().nullish(),
    currentKubernetesVersion: z.string().nullish(),
    powerState: z.object({ code: z.string().nullish() }).nullish(),
    supportPlan: z.string().nullish(),
    agentPoolProfiles: z.array(Pool).nullish(),
    provisioningState: z.string().nullish(),
  }),
});

type Cluster = z.infer<typeof Cluster>;
type Pool = z.infer<typeof Pool>;

const shared = {
  armType: 'microsoft.containerservice/managedclusters',
  permissions: ['Microsoft.ContainerService/managedClusters/read'],
  creationListed: true,
  row: Cluster,
  list: {
    service: 'containerservice',
    path: '/providers/Microsoft.ContainerService/managedClusters',
    apiVersion: '2024-05-01',
  },
} as const;

/** AKS clusters of a subscription. Sources: Resource Graph; Container Service API 2024-05-01, ManagedClusters_List. */
export const managedClusters = defineAzureCollector({
  ...shared,
  type: 'azure:containerservice:managed-cluster',
  kind: 'container-cluster',
  toResources: (rows, scope) =>
    rows.map((cluster): ContainerCluster => {
      const { properties, sku } = cluster;
      const version = properties.currentKubernetesVersion ?? properties.kubernetesVersion;
      const power = properties.powerState?.code;
      const pools = fact(
        properties.agentPoolProfiles?.map((pool) => poolId(cluster, pool)),
        'agentPoolProfiles',
      );
      return {
        ...armBase(cluster, scope, {
          type: 'azure:containerservice:managed-cluster',
          state: power ?? properties.provisioningState ?? 'unknown',
          createdAt: creationNotTold,
        }),
        kind: 'container-cluster',
        orchestrator: 'kubernetes',
        attachedTo: pools,
        uses: mapFact(pools, (ids) => ids.map((targetId) => ({ relation: 'has-member', targetId }) as const)),
        machines: known([]),
        ...(version && { version }),
        support: unread('a cluster does not tell how long its version is supported'),
        paysForExtendedSupport: known(properties.supportPlan === 'AKSLongTermSupport'),
        ...(power && { powerState: powerStateOf(power) }),
        ...(sku?.tier && { tier: sku.tier.toLowerCase() }),
      };
    }),
});

/** Their node pools, as the clusters' own listing has them. */
export const agentPools = defineAzureCollector({
  ...shared,
  type: 'azure:containerservice:agent-pool',
  kind: 'node-group',
  toResources: (rows, scope) =>
    rows.flatMap((cluster) =>
      (cluster.properties.agentPoolProfiles ?? []).map((pool): NodeGroup => {
        const desired = pool.count ?? 0;
        const scales = pool.enableAutoScaling === true;
        const power = pool.powerState?.code ?? cluster.properties.powerState?.code;
        return {
          ...armBase(cluster, scope, {
            type: 'azure:containerservice:agent-pool',
            state: power ?? pool.provisioningState ?? 'unknown',
            createdAt: creationNotTold,
          }),
          resourceId: poolId(cluster, pool),
          name: pool.name,
          kind: 'node-group',
          clusterName: cluster.name,
          clusterId: armId(cluster.id),
          minSize: scales ? (pool.minCount ?? desired) : desired,
          desiredSize: desired,
          ...(scales && typeof pool.maxCount === 'number' && { maxSize: pool.maxCount }),
          scalesItself: scales,
          sizeNames: fact(pool.vmSize ? [pool.vmSize] : undefined, 'vmSize'),
          operatingSystem: pool.osType === 'Windows' ? 'windows' : 'linux',
          pricingModel: pool.scaleSetPriority === 'Spot' ? 'spot' : 'on-demand',
          accelerated: sizeNameFacts(pool.vmSize ?? '')?.family.startsWith('N') === true,
          scalingGroups: [],
          subnets: Math.max(1, pool.availabilityZones?.length ?? 1),
          purpose: pool.mode === 'System' ? 'system' : 'workload',
        };
      }),
    ),
});

const poolId = ({ id }: Cluster, { name }: Pool): string => `${armId(id)}/agentpools/${name.toLowerCase()}`;

const powerStateOf = (code: string): PowerState =>
  code === 'Running' ? 'running' : code === 'Stopped' ? 'stopped' : 'changing';
