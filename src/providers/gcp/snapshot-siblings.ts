import { z } from 'zod';
import { CloudError, reasonOf } from '../../domain/cloud-error.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';
import { epochMs, type Instant } from '../../domain/instant.ts';
import type { Scope } from '../../domain/ids.ts';
import type { SnapshotSiblings } from '../../domain/resources.ts';
import type { GcpClient } from './client.ts';
import { Time } from './labels.ts';
import { listed } from './listings.ts';

const Row = z.object({ sourceDiskId: z.string().optional(), creationTimestamp: Time });

export type SiblingsOf = (sourceDiskId: string | undefined, at: Instant | undefined) => Fact<SnapshotSiblings>;

/**
 * How many snapshots of the same disk are older and newer than each: snapshots of a chain hold what changed since the
 * one before, so that deleting one moves its blocks into the next. Only times are asked for.
 */
export async function snapshotSiblings(gcp: GcpClient, scope: Scope, operation: string): Promise<SiblingsOf> {
  const times = new Map<string, number[]>();
  try {
    const pages = listed(gcp, scope, operation, {
      path: `compute/v1/projects/${scope.accountId}/global/snapshots`,
      list: 'items',
      query: { maxResults: 500, fields: 'items(sourceDiskId,creationTimestamp),unreachables,nextPageToken' },
    });
    for await (const { rows, unread: holes } of pages) {
      const [hole] = holes;
      if (hole !== undefined) return () => unread(hole.reason);
      for (const row of rows) {
        const read = Row.safeParse(row);
        // One that was not read may be the newer one that builds on any of the others.
        if (!read.success) return () => unread(`malformed: ${operation}: ${z.prettifyError(read.error)}`);
        const { sourceDiskId, creationTimestamp } = read.data;
        if (sourceDiskId === undefined) continue; // made of something else than a disk
        const ofDisk = times.get(sourceDiskId) ?? [];
        times.set(sourceDiskId, ofDisk);
        ofDisk.push(epochMs(creationTimestamp));
      }
    }
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return () => unread(reasonOf(error));
  }
  return (sourceDiskId, at) => {
    if (sourceDiskId === undefined || at === undefined) return unread('its source or time is not told');
    const own = epochMs(at);
    const all = times.get(sourceDiskId) ?? [];
    return known({ older: all.filter((time) => time < own).length, newer: all.filter((time) => time > own).length });
  };
}
