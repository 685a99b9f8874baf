import type {
  CommitmentOffer,
  CommitmentPayment,
  CommitmentTermYears,
  HourlyOnDemandCost,
  OnDemandUsage,
} from '../../domain/cost-facts.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
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

export const offersByLine = (offers: readonly CommitmentOffer[]): ReadonlyMap<string, readonly CommitmentOffer[]> =>
  Map.groupBy(offers, lineKey);

/** One key for usage of one kind in one currency. */
export const currencyKey = ({ key, usage }: UsageLine): string => `${key}\n${usage.currency}`;

/**
 * What was read of one payer. A payer of whom nothing was read is unread: that another one's facts are there says
 * nothing of this one.
 */
export function recordsOf<R>(
  sets: Fact<readonly { readonly payerAccountId: string; readonly records: readonly R[] }[]>,
  payer: string,
): Fact<readonly R[]> {
  if (!sets.known) return sets;
  const set = sets.value.find(({ payerAccountId }) => payerAccountId === payer);
  return set === undefined ? unread(`not read of payer ${payer} lately`) : known(set.records);
}

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

/** Effects that leave less usage to commit to. What is only bought differently leaves the usage as it is. */
const lessens = new Set<PlannedChange['effect']>(['remove', 'resize', 'schedule', 'rebuild']);

/** `:m5.large` or `:db.r6g.large` at the end of a usage type; OpenSearch and others write it with words around it. */
const isOfSize = ({ usageType }: OnDemandUsage, sizeName: string): boolean =>
  usageType.toLowerCase().split(/[:\s]/).includes(sizeName.toLowerCase()) ||
  usageType.toLowerCase().endsWith(`:${sizeName.toLowerCase().replace(/\.(search|elasticsearch)$/, '')}`);

export interface PlannedUse {
  /** Machines of the line that will not run as they do now. */
  readonly units: number;
  /** On-demand cost per hour that will not be there. */
  readonly hourlyCost: number;
}

/** The price items that a line is billed as, as far as offers tell. */
const itemsOf = (line: UsageLine, offers: ReadonlyMap<string, readonly CommitmentOffer[]>): ReadonlySet<string> =>
  new Set((offers.get(line.key) ?? []).flatMap(({ item }) => item ?? []));

/**
 * What planned changes take from a line: each machine of its price item and region that is to be removed, scheduled or
 * resized counts as a whole, since none of them will run on as it does; a resize leaves the cost of what it becomes.
 * Where the item is not known on both sides, every machine of the size counts: too little is reserved, not too much.
 */
export function plannedFor(
  line: UsageLine,
  planned: PlannedByRegion,
  offers: ReadonlyMap<string, readonly CommitmentOffer[]>,
): PlannedUse {
  const { usage, rate } = line;
  const items = itemsOf(line, offers);
  const isOfLine = (machines: Machines): boolean =>
    items.size > 0 && machines.items.length > 0
      ? machines.items.some((item) => items.has(item))
      : isOfSize(usage, machines.sizeName);
  // Two changes of one machine take it away once: as the one does that takes more.
  const own = new Map<string, PlannedUse>();
  for (const { scope, resourceId, effect, monthlySavings, machines } of planned.get(usage.regionId) ?? []) {
    const units = sum(machines.filter(isOfLine).map(({ count }) => count));
    if (units === 0) continue;
    const hourlyCost =
      effect === 'resize' || effect === 'rebuild'
        ? Math.min(units * rate, Number(monthlySavings.nanos) / 1e9 / HOURS_PER_MONTH)
        : units * rate;
    const key = `${scope.accountId}/${resourceId}`;
    const former = own.get(key);
    if (former === undefined || former.hourlyCost < hourlyCost) own.set(key, { units, hourlyCost });
  }
  const all = [...own.values()];
  return { units: sum(all.map(({ units }) => units)), hourlyCost: sum(all.map(({ hourlyCost }) => hourlyCost)) };
}

/** Changes that leave less usage to commit to. */
export type PlannedByRegion = ReadonlyMap<string | null, readonly PlannedChange[]>;

export const plannedByRegion = (planned: readonly PlannedChange[]): PlannedByRegion =>
  Map.groupBy(
    planned.filter(({ effect }) => lessens.has(effect)),
    ({ scope }): string | null => scope.regionId,
  );
