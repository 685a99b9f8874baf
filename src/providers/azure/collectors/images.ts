import { z } from 'zod';
import { known, unread } from '../../../domain/fact.ts';
import type { MachineImage, Use } from '../../../domain/resources.ts';
import { armBase, armFields, armId, creationNotTold, Reference } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';

const Disk = z.object({ snapshot: Reference.nullish(), managedDisk: Reference.nullish() });

const Image = z.object({
  ...armFields,
  properties: z.object({
    provisioningState: z.string().nullish(),
    sourceVirtualMachine: Reference.nullish(),
    storageProfile: z.object({ osDisk: Disk.nullish(), dataDisks: z.array(Disk).nullish() }).nullish(),
  }),
});

type Image = z.infer<typeof Image>;

/**
 * Managed images of a subscription, with the snapshots and disks that they were made of. Azure does not tell when one
 * was last used. Sources: Resource Graph; Compute API 2024-07-01, Images_List.
 */
export const images = defineAzureCollector({
  type: 'azure:compute:image',
  kind: 'machine-image',
  armType: 'microsoft.compute/images',
  permissions: ['Microsoft.Compute/images/read'],
  row: Image,
  list: { service: 'compute', path: '/providers/Microsoft.Compute/images', apiVersion: '2024-07-01' },
  toResources: (rows, scope) =>
    rows.map((image): MachineImage => ({
      ...armBase(image, scope, {
        type: 'azure:compute:image',
        state: image.properties.provisioningState ?? 'unknown',
        createdAt: creationNotTold,
      }),
      kind: 'machine-image',
      disabled: false,
      lastLaunchedAt: unread('Azure does not tell when an image was last used'),
      // Access to a managed image goes by roles; there is no list of those who may.
      shared: unread('Azure does not tell who uses an image'),
      protected: false,
      snapshots: [],
      uses: known(usesOf(image)),
    })),
});

function usesOf({ properties: { storageProfile } }: Image): readonly Use[] {
  const disks = [storageProfile?.osDisk, ...(storageProfile?.dataDisks ?? [])];
  return disks.flatMap((disk): readonly Use[] => [
    ...(disk?.snapshot ? [{ relation: 'snapshot' as const, targetId: armId(disk.snapshot.id) }] : []),
    ...(disk?.managedDisk ? [{ relation: 'source-volume' as const, targetId: armId(disk.managedDisk.id) }] : []),
  ]);
}
