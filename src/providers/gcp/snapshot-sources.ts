import { CloudError, reasonOf } from '../../domain/cloud-error.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import type { GcpClient } from './client.ts';
import { aggregated } from './listings.ts';

/** Whether the disk of this number is gone; unread where not all disks of the project could be listed. */
export type SourceGone = (sourceDiskId: string | undefined) => Fact<boolean>;

/**
 * Which disks are there, over all zones: a snapshot lies elsewhere than its disk, and a disk of the same name may be
 * another one. Only numbers are asked for.
 */
export async function snapshotSources(gcp: GcpClient, scope: Scope): Promise<SourceGone> {
  const ids = new Set<string>();
  const operation = 'compute.disks.aggregatedList';
  try {
    const query = { fields: 'items/*/disks/id,items/*/warning,unreachables,nextPageToken' };
    for await (const { rows, unread: holes } of aggregated(gcp, scope, operation, { path: 'disks', query })) {
      const [hole] = holes;
      if (hole !== undefined) return () => unread(hole.reason);
      for (const row of rows as readonly { readonly id?: unknown }[]) {
        if (typeof row.id !== 'string') return () => unread(`${operation} listed a disk without its id`);
        ids.add(row.id);
      }
    }
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return () => unread(reasonOf(error));
  }
  return (id) => (id === undefined ? unread('its source is not told') : known(!ids.has(id)));
}
