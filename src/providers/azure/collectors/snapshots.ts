import { z } from 'zod';
import { type Fact, known, unread } from '../../../domain/fact.ts';
import type { SnapshotSiblings, VolumeSnapshot } from '../../../domain/resources.ts';
import { armBase, armFields, armId, resourceGroupOf, timeOf } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';

const Snapshot = z.object({
  ...armFields,
  managedBy: z.string().nullish(),
  sku: z.object({ name: z.string().nullish() }).nullish(),
  properties: z.object({
    diskSizeGB: z.number().nonnegative().nullish(), // GiB
    timeCreated: z.string().nullish(),
    incremental: z.boolean().nullish(),
    incrementalSnapshotFamilyId: z.string().nullish(),
    provisioningState: z.string().nullish(),
    creationData: z.object({ createOption: z.string().nullish(), sourceResourceId: z.string().nullish() }).nullish(),
  }),
});

type Snapshot = z.infer<typeof Snapshot>;

/** Snapshots of a subscription. Sources: Resource Graph; Compute API 2024-03-02, Snapshots_List. */
export const snapshots = defineAzureCollector({
  type: 'azure:compute:snapshot',
  kind: 'volume-snapshot',
  armType: 'microsoft.compute/snapshots',
  permissions: ['Microsoft.Compute/snapshots/read'],
  row: Snapshot,
  list: { service: 'compute', path: '/providers/Microsoft.Compute/snapshots', apiVersion: '2024-03-02' },
  whole: true,
  toResources(rows, scope) {
    const families = Map.groupBy(rows.filter(isChained), familyOf);
    return rows.map((snapshot): VolumeSnapshot => {
      const { diskSizeGB, timeCreated, incremental, provisioningState } = snapshot.properties;
      const source = sourceOf(snapshot);
      return {
        ...armBase(snapshot, scope, {
          type: 'azure:compute:snapshot',
          state: provisioningState ?? 'unknown',
          createdAt: timeOf(timeCreated, 'timeCreated'),
        }),
        kind: 'volume-snapshot',
        ...(source?.includes('/disks/') === true && { sourceVolumeId: source }),
        sourceSizeGiB: diskSizeGB ?? 0,
        tier: tierOf(snapshot),
        holds: incremental === true ? 'changes' : 'full',
        ...(isBackup(snapshot) && { backupManaged: true }),
        siblings: isChained(snapshot)
          ? siblingsOf(snapshot, families.get(familyOf(snapshot)) ?? [])
          : known({ older: 0, newer: 0 }),
        ...(source !== undefined && {
          uses: known([{ relation: source.includes('/disks/') ? 'source-volume' : 'snapshot', targetId: source }]),
        }),
      };
    });
  },
});

/** `standard`, `standard-zrs` or `premium`: what its price depends on. */
function tierOf({ sku }: Snapshot): string {
  const name = sku?.name?.toLowerCase() ?? 'unknown';
  if (name === 'standard_lrs') return 'standard';
  return name.startsWith('premium') ? 'premium' : name.replace('_', '-');
}

function sourceOf({ properties: { creationData } }: Snapshot): string | undefined {
  const id = creationData?.sourceResourceId;
  return id ? armId(id) : undefined;
}

/** Azure Backup keeps its snapshots in resource groups of its own, under names of its own. */
const isBackup = ({ id, name, managedBy }: Snapshot): boolean =>
  /^AzureBackup/i.test(name) ||
  /^AzureBackupRG_/i.test(resourceGroupOf(id) ?? '') ||
  /recoveryservices|dataprotection/i.test(managedBy ?? '');

const isChained = (snapshot: Snapshot): boolean =>
  snapshot.properties.incremental === true &&
  (snapshot.properties.incrementalSnapshotFamilyId ?? sourceOf(snapshot)) !== undefined;

const familyOf = (snapshot: Snapshot): string =>
  snapshot.properties.incrementalSnapshotFamilyId ?? sourceOf(snapshot) ?? snapshot.id;

/** Incremental snapshots of one disk, before and after. Without a time it cannot be told which came first. */
function siblingsOf(snapshot: Snapshot, family: readonly Snapshot[]): Fact<SnapshotSiblings> {
  const own = Date.parse(snapshot.properties.timeCreated ?? '');
  const others = family
    .filter(({ id }) => id !== snapshot.id)
    .map(({ properties }) => Date.parse(properties.timeCreated ?? ''));
  if ([own, ...others].some(Number.isNaN)) return unread('field timeCreated missing in the answer');
  return known({ older: others.filter((at) => at < own).length, newer: others.filter((at) => at >= own).length });
}
