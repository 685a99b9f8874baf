import { z } from 'zod';
import { type Fact, fact, known, unread } from '../../../domain/fact.ts';
import type { Use, VolumeSnapshot } from '../../../domain/resources.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Int64, Labels, Time } from '../labels.ts';
import { listed } from '../listings.ts';
import { computeName, computeResource } from '../names.ts';
import { type SiblingsOf, snapshotSiblings } from '../snapshot-siblings.ts';
import { type SourceGone, snapshotSources } from '../snapshot-sources.ts';

const Row = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  status: z.string().min(1),
  creationTimestamp: Time.optional(),
  labels: Labels,
  diskSizeGb: Int64,
  storageBytes: Int64.optional(),
  storageBytesStatus: z.string().optional(),
  storageLocations: z.array(z.string()).default([]),
  snapshotType: z.string().default('STANDARD'),
  sourceDisk: z.string().optional(),
  sourceDiskId: z.string().optional(),
  autoCreated: z.boolean().default(false),
  sourceSnapshotSchedulePolicy: z.string().optional(),
});

interface Aside {
  readonly siblingsOf: SiblingsOf;
  readonly sourceGone: SourceGone;
}

const OPERATION = 'compute.snapshots.list';

/**
 * Snapshots of a project's disks: they belong to no region, but lie in a region or multi-region. `storageBytes` is
 * what each bills: a chain's snapshots hold what changed since the one before. Source: Compute Engine API,
 * snapshots.list, and "Snapshot types".
 */
export const snapshots = defineCollector({
  type: 'gcp:compute:snapshot',
  kind: 'volume-snapshot',
  permissions: ['compute.snapshots.list', 'compute.disks.list'],
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  async prepare(gcp, scope): Promise<Aside> {
    const [siblingsOf, sourceGone] = await Promise.all([
      snapshotSiblings(gcp, scope, OPERATION),
      snapshotSources(gcp, scope),
    ]);
    return { siblingsOf, sourceGone };
  },
  fetch: (gcp, scope) =>
    listed(gcp, scope, OPERATION, {
      path: `compute/v1/projects/${scope.accountId}/global/snapshots`,
      list: 'items',
      query: { maxResults: 500 },
    }),
  toResource(row, { accountId: projectId }, { siblingsOf, sourceGone }): VolumeSnapshot | undefined {
    if (row.status === 'DELETING') return undefined;
    const [location = 'global'] = row.storageLocations;
    const source = row.sourceDisk === undefined ? undefined : computeName(row.sourceDisk);
    const policy =
      row.sourceSnapshotSchedulePolicy === undefined ? undefined : computeName(row.sourceSnapshotSchedulePolicy);
    const uses: readonly Use[] = [
      ...(source === undefined ? [] : [{ relation: 'source-volume' as const, targetId: source }]),
      ...(policy === undefined ? [] : [{ relation: 'made-by' as const, targetId: policy }]),
    ];
    return {
      kind: 'volume-snapshot',
      type: 'gcp:compute:snapshot',
      resourceId: computeResource(projectId, 'global', 'snapshots', row.name),
      billingIds: [computeResource(projectId, 'global', 'snapshots', row.id)],
      ...placeOf(projectId, location),
      name: row.name,
      state: row.status,
      createdAt: fact(row.creationTimestamp, 'creationTimestamp'),
      tags: known(row.labels),
      uses: known(uses),
      ...(source !== undefined && { sourceVolumeId: source }),
      sourceSizeGiB: row.diskSizeGb,
      storedBytes: storedBytes(row),
      ...(source !== undefined && { sourceGone: sourceGone(row.sourceDiskId) }),
      tier: row.snapshotType === 'ARCHIVE' ? 'archive' : 'standard',
      holds: 'changes',
      siblings: siblingsOf(row.sourceDiskId, row.creationTimestamp),
      ...(policy !== undefined && { madeBy: policy }),
      // A schedule removes what it made by its own retention.
      ...((row.autoCreated || policy !== undefined) && { backupManaged: true }),
    };
  },
});

/** While it is being made, or a snapshot before it removed, the number is not settled ("storageBytesStatus"). */
function storedBytes({ storageBytes, storageBytesStatus }: z.infer<typeof Row>): Fact<number> {
  if (storageBytesStatus === 'UPDATING') return unread('storageBytes is being updated');
  return fact(storageBytes, 'storageBytes');
}
