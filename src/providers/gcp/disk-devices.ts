import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import type { BlockVolume } from '../../domain/resources.ts';
import type { GcpClient } from './client.ts';
import { aggregated } from './listings.ts';
import { computeName } from './names.ts';

const Row = z.object({
  id: z.string().min(1),
  disks: z.array(z.object({ source: z.string().optional(), deviceName: z.string().optional() })).default([]),
});

const OPERATION = 'compute.instances.aggregatedList';
const FIELDS = 'items/*/instances(id,disks(source,deviceName)),items/*/warning,unreachables,nextPageToken';

/** How the machine that holds a disk (full resource name) calls it; undefined where none does, several do, or it was not read. */
export type DeviceOf = (diskId: string) => BlockVolume['device'];

/**
 * Monitoring names a disk by its machine's number and its device name there, which only the machine tells. What could
 * not be listed has no name in Monitoring, so that its metrics are unread. Source: instances.aggregatedList.
 */
export async function diskDevices(gcp: GcpClient, scope: Scope): Promise<DeviceOf> {
  const devices = new Map<string, BlockVolume['device']>();
  try {
    const query = { fields: FIELDS };
    for await (const { rows } of aggregated(gcp, scope, OPERATION, { path: 'instances', query })) {
      for (const raw of rows) {
        const row = Row.safeParse(raw);
        if (!row.success) continue;
        for (const { source, deviceName } of row.data.disks) {
          if (source === undefined || deviceName === undefined) continue;
          const id = computeName(source);
          // Of a disk that several machines hold, no one series is the whole.
          devices.set(id, devices.has(id) ? undefined : { machineId: row.data.id, name: deviceName });
        }
      }
    }
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return () => undefined;
  }
  return (diskId) => devices.get(diskId);
}
