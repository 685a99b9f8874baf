import { z } from 'zod';
import { type Fact, fact, known, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { instant } from '../../../domain/instant.ts';
import type { ModelEndpoint, ModelVariant } from '../../../domain/resources.ts';
import { armBase, armFields, parsedRows } from '../arm-rows.ts';
import { defineAzureCollector, valueOf } from '../define-azure-collector.ts';
import { factOf } from '../facts-beside.ts';
import type { AzureReader } from '../reader.ts';

const workspacePermission = 'Microsoft.MachineLearningServices/workspaces/read';
const endpointPermission = 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints/read';
const deploymentPermission = 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments/read';
const apiVersion = '2024-04-01';
const service = 'machinelearningservices';

const Endpoint = z.object({
  ...armFields,
  systemData: z.object({ createdAt: z.coerce.date(), lastModifiedAt: z.coerce.date() }),
  properties: z.object({
    // Names the cluster that serves it where that is the customer's own.
    compute: z.string().nullish(),
    mirrorTraffic: z.record(z.string(), z.number()).nullish(),
    provisioningState: z.string().nullish(),
  }),
});

const Deployment = z.object({
  name: z.string().min(1),
  sku: z.object({ capacity: z.int().nonnegative().nullish() }).nullish(),
  properties: z.object({ endpointComputeType: z.string().nullish(), instanceType: z.string().nullish() }),
});
type Deployment = z.infer<typeof Deployment>;

const Workspace = z.object({
  id: z.string().min(1),
  endpoints:
    z.custom<
      readonly { readonly endpoint: z.infer<typeof Endpoint>; readonly deployments: Fact<readonly Deployment[]> }[]
    >(),
});

/**
 * Online endpoints of Machine Learning workspaces that machines of the service answer; those on a Kubernetes cluster cost
 * nothing beside it. Sources: Resource Graph; Machine Learning API 2024-04-01, Workspaces_ListBySubscription,
 * OnlineEndpoints_List and OnlineDeployments_List.
 */
export const onlineEndpoints = defineAzureCollector({
  type: 'azure:machinelearning:online-endpoint',
  kind: 'model-endpoint',
  armType: 'microsoft.machinelearningservices/workspaces',
  permissions: [workspacePermission, endpointPermission, deploymentPermission],
  row: Workspace,
  list: { service, path: '/providers/Microsoft.MachineLearningServices/workspaces', apiVersion },
  // Throws where one workspace is not read: its endpoints would look as if they were not there.
  enrich: (reader, scope, rows) =>
    Promise.all(rows.map(async (row) => ({ ...(row as object), endpoints: await endpointsOf(reader, scope, row) }))),
  toResources: (rows, scope) =>
    rows.flatMap(({ endpoints }) =>
      endpoints
        .filter(({ endpoint }) => !endpoint.properties.compute)
        .map(({ endpoint, deployments }): ModelEndpoint => {
          const { systemData, properties } = endpoint;
          return {
            ...armBase(endpoint, scope, {
              type: 'azure:machinelearning:online-endpoint',
              state: properties.provisioningState ?? 'unknown',
              createdAt: known(instant(systemData.createdAt)),
            }),
            kind: 'model-endpoint',
            // What is not known of its machines must not be taken for "none".
            serving: deployments.known ? known('real-time') : unread(`deployments: ${deployments.reason}`),
            variants: deployments.known
              ? deployments.value.map((each) => variantOf(each, properties.mirrorTraffic))
              : [],
            changedAt: instant(systemData.lastModifiedAt),
          };
        }),
    ),
});

function variantOf(
  { name, sku, properties: { instanceType } }: Deployment,
  mirror: Readonly<Record<string, number>> | null | undefined,
): ModelVariant {
  return {
    name,
    instances: sku?.capacity ?? 1,
    sizeName: fact(instanceType, 'instanceType'),
    shadow: (mirror?.[name] ?? 0) > 0,
  };
}

async function endpointsOf(reader: AzureReader, scope: Scope, row: unknown) {
  const { id } = (row ?? {}) as { readonly id?: unknown };
  if (typeof id !== 'string') return []; // the row itself is then unread
  const found: z.infer<typeof Endpoint>[] = [];
  const request = { path: `${id}/onlineEndpoints`, apiVersion };
  for await (const page of reader.azure.pages(service, endpointPermission, scope, request)) {
    found.push(...parsedRows(Endpoint, valueOf(page, endpointPermission), endpointPermission));
  }
  return await Promise.all(
    found.map(async (endpoint) => ({ endpoint, deployments: await deploymentsOf(reader, scope, endpoint.id) })),
  );
}

const deploymentsOf = (reader: AzureReader, scope: Scope, id: string): Promise<Fact<readonly Deployment[]>> =>
  factOf(async () => {
    const found: Deployment[] = [];
    const request = { path: `${id}/deployments`, apiVersion };
    for await (const page of reader.azure.pages(service, deploymentPermission, scope, request)) {
      found.push(...parsedRows(Deployment, valueOf(page, deploymentPermission), deploymentPermission));
    }
    return found;
  });
