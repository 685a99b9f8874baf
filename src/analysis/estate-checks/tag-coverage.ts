import type { AllocatedCost, CostFactSet } from '../../domain/cost-facts.ts';
import { known } from '../../domain/fact.ts';
import { type Currency, money } from '../../domain/money.ts';
import { cannotTell, waste } from '../verdict.ts';
import { isAllocationKey } from './allocation-keys.ts';
import { amountText, daysIn, moneyFrom, noSaving, ratioOf } from './amounts.ts';
import { defineEstateCheck } from './define-estate-check.ts';
import type { EstateVerdict, Subject } from './estate-rule.ts';
import type { EstateFacts } from './estate-facts.ts';
import { setOf } from './of-payer.ts';

/** Tags by which cost should be divided, and is not. */
export const tagCoverage = defineEstateCheck({
  name: 'tag-coverage',
  ids: { aws: 'aws-tag-coverage' },
  kind: 'allocation-tag',
  title: 'Cost that no allocation tag divides',
  description:
    'A tag divides the bill only when it is activated for cost allocation in the payer’s account, and only what carries it. ' +
    'Two things are found: a key that is in use on resources and not activated (the usual cause of "untagged"), and an ' +
    'activated key that a large part of the cost does not carry. Which keys matter stands in the configuration ' +
    '(`allocation.requiredTags`); without it, the usual ones: team, environment, application, cost center and the like.',
  savings: 'None by itself: what nobody owns, nobody saves.',
  ignores: [
    'keys that are no allocation keys, such as Name',
    'keys that hardly any resource carries',
    'keys that the cloud makes itself',
  ],
  evidence: {
    problem:
      '`inactive`: resources carry the key, but the bill is not divided by it; `uncovered`: much of the cost is of usage without the key',
    resourceShare: 'share of the resources that carry the key, 0 to 1',
    resources: 'how many carry it',
    knownToBilling: 'whether billing has seen the key, so that it can be activated at once',
    uncoveredShare: 'cost of usage that does not carry the key, 0 to 1',
    uncoveredCost: 'cost of that usage in the window',
    windowDays: 'days that were looked at',
    largestAccount: 'account with the most uncovered cost',
  },
  params: {
    maxUncovered: { default: 0.05, min: 0, max: 1, why: 'a twentieth is what shared and untaggable usage may take' },
    minUse: {
      default: 0.1,
      min: 0,
      max: 1,
      why: 'on fewer resources a key is someone’s note, not the way the company divides cost',
    },
  },
  needs: { costs: ['allocation-tags', 'allocated-cost'] },
  risk: 'low',
  action: 'allocation-tag.activate',
  reach: 'estate',
  evaluate(facts, params) {
    const tags = facts.cost('allocation-tags');
    const costs = facts.cost('allocated-cost');
    return facts.payers.flatMap((payer): readonly EstateVerdict[] => {
      const ofTags = setOf(tags, payer);
      if (!ofTags.known) {
        const subject = subjectOf(facts, payer, 'allocation tags');
        return [{ subject, verdict: cannotTell(`allocation tags: ${ofTags.reason}`) }];
      }
      const ofCosts = setOf(costs, payer);
      return [
        ...inactive(ofTags.value, facts, params),
        ...(ofCosts.known
          ? uncovered(withoutInactive(ofCosts.value, ofTags.value), facts, params.maxUncovered)
          : [
              {
                subject: subjectOf(facts, payer, 'cost by allocation tags'),
                verdict: cannotTell(`cost by allocation tags: ${ofCosts.reason}`),
              },
            ]),
      ];
    });
  },
});

type Params = Readonly<Record<'maxUncovered' | 'minUse', number>>;

const subjectOf = ({ provider }: EstateFacts, accountId: string, key: string): Subject => ({
  kind: 'allocation-tag',
  type: `${provider}:billing:allocation-tag`,
  id: key,
  scope: { provider, accountId, regionId: 'global' },
});

function inactive(
  { payerAccountId, records }: CostFactSet<'allocation-tags'>,
  facts: EstateFacts,
  { minUse }: Params,
): readonly EstateVerdict[] {
  const { tags, settings } = facts;
  const active = new Set(records.filter(({ isActive }) => isActive).map(({ key }) => key));
  if (!tags.known) {
    return [
      {
        subject: subjectOf(facts, payerAccountId, 'allocation tags'),
        verdict: cannotTell(`tags of resources: ${tags.reason}`),
      },
    ];
  }
  const { byKey, resources } = tags.value;
  return [...byKey].toSorted(byName).flatMap(([key, count]): readonly EstateVerdict[] => {
    const share = resources === 0 ? 0 : count / resources;
    if (active.has(key) || !isAllocationKey(key, settings.allocationTags) || share < minUse) return [];
    return [
      {
        subject: subjectOf(facts, payerAccountId, key),
        title: 'Allocation tag that is in use and not activated for billing',
        counts: false,
        verdict: waste({
          confidence: 0.95,
          evidence: {
            problem: 'inactive',
            resourceShare: ratioOf(share),
            resources: count,
            knownToBilling: records.some((tag) => tag.key === key),
          },
          monthlySavings: known(noSaving('USD')),
        }),
      },
    ];
  });
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/** What was switched off since its cost was read is found as inactive. */
function withoutInactive(
  costs: CostFactSet<'allocated-cost'>,
  tags: CostFactSet<'allocation-tags'>,
): CostFactSet<'allocated-cost'> {
  const switchedOff = new Set(tags.records.filter(({ isActive }) => !isActive).map(({ key }) => key));
  return { ...costs, records: costs.records.filter(({ key }) => !switchedOff.has(key)) };
}

/** Allocation tags that more of the cost than `maxUncovered` does not carry. */
export function uncovered(
  { payerAccountId, records }: CostFactSet<'allocated-cost'>,
  facts: EstateFacts,
  maxUncovered: number,
): readonly EstateVerdict[] {
  const ofTags = records.filter(
    ({ dimension, key }) => dimension === 'tag' && isAllocationKey(key, facts.settings.allocationTags),
  );
  const severalCurrencies = new Set(ofTags.map(({ currency }) => currency)).size > 1;
  const groups = Map.groupBy(ofTags, ({ key, currency }) => `${key}\n${currency}`);
  return [...groups.values()].flatMap((group): readonly EstateVerdict[] => {
    const [first] = group;
    if (first === undefined) return [];
    const total = sumOf(group);
    const without = group.filter(({ value }) => value === '');
    const uncoveredNanos = sumOf(without);
    const share = total > 0n ? Number(uncoveredNanos) / Number(total) : 0;
    if (share <= maxUncovered) return [];
    return [
      {
        subject: subjectOf(facts, payerAccountId, severalCurrencies ? `${first.key} (${first.currency})` : first.key),
        title: 'Allocation tag that a large part of the cost does not carry',
        counts: false,
        verdict: waste({
          confidence: 0.95,
          evidence: {
            problem: 'uncovered',
            uncoveredShare: ratioOf(share),
            uncoveredCost: amountText(money(uncoveredNanos, first.currency)),
            windowDays: daysIn(first.window),
            largestAccount: largest(without),
          },
          monthlySavings: known(noSaving(first.currency)),
          action: 'tags.complete',
        }),
      },
    ];
  });
}

const nanosOf = ({ cost, currency }: { readonly cost: string; readonly currency: Currency }): bigint =>
  moneyFrom(cost, currency).nanos;

const sumOf = (group: readonly AllocatedCost[]): bigint => group.reduce((sum, each) => sum + nanosOf(each), 0n);

function largest(group: readonly AllocatedCost[]): string | null {
  const byAccount = new Map<string, bigint>();
  for (const each of group) byAccount.set(each.accountId, (byAccount.get(each.accountId) ?? 0n) + nanosOf(each));
  const [top] = [...byAccount].toSorted(([a, x], [b, y]) => (x === y ? (a < b ? -1 : 1) : x > y ? -1 : 1));
  return top?.[0] ?? null;
}
