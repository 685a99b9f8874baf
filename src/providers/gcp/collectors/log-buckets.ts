import { z } from 'zod';
import { fact, known } from '../../../domain/fact.ts';
import type { LogStore } from '../../../domain/resources.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Time } from '../labels.ts';
import { listed } from '../listings.ts';
import { metricsOfType } from '../metric-specs/index.ts';

const Row = z.object({
  // `projects/P/locations/L/buckets/B`.
  name: z.string().regex(/^projects\/[^/]+\/locations\/[^/]+\/buckets\/[^/]+$/),
  retentionDays: z.int().optional(),
  locked: z.boolean().default(false),
  lifecycleState: z.string().default('ACTIVE'),
  createTime: Time.optional(),
});

const OPERATION = 'logging.projects.locations.buckets.list';

/** Kept for so long at no price beyond ingestion ("Google Cloud Observability pricing", Cloud Logging). */
const INCLUDED_DAYS = 30;

/** Log buckets of a project. Source: Cloud Logging API, projects.locations.buckets.list over all locations. */
export const logBuckets = defineCollector({
  type: 'gcp:logging:bucket',
  kind: 'log-store',
  permissions: ['logging.buckets.list'],
  metrics: metricsOfType('gcp:logging:bucket'),
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  fetch: (gcp, scope) =>
    listed(gcp, scope, OPERATION, {
      path: `v2/projects/${scope.accountId}/locations/-/buckets`,
      list: 'buckets',
      query: { pageSize: 500 },
    }),
  toResource(row, { accountId: projectId }): LogStore | undefined {
    if (row.lifecycleState === 'DELETE_REQUESTED') return undefined;
    const [, , , location = 'global', , bucket = ''] = row.name.split('/');
    return {
      kind: 'log-store',
      type: 'gcp:logging:bucket',
      resourceId: `//logging.googleapis.com/projects/${projectId}/locations/${location}/buckets/${bucket}`,
      ...placeOf(projectId, location),
      name: bucket,
      state: row.lifecycleState,
      // `_Default` and `_Required` came with the project, and tell no time.
      createdAt: fact(row.createTime, 'createTime'),
      tags: known({}), // log buckets have no labels
      retentionDays: fact(row.retentionDays, 'retentionDays'),
      includedDays: INCLUDED_DAYS,
      locked: row.locked || bucket === '_Required',
    };
  },
});
