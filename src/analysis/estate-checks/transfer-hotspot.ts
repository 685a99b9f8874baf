import type { TransferUsage } from '../../domain/cost-facts.ts';
import { type Fact, known } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { addDays } from '../../domain/instant.ts';
import { subtractMoney, zero } from '../../domain/money.ts';
import { cannotTell, waste } from '../verdict.ts';
import { amountText, daysIn, moneyFrom, monthlyTerm, ratioOf } from './amounts.ts';
import { defineEstateCheck } from './define-estate-check.ts';
import type { EstateVerdict, Subject } from './estate-rule.ts';
import type { AccountFacts } from './estate-facts.ts';

/** Traffic that takes a large and growing part of an account's bill. */
export const transferHotspot = defineEstateCheck({
  name: 'data-transfer-hotspot',
  ids: { aws: 'aws-data-transfer-hotspot', gcp: 'gcp-network-tier-egress' },
  kind: 'usage-type',
  title: 'Data transfer that is a large part of the bill',
  description:
    'Traffic between zones, between regions and out to the internet is paid by the GB and grows unseen. Where one kind of it ' +
    'takes more than a twentieth of an account’s bill and grew by more than a fifth over the month before, it is worth to ' +
    'see which path it takes: an endpoint, the same zone for both ends, a CDN or compression often avoids much of it. Of Google ' +
    'Cloud the share decides alone, and traffic by the Premium Tier to the internet is told from that by the cheaper Standard ' +
    'Tier, which often does where one region serves its own continent.',
  savings:
    'How much of the traffic can be avoided is for its owner to say, so nothing is promised; the range ends at what the ' +
    'growth over the month before costs a month, or at all of the traffic where its share decides alone.',
  ignores: [
    'traffic that is large but steady, where growth is asked for: it was looked at, or is what the business sells',
    'traffic that grows but is a small part of the bill',
    'CloudFront’s own egress, traffic by the Standard Tier, incoming traffic (free), and processing fees of NAT gateways',
  ],
  evidence: {
    route: 'where it goes: internet, zones or regions',
    shareOfBill: 'of the account’s usage cost in the window, 0 to 1',
    growth: 'over the window before; null where there was none',
    cost: 'of this traffic in the window',
    formerCost: 'the same in the window before',
    quantityGiB: 'traffic in the window',
    formerQuantityGiB: 'the same in the window before',
  },
  params: {
    minShare: { default: 0.05, min: 0, max: 1, why: 'a twentieth of the bill is a line of its own in any review' },
    minGrowth: {
      default: 0.2,
      byProvider: { gcp: -1 },
      min: -1,
      max: 100,
      why: 'a fifth a month doubles in four; at -1 growth is not asked for: a tier and a zone are chosen once, and stay',
    },
  },
  needs: { costs: ['transfer-usage'] },
  risk: 'low',
  risks: { gcp: 'medium' },
  action: 'traffic.reroute',
  reach: 'account',
  evaluate(facts, { minShare, minGrowth }) {
    const { provider, accountId, transfers } = facts;
    const subjectOf = (id: string): Subject => ({
      kind: 'usage-type',
      type: `${provider}:billing:usage-type`,
      id: `${accountId}/${id}`,
      name: id,
      scope: { provider, accountId, regionId: 'global' },
    });
    if (!transfers.known) {
      return [{ subject: subjectOf('data transfer'), verdict: cannotTell(`traffic: ${transfers.reason}`) }];
    }
    const severalCurrencies = new Set(transfers.value.map(({ currency }) => currency)).size > 1;
    const totals = new Map<string, bigint | undefined>();
    return transfers.value.flatMap((transfer): readonly EstateVerdict[] => {
      const cost = moneyFrom(transfer.cost, transfer.currency);
      const former = moneyFrom(transfer.formerCost, transfer.currency);
      const growth = former.nanos > 0n ? Number(cost.nanos - former.nanos) / Number(former.nanos) : null;
      if (cost.nanos <= 0n || (growth !== null && growth <= minGrowth)) return [];
      const { window, currency, usageType } = transfer;
      const key = [window.from, window.to, currency].join();
      if (!totals.has(key)) totals.set(key, totalOf(transfer, facts));
      const total = totals.get(key);
      const subject = subjectOf(severalCurrencies ? `${usageType} (${currency})` : usageType);
      if (total === undefined) {
        return [{ subject, verdict: cannotTell('the account’s own cost in the window was not wholly read') }];
      }
      const share = total > 0n ? Number(cost.nanos) / Number(total) : 0;
      if (share <= minShare) return [];
      return [
        {
          subject,
          counts: false,
          verdict: waste({
            confidence: 0.6,
            evidence: {
              route: transfer.route,
              shareOfBill: ratioOf(share),
              growth: growth === null ? null : ratioOf(growth),
              cost: amountText(cost),
              formerCost: amountText(former),
              quantityGiB: ratioOf(transfer.quantityGiB),
              formerQuantityGiB: ratioOf(transfer.formerQuantityGiB),
            },
            monthlySavings: avoidable(transfer, minGrowth < 0),
          }),
        },
      ];
    });
  },
});

/** Cost of the account in the transfer's window and currency; undefined where days of it have no charges. */
function totalOf(
  { window, currency }: TransferUsage,
  { series, range, chargedDays }: AccountFacts,
): bigint | undefined {
  const days = Array.from({ length: daysIn(window) }, (_, index) => addDays(window.from, index));
  if (window.from < range.from || window.to > range.to || days.some((day) => !chargedDays.has(day))) return undefined;
  const [from, to] = [daysIn({ from: range.from, to: window.from }), daysIn({ from: range.from, to: window.to })];
  return series
    .filter((each) => each.currency === currency)
    .reduce((total, { costs }) => costs.slice(from, to).reduce((sum, cost) => sum + cost, total), 0n);
}

function avoidable({ cost, formerCost, currency, window }: TransferUsage, isAll: boolean): Fact<CostEstimate> {
  // What was given back in the window before makes this one no dearer than it was.
  const former = moneyFrom(formerCost, currency);
  const base = isAll || former.nanos < 0n ? zero(currency) : former;
  const grown = subtractMoney(moneyFrom(cost, currency), base);
  const { amount } = monthlyTerm(isAll ? 'all of it' : 'growth over the window before', grown, window, 'billing');
  return known({ amount: zero(currency), low: zero(currency), high: amount, basis: 'billing', terms: [] });
}
