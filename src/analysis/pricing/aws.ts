import { type Fact, unread } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import { all, component, type CostComponent, type CostModel, type VolumeShape } from './components.ts';
import { machineComponents } from './machine-components.ts';

/** Included in the storage price of every gp3 volume. Source: Amazon EBS pricing; EBS user guide, "gp3 volumes". */
export const GP3_INCLUDED = { iops: 3_000, throughputMiBps: 125 } as const;

/** io2 IOPS cost less above each bound. Source: Amazon EBS pricing, "Provisioned IOPS SSD (io2)". */
const IO2_TIERS = [
  { above: 0, upTo: 32_000, item: 'volume-iops/io2' },
  { above: 32_000, upTo: 64_000, item: 'volume-iops/io2-tier2' },
  { above: 64_000, upTo: Number.POSITIVE_INFINITY, item: 'volume-iops/io2-tier3' },
] as const;

/** Tiers that bill for storage alone (the I/O requests of `standard` are not collected: a lower bound). */
const STORAGE_ONLY = ['gp2', 'st1', 'sc1', 'standard'];

/** What Amazon Web Services bills for, per month of 730 hours. */
export const awsCostModel: CostModel = {
  volume: (volume) => all([storage(volume), ...performance(volume)]),
  snapshot: (sizeGiB) => all([component('snapshot kept, full size', 'snapshot/standard', sizeGiB, 'GiB-month')]),
  idleAddress: () => all([component('public IPv4 address, idle', 'address/idle', HOURS_PER_MONTH, 'hour')]),
  runningInstance: machineComponents,
};

const storage = ({ tier, sizeGiB }: VolumeShape): Fact<CostComponent> =>
  component(`${tier} storage`, `volume/${tier}`, sizeGiB, 'GiB-month');

function performance(volume: VolumeShape): readonly Fact<CostComponent>[] {
  const { tier } = volume;
  if (STORAGE_ONLY.includes(tier)) return [];
  if (tier === 'gp3') {
    return [
      ...above(volume.iops, GP3_INCLUDED.iops, (extra) =>
        component('gp3 IOPS above 3,000', 'volume-iops/gp3', extra, 'IOPS-month'),
      ),
      ...above(volume.throughputMiBps, GP3_INCLUDED.throughputMiBps, (extra) =>
        component('gp3 throughput above 125 MiB/s', 'volume-throughput/gp3', extra, 'MiBps-month'),
      ),
    ];
  }
  if (tier !== 'io1' && tier !== 'io2') return [unread(`how volumes of type ${tier} are billed is not known`)];
  const { iops } = volume;
  if (iops === undefined) return [unread(`the provisioned IOPS of a volume of type ${tier} were not read`)];
  if (tier === 'io1') return [component('io1 provisioned IOPS', 'volume-iops/io1', iops, 'IOPS-month')];
  if (!(iops > 0)) return [component('io2 provisioned IOPS', 'volume-iops/io2', iops, 'IOPS-month')];
  return IO2_TIERS.filter((step) => iops > step.above).map((step) =>
    component('io2 provisioned IOPS', step.item, Math.min(iops, step.upTo) - step.above, 'IOPS-month'),
  );
}

/** Nothing where no more than what is included was provisioned; EC2 leaves the field out for the default. */
function above(
  provisioned: number | undefined,
  included: number,
  charge: (extra: number) => Fact<CostComponent>,
): readonly Fact<CostComponent>[] {
  return provisioned === undefined || provisioned <= included ? [] : [charge(provisioned - included)];
}
