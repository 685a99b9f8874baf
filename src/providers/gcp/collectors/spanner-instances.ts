import { z } from 'zod';
import { fact, known } from '../../../domain/fact.ts';
import type { NodeDatabase } from '../../../domain/resources.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Labels, Time } from '../labels.ts';
import { listed } from '../listings.ts';
import { metricsOfType } from '../metric-specs/index.ts';
import { lastPart } from '../names.ts';

const Row = z.object({
  // `projects/P/instances/I`.
  name: z.string().regex(/^projects\/[^/]+\/instances\/[^/]+$/),
  // `projects/P/instanceConfigs/regional-us-central1`, `…/nam6`.
  config: z.string().min(1),
  processingUnits: z.int().nonnegative().default(0),
  nodeCount: z.int().nonnegative().default(0),
  state: z.string().default('STATE_UNSPECIFIED'),
  labels: Labels,
  createTime: Time.optional(),
  instanceType: z.string().default('PROVISIONED'),
  edition: z.string().default('EDITION_UNSPECIFIED'),
  autoscalingConfig: z.object({}).optional(),
});

const OPERATION = 'spanner.projects.instances.list';

/** A regional configuration keeps three read-write replicas ("Regional and multi-region configurations"). */
const REGIONAL_REPLICAS = 3;

/** Spanner instances of a project. Source: Spanner API v1, projects.instances.list. */
export const spannerInstances = defineCollector({
  type: 'gcp:spanner:instance',
  kind: 'node-database',
  permissions: ['spanner.instances.list'],
  metrics: metricsOfType('gcp:spanner:instance'),
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  fetch: (gcp, scope) =>
    listed(gcp, scope, OPERATION, {
      path: `v1/projects/${scope.accountId}/instances`,
      list: 'instances',
      query: { pageSize: 500 },
    }),
  toResource(row, { accountId: projectId }): NodeDatabase | undefined {
    // Free trial instances have no nodes and bill nothing.
    const units = row.processingUnits === 0 ? row.nodeCount * 1000 : row.processingUnits;
    if (row.instanceType === 'FREE_INSTANCE' || units === 0) return undefined;
    const name = lastPart(row.name);
    const config = lastPart(row.config);
    const region = /^regional-(.+)$/.exec(config)?.[1];
    return {
      kind: 'node-database',
      type: 'gcp:spanner:instance',
      resourceId: `//spanner.googleapis.com/projects/${projectId}/instances/${name}`,
      ...placeOf(projectId, region ?? config),
      name,
      state: row.state,
      createdAt: fact(row.createTime, 'createTime'),
      tags: known(row.labels),
      engine: 'spanner',
      nodes: units / 1000,
      nodeStep: 1,
      partStep: 0.1,
      scalesItself: row.autoscalingConfig !== undefined,
      placement: region === undefined ? 'shared' : 'alone',
      tier: row.edition.toLowerCase().replaceAll('_', '-'),
      ...(region !== undefined && { replicas: REGIONAL_REPLICAS }),
    };
  },
});
