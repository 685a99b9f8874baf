import { z } from 'zod';
import { type Fact, fact, known, unread } from '../../../domain/fact.ts';
import type { BlockVolume } from '../../../domain/resources.ts';
import { armBase, armFields, armId, timeOf } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';
import { diskStep } from '../disk-tiers.ts';

const Disk = z.object({
  ...armFields,
  // Left out while nothing holds it.
  managedBy: z.string().nullish(),
  managedByExtended: z.array(z.string()).nullish(),
  sku: z.object({ name: z.string().nullish() }).nullish(),
  properties: z.object({
    diskSizeGB: z.number().nonnegative().nullish(), // GiB, whatever its name
    diskState: z.string().nullish(),
    osType: z.string().nullish(),
    tier: z.string().nullish(),
    diskIOPSReadWrite: z.number().nullish(),
    diskMBpsReadWrite: z.number().nullish(), // 10^6 bytes a second
    maxShares: z.number().nullish(),
    timeCreated: z.string().nullish(),
    LastOwnershipUpdateTime: z.string().nullish(),
    creationData: z.object({ sourceResourceId: z.string().nullish() }).nullish(),
  }),
});

type Disk = z.infer<typeof Disk>;

/** Disks whose IOPS and throughput are bought; of the others they come with the size. */
const provisioned = new Set(['ultrassd_lrs', 'premiumv2_lrs']);

/** MB of 10^6 bytes in MiB: 10^6 / 2^20. */
const MIB_PER_MB = 0.95367431640625;

/** Managed disks of a subscription. Sources: Resource Graph; Compute API 2024-03-02, Disks_List. */
export const disks = defineAzureCollector({
  type: 'azure:compute:disk',
  kind: 'block-volume',
  armType: 'microsoft.compute/disks',
  permissions: ['Microsoft.Compute/disks/read'],
  row: Disk,
  list: { service: 'compute', path: '/providers/Microsoft.Compute/disks', apiVersion: '2024-03-02' },
  toResources: (rows, scope) =>
    rows.map((disk): BlockVolume => {
      const { diskSizeGB, diskState, tier: ownTier, timeCreated, maxShares, osType } = disk.properties;
      const tier = disk.sku?.name ?? 'unknown';
      const sizeGiB = diskSizeGB ?? 0;
      const step = ownTier ?? diskStep(tier, sizeGiB);
      const attachedTo = holdersOf(disk);
      const held = attachedTo.known && attachedTo.value.length > 0;
      const heldBy = held ? undefined : otherUseOf(disk);
      return {
        ...armBase(disk, scope, {
          type: 'azure:compute:disk',
          state: diskState ?? 'unknown',
          createdAt: timeOf(timeCreated, 'timeCreated'),
        }),
        kind: 'block-volume',
        sizeGiB,
        tier,
        ...performanceOf(disk, tier),
        ...(step !== undefined && { performanceTier: step }),
        attachedTo,
        ...(held && { boot: osType !== null && osType !== undefined }),
        ...(attachedTo.known && !held && { detachedAt: detachedAt(disk) }),
        ...((maxShares ?? 1) > 1 && { multiAttach: true }),
        ...(heldBy !== undefined && { heldBy }),
      };
    }),
});

/** `Reserved` is what a deallocated machine keeps. Source: Compute API, DiskState. */
const holds = new Set(['attached', 'reserved', 'activesasfrozen', 'frozen']);

function holdersOf({ managedBy, managedByExtended, properties: { diskState } }: Disk): Fact<readonly string[]> {
  const holders = [...new Set([managedBy, ...(managedByExtended ?? [])].flatMap((id) => (id ? [armId(id)] : [])))];
  if (holders.length > 0) return known(holders);
  if (diskState === null || diskState === undefined) return fact<readonly string[]>(undefined, 'diskState');
  // Two fields that contradict each other: the one that says that it is held must not lose.
  return holds.has(diskState.toLowerCase()) ? unread(`its state is ${diskState}, but no holder is told`) : known([]);
}

/** Uses that leave no mark in `managedBy`. */
function otherUseOf({ name, tags, properties: { diskState } }: Disk): string | undefined {
  if (/^(activesas|activeupload|readytoupload)/i.test(diskState ?? ''))
    return `its data is being transferred (${diskState})`;
  // Site Recovery: replica disks in the region that is failed over to are attached to nothing until then.
  const isReplica = /-ASRReplica$/i.test(name) || Object.keys(tags ?? {}).some((key) => /^ASR-ReplicaDisk$/i.test(key));
  return isReplica ? 'Site Recovery keeps it as a replica' : undefined;
}

/** Last attach, detach, or start or stop of the machine that held it: while nothing holds it, when it was let go. */
function detachedAt({ properties: { LastOwnershipUpdateTime: at } }: Disk): BlockVolume['detachedAt'] & object {
  return at ? timeOf(at, 'LastOwnershipUpdateTime') : unread('field LastOwnershipUpdateTime missing in the answer');
}

function performanceOf(disk: Disk, tier: string): Partial<Pick<BlockVolume, 'iops' | 'throughputMiBps' | 'limits'>> {
  const { diskIOPSReadWrite: iops, diskMBpsReadWrite: mbps } = disk.properties;
  if (typeof iops !== 'number' || typeof mbps !== 'number') return {};
  const throughputMiBps = mbps * MIB_PER_MB;
  const limits = { iops, throughputMiBps };
  return provisioned.has(tier.toLowerCase()) ? { iops, throughputMiBps, limits } : { limits };
}
