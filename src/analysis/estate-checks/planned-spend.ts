import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { Machines } from '../pricing/machines-of.ts';
import type { PlannedChange } from './estate-facts.ts';
import { isOfSize, type OffersByLine, itemsOf, type PlannedByRegion, type UsageLine } from './on-demand-base.ts';
import { mean, sum } from './statistics.ts';

/**
 * On-demand cost per hour that planned changes take from all of the lines together. Each machine is looked for on one
 * line: that of its price item, or where that is not known, the one of its size that is used most. What is resized leaves
 * the cost of what it becomes. No line loses more than it has, and two changes of one resource count as the larger.
 */
export function plannedSpend(lines: readonly UsageLine[], planned: PlannedByRegion, offers: OffersByLine): number {
  const taken = new Map<UsageLine, number>();
  for (const [regionId, ofRegion] of Map.groupBy(lines, ({ usage }) => usage.regionId)) {
    const lineOf = finder(ofRegion, offers);
    const changes = Map.groupBy(
      planned.get(regionId) ?? [],
      ({ scope, resourceId }) => `${scope.accountId}/${resourceId}`,
    );
    for (const ofResource of changes.values()) {
      const shares = ofResource.map((change) => sharesOf(change, lineOf));
      const [most = []] = shares.toSorted((a, b) => totalOf(b) - totalOf(a));
      for (const { line, hourlyCost } of most) taken.set(line, (taken.get(line) ?? 0) + hourlyCost);
    }
  }
  return sum([...taken].map(([line, cost]) => Math.min(cost, mean(line.hourlyCosts))));
}

interface Share {
  readonly line: UsageLine;
  readonly hourlyCost: number;
}

const totalOf = (shares: readonly Share[]): number => sum(shares.map(({ hourlyCost }) => hourlyCost));

/** A resize saves the same wherever its machines are found: the saving is divided as their cost is. */
function sharesOf(
  { machines, effect, monthlySavings }: PlannedChange,
  lineOf: (machines: Machines) => UsageLine | undefined,
): readonly Share[] {
  const whole = machines.flatMap((each): readonly Share[] => {
    const line = lineOf(each);
    return line === undefined ? [] : [{ line, hourlyCost: each.count * line.rate }];
  });
  if (effect !== 'resize' && effect !== 'rebuild') return whole;
  const total = totalOf(whole);
  const saved = Number(monthlySavings.nanos) / 1e9 / HOURS_PER_MONTH;
  const part = total > 0 ? Math.min(1, saved / total) : 0;
  return whole.map(({ line, hourlyCost }) => ({ line, hourlyCost: hourlyCost * part }));
}

/** Where both sides know the price item, that decides; else the size does. */
function finder(lines: readonly UsageLine[], offers: OffersByLine): (machines: Machines) => UsageLine | undefined {
  const mostUsed = lines.toSorted((a, b) => mean(b.units) - mean(a.units));
  const byItem = new Map<string, UsageLine>();
  const unnamed = new Set<UsageLine>();
  for (const line of mostUsed) {
    const items = itemsOf(line, offers);
    if (items.size === 0) unnamed.add(line);
    for (const item of items) if (!byItem.has(item)) byItem.set(item, line);
  }
  const bySize = new Map<string, UsageLine | undefined>();
  const ofSize = (sizeName: string, all: boolean): UsageLine | undefined => {
    const key = `${sizeName} ${all}`;
    if (!bySize.has(key)) {
      bySize.set(
        key,
        mostUsed.find((line) => (all || unnamed.has(line)) && isOfSize(line.usage, sizeName)),
      );
    }
    return bySize.get(key);
  };
  return ({ items, sizeName }) =>
    items.map((item) => byItem.get(item)).find((line) => line !== undefined) ?? ofSize(sizeName, items.length === 0);
}
