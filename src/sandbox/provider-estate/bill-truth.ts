import type { TruthEntry } from '../estate/model.ts';

const DAY = 86_400_000;
const DAYS = 60;
const RECENT = 7;
/** The bill of the last two days is not whole. */
const UNSETTLED = 2;

/** Part of a bill: of which account, region and service, with the labels of what was used. */
export interface BillPart {
  readonly accountId: string;
  readonly region: string;
  readonly service: string;
  readonly labels: Readonly<Record<string, string>>;
  /** USD of usage that begin on this day (epoch ms), after discounts. */
  readonly costOf: (day: number) => number;
}

/** The last settled 60 days of a bill as USD a day, added up. */
export class BilledDays {
  /** By account, region and service, with tabs between. */
  readonly series = new Map<string, number[]>();
  /** Of the last 30 days: all of it, and what carries each label. */
  total = 0;
  readonly byLabel = new Map<string, number>();

  constructor(parts: Iterable<BillPart>, now: number) {
    const from = Math.floor(now / DAY) * DAY - (UNSETTLED + DAYS) * DAY;
    for (const { accountId, region, service, labels, costOf } of parts) {
      const key = [accountId, region, service].join('\t');
      const days = this.series.get(key) ?? Array.from({ length: DAYS }, () => 0);
      this.series.set(key, days);
      let lately = 0;
      for (let at = 0; at < DAYS; at++) {
        const cost = costOf(from + at * DAY);
        days[at] = (days[at] ?? 0) + cost;
        if (at >= DAYS - 30) lately += cost;
      }
      this.total += lately;
      for (const [label, value] of Object.entries(labels)) {
        if (value !== '') this.byLabel.set(label, (this.byLabel.get(label) ?? 0) + lately);
      }
    }
  }
}

const middle = (values: readonly number[]): number => {
  const order = values.toSorted((a, b) => a - b);
  const half = order.length >> 1;
  return order.length % 2 === 1 ? order[half]! : (order[half - 1]! + order[half]!) / 2;
};

/**
 * Which services left the band of their weekdays lately. What the resources of other families do to the bill counts too:
 * whoever launched a large machine has changed it, whatever it is for. Of the others those are named that move.
 */
export function anomalyTruth(checkId: string, { series }: BilledDays): readonly TruthEntry[] {
  return [...series]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, days]): readonly TruthEntry[] => {
      const [accountId = '', region = '', service = ''] = key.split('\t');
      const entry = { checkId, accountId, region, resourceId: [accountId, region, service].join('/') };
      const most = distanceOf(days);
      if (most > 1) {
        const because = 'it left the band of its weekdays within the last week';
        return [{ ...entry, verdict: 'waste', because, monthlyCost: '0' }];
      }
      const isJumpy = Math.max(...days) > 2 * middle(days) + 20;
      if (most <= 0.2 && !isJumpy) return [];
      const because = isJumpy
        ? 'it moved long ago, or does every week'
        : `it moved by ${Math.round(most * 100)} % of what is looked at`;
      return [{ ...entry, verdict: 'fine', because }];
    });
}

/** How far the last week lies from the middle of the same weekdays before, in parts of what is looked at. */
function distanceOf(days: readonly number[]): number {
  const before = days.slice(0, DAYS - RECENT);
  const expected = (at: number): number => middle(before.filter((_, other) => other % 7 === at % 7));
  const residuals = before.map((cost, at) => cost - expected(at));
  const centre = middle(residuals);
  const noise = 1.4826 * middle(residuals.map((each) => Math.abs(each - centre)));
  const band = Math.max(noise, 0.04 * Math.abs(middle(before)));
  const far = days.slice(-RECENT).map((cost, index) => {
    const usual = expected(DAYS - RECENT + index);
    const change = Math.abs(cost - usual);
    if (change === 0) return 0;
    return Math.min(
      change / 20,
      usual === 0 ? Number.POSITIVE_INFINITY : change / (0.1 * Math.abs(usual)),
      band === 0 ? Number.POSITIVE_INFINITY : change / band / 3.5,
    );
  });
  return Math.max(...far);
}

/** Keys that say whose cost it is, in the plain spelling of a company's handbook. */
const DIVIDES = /^(app|application|cost-?cent(er|re)|env|environment|owner|team|project|business-?unit|product)$/i;

/**
 * Labels that divide the bill, and that much of the cost (or of the resources: `what`) lacks. What all of it carries, or
 * hardly any, is fine.
 */
export function coverageTruth(
  checkId: string,
  payer: string,
  { total, byLabel }: Pick<BilledDays, 'total' | 'byLabel'>,
  what: 'cost' | 'resources' = 'cost',
): readonly TruthEntry[] {
  return [...byLabel]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, cost]): TruthEntry => {
      const entry = { checkId, accountId: payer, region: 'global', resourceId: label };
      const share = cost / total;
      const percent = `${Math.round(share * 100)} %`;
      if (!DIVIDES.test(label)) return { ...entry, verdict: 'fine', because: 'no key to divide cost by' };
      if (share < 0.1) return { ...entry, verdict: 'fine', because: `on ${percent} of the ${what}: somebody’s note` };
      if (share >= 0.95) return { ...entry, verdict: 'fine', because: `on ${percent} of the ${what}` };
      const because = `on ${percent} of the ${what}, so that the rest is nobody’s`;
      return { ...entry, verdict: 'waste', because, monthlyCost: '0' };
    });
}
