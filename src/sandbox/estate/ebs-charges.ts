import { decimalOf } from './decimal.ts';
import type { AwsVolume } from './model.ts';
import { ebsRatePico } from './prices.ts';

/** What a volume is billed for: the part of AWS's usage type after the region prefix, and how much of it. */
export interface EbsCharge {
  readonly usageType: string;
  /** Whole units: GiB, IOPS, or MiB/s. */
  readonly quantity: number;
  /** Pico-USD per unit and month. */
  readonly rate: bigint;
  /** As the bill names it. Throughput is billed in GiB/s, so its quantity is divided by 1024 for display. */
  readonly unit: 'GB-Mo' | 'IOPS-Mo' | 'GiBps-mo';
}

export type EbsShape = Pick<AwsVolume, 'type' | 'sizeGiB' | 'iops' | 'throughputMiBps'>;

const GP3_FREE_IOPS = 3000;
const GP3_FREE_MIBPS = 125;
/** io2 IOPS get cheaper above each of these; source: EBS pricing, "Provisioned IOPS SSD (io2)". */
const IO2_TIERS = [
  { above: 0, upTo: 32_000, suffix: 'io2', key: 'io2.iopsMonth' },
  { above: 32_000, upTo: 64_000, suffix: 'io2.tier2', key: 'io2.iopsMonthTier2' },
  { above: 64_000, upTo: Number.POSITIVE_INFINITY, suffix: 'io2.tier3', key: 'io2.iopsMonthTier3' },
] as const;

/** Usage-type suffix of a volume's storage; source: EBS user guide, "codes in billing and usage reports". */
const STORAGE_SUFFIX: Readonly<Record<AwsVolume['type'], string>> = {
  gp2: '.gp2',
  gp3: '.gp3',
  io1: '.piops',
  io2: '.io2',
  st1: '.st1',
  sc1: '.sc1',
  standard: '',
};

/** The bill lines of one volume (magnetic I/O requests are left out: nothing here counts them). */
export function ebsCharges(shape: EbsShape, region: string): readonly EbsCharge[] {
  const charges: EbsCharge[] = [
    {
      usageType: `EBS:VolumeUsage${STORAGE_SUFFIX[shape.type]}`,
      quantity: shape.sizeGiB,
      rate: ebsRatePico(region, `${shape.type}.gbMonth`),
      unit: 'GB-Mo',
    },
  ];
  const iops = shape.iops ?? 0;
  const iopsCharge = (suffix: string, quantity: number, key: string): void => {
    if (quantity <= 0) return;
    const rate = ebsRatePico(region, key);
    charges.push({ usageType: `EBS:VolumeP-IOPS.${suffix}`, quantity, rate, unit: 'IOPS-Mo' });
  };
  if (shape.type === 'gp3') {
    iopsCharge('gp3', iops - GP3_FREE_IOPS, 'gp3.iopsMonth');
    const extraMiBps = (shape.throughputMiBps ?? 0) - GP3_FREE_MIBPS;
    if (extraMiBps > 0) {
      charges.push({
        usageType: 'EBS:VolumeP-Throughput.gp3',
        quantity: extraMiBps,
        rate: perMiBps(region),
        unit: 'GiBps-mo',
      });
    }
  } else if (shape.type === 'io1') {
    iopsCharge('piops', iops, 'io1.iopsMonth');
  } else if (shape.type === 'io2') {
    for (const tier of IO2_TIERS) iopsCharge(tier.suffix, Math.min(iops, tier.upTo) - tier.above, tier.key);
  }
  return charges;
}

/** The price list quotes GiB/s; a volume is provisioned in MiB/s. 1/1024 is exact at ten more decimals. */
function perMiBps(region: string): bigint {
  const perGiBps = ebsRatePico(region, 'gp3.throughputGiBpsMonth');
  if (perGiBps % 1024n !== 0n) throw new RangeError(`gp3 throughput price of ${region} is finer than 10^-12 per MiB/s`);
  return perGiBps / 1024n;
}

function ebsMonthlyPico(shape: EbsShape, region: string): bigint {
  return ebsCharges(shape, region).reduce((sum, { quantity, rate }) => sum + BigInt(quantity) * rate, 0n);
}

/** List price of a volume per month: storage, provisioned IOPS and throughput. Decimal text. */
export function ebsMonthly(shape: EbsShape, region: string): string {
  return decimalOf(ebsMonthlyPico(shape, region));
}

/** What the same size as gp3 would save a month against gp2, given the IOPS and MiB/s it has to deliver. */
export function gp2ToGp3Saving(
  sizeGiB: number,
  region: string,
  needs: { readonly iops: number; readonly throughputMiBps: number },
): bigint {
  const gp3: EbsShape = { type: 'gp3', sizeGiB, ...needs };
  return ebsMonthlyPico({ type: 'gp2', sizeGiB }, region) - ebsMonthlyPico(gp3, region);
}
