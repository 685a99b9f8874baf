import { z } from 'zod';
import { fact, known } from '../../../domain/fact.ts';
import type { WorkflowEnvironment } from '../../../domain/resources.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Labels, Time } from '../labels.ts';
import { listed } from '../listings.ts';
import { metricsOfType } from '../metric-specs/index.ts';
import { lastPart } from '../names.ts';
import { seriesLocationPermissions, seriesLocations } from '../series-locations.ts';

const Row = z.object({
  place: z.string(),
  /** `projects/<project>/locations/<region>/environments/<name>` */
  name: z.string().min(1),
  state: z.string().default('STATE_UNSPECIFIED'),
  createTime: Time.optional(),
  labels: Labels,
  config: z
    .object({
      environmentSize: z.string().optional(),
      softwareConfig: z.object({ imageVersion: z.string().optional() }).optional(),
    })
    .default({}),
});

const LIST = 'composer.projects.locations.environments.list';
/** What every environment tells of itself, healthy or not. */
const SIGN_OF_LIFE = {
  metric: 'composer.googleapis.com/environment/healthy',
  monitored: 'cloud_composer_environment',
} as const;

/** Environments of Cloud Composer, in the regions in which some report. Source: Composer API v1, projects.locations.environments.list. */
export const workflowEnvironments = defineCollector({
  type: 'gcp:composer:environment',
  kind: 'workflow-environment',
  permissions: ['composer.environments.list', ...seriesLocationPermissions],
  metrics: metricsOfType('gcp:composer:environment'),
  operation: LIST,
  row: Row,
  rowId: 'name',
  async *fetch(gcp, scope, now) {
    for (const place of await seriesLocations(gcp, scope, now, SIGN_OF_LIFE)) {
      const path = `v1/projects/${scope.accountId}/locations/${place}/environments`;
      yield* listed(gcp, scope, LIST, { path, list: 'environments', query: { pageSize: 100 }, place });
    }
  },
  toResource(row, { accountId: projectId }): WorkflowEnvironment {
    const { place, name, state, createTime, labels, config } = row;
    const version = config.softwareConfig?.imageVersion;
    return {
      kind: 'workflow-environment',
      type: 'gcp:composer:environment',
      resourceId: `//composer.googleapis.com/projects/${projectId}/locations/${place}/environments/${lastPart(name)}`,
      ...placeOf(projectId, place),
      name: lastPart(name),
      state,
      createdAt: fact(createTime, 'createTime'),
      tags: known(labels),
      ...(config.environmentSize !== undefined && { size: config.environmentSize }),
      ...(version !== undefined && { version }),
    };
  },
});
