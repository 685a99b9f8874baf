import { SERVICE, prefixedUsageType, usageTypeIn } from './billing-names.ts';
import { divideHalfEven, picoOf } from './decimal.ts';
import type { Estate } from './model.ts';
import { priceBook, type UnitPriceKey } from './prices.ts';
import { foldSeed, hashText, mix32 } from './random.ts';
import { DAY_SECONDS, nanoCost, secondsInMonth } from './usage-ledger.ts';

/**
 * What a bill holds besides the inventory: storage, requests, traffic, logs and keys. Amounts follow
 * the number of instances in the account and wander from day to day; prices are those of the price list for
 * us-east-1, used for the home region whichever it is.
 */
export interface OtherLine {
  readonly accountId: string;
  readonly region: string;
  readonly service: string;
  readonly usageType: string;
  readonly unit: string;
  /** Cost in nano-USD and quantity of the day that begins at `day`, if the day ends at `until` (epoch seconds). */
  readonly cost: (day: number, until: number) => { readonly nano: bigint; readonly quantity: number };
}

interface Kind {
  readonly service: string;
  readonly usageType: (region: string) => string;
  readonly price: UnitPriceKey;
  readonly unit: string;
  /** `stock` is held through the day and billed by the month; `hours` runs; `flow` is counted. */
  readonly mode: 'stock' | 'hours' | 'flow';
  /** The bill counts this many for each of our units; requests are priced by the thousand. */
  readonly billed?: number;
  /** Units: fixed, and per instance of the account. */
  readonly fixed: number;
  readonly perInstance: number;
}

const plain = (name: string) => (region: string) => usageTypeIn(region, name);
const prefixed = (name: string) => (region: string) => prefixedUsageType(region, name);

const KINDS: readonly Kind[] = [
  {
    service: SERVICE.storage,
    usageType: plain('TimedStorage-ByteHrs'),
    price: 's3StandardGbMonth',
    unit: 'GB-Mo',
    mode: 'stock',
    fixed: 500,
    perInstance: 60,
  },
  {
    service: SERVICE.storage,
    usageType: plain('Requests-Tier1'),
    price: 's3PutThousand',
    unit: 'Requests',
    mode: 'flow',
    billed: 1000,
    fixed: 40,
    perInstance: 9,
  },
  {
    service: SERVICE.ec2Other,
    usageType: plain('DataTransfer-Out-Bytes'),
    price: 'dataTransferOutGb',
    unit: 'GB',
    mode: 'flow',
    fixed: 2,
    perInstance: 1.1,
  },
  {
    service: SERVICE.cloudWatch,
    usageType: prefixed('DataProcessing-Bytes'),
    price: 'logsIngestedGb',
    unit: 'GB',
    mode: 'flow',
    fixed: 1,
    perInstance: 0.2,
  },
  {
    service: SERVICE.keys,
    usageType: (region) => `${region}-KMS-Keys`,
    price: 'kmsKeyMonth',
    unit: 'Keys',
    mode: 'stock',
    fixed: 4,
    perInstance: 0.01,
  },
];

export function otherLines(estate: Estate): readonly OtherLine[] {
  const region = estate.regions[0]!;
  const instances = new Map<string, number>();
  for (const { accountId } of estate.instances.values()) instances.set(accountId, (instances.get(accountId) ?? 0) + 1);
  return estate.accounts
    .filter(({ status }) => status === 'ACTIVE')
    .flatMap(({ id }) => KINDS.map((kind) => lineOf(estate.seed, id, region, kind, instances.get(id) ?? 0)));
}

function lineOf(seed: number, accountId: string, region: string, kind: Kind, instances: number): OtherLine {
  const usageType = kind.usageType(region);
  const hash = hashText(`${accountId} ${usageType}`, foldSeed(seed));
  const level = kind.fixed + kind.perInstance * instances;
  const rate = picoOf(priceBook().unitPrices[kind.price].usd);
  const { service, unit } = kind;
  return {
    accountId,
    region,
    service,
    usageType,
    unit,
    cost(day, until) {
      const seconds = Math.min(DAY_SECONDS, until - day);
      const units = unitsOn(kind, hash, level, day / DAY_SECONDS);
      switch (kind.mode) {
        case 'stock': {
          const month = secondsInMonth(day);
          return { nano: nanoCost(units * seconds, rate, month), quantity: (units * seconds) / month };
        }
        case 'hours':
          return { nano: nanoCost(units * seconds, rate, 3600), quantity: (units * seconds) / 3600 };
        case 'flow': {
          const nano = divideHalfEven(BigInt(units * seconds) * rate, BigInt(DAY_SECONDS) * 1000n);
          return { nano, quantity: ((units * seconds) / DAY_SECONDS) * (kind.billed ?? 1) };
        }
      }
    },
  };
}

/** Whole units of a day: stock grows slowly, running things stand, flows fall at weekends and wander. */
function unitsOn({ mode }: Kind, hash: number, level: number, dayNumber: number): number {
  if (mode === 'hours') return Math.ceil(level);
  // A tenth of a percent a day, from a hundred percent on 2025-01-01 (day 20089).
  if (mode === 'stock') return Math.ceil(level * Math.max(0.2, 1 + (dayNumber - 20_089) * 0.001));
  const weekday = (dayNumber + 3) % 7;
  const noise = mix32(hash ^ dayNumber) / 0x1_0000_0000;
  return Math.ceil(level * (weekday < 5 ? 1 : 0.55) * (0.85 + 0.3 * noise));
}
