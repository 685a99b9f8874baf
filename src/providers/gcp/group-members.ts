import { z } from 'zod';
import type { Scope } from '../../domain/ids.ts';
import type { UnreadRow } from '../../domain/ports/provider.ts';
import type { GroupMember, Tags } from '../../domain/resources.ts';
import type { GcpClient } from './client.ts';
import { Labels } from './labels.ts';
import { aggregated } from './listings.ts';
import { computeName, computeResource, lastPart, withProject } from './names.ts';

const Row = z.object({
  place: z.string(),
  name: z.string().min(1),
  machineType: z.string().min(1),
  labels: Labels,
  metadata: z
    .object({ items: z.array(z.object({ key: z.string(), value: z.string().optional() })).default([]) })
    .default({ items: [] }),
});

const OPERATION = 'compute.instances.aggregatedList';
const FIELDS = 'items/*/instances(name,machineType,labels,metadata/items),items/*/warning,unreachables,nextPageToken';

/** The machines that a group made. */
export interface Members {
  readonly members: readonly GroupMember[];
  /** Labels that all of them have with one value: a group has none of its own. */
  readonly labels: Tags;
}

/** Members by group, and places of which they could not be read. */
export interface MembersByGroup {
  readonly byGroup: ReadonlyMap<string, Members>;
  readonly unread: readonly UnreadRow[];
}

/**
 * The machines of a project by the managed group that made them, which their metadata tells (`created-by`): one
 * listing instead of one call for each group. Throws a CloudError.
 */
export async function groupMembers(gcp: GcpClient, scope: Scope): Promise<MembersByGroup> {
  const byGroup = new Map<string, { members: GroupMember[]; labels: Tags }>();
  const unread: UnreadRow[] = [];
  const query = { fields: FIELDS };
  for await (const page of aggregated(gcp, scope, OPERATION, { path: 'instances', query })) {
    unread.push(...page.unread);
    for (const raw of page.rows) {
      const row = Row.safeParse(raw);
      // The listing of machines tells of it; here its group would be taken for smaller than it is.
      if (!row.success) {
        unread.push({ reason: `malformed: ${OPERATION}: ${z.prettifyError(row.error)}` });
        continue;
      }
      const { place, name, machineType, labels, metadata } = row.data;
      const creator = metadata.items.find(({ key }) => key === 'created-by')?.value;
      if (creator?.includes('/instanceGroupManagers/') !== true) continue;
      const groupId = withProject(computeName(creator), scope.accountId);
      const member = {
        instanceId: computeResource(scope.accountId, place, 'instances', name),
        sizeName: lastPart(machineType),
      };
      const held = byGroup.get(groupId);
      if (held === undefined) byGroup.set(groupId, { members: [member], labels });
      else {
        held.members.push(member);
        held.labels = Object.fromEntries(Object.entries(held.labels).filter(([key, value]) => labels[key] === value));
      }
    }
  }
  return { byGroup, unread };
}
