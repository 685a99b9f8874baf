import { type Fact, known, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { Size } from '../../domain/prices.ts';
import type { Instance } from '../../domain/resources.ts';
import type { CheckContext } from '../define-check.ts';
import type { Costs } from '../pricing/costs.ts';
import { systemOf } from '../pricing/machine-components.ts';
import { changeSaving, machineCost } from '../pricing/machines.ts';
import type { Candidate } from './candidates.ts';
import { machineOffers, upTo } from './machine-offers.ts';
import { bestOfEachKind, type Offer } from './options.ts';

/** A machine with its size, and with what its system costs on every size of the region. */
export interface PresentMachine {
  readonly size: Size;
  readonly listPrice: number;
  readonly offers: readonly Offer[];
}

/** Unread where the size is not described or has no price: nothing can then be called smaller or cheaper. */
export function presentMachine(
  instance: Instance,
  context: Pick<CheckContext, 'costs' | 'sizes'>,
): Fact<PresentMachine> {
  const { sizeName } = instance;
  const size = context.sizes().get(sizeName);
  if (size === undefined) return unread(`size ${sizeName} is not described`);
  const system = systemOf(instance);
  if (!system.known) return system;
  const offers = machineOffers(context.sizes(), context.costs.listPrices, system.value);
  const offer = offers.find((each) => each.size === size);
  if (offer === undefined) return unread(`no price for ${sizeName} with ${system.value}`);
  return known({ size: withAttached(size, instance), listPrice: offer.listPrice, offers });
}

/** With the GPUs and disks of its host that are attached to it: no other size has them. */
function withAttached(size: Size, { accelerators = [], build }: Instance): Size {
  const gpus = accelerators.reduce((sum, { count }) => sum + count, 0);
  const disks = build?.localDisks;
  // What was not read may hold data.
  const local = disks === undefined || (disks.known && disks.value === 0) ? 0 : 1;
  if (gpus === 0 && local === 0) return size;
  return { ...size, gpus: size.gpus + gpus, localStorageGiB: size.localStorageGiB + local };
}

/** Sizes that cost at least so many percent less. */
export const cheaperBy = ({ offers, listPrice }: PresentMachine, percent: number): Iterable<Size> =>
  upTo(offers, listPrice * (1 - percent / 100));

/** A candidate with what it saves, exactly. */
export interface PricedOption {
  readonly candidate: Candidate;
  readonly saving: Fact<CostEstimate>;
  /** Of the machine's own cost; null where that is not known. */
  readonly savingPercent: number | null;
}

/** The best candidate of each kind with its price, best first. */
export function pricedOptions(
  instance: Instance,
  { offers, listPrice }: PresentMachine,
  candidates: readonly Candidate[],
  costs: Costs,
): readonly PricedOption[] {
  if (candidates.length === 0) return [];
  const prices = new Map(offers.map((offer) => [offer.size, offer.listPrice]));
  const best = bestOfEachKind(candidates, (size) => prices.get(size) ?? listPrice, listPrice);
  return best.map((candidate) => {
    const { name: sizeName, vcpus } = candidate.size;
    const saving = changeSaving(instance, { sizeName, vcpus }, costs);
    return { candidate, saving, savingPercent: percentOf(saving, machineCost(instance, costs)) };
  });
}

function percentOf(saving: Fact<CostEstimate>, cost: ReturnType<typeof machineCost>): number | null {
  if (!saving.known || !cost.known || cost.value.total.nanos <= 0n) return null;
  return Number((saving.value.amount.nanos * 100n + cost.value.total.nanos / 2n) / cost.value.total.nanos);
}

/** `r5.large (cross-family): 34 % less, CPU 62 %, memory 50 %, fit 0.95`. */
export function optionInWords({ candidate, savingPercent }: PricedOption): string {
  const { size, kind, fit, projected, needsRebuild } = candidate;
  const parts = [
    ...(savingPercent === null ? [] : [`${savingPercent} % less`]),
    ...(projected.cpuPercent === null ? [] : [`CPU ${projected.cpuPercent} %`]),
    ...(projected.memoryPercent === null ? [] : [`memory ${projected.memoryPercent} %`]),
    `fit ${fit.score}`,
    ...(needsRebuild ? ['needs a rebuild'] : []),
  ];
  return `${size.name} (${kind}): ${parts.join(', ')}`;
}
