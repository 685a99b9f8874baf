import { LICENSED_FAMILIES } from '../licences.ts';
import { priceBook, type InstanceTypePrice } from '../prices.ts';
import { Weighted, type Random } from '../random.ts';
import type { InstanceRole } from './roles.ts';

/** How common a family is in the fleet: mostly current general purpose, a tail of old and new. */
const FAMILIES: Readonly<Record<string, number>> = {
  m5: 20,
  m6i: 14,
  c5: 9,
  c6i: 7,
  r5: 8,
  r6i: 4,
  t3: 18,
  t3a: 5,
  m6a: 3,
  c5a: 2,
  m5d: 1,
  i3: 1,
  m4: 3,
  c4: 2,
  r4: 2,
  m6g: 5,
  c7g: 3,
  t4g: 4,
  t2: 3,
  m7i: 3,
};

const SIZES: Readonly<Record<string, number>> = {
  micro: 3,
  small: 5,
  medium: 8,
  large: 16,
  xlarge: 14,
  '2xlarge': 9,
  '4xlarge': 4,
  '8xlarge': 1.5,
  '12xlarge': 0.5,
};

const ORDER = Object.keys(SIZES);
const partsOf = (type: string): readonly [family: string, size: string] => {
  const [family = '', size = ''] = type.split('.');
  return [family, size];
};
const familyIs =
  (...families: readonly string[]) =>
  (type: string): boolean =>
    families.includes(partsOf(type)[0]);
const sizeIs =
  (...sizes: readonly string[]) =>
  (type: string): boolean =>
    sizes.includes(partsOf(type)[1]);

const LOCAL_DISKS = familyIs('m5d', 'i3');
const BIG = sizeIs('2xlarge', '4xlarge', '8xlarge');
/**
 * Types that nothing with as much memory and fewer vCPUs costs less than. (Of the memory-optimised types in us-east-1
 * that is the smallest alone: X8i has the larger ones' memory with half the vCPUs.)
 */
const LEANEST = (type: string, region: string): boolean =>
  familyIs('r5', 'r6i')(type) && (region === 'us-east-1' ? sizeIs('large')(type) : BIG(type));
/** Half as many vCPUs with as much memory: the next family up, one size down. */
const MORE_MEMORY: Readonly<Record<string, string>> = { m5: 'r5', m6i: 'r6i', c5: 'm5', c6i: 'm6i' };

const isBurstable = (type: string): boolean => /^t\d/.test(type);

/** The size below in the same family, of half the vCPUs and half the memory, where its price is known in the region. */
export function halfOf(type: string, region: string, inFamily = partsOf(type)[0]): string | undefined {
  const [, size] = partsOf(type);
  const smaller = ORDER[ORDER.indexOf(size) - 1];
  const half = smaller === undefined ? undefined : priceBook().instanceTypes.get(`${inFamily}.${smaller}`);
  const whole = priceBook().instanceTypes.get(type);
  if (half === undefined || whole === undefined || half.usdPerHour[region] === undefined) return undefined;
  return half.vcpu * 2 === whole.vcpu ? half.type : undefined;
}

/** The type with as much memory and half the vCPUs, where its price is known in the region. */
export function leanerOf(type: string, region: string): string | undefined {
  const family = MORE_MEMORY[partsOf(type)[0]];
  return family === undefined ? undefined : halfOf(type, region, family);
}

type Fits = (type: string, region: string) => boolean;

const anyType: Fits = () => true;

/** Which types a role may have; roles that are not named here have any. */
const ROLE_TYPES: Readonly<Partial<Record<InstanceRole, Fits>>> = {
  'idle-proxy': LEANEST,
  oversized: (type, region) =>
    !isBurstable(type) && !LOCAL_DISKS(type) && !sizeIs('12xlarge')(type) && halfOf(type, region) !== undefined,
  'oversized-windows': (type, region) => licensed(type) && BIG(type) && halfOf(type, region) !== undefined,
  snug: (type) => familyIs('m5', 'm6i', 'r5', 'c5', 'c6i')(type) && BIG(type),
  'memory-bound': (type) => familyIs('m5', 'm6i')(type) && BIG(type),
  'memory-unknown': LEANEST,
  'spent-credits': (type) => familyIs('t3', 't3a')(type) && sizeIs('xlarge', '2xlarge')(type),
  'local-disk': (type) => LOCAL_DISKS(type) && BIG(type),
  'oversized-young': (type, region) => familyIs('m5', 'm6i', 'c5')(type) && halfOf(type, region) !== undefined,
  'oversized-gap': (type, region) => familyIs('m5', 'm6i', 'c5')(type) && halfOf(type, region) !== undefined,
  'oversized-keep': (type, region) => familyIs('m5', 'm6i', 'c5')(type) && halfOf(type, region) !== undefined,
  'no-driver': (type) => familyIs('r4', 'm4', 't2', 'c4')(type) && !sizeIs('8xlarge')(type),
  windows: (type) => licensed(type),
  'sql-oversized': (type) => licensed(type) && sizeIs('xlarge', '2xlarge', '4xlarge')(type),
  'sql-optimized': (type) => licensed(type) && sizeIs('xlarge', '2xlarge', '4xlarge')(type),
  'sql-unmeasured': (type) => licensed(type) && sizeIs('xlarge', '2xlarge', '4xlarge')(type),
  'on-host-small': (type) => type === 'm5.2xlarge',
  'on-host-large': (type) => type === 'm5.12xlarge',
  'reserved-busy': familyIs('m5', 'm6i', 'c5', 'r5'),
  'reserved-lone': familyIs('m5', 'm6i', 'c5', 'r5'),
  'reserved-peak': familyIs('m5', 'm6i', 'c5', 'r5'),
  'gpu-idle': gpu,
  'gpu-idle-no-agent': gpu,
  'gpu-busy': gpu,
  'gpu-busy-no-agent': gpu,
  'gpu-young': gpu,
};

function licensed(type: string): boolean {
  return LICENSED_FAMILIES.has(partsOf(type)[0]) && !sizeIs('12xlarge', '8xlarge')(type);
}

function gpu(type: string): boolean {
  return familyIs('g4dn')(type) && sizeIs('xlarge', '2xlarge', '4xlarge')(type);
}

/** Types whose price is known in a region, by what a role may have. */
export class TypePicker {
  readonly #region: string;
  readonly #byRole = new Map<InstanceRole | 'any', Weighted<InstanceTypePrice>>();

  constructor(region: string) {
    this.#region = region;
  }

  /** Throws a RangeError where no type of the role has a price: such a region cannot be billed. */
  pick(random: Random, role: InstanceRole): InstanceTypePrice {
    const key = ROLE_TYPES[role] === undefined ? 'any' : role;
    const known = this.#byRole.get(key) ?? this.#types(ROLE_TYPES[role] ?? anyType);
    this.#byRole.set(key, known);
    return known.pick(random);
  }

  #types(fits: Fits): Weighted<InstanceTypePrice> {
    const entries: (readonly [InstanceTypePrice, number])[] = [];
    for (const facts of priceBook().instanceTypes.values()) {
      const [family, size] = partsOf(facts.type);
      const weight = (FAMILIES[family] ?? (family === 'g4dn' && fits === gpu ? 1 : 0)) * (SIZES[size] ?? 0);
      // The one 8xlarge that is no 32 vCPUs: its neighbours are nothing like it.
      if (facts.type === 'c4.8xlarge') continue;
      if (weight > 0 && facts.usdPerHour[this.#region] !== undefined && fits(facts.type, this.#region)) {
        entries.push([facts, weight]);
      }
    }
    if (entries.length === 0) throw new RangeError(`no prices are known for region "${this.#region}"`);
    return new Weighted(entries);
  }
}
