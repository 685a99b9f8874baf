import { z } from 'zod';
import { fact, known, unread } from '../../../domain/fact.ts';
import type { Bucket, LifecycleRule } from '../../../domain/resources.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Int64, Labels, Time } from '../labels.ts';
import { listed } from '../listings.ts';
import { metricsOfType } from '../metric-specs/index.ts';

const Rule = z.object({
  action: z.object({ type: z.string().default(''), storageClass: z.string().optional() }).default({ type: '' }),
  condition: z
    .object({
      age: z.int().optional(),
      isLive: z.boolean().optional(),
      numNewerVersions: z.int().optional(),
      daysSinceNoncurrentTime: z.int().optional(),
      noncurrentTimeBefore: z.string().optional(),
      matchesPrefix: z.array(z.string()).default([]),
      matchesSuffix: z.array(z.string()).default([]),
    })
    .default({ matchesPrefix: [], matchesSuffix: [] }),
});

type Rule = z.infer<typeof Rule>;

const Row = z.object({
  name: z.string().min(1),
  location: z.string().min(1),
  locationType: z.string().optional(),
  storageClass: z.string().optional(),
  timeCreated: Time.optional(),
  labels: Labels,
  // Left out where there is no rule.
  lifecycle: z.object({ rule: z.array(Rule).default([]) }).default({ rule: [] }),
  versioning: z.object({ enabled: z.boolean().default(false) }).optional(),
  autoclass: z.object({ enabled: z.boolean().default(false) }).optional(),
  softDeletePolicy: z.object({ retentionDurationSeconds: Int64.optional() }).optional(),
});

const OPERATION = 'storage.buckets.list';

/** Buckets of a project. Source: Cloud Storage JSON API, buckets.list. */
export const buckets = defineCollector({
  type: 'gcp:storage:bucket',
  kind: 'bucket',
  permissions: ['storage.buckets.list'],
  metrics: metricsOfType('gcp:storage:bucket'),
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  fetch: (gcp, scope) =>
    listed(gcp, scope, OPERATION, {
      path: 'storage/v1/b',
      list: 'items',
      query: { project: scope.accountId, maxResults: 500, projection: 'noAcl' },
    }),
  toResource(row, { accountId: projectId }): Bucket {
    return {
      kind: 'bucket',
      type: 'gcp:storage:bucket',
      resourceId: `//storage.googleapis.com/${row.name}`,
      ...placeOf(projectId, row.location),
      name: row.name,
      state: 'active',
      createdAt: fact(row.timeCreated, 'timeCreated'),
      tags: known(row.labels),
      lifecycleRules: known(row.lifecycle.rule.map(ruleOf)),
      // Versions stay when it is switched off, and no field tells whether it ever was on.
      versioning: known(
        row.versioning?.enabled === true ? 'enabled' : row.versioning === undefined ? 'never' : 'suspended',
      ),
      incompleteUploads: unread('Cloud Storage lists no uploads of a bucket: it counts their bytes in its metrics'),
      countsRequests: known(true),
      ...(row.storageClass !== undefined && { defaultClass: row.storageClass }),
      ...(row.locationType !== undefined && { redundancy: row.locationType }),
      ...(row.softDeletePolicy?.retentionDurationSeconds !== undefined && {
        softDeleteSeconds: row.softDeletePolicy.retentionDurationSeconds,
      }),
      ...(row.autoclass?.enabled === true && { movesByUse: true }),
    };
  },
});

/** Source: Cloud Storage, "Object Lifecycle Management": actions and conditions. */
function ruleOf({ action, condition }: Rule): LifecycleRule {
  const noncurrent =
    condition.isLive === false ||
    condition.numNewerVersions !== undefined ||
    condition.daysSinceNoncurrentTime !== undefined ||
    condition.noncurrentTimeBefore !== undefined;
  const moves = action.type === 'SetStorageClass';
  const removes = action.type === 'Delete';
  const uploads = action.type === 'AbortIncompleteMultipartUpload';
  return {
    enabled: true, // there is no rule that is switched off
    holdsForAll: condition.matchesPrefix.length === 0 && condition.matchesSuffix.length === 0,
    transitions: moves && !noncurrent,
    expires: removes && !noncurrent,
    // Without a word about versions a rule holds for both.
    expiresNoncurrent: removes && condition.isLive !== true,
    transitionsNoncurrent: moves && condition.isLive !== true,
    ...(uploads && condition.age !== undefined && { abortsUploadsAfterDays: condition.age }),
  };
}
