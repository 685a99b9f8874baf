import type { AllocatedCost, CostFactSet } from '../../domain/cost-facts.ts';
import { known } from '../../domain/fact.ts';
import { cannotTell, waste } from '../verdict.ts';
import { isAllocationKey } from './allocation-keys.ts';
import { noSaving, ratioOf } from './amounts.ts';
import { defineEstateCheck } from './define-estate-check.ts';
import type { EstateFacts } from './estate-facts.ts';
import type { EstateVerdict, Subject } from './estate-rule.ts';
import { uncovered } from './tag-coverage.ts';

/** A key that divides the bill, which a part of the cost, or of the resources, does not carry. */
export const resourceTagCoverage = defineEstateCheck({
  name: 'resource-tag-coverage',
  // On AWS a tag has to be activated first, and the bill tells what cost carries it: another check.
  ids: { gcp: 'gcp-label-coverage', azure: 'azure-tag-coverage' },
  kind: 'allocation-tag',
  title: 'Cost or resources without a tag or label that divides the bill',
  description:
    'Labels (Google Cloud) and tags (Azure) go into the bill by themselves: what carries a key is divided by it, what does not ' +
    'is nobody’s. Reported is each allocation key that is in use and that more than a twentieth of the cost lacks; where the ' +
    'bill does not tell cost by tag, a twentieth of the resources. Which keys matter stands in the configuration ' +
    '(`allocation.requiredTags`); without it, the usual ones: team, environment, application, cost center and the like.',
  savings: 'None by itself: what nobody owns, nobody saves.',
  ignores: ['keys that are no allocation keys, such as a name', 'keys that hardly anything carries'],
  evidence: {
    uncoveredShare: 'cost of usage that does not carry the key, 0 to 1',
    uncoveredCost: 'cost of that usage in the window',
    windowDays: 'days that were looked at',
    largestAccount: 'account with the most uncovered cost',
    resourceShare: 'where cost by tag is not told: share of the resources that carry the key, 0 to 1',
    resources: 'how many carry it',
    withoutKey: 'how many do not',
  },
  params: {
    maxUncovered: { default: 0.05, min: 0, max: 1, why: 'a twentieth is what shared and untaggable things may take' },
    minUse: {
      default: 0.1,
      min: 0,
      max: 1,
      why: 'on less a key is someone’s note, not the way the company divides cost',
    },
  },
  needs: { costs: ['allocation-tags', 'allocated-cost'] },
  risk: 'low',
  action: 'tags.complete',
  reach: 'estate',
  evaluate(facts, { maxUncovered, minUse }) {
    const { tags, settings } = facts;
    const costs = facts.cost('allocated-cost');
    if (costs.known && costs.value.some(({ records }) => records.length > 0)) {
      return costs.value.flatMap((set) => uncovered(inUse(set, minUse), facts, maxUncovered));
    }
    if (!tags.known) {
      return [{ subject: subjectOf(facts, 'tags'), verdict: cannotTell(`tags of resources: ${tags.reason}`) }];
    }
    const { resources, byKey } = tags.value;
    return [...byKey]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([key, count]): readonly EstateVerdict[] => {
        const share = resources === 0 ? 0 : count / resources;
        const without = resources === 0 ? 0 : (resources - count) / resources;
        if (!isAllocationKey(key, settings.allocationTags) || share < minUse || without <= maxUncovered) return [];
        return [
          {
            subject: subjectOf(facts, key),
            counts: false,
            verdict: waste({
              confidence: 0.9,
              evidence: { resourceShare: ratioOf(share), resources: count, withoutKey: resources - count },
              monthlySavings: known(noSaving('USD')),
            }),
          },
        ];
      });
  },
});

/** Without the keys that hardly any cost carries. */
function inUse(set: CostFactSet<'allocated-cost'>, minUse: number): CostFactSet<'allocated-cost'> {
  const sums = new Map<string, { all: number; carried: number }>();
  const keyOf = ({ key, currency }: AllocatedCost): string => `${key}\n${currency}`;
  for (const each of set.records) {
    const sum = sums.get(keyOf(each)) ?? { all: 0, carried: 0 };
    sums.set(keyOf(each), sum);
    sum.all += Number(each.cost);
    if (each.value !== '') sum.carried += Number(each.cost);
  }
  const isInUse = (each: AllocatedCost): boolean => {
    const { all = 0, carried = 0 } = sums.get(keyOf(each)) ?? {};
    return all > 0 && carried / all >= minUse;
  };
  return { ...set, records: set.records.filter(isInUse) };
}

/** It is of all accounts: the payer's where there is one that is known. */
const subjectOf = ({ provider, payers }: EstateFacts, key: string): Subject => ({
  kind: 'allocation-tag',
  type: `${provider}:billing:allocation-tag`,
  id: key,
  scope: { provider, accountId: payers[0] ?? 'all', regionId: 'global' },
});
