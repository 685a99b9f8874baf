import { z } from 'zod';
import { CloudError, reasonOf } from '../../domain/cloud-error.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import type { GcpClient } from './client.ts';
import { aggregated } from './listings.ts';
import { computeName, computeResource } from './names.ts';

const Row = z.object({ place: z.string(), name: z.string(), instanceSchedulePolicy: z.object({}).optional() });

const OPERATION = 'compute.resourcePolicies.aggregatedList';

export const schedulePermissions = ['compute.resourcePolicies.list'] as const;

/** Whether one of the policies (as a machine links to them) starts and stops machines. */
export type IsScheduled = (policies: readonly string[]) => Fact<boolean>;

/** Reads a project's resource policies: they place machines, snapshot disks, or start and stop machines. */
export async function instanceSchedules(gcp: GcpClient, scope: Scope): Promise<IsScheduled> {
  const schedules = new Set<string>();
  const others = new Set<string>();
  try {
    for await (const { rows } of aggregated(gcp, scope, OPERATION, { path: 'resourcePolicies' })) {
      for (const raw of rows) {
        const row = Row.safeParse(raw);
        if (!row.success) continue;
        const id = computeResource(scope.accountId, row.data.place, 'resourcePolicies', row.data.name);
        (row.data.instanceSchedulePolicy === undefined ? others : schedules).add(id);
      }
    }
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return (policies) => (policies.length === 0 ? known(false) : unread(reasonOf(error)));
  }
  return (policies) => {
    const ids = policies.map(computeName);
    if (ids.some((id) => schedules.has(id))) return known(true);
    const missing = ids.find((id) => !others.has(id));
    return missing === undefined ? known(false) : unread(`resource policy ${missing} was not listed`);
  };
}
