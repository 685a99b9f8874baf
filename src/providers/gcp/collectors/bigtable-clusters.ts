import { z } from 'zod';
import type { Scope } from '../../../domain/ids.ts';
import { type Fact, fact, known, unread } from '../../../domain/fact.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { NodeDatabase, Tags } from '../../../domain/resources.ts';
import type { GcpClient } from '../client.ts';
import { defineCollector, type Listing } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Labels, Time } from '../labels.ts';
import { listed } from '../listings.ts';
import { metricsOfType } from '../metric-specs/index.ts';

const Row = z.object({
  // `projects/P/instances/I/clusters/C`.
  name: z.string().regex(/^projects\/[^/]+\/instances\/[^/]+\/clusters\/[^/]+$/),
  // `projects/P/locations/us-central1-b`.
  location: z.string().min(1),
  state: z.string().default('STATE_NOT_KNOWN'),
  serveNodes: z.int().positive(),
  nodeScalingFactor: z.string().default('NODE_SCALING_FACTOR_1X'),
  defaultStorageType: z.string().default('SSD'),
  clusterConfig: z.object({ clusterAutoscalingConfig: z.object({}).optional() }).optional(),
  /** Put in by `withSiblings`: clusters of its instance. */
  siblings: z.int().positive(),
});

const Instance = z.object({ name: z.string(), labels: Labels, createTime: Time.optional() });

const INSTANCES = 'bigtableadmin.projects.instances.list';
const OPERATION = 'bigtableadmin.projects.instances.clusters.list';

interface OfInstance {
  readonly tags: Fact<Tags>;
  readonly createdAt: Fact<Instant>;
}

/**
 * Bigtable clusters of a project: they are what has nodes. Labels and age are their instance's. Source: Cloud Bigtable Admin API
 * v2, projects.instances.clusters.list over all instances (`-`) and projects.instances.list.
 */
export const bigtableClusters = defineCollector({
  type: 'gcp:bigtable:cluster',
  kind: 'node-database',
  permissions: ['bigtable.clusters.list', 'bigtable.instances.list'],
  metrics: metricsOfType('gcp:bigtable:cluster'),
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  prepare: instancesOf,
  fetch: withSiblings,
  toResource(row, { accountId: projectId }, instances): NodeDatabase {
    const [, , , instance = '', , cluster = ''] = row.name.split('/');
    const own = instances.get(instance);
    const missing = unread(`its instance ${instance} was not listed`);
    return {
      kind: 'node-database',
      type: 'gcp:bigtable:cluster',
      resourceId: `//bigtable.googleapis.com/projects/${projectId}/instances/${instance}/clusters/${cluster}`,
      ...placeOf(projectId, row.location.split('/').at(-1) ?? ''),
      name: `${instance}/${cluster}`,
      state: row.state,
      createdAt: own?.createdAt ?? missing,
      tags: own?.tags ?? missing,
      engine: 'bigtable',
      nodes: row.serveNodes,
      nodeStep: row.nodeScalingFactor === 'NODE_SCALING_FACTOR_2X' ? 2 : 1,
      scalesItself: row.clusterConfig?.clusterAutoscalingConfig !== undefined,
      placement: row.siblings > 1 ? 'shared' : 'alone',
      tier: row.defaultStorageType.toLowerCase(),
      replicas: 1,
    };
  },
});

/** By the instance's name. A row that is malformed leaves its clusters without labels. */
async function instancesOf(gcp: GcpClient, scope: Scope): Promise<ReadonlyMap<string, OfInstance>> {
  const found = new Map<string, OfInstance>();
  const options = { path: `v2/projects/${scope.accountId}/instances`, list: 'instances' };
  for await (const { rows } of listed(gcp, scope, INSTANCES, options)) {
    for (const row of rows) {
      const read = Instance.safeParse(row);
      if (!read.success) continue;
      const { name, labels, createTime } = read.data;
      found.set(name.split('/').at(-1) ?? '', { tags: known(labels), createdAt: fact(createTime, 'createTime') });
    }
  }
  return found;
}

/** All pages at once: how many clusters an instance has is told by all of them together. */
async function* withSiblings(gcp: GcpClient, scope: Scope): AsyncGenerator<Listing, void, undefined> {
  const pages: Listing[] = [];
  const options = { path: `v2/projects/${scope.accountId}/instances/-/clusters`, list: 'clusters' };
  for await (const page of listed(gcp, scope, OPERATION, options)) pages.push(page);
  const instanceOf = (row: unknown): string =>
    String((row as { readonly name?: unknown } | null)?.name).split('/clusters/')[0] ?? '';
  const counts = new Map<string, number>();
  for (const row of pages.flatMap(({ rows }) => rows))
    counts.set(instanceOf(row), (counts.get(instanceOf(row)) ?? 0) + 1);
  for (const { rows, unread: holes } of pages) {
    yield {
      rows: rows.map((row) => ({ ...(row as object), siblings: counts.get(instanceOf(row)) ?? 1 })),
      unread: holes,
    };
  }
}
