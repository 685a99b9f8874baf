import { priceBook, type InstanceTypePrice } from '../prices.ts';
import { Weighted } from '../random.ts';

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
  m6g: 5,
  c7g: 3,
  t4g: 4,
  t2: 3,
  m7i: 3,
  g4dn: 1,
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

/** Types whose price is known in the region. Throws a RangeError where none is: such a region cannot be billed. */
export function typesOf(region: string): Weighted<InstanceTypePrice> {
  const entries: (readonly [InstanceTypePrice, number])[] = [];
  for (const facts of priceBook().instanceTypes.values()) {
    const [family, size] = facts.type.split('.') as [string, string];
    const weight = (FAMILIES[family] ?? 0) * (SIZES[size] ?? 0);
    if (weight > 0 && facts.usdPerHour[region] !== undefined) entries.push([facts, weight]);
  }
  if (entries.length === 0) throw new RangeError(`no prices are known for region "${region}"`);
  return new Weighted(entries);
}
