import { visitUntaxedCosts } from '../costs.ts';
import type { FamilyContext } from '../family-context.ts';
import type { Estate } from '../model.ts';
import { DAY_SECONDS } from '../usage-ledger.ts';
import { todayOf, UNSETTLED_DAYS } from './steady-usage.ts';

export const ANOMALY = 'aws-cost-anomaly';
export const HOTSPOT = 'aws-data-transfer-hotspot';

const DAYS = 60;
const RECENT = 7;

const dateOf = (day: number): string => new Date(day * 1000).toISOString().slice(0, 10);

/** Effective cost of usage, USD a day, by account, region and service; and by account and usage type. */
export interface BilledDays {
  readonly series: ReadonlyMap<string, readonly number[]>;
  readonly types: ReadonlyMap<string, readonly number[]>;
  readonly accounts: ReadonlyMap<string, readonly number[]>;
}

/** The last 62 days of the bill without the two that are not whole. */
export function billedDays(estate: Estate): BilledDays {
  const to = todayOf(estate) - UNSETTLED_DAYS * DAY_SECONDS;
  const from = to - DAYS * DAY_SECONDS;
  const [series, types, accounts] = [
    new Map<string, number[]>(),
    new Map<string, number[]>(),
    new Map<string, number[]>(),
  ];
  const add = (map: Map<string, number[]>, key: string, at: number, cost: number): void => {
    const days = map.get(key) ?? Array.from({ length: DAYS }, () => 0);
    map.set(key, days);
    days[at]! += cost;
  };
  visitUntaxedCosts(estate, dateOf(from), dateOf(to), (cell) => {
    // Usage as the cost API's charge types have it: on demand, covered by a plan or by a reservation.
    if (!/^(Usage|DiscountedUsage|SavingsPlanCoveredUsage)$/.test(cell.recordType)) return;
    const at = (Date.parse(cell.day) / 1000 - from) / DAY_SECONDS;
    const cost = Number(cell.amortizedNanoUsd) / 1e9;
    add(series, [cell.accountId, cell.region, cell.service].join('\t'), at, cost);
    add(types, [cell.accountId, cell.usageType].join('\t'), at, cost);
    add(accounts, cell.accountId, at, cost);
  });
  return { series, types, accounts };
}

const middle = (values: readonly number[]): number => {
  const order = values.toSorted((a, b) => a - b);
  const half = order.length >> 1;
  return order.length % 2 === 1 ? order[half]! : (order[half - 1]! + order[half]!) / 2;
};

/**
 * Which series left their band lately: by how far the last week lies from the middle of the same weekdays before. A step
 * that the resources of other families make is one too, if it is large enough: whoever launched a big machine has changed
 * the bill, whatever it is for. Cases near the bound are planted neither way.
 */
export function plantAnomalies(context: FamilyContext, { series }: BilledDays): void {
  for (const [key, days] of [...series].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [accountId = '', region = '', service = ''] = key.split('\t');
    const place = { accountId, region: regionOf(region) };
    const id = [accountId, place.region, service].join('/');
    const before = days.slice(0, DAYS - RECENT);
    const expected = (at: number): number => middle(before.filter((_, other) => other % 7 === at % 7));
    const noise = 1.4826 * middle(spreadOf(before, expected));
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
    const most = Math.max(...far);
    if (most > 1) context.plantWaste(ANOMALY, place, id, 'it left the band of its weekdays within the last week', '0');
    else if (isTelling(days, most)) context.plantFine(ANOMALY, place, id, reasonOf(days, most));
  }
}

function spreadOf(before: readonly number[], expected: (at: number) => number): readonly number[] {
  const residuals = before.map((cost, at) => cost - expected(at));
  const centre = middle(residuals);
  return residuals.map((each) => Math.abs(each - centre));
}

const regionOf = (region: string): string => (region === 'NoRegion' ? 'global' : region);

/** Series that move, but not enough, not lately, or every week alike. */
const isTelling = (days: readonly number[], most: number): boolean =>
  most > 0.2 || Math.max(...days) > 2 * middle(days) + 20;

const reasonOf = (days: readonly number[], most: number): string =>
  Math.max(...days) > 2 * middle(days) + 20
    ? 'it moved long ago, or does every week'
    : `it moved by ${Math.round(most * 100)} % of what is looked at`;

/** Traffic that takes more than a twentieth of an account's bill and grew by more than a fifth over the month before. */
export function plantHotspots(context: FamilyContext, { types, accounts }: BilledDays): void {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  for (const [key, days] of [...types].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const [accountId = '', usageType = ''] = key.split('\t');
    if (!/(DataTransfer-(Out|Regional)-Bytes|AWS-Out-Bytes)$/.test(usageType)) continue;
    const [former, now] = [sum(days.slice(0, 30)), sum(days.slice(30))];
    const share = now / sum((accounts.get(accountId) ?? []).slice(30));
    const growth = former === 0 ? Number.POSITIVE_INFINITY : now / former - 1;
    const place = { accountId, region: 'global' };
    const id = `${accountId}/${usageType}`;
    if (share > 0.05 && growth > 0.2)
      context.plantWaste(HOTSPOT, place, id, 'a large part of the bill, and growing', String(Math.round(now - former)));
    else if (share > 0.05) context.plantFine(HOTSPOT, place, id, 'large, but steady');
    else if (growth > 0.2) context.plantFine(HOTSPOT, place, id, 'growing, but a small part of the bill');
  }
}
