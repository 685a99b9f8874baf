import document from '../data/aws-prices.json' with { type: 'json' };
import { decimalOf, picoOf } from './decimal.ts';

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
    sources: document.sources,
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
