import { defineEstateCheck } from './define-estate-check.ts';
import type { EstateVerdict } from './estate-rule.ts';
import { expiring } from './expiring-commitment.ts';
import { underused } from './underused-commitment.ts';

/** Both questions about a commitment under one id, where the catalogue has one row for them. */
export const underusedOrExpiringCommitment = defineEstateCheck({
  name: 'commitment-underused-or-expiring',
  ids: { gcp: 'gcp-cud-underused-expiring' },
  kind: 'commitment',
  title: 'Commitment that is not fully used, or that ends with nothing to follow it',
  description:
    'A resource-based commitment bills for its vCPUs and memory whether machines use them or not. The billing export has ' +
    'its fees, and credits on the usage that it covered: together they tell how much of it was used over the last two ' +
    'settled weeks. What is unused can be shared with the other projects of the billing account, merged or split; often ' +
    'what is left is not to renew it. When one ends, what it covered is billed on demand from the next hour on. Commitments ' +
    'of the same project, region, series and term are billed together: each has its part by its vCPUs. Commitments to an ' +
    'amount an hour belong to billing accounts and stand in no listing of projects: they are not judged.',
  savings:
    'Of an underused one the cost of the unused part over the window, brought to a month; the range begins at nothing, ' +
    'because it can be neither returned nor sold. Of one that ends what it saved beyond the sustained-use discount, which ' +
    'is no saving of today and stands in no total.',
  ignores: [
    'a commitment that began within the window: its first days tell nothing',
    'a commitment that another one of the same kind follows',
    'a commitment that ends soon and saved nothing: letting it end is right',
    'one that ends soon and is set to be renewed by itself',
  ],
  evidence: {
    utilization: 'used share of what was paid for, 0 to 1, memory and vCPUs by their cost',
    windowDays: 'days that were looked at',
    remainingDays: 'days until it ends by itself',
    endsInDays: 'of one that ends: days until then; negative once it has',
    endsAt: 'of one that ends: the moment of its end',
    termMonths: 'of one that ends: length of its term',
    payment: 'how much of it was paid ahead',
    covers: 'what it applies to, as the cloud names it',
  },
  params: {
    minUtilization: {
      default: 0.95,
      min: 0,
      max: 1,
      why: 'some hours always fall short; below this more is lost than a low-water mark would lose',
    },
    soonDays: { default: 60, min: 1, max: 365, why: 'time to recompute the size and to get an approval' },
    endedDays: { default: 30, min: 0, max: 365, why: 'a month of on-demand bills has not been looked at yet' },
  },
  needs: { costs: ['commitment-use'] },
  risk: 'medium',
  action: 'commitment.adjust',
  reach: 'estate',
  evaluate(facts, params) {
    const byUse = underused(facts, params);
    const byEnd = expiring(facts, params).map(({ verdict, ...each }): EstateVerdict =>
      verdict.verdict === 'waste'
        ? {
            ...each,
            title: 'Commitment that ends soon or has just ended',
            verdict: { ...verdict, action: 'commitment.renew' },
          }
        : { ...each, verdict },
    );
    // One finding for each: what is lost today comes before what will be, and both before what can't be told.
    const bySubject = new Map<string, EstateVerdict>();
    for (const each of [...byUse, ...byEnd]) {
      const key = `${each.subject.scope.accountId}\n${each.subject.id}`;
      const found = bySubject.get(key);
      if (found === undefined || (!isWaste(found) && isWaste(each))) {
        bySubject.set(key, each);
      }
    }
    return [...bySubject.values()];
  },
});

const isWaste = ({ verdict }: EstateVerdict): boolean => verdict.verdict === 'waste';
