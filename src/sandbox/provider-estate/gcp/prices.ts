import document from '../../data/gcp-prices.json' with { type: 'json' };
import { picoOf } from '../../estate/decimal.ts';

/** Hours in the month that list prices are quoted for. */
export const HOURS_PER_MONTH = 730n;
export const GCP_REGIONS = ['us-central1', 'us-east1', 'europe-west1', 'europe-west4'] as const;
export const PRICED_REGIONS = [...GCP_REGIONS, 'asia-southeast1'] as const;

type Family = keyof (typeof document)['families']['rates'];
export const FAMILIES = Object.keys(document.families.rates) as readonly Family[];

/** Pico-USD: of a vCPU and of a GiB, an hour on demand and spot, a month when committed. */
export interface FamilyRates {
  readonly core: bigint;
  readonly memory: bigint;
  readonly spotCore: bigint;
  readonly spotMemory: bigint;
  readonly core1y: bigint;
  readonly memory1y: bigint;
  readonly core3y: bigint;
  readonly memory3y: bigint;
}

const parsedRates = new Map<string, FamilyRates>();

/** Throws a RangeError where the price list lacks the family in the region. */
export function familyRates(family: string, region: string): FamilyRates {
  const key = `${family} ${region}`;
  let rates = parsedRates.get(key);
  if (rates === undefined) parsedRates.set(key, (rates = parseRates(family, region)));
  return rates;
}

function parseRates(family: string, region: string): FamilyRates {
  const rates: Readonly<Record<string, Readonly<Record<string, string>>>> = document.families.rates;
  const row = rates[family]?.[region];
  if (row === undefined) throw new RangeError(`no price for ${family} in ${region}`);
  const columns = document.families.columns.split('|');
  const values = row.split('|');
  return Object.fromEntries(columns.map((column, i) => [column, picoOf(values[i] ?? '')])) as unknown as FamilyRates;
}

export interface MachineShape {
  readonly name: string;
  readonly family: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly custom: boolean;
  /** Shares a core: how many cores it is billed for. */
  readonly billedVcpus: number;
}

/** Shared-core types have two vCPUs for the guest, and a part of them on the bill. Source: Compute Engine, "Shared-core machine types". */
const SHARED: Readonly<Record<string, number>> = { 'e2-micro': 0.25, 'e2-small': 0.5, 'e2-medium': 1 };

/**
 * Types that are sold as a whole, an hour. Source: google-cloud-pricing-cost-calculator, pricing.yml, generated from the
 * Cloud Billing catalogue, 2026-07-16.
 */
export const WHOLE_TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'g1-small': {
    'us-central1': '0.0257',
    'us-east1': '0.0257',
    'europe-west1': '0.0285',
    'europe-west4': '0.0283',
    'asia-southeast1': '0.0311',
  },
};

/** Shared-core types beside those of the price list: vCPUs of the guest, those that are billed, MiB. Source: "Shared-core machine types". */
const SMALL_TYPES: readonly MachineShape[] = [
  { name: 'g1-small', family: 'g1', vcpus: 1, memoryMiB: 1740, custom: false, billedVcpus: 0.5 },
  { name: 'e2-small', family: 'e2', vcpus: 2, memoryMiB: 2048, custom: false, billedVcpus: 0.5 },
];

let shapes: ReadonlyMap<string, MachineShape> | undefined;

/** The predefined machine types that have prices. */
export function machineShapes(): ReadonlyMap<string, MachineShape> {
  return (shapes ??= new Map([
    ...SMALL_TYPES.map((shape) => [shape.name, shape] as const),
    ...document.machineTypes.map((row) => {
      const [name = '', vcpus, memoryGiB] = row.split('|');
      const shared = SHARED[name];
      const shape: MachineShape = {
        name,
        family: name.slice(0, name.indexOf('-')),
        vcpus: shared === undefined ? Number(vcpus) : 2,
        memoryMiB: Number(memoryGiB) * 1024,
        custom: false,
        billedVcpus: shared ?? Number(vcpus),
      };
      return [name, shape] as const;
    }),
  ]));
}

/** A predefined type, or a custom one such as `n2-custom-6-20480` (vCPUs, MiB); N1's have no prefix. */
export function shapeOf(machineType: string): MachineShape {
  const known = machineShapes().get(machineType);
  if (known) return known;
  const [, family = 'n1', vcpus, memory] = /^(?:(\w+)-)?custom-(\d+)-(\d+)(?:-ext)?$/.exec(machineType) ?? [];
  if (vcpus === undefined) throw new RangeError(`no machine type ${machineType}`);
  return {
    name: machineType,
    family,
    vcpus: Number(vcpus),
    memoryMiB: Number(memory),
    custom: true,
    billedVcpus: Number(vcpus),
  };
}

/**
 * Custom machine types cost 5 % more than predefined ones; E2's do not. Source: VM instance pricing, "Custom machine types".
 */
export function customRates(family: string, region: string): { readonly core: bigint; readonly memory: bigint } {
  const { core, memory } = familyRates(family, region);
  if (family === 'e2') return { core, memory };
  return { core: (core * 105n) / 100n, memory: (memory * 105n) / 100n };
}

/** Pico-USD an hour, without licences and accelerators. */
export function machineHourly(machineType: string, region: string, spot = false): bigint {
  const whole = WHOLE_TYPES[machineType]?.[region];
  if (whole !== undefined) return picoOf(whole);
  const shape = shapeOf(machineType);
  const rates = familyRates(shape.family, region);
  const onDemand = shape.custom ? customRates(shape.family, region) : rates;
  const core = spot ? rates.spotCore : onDemand.core;
  const memory = spot ? rates.spotMemory : onDemand.memory;
  return (core * BigInt(shape.billedVcpus * 100)) / 100n + (memory * BigInt(shape.memoryMiB)) / 1024n;
}

export function machineMonthly(machineType: string, region: string, spot = false): bigint {
  return machineHourly(machineType, region, spot) * HOURS_PER_MONTH;
}

/** Pico-USD per GiB-month. */
export function diskRate(type: string, region: string, regional = false): bigint {
  const rates: Readonly<Record<string, Readonly<Record<string, string>>>> = document.disksGiBMonth;
  const rate = rates[regional ? `${type}-regional` : type]?.[region];
  if (rate === undefined) throw new RangeError(`no price for ${type} in ${region}`);
  return picoOf(rate);
}

export function addressRate(state: 'inUse' | 'unused', region: string): bigint {
  const rates: Readonly<Record<string, string>> = document.addressHour[state];
  return picoOf(rates[region === 'global' ? 'us-central1' : region] ?? '');
}

export function bucketRate(storageClass: string, region: string): bigint {
  const rates: Readonly<Record<string, Readonly<Record<string, string>>>> = document.bucketGiBMonth;
  const key = storageClass.toLowerCase();
  const multi = MULTI_REGION_RATES[key];
  const rate = /^(us|eu|asia)$/i.test(region) ? multi : rates[key]?.[region];
  if (rate === undefined) throw new RangeError(`no price for ${storageClass} in ${region}`);
  return picoOf(rate);
}

/** USD per GiB-month in the multi-regions US and EU. Source: Cloud Storage pricing, "Data storage", multi-regions, 2026-07. */
const MULTI_REGION_RATES: Readonly<Record<string, string>> = {
  standard: '0.026',
  nearline: '0.015',
  coldline: '0.007',
  archive: '0.0024',
};

export type UnitPriceKey = keyof (typeof document)['unitPrices'];

export const unitRate = (key: UnitPriceKey): bigint => picoOf(document.unitPrices[key].usd);

export function vpnTunnelRate(region: string): bigint {
  const rates: Readonly<Record<string, string>> = document.vpnTunnelHour;
  return picoOf(rates[region] ?? '');
}

/** Five rules or fewer in a region of a project share the first price. Source: Cloud Load Balancing pricing, "Forwarding rules". */
export const FORWARDING_RULES = { firstFive: picoOf('0.025'), additional: picoOf('0.01') } as const;

/** An NVIDIA T4, an hour. Source: GPU pricing, us-central1 (0.35 USD); the regions here cost the same. */
export const T4_HOUR = picoOf('0.35');

/** Windows Server, per vCPU-hour. Source: Compute Engine, "Premium images" (0.046 USD a vCPU for standard types). */
export const WINDOWS_VCPU_HOUR = picoOf('0.046');

/** BigQuery storage, USD per GiB-month in US and EU. Source: BigQuery pricing, "Storage pricing". */
export const BIGQUERY_STORAGE = {
  activeLogical: picoOf('0.02'),
  longTermLogical: picoOf('0.01'),
  activePhysical: picoOf('0.04'),
  longTermPhysical: picoOf('0.02'),
} as const;

/** Log buckets: a GiB kept beyond 30 days, a month. Source: Google Cloud Observability pricing, "Cloud Logging". */
export const LOG_RETENTION_GIB_MONTH = picoOf('0.01');
