import { type Fact, unread } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import { all, component, type CostComponent, type CostModel, type VolumeShape } from './components.ts';
import { machineComponents } from './machine-components.ts';

/** Disks that bill for their size alone. Source: Compute Engine, "Disk and image pricing". */
const BY_SIZE = ['pd-standard', 'pd-balanced', 'pd-ssd'];

/** Provisioned performance that the price of the size holds. Source: Compute Engine, "Hyperdisk pricing". */
const INCLUDED: Readonly<Record<string, { readonly iops: number; readonly throughputMiBps: number }>> = {
  'hyperdisk-balanced': { iops: 3_000, throughputMiBps: 140 },
};

/** Which provisioned values bill, by type. */
const PROVISIONED: Readonly<Record<string, readonly ('iops' | 'throughput')[]>> = {
  'pd-extreme': ['iops'],
  'hyperdisk-balanced': ['iops', 'throughput'],
  'hyperdisk-extreme': ['iops'],
  'hyperdisk-throughput': ['throughput'],
  'hyperdisk-ml': ['throughput'],
};

/** What Google Cloud bills for, per month of 730 hours. */
export const gcpCostModel: CostModel = {
  volume: (volume) => all([storage(volume), ...performance(volume)]),
  snapshot: (sizeGiB) => all([component('snapshot kept, full size', 'snapshot/standard', sizeGiB, 'GiB-month')]),
  idleAddress: () => all([component('external IPv4 address, not in use', 'address/idle', HOURS_PER_MONTH, 'hour')]),
  runningInstance: machineComponents,
};

/** Both zones of a regional disk stand in one price. */
const placed = ({ tier, regional }: VolumeShape): string => (regional === true ? `${tier}-regional` : tier);

const storage = (volume: VolumeShape): Fact<CostComponent> =>
  component(`${placed(volume)} storage`, `volume/${placed(volume)}`, volume.sizeGiB, 'GiB-month');

function performance(volume: VolumeShape): readonly Fact<CostComponent>[] {
  const { tier } = volume;
  if (BY_SIZE.includes(tier)) return [];
  const billed = PROVISIONED[tier];
  if (billed === undefined) return [unread(`how disks of type ${tier} are billed is not known`)];
  const included = INCLUDED[tier] ?? { iops: 0, throughputMiBps: 0 };
  return billed.flatMap((what) => {
    const isIops = what === 'iops';
    const provisioned = isIops ? volume.iops : volume.throughputMiBps;
    if (provisioned === undefined) return [unread(`the provisioned ${what} of a disk of type ${tier} was not read`)];
    const extra = provisioned - (isIops ? included.iops : included.throughputMiBps);
    if (extra <= 0) return [];
    return isIops
      ? [component(`${tier} provisioned IOPS`, `volume-iops/${placed(volume)}`, extra, 'IOPS-month')]
      : [component(`${tier} provisioned throughput`, `volume-throughput/${placed(volume)}`, extra, 'MiBps-month')];
  });
}
