import { z } from 'zod';
import { fact, known } from '../../../domain/fact.ts';
import type { BlockVolume } from '../../../domain/resources.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { GcpClient } from '../client.ts';
import { defineCollector, type Listing } from '../define-collector.ts';
import { type DeviceOf, diskDevices } from '../disk-devices.ts';
import { placeOf } from '../gcp-scope.ts';
import { Int64, Labels, Time } from '../labels.ts';
import { aggregated } from '../listings.ts';
import { hasMeasuredUse } from '../metric-specs/disks.ts';
import { metricsOfType } from '../metric-specs/index.ts';
import { computeName, computeResource, lastPart } from '../names.ts';

const Disk = z.object({
  place: z.string(),
  id: z.string().min(1),
  name: z.string().min(1),
  sizeGb: Int64.refine((size) => size > 0, 'is no size'), // GiB: Compute writes GB and means 2^30 bytes
  // Left out by the older answers for a standard disk.
  type: z.string().optional(),
  status: z.string().min(1),
  creationTimestamp: Time.optional(),
  lastAttachTimestamp: Time.optional(),
  lastDetachTimestamp: Time.optional(),
  labels: Labels,
  // Left out while nothing uses it: a missing list is an empty one ("users" of a Disk resource).
  users: z.array(z.string()).default([]),
  sourceImage: z.string().optional(),
  sourceSnapshot: z.string().optional(),
  provisionedIops: Int64.optional(),
  provisionedThroughput: Int64.optional(), // MiB/s
  accessMode: z.string().optional(),
  multiWriter: z.boolean().default(false),
  guestOsFeatures: z.array(z.unknown()).default([]),
  licenses: z.array(z.string()).default([]),
});

const Row = Disk.extend({ device: z.custom<BlockVolume['device']>().optional() });

type Row = z.infer<typeof Row>;

const OPERATION = 'compute.disks.aggregatedList';

/** Tiers whose performance is set, and paid for, by itself ("Persistent Disk" and "Hyperdisk pricing"). */
const hasPerformance = (tier: string): boolean => tier.startsWith('hyperdisk-') || tier.startsWith('pd-extreme');

/** Zonal and regional disks of a project. Source: Compute Engine API, disks.aggregatedList. */
export const disks = defineCollector({
  type: 'gcp:compute:disk',
  kind: 'block-volume',
  permissions: ['compute.disks.list', 'compute.instances.list'],
  metrics: metricsOfType('gcp:compute:disk'),
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  fetch: withDevices,
  toResource(row, { accountId: projectId }): BlockVolume | undefined {
    if (row.status === 'DELETING') return undefined; // gone, and bills no more
    const type = row.type === undefined ? 'pd-standard' : lastPart(row.type);
    const regional = row.place.startsWith('regions/');
    const attached = row.users.length > 0;
    const image = row.sourceImage === undefined ? [] : [computeName(row.sourceImage)];
    const snapshot = row.sourceSnapshot === undefined ? [] : [computeName(row.sourceSnapshot)];
    const uses = [
      ...image.map((targetId) => ({ relation: 'image' as const, targetId })),
      ...snapshot.map((targetId) => ({ relation: 'snapshot' as const, targetId })),
    ];
    return {
      kind: 'block-volume',
      type: 'gcp:compute:disk',
      resourceId: computeResource(projectId, row.place, 'disks', row.name),
      billingIds: [computeResource(projectId, row.place, 'disks', row.id)],
      ...placeOf(projectId, lastPart(row.place)),
      name: row.name,
      state: row.status,
      createdAt: fact(row.creationTimestamp, 'creationTimestamp'),
      tags: known(row.labels),
      ...(uses.length > 0 && { uses: known(uses) }),
      sizeGiB: row.sizeGb,
      tier: type,
      ...(regional && { regional: true }),
      ...(row.provisionedIops !== undefined && hasPerformance(type) && { iops: row.provisionedIops }),
      ...(row.provisionedThroughput !== undefined &&
        hasPerformance(type) && { throughputMiBps: row.provisionedThroughput }),
      attachedTo: known(row.users.map(computeName)),
      ...(attached && row.lastAttachTimestamp !== undefined && { attachedSince: row.lastAttachTimestamp }),
      ...(attached && { boot: isBoot(row) }),
      ...(row.device !== undefined && { device: row.device }),
      ...(!attached && { detachedAt: known(row.lastDetachTimestamp ?? null) }),
      ...((row.multiWriter || row.accessMode === 'READ_WRITE_MANY') && { multiAttach: true }),
    };
  },
});

/** A disk does not say what it is for: one that was made from an image, or carries what a guest needs to boot, may. */
const isBoot = ({ sourceImage, guestOsFeatures, licenses }: Row): boolean =>
  sourceImage !== undefined || guestOsFeatures.length > 0 || licenses.length > 0;

/** Machines are listed only where one of them holds a disk whose use is asked for. */
async function* withDevices(gcp: GcpClient, scope: Scope): AsyncGenerator<Listing> {
  let devices: Promise<DeviceOf> | undefined;
  for await (const { rows, unread } of aggregated(gcp, scope, OPERATION, { path: 'disks' })) {
    const disksOfPage = rows.map((raw) => Disk.safeParse(raw).data);
    if (disksOfPage.some((disk) => disk !== undefined && isMeasured(disk))) devices ??= diskDevices(gcp, scope);
    const deviceOf = await devices;
    yield {
      unread,
      rows: rows.map((raw, at) => {
        const disk = disksOfPage[at];
        if (disk === undefined || deviceOf === undefined || !isMeasured(disk)) return raw;
        const device = deviceOf(computeResource(scope.accountId, disk.place, 'disks', disk.name));
        return device === undefined ? raw : { ...(raw as object), device };
      }),
    };
  }
}

const isMeasured = ({ type, users }: z.infer<typeof Disk>): boolean =>
  users.length === 1 && type !== undefined && hasMeasuredUse(lastPart(type));
