import { type Fact, known, unread } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import { diskTierOf, diskTiersOf } from './azure-disk-tiers.ts';
import { all, component, type CostComponent, type CostModel, type VolumeShape } from './components.ts';
import { machineComponents } from './machine-components.ts';

/** MB of 10^6 bytes, in which Azure sets and bills throughput, in MiB. */
export const MIB_PER_MB = 0.95367431640625;

/** Included in the price of every Premium SSD v2 disk: 125 MB/s. Source: Azure, "Azure managed disk types", Premium SSD v2. */
export const PREMIUM_V2_INCLUDED = { iops: 3_000, throughputMiBps: 125 * MIB_PER_MB } as const;

/** What Azure bills for, per month of 730 hours. */
export const azureCostModel: CostModel = {
  volume: diskComponents,
  // Snapshots are kept on standard storage unless somebody chooses otherwise, whatever the disk's own is.
  snapshot: (sizeGiB) => all([component('snapshot kept, full size', 'snapshot/standard', sizeGiB, 'GiB-month')]),
  idleAddress: ({ tier, allocation }) =>
    // Given out with a machine that runs, taken back with it.
    allocation === 'on-demand'
      ? known([])
      : all([component(`public IP address, ${tier ?? 'standard'}`, addressItem(tier), HOURS_PER_MONTH, 'hour')]),
  runningInstance: machineComponents,
};

/** A standard one costs the same in use and idle; the others have prices of their own. Source: Azure, "IP Addresses pricing". */
const addressItem = (tier = 'standard'): string =>
  tier.toLowerCase() === 'standard' ? 'address/idle' : `address/${tier.toLowerCase()}`;

/** Standard disks bill their operations too, which are no part of what is fixed: the cost is then a lower bound. */
function diskComponents(disk: VolumeShape): Fact<readonly CostComponent[]> {
  const sku = disk.tier.toLowerCase();
  if (diskTiersOf(sku) !== undefined) {
    const tier = diskTierOf({ ...disk, tier: sku });
    if (tier === undefined) return unread(`no size tier of ${sku} holds ${disk.sizeGiB} GiB`);
    return all([component(`${sku} disk ${tier.name.toUpperCase()}`, `volume/${sku}/${tier.name}`, 1, 'month')]);
  }
  const included = { premiumv2_lrs: PREMIUM_V2_INCLUDED, ultrassd_lrs: { iops: 0, throughputMiBps: 0 } }[sku];
  if (included === undefined) return unread(`how disks of type ${sku} are billed is not known`);
  const { iops, throughputMiBps } = disk;
  if (iops === undefined || throughputMiBps === undefined) {
    return unread(`the provisioned performance of a disk of type ${sku} was not read`);
  }
  const more = (label: string, kind: string, extra: number, unit: CostComponent['unit']) =>
    extra > 0 ? [component(`${sku} ${label}`, `volume-${kind}/${sku}`, extra, unit)] : [];
  return all([
    component(`${sku} storage`, `volume/${sku}`, disk.sizeGiB, 'GiB-month'),
    ...more('provisioned IOPS', 'iops', iops - included.iops, 'IOPS-month'),
    ...more('provisioned throughput', 'throughput', throughputMiBps - included.throughputMiBps, 'MiBps-month'),
  ]);
}
