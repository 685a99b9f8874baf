import type {
  CommitmentOffer,
  CommitmentPayment,
  CommitmentTermYears,
  HourlyOnDemandCost,
  OnDemandUsage,
} from '../../domain/cost-facts.ts';
import type { Machines } from '../pricing/machines-of.ts';
import type { PlannedChange } from './estate-facts.ts';
import { mean, percentile, sum } from './statistics.ts';

/** On-demand usage of one usage type and operation, as series of numbers per hour. */
export interface UsageLine {
  readonly usage: OnDemandUsage;
  readonly key: string;
  /** Mean on-demand cost per hour of each day. */
  readonly hourlyCosts: readonly number[];
  /** Mean units in use each day. */
  readonly units: readonly number[];
  /** On-demand price per unit and hour, as billed. */
  readonly rate: number;
}

export const lineKey = ({ usageType, operation }: { readonly usageType: string; readonly operation: string }): string =>
  `${usageType}\n${operation}`;

/** Lines with a price: usage per hour that was billed. */
export function linesOf(usages: readonly OnDemandUsage[]): readonly UsageLine[] {
  return usages.flatMap((usage): readonly UsageLine[] => {
    const costs = usage.costs.map(Number);
    const [cost, quantity] = [sum(costs), sum(usage.quantities)];
    if (!(cost > 0) || !(quantity > 0)) return [];
    return [
      {
        usage,
        key: lineKey(usage),
        hourlyCosts: costs.map((each) => each / 24),
        units: usage.quantities.map((each) => each / 24),
        rate: cost / quantity,
      },
    ];
  });
}

/** The offer of a plan for a line: its term and payment, and the cheapest where there are several. */
export function offerFor(
  line: UsageLine,
  offers: ReadonlyMap<string, readonly CommitmentOffer[]>,
  wanted: {
    readonly category: CommitmentOffer['category'];
    readonly plans: readonly string[];
    readonly termYears: CommitmentTermYears;
    readonly payment: CommitmentPayment;
  },
): CommitmentOffer | undefined {
  const [cheapest] = (offers.get(line.key) ?? [])
    .filter(
      (offer) =>
        offer.category === wanted.category &&
        offer.serviceCode === line.usage.serviceCode &&
        offer.currency === line.usage.currency &&
        wanted.plans.includes(offer.plan) &&
        offer.termYears === wanted.termYears &&
        offer.payment === wanted.payment,
    )
    .toSorted((a, b) => Number(a.hourlyRate) - Number(b.hourlyRate));
  return cheapest;
}

export type OffersByLine = ReadonlyMap<string, readonly CommitmentOffer[]>;

export const offersByLine = (offers: readonly CommitmentOffer[]): OffersByLine => Map.groupBy(offers, lineKey);

/** One key for usage of one kind in one currency. */
export const currencyKey = ({ key, usage }: UsageLine): string => `${key}\n${usage.currency}`;

/** Sums of several series, day by day. */
export function addSeries(series: readonly (readonly number[])[]): readonly number[] {
  const days = Math.max(0, ...series.map((each) => each.length));
  return Array.from({ length: days }, (_, day) => sum(series.map((each) => each[day] ?? 0)));
}

/** The low-water mark of a series of days: the least that was seen. */
export const lowWater = (series: readonly number[]): number => (series.length === 0 ? 0 : Math.min(...series));

/**
 * How deep the valleys inside of a day are: a low percentile of the hours over the least mean of a day, at most 1.
 * Undefined where hourly data is not to be had: daily means then hide what runs by day alone.
 */
export function valleyOf(
  hourly: readonly HourlyOnDemandCost[],
  serviceNames: ReadonlySet<string>,
  percent: number,
): number | undefined {
  const wanted = hourly.filter(({ serviceName }) => serviceNames.has(serviceName));
  if (
    wanted.length === 0 ||
    [...serviceNames].some((name) => !wanted.some(({ serviceName }) => serviceName === name))
  ) {
    return undefined;
  }
  const hours = addSeries(wanted.map(({ costs }) => costs.map(Number)));
  const days = Array.from({ length: Math.floor(hours.length / 24) }, (_, day) =>
    mean(hours.slice(day * 24, day * 24 + 24)),
  );
  const byDay = lowWater(days);
  return byDay > 0 ? Math.min(1, percentile(hours, percent) / byDay) : undefined;
}

/** `:m5.large` or `:db.r6g.large` at the end of a usage type; OpenSearch and others write it with words around it. */
export const isOfSize = ({ usageType }: OnDemandUsage, sizeName: string): boolean =>
  usageType.toLowerCase().split(/[:\s]/).includes(sizeName.toLowerCase()) ||
  usageType.toLowerCase().endsWith(`:${sizeName.toLowerCase().replace(/\.(search|elasticsearch)$/, '')}`);

/** The price items that a line is billed as, as far as offers tell. */
export const itemsOf = (line: UsageLine, offers: OffersByLine): ReadonlySet<string> =>
  new Set((offers.get(line.key) ?? []).flatMap(({ item }) => item ?? []));

/**
 * How many machines planned changes take from a line: each machine of its price item and region that is to be removed,
 * scheduled or resized counts as a whole, since none of them will run on as it does. Where the item is not known on both
 * sides, every machine of the size counts on every line of it: too little is reserved, not too much. Two changes of one
 * resource take its machines away once.
 */
export function plannedUnits(line: UsageLine, planned: PlannedByRegion, offers: OffersByLine): number {
  const { usage } = line;
  const items = itemsOf(line, offers);
  const isOfLine = (machines: Machines): boolean =>
    items.size > 0 && machines.items.length > 0
      ? machines.items.some((item) => items.has(item))
      : isOfSize(usage, machines.sizeName);
  const own = new Map<string, number>();
  for (const { scope, resourceId, machines } of planned.get(usage.regionId) ?? []) {
    const units = sum(machines.filter(isOfLine).map(({ count }) => count));
    if (units === 0) continue;
    const key = `${scope.accountId}/${resourceId}`;
    own.set(key, Math.max(units, own.get(key) ?? 0));
  }
  return sum([...own.values()]);
}

/** Changes that leave less usage to commit to. */
export type PlannedByRegion = ReadonlyMap<string | null, readonly PlannedChange[]>;

export const plannedByRegion = (planned: readonly PlannedChange[]): PlannedByRegion =>
  Map.groupBy(
    // Advice changes no usage. What moves to spot capacity (`commit`) leaves what a commitment covers, as what goes does.
    planned.filter(({ effect }) => effect !== 'advise'),
    ({ scope }): string | null => scope.regionId,
  );
