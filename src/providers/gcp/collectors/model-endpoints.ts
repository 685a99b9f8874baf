import { z } from 'zod';
import { type Fact, fact, known, unread } from '../../../domain/fact.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { ModelEndpoint, ModelVariant } from '../../../domain/resources.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Labels, Time } from '../labels.ts';
import { listed } from '../listings.ts';
import { metricsOfType } from '../metric-specs/index.ts';
import { lastPart } from '../names.ts';
import { seriesLocationPermissions, seriesLocations } from '../series-locations.ts';

/** Zero with scaling to zero; left out where it is zero. */
const replicas = { minReplicaCount: z.int().nonnegative().default(0) };

const DeployedModel = z.object({
  id: z.string().min(1),
  displayName: z.string().default(''),
  createTime: Time.optional(),
  dedicatedResources: z
    .object({
      ...replicas,
      machineSpec: z.object({
        machineType: z.string().min(1),
        acceleratorType: z.string().optional(),
        acceleratorCount: z.int().default(0),
      }),
    })
    .optional(),
  automaticResources: z.object(replicas).optional(),
});
type DeployedModel = z.infer<typeof DeployedModel>;

const Row = z.object({
  place: z.string(),
  name: z.string().min(1),
  displayName: z.string().default(''),
  labels: Labels,
  createTime: Time.optional(),
  updateTime: Time,
  deployedModels: z.array(DeployedModel).default([]),
  network: z.string().default(''),
  privateServiceConnectConfig: z.object({ enablePrivateServiceConnect: z.boolean().default(false) }).optional(),
});

const LIST = 'aiplatform.projects.locations.endpoints.list';
/** Replicas are what is paid for. */
const REPLICAS = {
  metric: 'aiplatform.googleapis.com/prediction/online/replicas',
  monitored: 'aiplatform.googleapis.com/Endpoint',
} as const;

/**
 * Endpoints of Vertex AI, in the regions in which some have replicas. Source: Vertex AI API v1,
 * projects.locations.endpoints.list, which each region answers under a host of its own.
 */
export const modelEndpoints = defineCollector({
  type: 'gcp:aiplatform:endpoint',
  kind: 'model-endpoint',
  permissions: ['aiplatform.endpoints.list', ...seriesLocationPermissions],
  metrics: metricsOfType('gcp:aiplatform:endpoint'),
  operation: LIST,
  row: Row,
  rowId: 'name',
  async *fetch(gcp, scope, now) {
    for (const place of await seriesLocations(gcp, scope, now, REPLICAS)) {
      const path = `v1/projects/${scope.accountId}/locations/${place}/endpoints`;
      const query = { pageSize: 100 };
      yield* listed(gcp, scope, LIST, { path, list: 'endpoints', query, place, host: `${place}-aiplatform` });
    }
  },
  toResource(row, { accountId: projectId }): ModelEndpoint {
    const { name, place, displayName, labels, createTime, updateTime, deployedModels } = row;
    const id = lastPart(name);
    const isPrivate = row.network !== '' || row.privateServiceConnectConfig?.enablePrivateServiceConnect === true;
    return {
      kind: 'model-endpoint',
      type: 'gcp:aiplatform:endpoint',
      resourceId: `//aiplatform.googleapis.com/projects/${projectId}/locations/${place}/endpoints/${id}`,
      ...placeOf(projectId, place),
      name: displayName === '' ? id : displayName,
      state: deployedModels.length > 0 ? 'deployed' : 'empty',
      createdAt: fact(createTime, 'createTime'),
      tags: known(labels),
      serving: isPrivate ? unread('requests to a private endpoint are counted elsewhere') : known('real-time'),
      variants: deployedModels.map(variantOf),
      changedAt: lastOf(updateTime, deployedModels),
    };
  },
});

/** Deploying a model may leave the endpoint's own time as it was. */
const lastOf = (updateTime: Instant, models: readonly DeployedModel[]): Instant =>
  models.reduce(
    (last, { createTime }) => (createTime !== undefined && createTime > last ? createTime : last),
    updateTime,
  );

/** Models that share a pool of machines pay for none by themselves. */
function variantOf({ id, displayName, dedicatedResources, automaticResources }: DeployedModel): ModelVariant {
  const sizeName: Fact<string> = dedicatedResources
    ? known(sizeOf(dedicatedResources.machineSpec))
    : unread('Vertex AI chooses its machines');
  const instances = dedicatedResources?.minReplicaCount ?? automaticResources?.minReplicaCount ?? 0;
  return { name: displayName === '' ? id : displayName, instances, sizeName, shadow: false };
}

const sizeOf = ({
  machineType,
  acceleratorType,
  acceleratorCount,
}: NonNullable<DeployedModel['dedicatedResources']>['machineSpec']): string =>
  acceleratorType === undefined || acceleratorCount === 0
    ? machineType
    : `${machineType} with ${acceleratorCount} x ${acceleratorType}`;
