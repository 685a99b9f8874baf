import type { Fact } from '../../domain/fact.ts';
import { known, unread } from '../../domain/fact.ts';
import type { PriceUnit } from '../../domain/prices.ts';
import type { BlockVolume, Instance, PublicAddress } from '../../domain/resources.ts';

/** One billed quantity per month of a resource, to be multiplied by the price of `item`. */
export interface CostComponent {
  readonly label: string;
  /** Key of a `Price`: `volume/gp3`. */
  readonly item: string;
  /** Per month; hours for what bills by the hour. Decimal text. */
  readonly quantity: string;
  /** What the price must be per. A price per something else is not this component's price. */
  readonly unit: PriceUnit;
}

/** How one cloud bills; unread where it can't be told from what was collected. */
export interface CostModel {
  volume(volume: VolumeShape): Fact<readonly CostComponent[]>;
  /** A full-size copy of a volume of this size, kept for a month. */
  snapshot(sizeGiB: number): Fact<readonly CostComponent[]>;
  /** An address that no running machine uses. */
  idleAddress(address: PublicAddress): Fact<readonly CostComponent[]>;
  runningInstance(instance: Instance): Fact<readonly CostComponent[]>;
}

export type VolumeShape = Pick<
  BlockVolume,
  'tier' | 'sizeGiB' | 'iops' | 'throughputMiBps' | 'regional' | 'performanceTier'
>;

/** A component of a quantity that came from outside: unread unless it is a finite number above zero. */
export function component(
  label: string,
  item: string,
  quantity: number,
  unit: CostComponent['unit'],
): Fact<CostComponent> {
  return Number.isFinite(quantity) && quantity > 0
    ? known({ label, item, quantity: String(quantity), unit })
    : unread(`${label}: ${quantity} is no quantity to bill`);
}

/** A quantity that is taken off again: a discount on a part of what the other components bill. */
export function deduction(
  label: string,
  item: string,
  quantity: number,
  unit: CostComponent['unit'],
): Fact<CostComponent> {
  const made = component(label, item, quantity, unit);
  return made.known ? known({ ...made.value, quantity: `-${made.value.quantity}` }) : made;
}

/** All of them, or the first that is not known. */
export function all<T>(facts: readonly Fact<T>[]): Fact<readonly T[]> {
  const values: T[] = [];
  for (const each of facts) {
    if (!each.known) return each;
    values.push(each.value);
  }
  return known(values);
}
