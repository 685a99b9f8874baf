import { z } from 'zod';
import type { Scope } from '../../domain/ids.ts';
import type { GcpClient } from './client.ts';
import { aggregated } from './listings.ts';
import { computeResource } from './names.ts';

const Row = z.object({ place: z.string(), name: z.string(), targetSize: z.int() });

const OPERATION = 'compute.instanceGroupManagers.aggregatedList';

/** Target size of each managed instance group of a project by full resource name. Throws a CloudError. */
export async function groupSizes(gcp: GcpClient, scope: Scope): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for await (const { rows } of aggregated(gcp, scope, OPERATION, { path: 'instanceGroupManagers' })) {
    for (const raw of rows) {
      const row = Row.safeParse(raw);
      // One that was not read is missing here, and is then not known to whoever looks for it.
      if (!row.success) continue;
      const { place, name, targetSize } = row.data;
      sizes.set(computeResource(scope.accountId, place, 'instanceGroupManagers', name), targetSize);
    }
  }
  return sizes;
}
