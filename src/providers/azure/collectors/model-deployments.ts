import { z } from 'zod';
import { type Fact, known, mapFact, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { instant } from '../../../domain/instant.ts';
import type { ModelThroughput } from '../../../domain/resources.ts';
import { armBase, armFields, parsedRows } from '../arm-rows.ts';
import { defineAzureCollector, valueOf } from '../define-azure-collector.ts';
import { factOf } from '../facts-beside.ts';
import type { AzureReader } from '../reader.ts';

const accountPermission = 'Microsoft.CognitiveServices/accounts/read';
const deploymentPermission = 'Microsoft.CognitiveServices/accounts/deployments/read';
const modelPermission = 'Microsoft.CognitiveServices/accounts/models/read';
const service = 'cognitiveservices';
const apiVersion = '2024-10-01';

const ModelName = z.object({ name: z.string().min(1), version: z.string().nullish() });

const Deployment = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  sku: z.object({ name: z.string().min(1), capacity: z.int().nonnegative().nullish() }).nullish(),
  systemData: z.object({ createdAt: z.coerce.date().nullish() }).nullish(),
  properties: z.object({ model: ModelName, provisioningState: z.string().nullish() }),
});
type Deployment = z.infer<typeof Deployment>;

const Model = z.object({
  ...ModelName.shape,
  skus: z
    .array(
      z.object({
        name: z.string(),
        capacity: z.object({ minimum: z.int().nullish(), step: z.int().nullish() }).nullish(),
      }),
    )
    .nullish(),
});
type Model = z.infer<typeof Model>;

const Account = z.object({
  ...armFields,
  kind: z.string().nullish(),
  deployments: z.custom<readonly Deployment[]>(),
  models: z.custom<Fact<readonly Model[]>>(),
});

/** Kinds of accounts that models are deployed in. */
const KINDS = new Set(['OpenAI', 'AIServices']);

const isProvisioned = ({ sku }: Deployment): boolean => /provisioned/i.test(sku?.name ?? '');

/**
 * Deployments of models with units of their own; those that are paid by the token cost nothing idle. Sources: Resource
 * Graph; Cognitive Services API 2024-10-01, Accounts_List, Deployments_List, Accounts_ListModels.
 */
export const modelDeployments = defineAzureCollector({
  type: 'azure:cognitiveservices:deployment',
  kind: 'model-throughput',
  armType: 'microsoft.cognitiveservices/accounts',
  permissions: [accountPermission, deploymentPermission, modelPermission],
  row: Account,
  list: { service, path: '/providers/Microsoft.CognitiveServices/accounts', apiVersion },
  enrich: (reader, scope, rows) => Promise.all(rows.map((row) => withDeployments(reader, scope, row))),
  toResources: (rows, scope) =>
    rows.flatMap((account) =>
      account.deployments.map((deployment): ModelThroughput => {
        const { sku, systemData, properties } = deployment;
        const createdAt = systemData?.createdAt;
        return {
          ...armBase({ ...account, id: deployment.id, name: deployment.name }, scope, {
            type: 'azure:cognitiveservices:deployment',
            state: properties.provisioningState ?? 'unknown',
            createdAt: createdAt
              ? known(instant(createdAt))
              : unread('field systemData.createdAt missing in the answer'),
          }),
          kind: 'model-throughput',
          modelId: [properties.model.name, properties.model.version].filter(Boolean).join(' '),
          modelUnits: sku?.capacity ?? 0,
          plan: sku?.name ?? 'unknown',
          unitSteps: stepsOf(deployment, account.models),
        };
      }),
    ),
});

/** Throws where the deployments of an account are not read: they would look as if they were not there. */
async function withDeployments(reader: AzureReader, scope: Scope, row: unknown): Promise<unknown> {
  const { id, kind } = (row ?? {}) as { readonly id?: unknown; readonly kind?: unknown };
  const none = { ...(row as object), deployments: [], models: known([]) };
  if (typeof id !== 'string' || typeof kind !== 'string' || !KINDS.has(kind)) return none;
  const deployments: Deployment[] = [];
  const request = { path: `${id}/deployments`, apiVersion };
  for await (const page of reader.azure.pages(service, deploymentPermission, scope, request)) {
    const found = parsedRows(Deployment, valueOf(page, deploymentPermission), deploymentPermission);
    deployments.push(...found.filter(isProvisioned));
  }
  if (deployments.length === 0) return none;
  return { ...(row as object), deployments, models: await factOf(() => modelsOf(reader, scope, id)) };
}

async function modelsOf(reader: AzureReader, scope: Scope, accountId: string): Promise<readonly Model[]> {
  const models: Model[] = [];
  const request = { path: `${accountId}/models`, apiVersion };
  for await (const page of reader.azure.pages(service, modelPermission, scope, request)) {
    models.push(...parsedRows(Model, valueOf(page, modelPermission), modelPermission));
  }
  return models;
}

function stepsOf(
  { sku, properties }: Deployment,
  models: Fact<readonly Model[]>,
): NonNullable<ModelThroughput['unitSteps']> {
  const { name, version } = properties.model;
  const capacity = mapFact(
    models,
    (all) =>
      all
        .find((model) => model.name === name && (model.version ?? '') === (version ?? ''))
        ?.skus?.find((each) => each.name === sku?.name)?.capacity,
  );
  if (!capacity.known) return capacity;
  const { minimum, step } = capacity.value ?? {};
  return typeof minimum === 'number' && typeof step === 'number' && step > 0
    ? known({ minimum, step })
    : unread(`the least units of ${name} as ${sku?.name ?? 'it is deployed'} are not told`);
}
