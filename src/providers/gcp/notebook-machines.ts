import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import { type GcpClient, malformed } from './client.ts';
import { Labels, Time } from './labels.ts';
import { aggregated } from './listings.ts';
import { computeResource, lastPart } from './names.ts';

const Machine = z.object({
  place: z.string(),
  id: z.string().min(1),
  name: z.string().min(1),
  machineType: z.string().min(1),
  labels: Labels,
  creationTimestamp: Time.optional(),
  lastStartTimestamp: Time.optional(),
});

/** The machine that a notebook runs on. */
export interface NotebookMachine {
  readonly resourceId: string;
  readonly billingId: string;
  readonly sizeName: string;
  readonly startedAt: z.infer<typeof Machine>['lastStartTimestamp'];
}

const OPERATION = 'compute.instances.aggregatedList';
/** Workbench puts it on each of its machines, with the value `workbench-instances`. */
export const NOTEBOOK_LABEL = 'notebooks-product';
const FIELDS =
  'items/*/instances(id,name,machineType,labels,creationTimestamp,lastStartTimestamp),items/*/warning,unreachables,nextPageToken';

/**
 * Machines of Workbench instances by zone and name, `us-central1-a/research`: a machine is called as its notebook. Throws
 * a CloudError, also for a zone that was not reached.
 */
export async function notebookMachines(gcp: GcpClient, scope: Scope): Promise<ReadonlyMap<string, NotebookMachine>> {
  const found = new Map<string, NotebookMachine>();
  const query = { filter: `labels.${NOTEBOOK_LABEL}:*`, fields: FIELDS };
  for await (const page of aggregated(gcp, scope, OPERATION, { path: 'instances', query, withoutGlobal: true })) {
    const [hole] = page.unread;
    if (hole) throw new CloudError({ category: 'unavailable', operation: OPERATION, message: hole.reason });
    const rows = z.array(Machine).safeParse(page.rows);
    if (!rows.success) throw malformed(OPERATION, z.prettifyError(rows.error));
    for (const { place, id, name, machineType, creationTimestamp, lastStartTimestamp } of rows.data) {
      found.set(`${lastPart(place)}/${name}`, {
        resourceId: computeResource(scope.accountId, place, 'instances', name),
        billingId: computeResource(scope.accountId, place, 'instances', id),
        sizeName: lastPart(machineType),
        startedAt: lastStartTimestamp ?? creationTimestamp,
      });
    }
  }
  return found;
}
