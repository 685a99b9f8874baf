import type { RunPeriod } from '../../../estate/model.ts';
import type { ShapeName } from '../../../estate/metric-shapes.ts';
import type { Random } from '../../../estate/random.ts';
import type { ProviderPlace } from '../../context.ts';
import type { AzureContext } from '../azure-context.ts';
import type { AzureResource, JsonObject } from '../model.ts';
import { diskTier, type TieredSku } from '../prices/disk-tiers.ts';
import { guidOf } from '../tenant.ts';
import { armTime } from '../times.ts';
import { type DiskLoad, diskMetrics } from './loads.ts';

export interface DiskPart {
  readonly place: ProviderPlace;
  readonly resourceGroup: string;
  readonly name: string;
  readonly sku: TieredSku;
  readonly sizeGiB: number;
  readonly createdAt: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Its machine's id, where one holds it. */
  readonly managedBy?: string;
  readonly state: 'Attached' | 'Unattached' | 'Reserved' | 'ActiveSAS';
  /** When it was last attached or detached. */
  readonly ownershipAt?: number;
  readonly zone?: string;
  readonly os?: { readonly type: 'Linux' | 'Windows'; readonly image: JsonObject };
  readonly creation?: JsonObject;
  readonly load?: DiskLoad & { readonly shape: ShapeName; readonly runs: readonly RunPeriod[] };
}

const GIB = 1024 ** 3;

/** A managed disk with a fixed tier, billed by the month from its creation on. */
export function addDisk(context: AzureContext, random: Random, part: DiskPart): AzureResource {
  const { place, sku, sizeGiB, state, os, load, zone } = part;
  const tier = diskTier(sku, sizeGiB);
  const disk = context.add({
    place,
    type: 'Microsoft.Compute/disks',
    name: part.name,
    resourceGroup: part.resourceGroup,
    tags: part.tags,
    createdAt: part.createdAt,
    top: {
      sku: { name: sku, tier: sku === 'Premium_LRS' ? 'Premium' : 'Standard' },
      ...(zone !== undefined && { zones: [zone] }),
      ...(part.managedBy !== undefined && { managedBy: part.managedBy }),
    },
    properties: {
      ...(os !== undefined && {
        osType: os.type,
        hyperVGeneration: 'V2',
        supportedCapabilities: { acceleratedNetwork: true, architecture: 'x64' },
      }),
      creationData:
        part.creation ??
        (os === undefined ? { createOption: 'Empty' } : { createOption: 'FromImage', imageReference: os.image }),
      diskSizeGB: sizeGiB,
      diskSizeBytes: sizeGiB * GIB,
      diskIOPSReadWrite: tier.iops,
      diskMBpsReadWrite: tier.MBps,
      encryption: { type: 'EncryptionAtRestWithPlatformKey' },
      networkAccessPolicy: 'AllowAll',
      publicNetworkAccess: 'Enabled',
      timeCreated: armTime(part.createdAt),
      provisioningState: 'Succeeded',
      diskState: state,
      uniqueId: guidOf(random),
      ...(sku === 'Premium_LRS' && { tier: tier.name }),
      ...(part.ownershipAt !== undefined && { LastOwnershipUpdateTime: armTime(part.ownershipAt) }),
    },
    ...(load !== undefined && { metrics: diskMetrics(load, load.shape, load.runs) }),
  });
  context.bill(disk, `disk/${tier.name}`);
  return disk;
}
