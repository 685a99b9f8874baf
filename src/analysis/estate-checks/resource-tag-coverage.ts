import { known } from '../../domain/fact.ts';
import { cannotTell, waste } from '../verdict.ts';
import { isAllocationKey } from './allocation-keys.ts';
import { noSaving, ratioOf } from './amounts.ts';
import { defineEstateCheck } from './define-estate-check.ts';
import type { EstateFacts } from './estate-facts.ts';
import type { EstateVerdict, Subject } from './estate-rule.ts';

/** A key that divides the bill, which a part of the resources does not carry. */
export const resourceTagCoverage = defineEstateCheck({
  name: 'resource-tag-coverage',
  // On AWS a tag has to be activated first, and the bill tells what cost carries it: another check.
  ids: { gcp: 'gcp-label-coverage', azure: 'azure-tag-coverage' },
  kind: 'allocation-tag',
  title: 'Resources without a tag or label that divides the bill',
  description:
    'Labels (Google Cloud) and tags (Azure) go into the bill by themselves: what carries a key is divided by it, what does not ' +
    'is nobody’s. Reported is each allocation key that is in use and that more than a twentieth of the resources lack. Which ' +
    'keys matter stands in the configuration (`allocation.requiredTags`); without it, the usual ones: team, environment, ' +
    'application, cost center and the like. What the untagged cost is, `cost allocate` tells from the bill.',
  savings: 'None by itself: what nobody owns, nobody saves.',
  ignores: ['keys that are no allocation keys, such as a name', 'keys that hardly any resource carries'],
  evidence: {
    resourceShare: 'share of the resources that carry the key, 0 to 1',
    resources: 'how many carry it',
    withoutKey: 'how many do not',
  },
  params: {
    maxUncovered: { default: 0.05, min: 0, max: 1, why: 'a twentieth is what shared and untaggable things may take' },
    minUse: {
      default: 0.1,
      min: 0,
      max: 1,
      why: 'on fewer resources a key is someone’s note, not the way the company divides cost',
    },
  },
  needs: {},
  risk: 'low',
  action: 'tags.complete',
  reach: 'estate',
  evaluate(facts, { maxUncovered, minUse }) {
    const { tags, settings } = facts;
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

/** It is of all accounts: the payer's where there is one that is known. */
const subjectOf = ({ provider, payers }: EstateFacts, key: string): Subject => ({
  kind: 'allocation-tag',
  type: `${provider}:billing:allocation-tag`,
  id: key,
  scope: { provider, accountId: payers[0] ?? 'all', regionId: 'global' },
});
