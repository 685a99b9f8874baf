import document from '../data/aws-prices.json' with { type: 'json' };
import { decimalOf, picoOf } from './decimal.ts';
import type { AwsVolume } from './model.ts';

/** Hours in the month that list prices are quoted for: 365 x 24 / 12, AWS's own convention. */
export const HOURS_PER_MONTH = 730;

export interface InstanceTypePrice {
  readonly type: string;
  readonly vcpu: number;
  readonly memoryGiB: number;
  readonly architecture: 'x86_64' | 'arm64';
  readonly gpu: number;
  /** On-demand, Linux, shared tenancy; decimal text by region. No entry: no price is known there. */
  readonly usdPerHour: Readonly<Record<string, string>>;
}

/** EBS rates of one region, decimal text, keyed as `gp3.gbMonth`, `gp3.iopsMonth`, `snapshot.gbMonth`, … */
export type EbsRates = Readonly<Record<string, string>>;

export interface UnitPrice {
  readonly usd: string;
  readonly unit: string;
  readonly region: string;
  readonly source: string;
  readonly asOf: string;
}

export type UnitPriceKey = keyof (typeof document)['unitPrices'];

export interface PriceBook {
  readonly currency: string;
  readonly note: string;
  /** Where each figure comes from, with its licence. */
  readonly sources: readonly Readonly<Record<string, string>>[];
  readonly regions: readonly string[];
  readonly instanceTypes: ReadonlyMap<string, InstanceTypePrice>;
  readonly ebs: Readonly<Record<string, EbsRates>>;
  readonly unitPrices: Readonly<Record<UnitPriceKey, UnitPrice>>;
}

let book: PriceBook | undefined;

/** The price data that ships with the sandbox, parsed once. */
export function priceBook(): PriceBook {
  return (book ??= {
    currency: document.currency,
    note: document.note,
    sources: document.sources as PriceBook['sources'],
    regions: document.regions,
    instanceTypes: parseTypes(document.instanceTypes.columns, document.instanceTypes.rows),
    ebs: document.ebs,
    unitPrices: document.unitPrices,
  });
}

function parseTypes(columns: string, rows: readonly string[]): ReadonlyMap<string, InstanceTypePrice> {
  const regions = columns.split('|').slice(5);
  return new Map(
    rows.map((row) => {
      const [type, vcpu, memoryGiB, architecture, gpu, ...prices] = row.split('|');
      const usdPerHour: Record<string, string> = {};
      regions.forEach((region, i) => {
        if (prices[i] !== '') usdPerHour[region] = prices[i]!;
      });
      return [
        type!,
        {
          type: type!,
          vcpu: Number(vcpu),
          memoryGiB: Number(memoryGiB),
          architecture: architecture === 'arm64' ? 'arm64' : 'x86_64',
          gpu: Number(gpu),
          usdPerHour,
        },
      ];
    }),
  );
}

export function instanceType(type: string): InstanceTypePrice | undefined {
  return priceBook().instanceTypes.get(type);
}

/** USD per hour as decimal text; undefined where no price is known. */
export function instanceHourly(type: string, region: string): string | undefined {
  return instanceType(type)?.usdPerHour[region];
}

/** USD per month of 730 hours as decimal text; undefined where no price is known. */
export function instanceMonthly(type: string, region: string): string | undefined {
  const hourly = instanceHourly(type, region);
  return hourly === undefined ? undefined : decimalOf(picoOf(hourly) * BigInt(HOURS_PER_MONTH));
}

/** One rate of the EBS price list, in decimal text. Throws a RangeError for a region or key that has none. */
export function ebsRate(region: string, key: string): string {
  const rate = priceBook().ebs[region]?.[key];
  if (rate === undefined) throw new RangeError(`no EBS price "${key}" in ${region}`);
  return rate;
}

const rates = new Map<string, bigint>();

/** `ebsRate` in pico-USD; parsed once, as a large estate asks for it a hundred thousand times. */
export function ebsRatePico(region: string, key: string): bigint {
  const name = `${region} ${key}`;
  let rate = rates.get(name);
  if (rate === undefined) {
    rate = picoOf(ebsRate(region, key));
    rates.set(name, rate);
  }
  return rate;
}

/** USD per hour of one public IPv4 address, used or idle: the same in every region since 2024-02-01. */
export function publicIpv4Hourly(): string {
  return priceBook().unitPrices.publicIpv4Hour.usd;
}

export function publicIpv4Monthly(): string {
  return decimalOf(picoOf(publicIpv4Hourly()) * BigInt(HOURS_PER_MONTH));
}

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

/** Sum of decimal texts, exact. */
export function sumDecimals(texts: readonly string[]): string {
  return decimalOf(texts.reduce((sum, text) => sum + picoOf(text), 0n));
}
