import { z } from 'zod';
import type { PowerState, QueryCluster } from '../../../domain/resources.ts';
import { armBase, armFields, creationNotTold } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';

const Cluster = z.object({
  ...armFields,
  sku: z.object({ name: z.string().min(1), capacity: z.int().nonnegative().nullish() }),
  properties: z.object({
    state: z.string().nullish(),
    provisioningState: z.string().nullish(),
    enableAutoStop: z.boolean().nullish(),
  }),
});

/** Data Explorer clusters of a subscription. Sources: Resource Graph; Kusto API 2023-08-15, Clusters_List. */
export const queryClusters = defineAzureCollector({
  type: 'azure:kusto:cluster',
  kind: 'query-cluster',
  armType: 'microsoft.kusto/clusters',
  permissions: ['Microsoft.Kusto/clusters/read'],
  creationListed: true,
  row: Cluster,
  list: { service: 'kusto', path: '/providers/Microsoft.Kusto/clusters', apiVersion: '2023-08-15' },
  toResources: (rows, scope) =>
    rows.map((cluster): QueryCluster => {
      const { sku, properties } = cluster;
      const state = properties.state ?? properties.provisioningState ?? 'unknown';
      return {
        ...armBase(cluster, scope, { type: 'azure:kusto:cluster', state, createdAt: creationNotTold }),
        kind: 'query-cluster',
        sizeName: sku.name,
        nodes: sku.capacity ?? 1,
        powerState: powerStates[state] ?? 'changing',
        stopsItself: properties.enableAutoStop === true,
      };
    }),
});

/** Source: Kusto API, State. What is on its way, or not told, is not judged. */
const powerStates: Readonly<Record<string, PowerState>> = {
  Running: 'running',
  Stopped: 'stopped',
  Deleted: 'terminated',
};
