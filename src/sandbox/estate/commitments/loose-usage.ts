import { prefixedUsageType, SERVICE, usageTypeIn } from '../billing-names.ts';
import { picoOf } from '../decimal.ts';
import type { FamilyContext } from '../family-context.ts';
import { DAY } from '../generate/time.ts';
import type { Usage } from '../usage.ts';
import type { LooseUsage } from './model.ts';

/** A line of the bill that no resource of the inventory stands behind. */
export function* looseUsage(loose: readonly LooseUsage[]): Generator<Usage> {
  for (const { accountId, region, service, productCode, usageType, unit, price, perDay, from, to } of loose) {
    yield {
      meter: {
        accountId,
        region,
        service,
        productCode,
        usageType,
        rate: picoOf(price),
        per: 'day',
        unit,
        scale: 1,
      },
      quantity: perDay,
      from: Math.floor(from / 1000),
      to: to === null ? Number.POSITIVE_INFINITY : Math.floor(to / 1000),
    };
  }
}

/** USD per GB. Sources: CloudWatch pricing, EC2 pricing "Data transfer", Amazon Textract pricing (per page), us-east-1, 2026. */
const PRICES = { logs: '0.5', regional: '0.01', interRegion: '0.02', page: '0.0015' } as const;

type Placed = { readonly accountId: string; readonly region: string };

const logs = (place: Placed, perDay: number, from: number, to: number | null): LooseUsage => ({
  ...place,
  service: SERVICE.cloudWatch,
  productCode: 'AmazonCloudWatch',
  usageType: prefixedUsageType(place.region, 'VendedLog-Bytes'),
  unit: 'GB',
  price: PRICES.logs,
  perDay: Math.round(perDay),
  from,
  to,
});

const pages = (place: Placed, perDay: number, from: number, to: number | null): LooseUsage => ({
  ...place,
  service: 'Amazon Textract',
  productCode: 'AmazonTextract',
  usageType: usageTypeIn(place.region, 'DetectDocumentTextPages'),
  unit: 'Pages',
  price: PRICES.page,
  perDay: Math.round(perDay),
  from,
  to,
});

const traffic = (place: Placed, kind: 'regional' | 'interRegion', perDay: number, from: number): LooseUsage => ({
  ...place,
  service: SERVICE.ec2Other,
  productCode: 'AmazonEC2',
  usageType: usageTypeIn(place.region, kind === 'regional' ? 'DataTransfer-Regional-Bytes' : 'USW2-AWS-Out-Bytes'),
  unit: 'GB',
  price: PRICES[kind],
  perDay: Math.max(1, Math.round(perDay)),
  from,
  to: null,
});

/** Start of the estate's day. */
const midnight = (now: number): number => Math.floor(now / DAY) * DAY;

/**
 * Bursts that an anomaly check must find, and what looks like one: a burst of the last hours, one of a month ago, one too
 * small to matter, a weekly rhythm. The first accounts of the estate get one each.
 */
export function bursts(context: FamilyContext): readonly LooseUsage[] {
  const today = midnight(context.now);
  const day = (offset: number): number => today + offset * DAY;
  const region = context.options.regions[0] ?? 'us-east-1';
  const places = context.accounts.map(({ account }) => ({ accountId: account.id, region }));
  const roles: readonly ((place: Placed) => readonly LooseUsage[])[] = [
    // A debug log left on: 90 USD a day since five days.
    (place) => [logs(place, 180, day(-5), null)],
    // A service that the account never used before.
    (place) => [pages(place, 60_000, day(-6), null)],
    (place) => [logs(place, 240, day(-4), day(-3))],
    // Too late: the bill of the last two days is not whole.
    (place) => [pages(place, 80_000, day(-1), null)],
    // Too long ago.
    (place) => [logs(place, 200, day(-30), day(-28))],
    // Too small.
    (place) => [pages(place, 6_000, day(-6), null)],
    // Every week alike: five days on, two off, since months.
    (place) => Array.from({ length: 14 }, (_, week) => pages(place, 50_000, day(-7 * week - 6), day(-7 * week - 1))),
  ];
  return places.flatMap((place, index) => roles[index % roles.length]?.(place) ?? []);
}

/**
 * Traffic that is a large and growing part of an account's bill, and what looks like it: large and steady, or growing
 * and small. `dailyCost` is what an account's usage costs a day without it.
 */
export function transfers(context: FamilyContext, dailyCost: ReadonlyMap<string, number>): readonly LooseUsage[] {
  const grown = midnight(context.now) - (30 + 2) * DAY;
  const old = midnight(context.now) - 200 * DAY;
  const region = context.options.regions[0] ?? 'us-east-1';
  return context.accounts.flatMap(({ account: { id: accountId } }, index): readonly LooseUsage[] => {
    const cost = dailyCost.get(accountId) ?? 0;
    if (cost < 20) return [];
    const place = { accountId, region };
    switch (index % 3) {
      case 0:
        // A tenth of the bill, and a half more than in the month before.
        return [
          traffic(place, 'regional', (cost * 0.075) / 0.01, old),
          { ...traffic(place, 'regional', (cost * 0.045) / 0.01, grown) },
        ];
      case 1:
        return [traffic(place, 'interRegion', (cost * 0.1) / 0.02, old)];
      default:
        return [
          traffic(place, 'regional', (cost * 0.006) / 0.01, old),
          traffic(place, 'regional', (cost * 0.008) / 0.01, grown),
        ];
    }
  });
}
