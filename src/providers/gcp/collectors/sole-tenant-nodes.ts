import { z } from 'zod';
import { fact, known, mapFact, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { UnreadRow } from '../../../domain/ports/provider.ts';
import type { DedicatedHost } from '../../../domain/resources.ts';
import type { GcpClient } from '../client.ts';
import { defineCollector, type Listing } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Time } from '../labels.ts';
import { aggregated } from '../listings.ts';
import { computeName, computeResource, lastPart } from '../names.ts';

const Group = z.object({
  place: z.string(),
  name: z.string().min(1),
  size: z.int().nonnegative(),
  creationTimestamp: Time.optional(),
  // Left out where nothing scales it.
  autoscalingPolicy: z.object({ mode: z.string().default('OFF'), minNodes: z.int().default(0) }).optional(),
});

const Resources = z.object({ guestCpus: z.int().optional(), memoryMb: z.int().optional() });

const Row = z.object({
  group: Group,
  name: z.string().min(1),
  status: z.string().default('READY'),
  nodeType: z.string().min(1),
  // Left out of a node without machines ("instances" of a node).
  instances: z.array(z.string()).default([]),
  totalResources: Resources.optional(),
  consumedResources: Resources.optional(),
});

type Row = z.infer<typeof Row>;

const GROUPS = 'compute.nodeGroups.aggregatedList';
const NODES = 'compute.nodeGroups.listNodes';

/**
 * Sole-tenant nodes of a project: each is paid whole, whatever runs on it. Source: Compute Engine API,
 * nodeGroups.aggregatedList, and nodeGroups.listNodes of each group.
 */
export const soleTenantNodes = defineCollector({
  type: 'gcp:compute:sole-tenant-node',
  kind: 'dedicated-host',
  permissions: ['compute.nodeGroups.list', 'compute.nodeGroups.get'],
  operation: GROUPS,
  row: Row,
  rowId: 'name',
  fetch: nodesOfGroups,
  toResource(row, { accountId: projectId }): DedicatedHost | undefined {
    if (row.status === 'DELETING') return undefined;
    const { group, totalResources: total } = row;
    const vcpus = fact(total?.guestCpus, 'totalResources.guestCpus');
    const groupName = computeResource(projectId, group.place, 'nodeGroups', group.name);
    return {
      kind: 'dedicated-host',
      type: 'gcp:compute:sole-tenant-node',
      resourceId: `${groupName}/nodes/${row.name}`,
      ...placeOf(projectId, lastPart(group.place)),
      name: row.name,
      state: row.status,
      // Nodes tell no time of their own: none is older than its group.
      createdAt: fact(group.creationTimestamp, 'creationTimestamp'),
      tags: known({}), // node groups have no labels
      family: lastPart(row.nodeType),
      totalVcpus: vcpus,
      availableVcpus: availableVcpus(row),
      memoryMiB: fact(total?.memoryMb, 'totalResources.memoryMb'),
      attachedTo: known(row.instances.map(computeName)),
      reserved: false,
      ...(isScaledIn(group) && { removedWhenEmpty: true }),
    };
  },
});

/** Without machines a node's consumption is zero, and may be left out. */
function availableVcpus({ totalResources, consumedResources, instances }: Row): DedicatedHost['availableVcpus'] {
  const used = consumedResources?.guestCpus ?? (instances.length === 0 ? 0 : undefined);
  if (used === undefined) return unread('the answer has no consumedResources.guestCpus');
  return mapFact(fact(totalResources?.guestCpus, 'totalResources.guestCpus'), (total) => total - used);
}

/** Its autoscaler removes empty nodes, down to a least number ("Autoscale node groups"). */
const isScaledIn = ({ autoscalingPolicy: policy, size }: z.infer<typeof Group>): boolean =>
  policy?.mode === 'ON' && size > policy.minNodes;

async function* nodesOfGroups(gcp: GcpClient, scope: Scope): AsyncGenerator<Listing> {
  for await (const { rows, unread: holes } of aggregated(gcp, scope, GROUPS, { path: 'nodeGroups' })) {
    const malformed: UnreadRow[] = [];
    yield { rows: [], unread: holes };
    for (const raw of rows) {
      const group = Group.safeParse(raw);
      if (group.success) yield* nodesOf(gcp, scope, group.data);
      else malformed.push({ reason: `malformed: ${GROUPS}: ${z.prettifyError(group.error)}` });
    }
    if (malformed.length > 0) yield { rows: [], unread: malformed };
  }
}

const Page = z.object({ items: z.array(z.looseObject({})).default([]) });

async function* nodesOf(gcp: GcpClient, scope: Scope, group: z.infer<typeof Group>): AsyncGenerator<Listing> {
  const path = `compute/v1/projects/${scope.accountId}/${group.place}/nodeGroups/${group.name}/listNodes`;
  for await (const answer of gcp.pages(NODES, scope, { method: 'POST', path, query: { maxResults: 500 } })) {
    const page = Page.safeParse(answer);
    yield page.success
      ? { rows: page.data.items.map((node) => ({ ...node, group })), unread: [] }
      : { rows: [], unread: [{ reason: `malformed: ${NODES}: ${z.prettifyError(page.error)}` }] };
  }
}
