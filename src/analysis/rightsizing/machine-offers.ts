import { HOURS_PER_MONTH, type Price, type Size } from '../../domain/prices.ts';
import { instanceItem, licensedByVcpu } from '../pricing/machine-components.ts';
import { billedHours } from '../pricing/sustained-use.ts';
import type { Offer } from './options.ts';

type Prices = ReadonlyMap<string, Price>;
type Sizes = ReadonlyMap<string, Size>;

/** Regions have a thousand sizes and batches are many: each region's offers are sorted once. */
const known = new WeakMap<Prices, WeakMap<Sizes, Map<string, readonly Offer[]>>>();

/**
 * Machine sizes with a list price for a system (`linux`, `windows-sql-web`), cheapest first. A size without one can't
 * be offered. Sizes of databases and caches have other price items and so are not among them.
 */
export function machineOffers(sizes: Sizes, prices: Prices, system: string): readonly Offer[] {
  const ofPrices = known.get(prices) ?? new WeakMap<Sizes, Map<string, readonly Offer[]>>();
  known.set(prices, ofPrices);
  const bySystem = ofPrices.get(sizes) ?? new Map<string, readonly Offer[]>();
  ofPrices.set(sizes, bySystem);
  const offers = bySystem.get(system) ?? offersOf(sizes, prices, system);
  bySystem.set(system, offers);
  return offers;
}

function offersOf(sizes: Sizes, prices: Prices, system: string): readonly Offer[] {
  const offers: Offer[] = [];
  for (const size of sizes.values()) {
    const listPrice = hourlyPrice(size, prices, system);
    if (listPrice > 0) offers.push({ size, listPrice });
  }
  return offers.sort((a, b) => a.listPrice - b.listPrice || (a.size.name < b.size.name ? -1 : 1));
}

/** Of an hour of a whole month: a discount for running long, which not every series has, is taken off. */
function hourlyPrice({ provider, name, vcpus }: Size, prices: Prices, system: string): number {
  const priceOf = (of: string): number => Number(prices.get(instanceItem(name, of))?.listPrice.amount);
  if (licensedByVcpu(provider, system)) {
    return priceOf('linux') + vcpus * Number(prices.get(`licence/${system}`)?.listPrice.amount);
  }
  const discount = 1 - billedHours(provider, name) / HOURS_PER_MONTH;
  return discount === 0 ? priceOf(system) : priceOf(system) - discount * priceOf('linux');
}

/** The offers that cost at most so much; `offers` are sorted. */
export function* upTo(offers: readonly Offer[], listPrice: number): Generator<Size> {
  for (const offer of offers) {
    if (offer.listPrice > listPrice) return;
    yield offer.size;
  }
}
