import { type DiskTier, diskTiers, type TieredSku } from '../../provider-estate/azure/prices/disk-tiers.ts';
import { AZURE_REGIONS } from '../../provider-estate/azure/prices/catalogue.ts';
import { type VmSize, vmSizes } from '../../provider-estate/azure/prices/sizes.ts';
import type { Operation } from '../wire/call.ts';
import { listDocument } from '../wire/paging.ts';
import { existingSubscription } from './existing.ts';

const ZONES = ['1', '2', '3'];
const GIB_IN_MB = 1024;

/** Sizes and disk tiers of each region, with what they can do. */
export const skuOperations: readonly Operation[] = [
  {
    service: 'compute',
    id: 'ResourceSkus_List',
    action: 'Microsoft.Compute/skus/read',
    method: 'GET',
    path: '/subscriptions/{subscriptionId}/providers/Microsoft.Compute/skus',
    run(call) {
      existingSubscription(call);
      const [, region] = /location\s+eq\s+'([^']+)'/i.exec(call.query('$filter') ?? '') ?? [];
      const regions =
        region === undefined ? AZURE_REGIONS : AZURE_REGIONS.filter((each) => each === region.toLowerCase());
      const skus = regions.flatMap((each) => [...machineSkus(each), ...diskSkus(each)]);
      return listDocument(call, skus, (sku) => sku);
    },
  },
];

function machineSkus(region: string): readonly object[] {
  return [...vmSizes().values()]
    .filter(({ usdPerHour }) => usdPerHour[region] !== undefined)
    .map((size) => ({
      resourceType: 'virtualMachines',
      name: size.name,
      tier: 'Standard',
      size: size.name.slice('Standard_'.length),
      family: size.family,
      locations: [region],
      locationInfo: [{ location: region, zones: ZONES, zoneDetails: [] }],
      capabilities: capabilitiesOf(size),
      restrictions: [],
    }));
}

function capabilitiesOf(size: VmSize): readonly object[] {
  return capabilities({
    MaxResourceVolumeMB: size.tempDiskGiB * GIB_IN_MB,
    OSVhdSizeMB: 1_047_552,
    vCPUs: size.vcpus,
    MemoryPreservingMaintenanceSupported: true,
    HyperVGenerations: size.architecture === 'Arm64' ? 'V2' : 'V1,V2',
    MemoryGB: size.memoryGiB,
    MaxDataDiskCount: size.maxDataDisks,
    CpuArchitectureType: size.architecture,
    LowPriorityCapable: !size.name.startsWith('Standard_B'),
    PremiumIO: true,
    VMDeploymentTypes: 'IaaS',
    vCPUsAvailable: size.vcpus,
    ...(size.gpus > 0 && { GPUs: size.gpus }),
    vCPUsPerCore: size.architecture === 'Arm64' || size.name.startsWith('Standard_B') ? 1 : 2,
    UncachedDiskIOPS: size.uncachedIops,
    UncachedDiskBytesPerSecond: size.uncachedMBps * 1_000_000,
    EphemeralOSDiskSupported: size.tempDiskGiB > 0,
    EncryptionAtHostSupported: true,
    CapacityReservationSupported: !size.name.startsWith('Standard_B'),
    AcceleratedNetworkingEnabled: !/^Standard_B(1|2s)/.test(size.name),
    RdmaEnabled: false,
    MaxNetworkInterfaces: size.maxNics,
  });
}

function diskSkus(region: string): readonly object[] {
  const skus: readonly TieredSku[] = ['Premium_LRS', 'StandardSSD_LRS', 'Standard_LRS'];
  return skus.flatMap((name) =>
    diskTiers(name).map((tier, index, all) => ({
      resourceType: 'disks',
      name,
      tier: name === 'Premium_LRS' ? 'Premium' : 'Standard',
      size: tier.name,
      locations: [region],
      locationInfo: [{ location: region, zones: ZONES, zoneDetails: [] }],
      capabilities: diskCapabilities(tier, all[index - 1]),
      restrictions: [],
    })),
  );
}

function diskCapabilities(tier: DiskTier, below: DiskTier | undefined): readonly object[] {
  return capabilities({
    MaxSizeGiB: tier.sizeGiB,
    MinSizeGiB: below?.sizeGiB ?? 0,
    MaxIOps: tier.iops,
    MinIOps: tier.iops,
    MaxBandwidthMBps: tier.MBps,
    MinBandwidthMBps: tier.MBps,
    MaxValueOfMaxShares: 1,
  });
}

/** As the API has them: all values are text, truth is `True`. */
function capabilities(values: Readonly<Record<string, string | number | boolean>>): readonly object[] {
  return Object.entries(values).map(([name, value]) => ({
    name,
    value: typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value),
  }));
}
