import { type Fact, known, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { addDays, type DayRange } from '../../domain/instant.ts';
import { addMoney, type Money, money } from '../../domain/money.ts';
import { cannotTell, waste } from '../verdict.ts';
import { amountText, daysIn, monthlyTerm } from './amounts.ts';
import { defineEstateCheck } from './define-estate-check.ts';
import type { AccountFacts } from './estate-facts.ts';
import type { EstateVerdict, Subject } from './estate-rule.ts';

/** A project that its cloud calls unattended, and that costs money all the same. */
export const unattendedProject = defineEstateCheck({
  name: 'project-unattended',
  ids: { gcp: 'gcp-project-unattended' },
  kind: 'account-cost',
  title: 'Project that nobody uses and that costs money',
  description:
    'Google’s Recommender looks at the traffic, the API calls and the owners of a project over 30 days and tells those with ' +
    'little of all. Reported is one that it would clean up and that the bill has cost for: all of that is what shutting it ' +
    'down saves. A project is kept for 30 days after that, and can be brought back meanwhile.',
  savings: 'the whole cost of the project in the window, as a month',
  ignores: [
    'a project that is used, but whose owner is gone (Recommender says so too)',
    'one without cost in the window',
    'one of which Recommender was not asked, or says nothing: it is used, or younger than 30 days',
  ],
  evidence: {
    recommendation: 'what Recommender says',
    refreshedAt: 'when it last looked',
    cost: 'of the project in the window',
    lookbackDays: 'days that were added up',
  },
  params: {
    lookbackDays: {
      default: 30,
      min: 7,
      max: 60,
      why: 'a month, as long as Recommender looks at the use of a project',
    },
  },
  needs: { advisers: ['recommender'] },
  risk: 'high',
  action: 'project.shut-down',
  reach: 'account',
  evaluate(facts, { lookbackDays }) {
    if (!facts.recommendations.known) return [];
    const advice = facts.recommendations.value.find(({ action }) => action === 'CLEANUP_PROJECT');
    if (advice === undefined) return [];
    const window = { from: addDays(facts.range.to, -lookbackDays), to: facts.range.to };
    const evidence = {
      recommendation: advice.action,
      refreshedAt: advice.refreshedAt ?? null,
      lookbackDays,
    };
    const subject = subjectOf(facts, advice.resourceId);
    const cost = costIn(window, facts);
    if (!cost.known) return [{ subject, verdict: cannotTell(cost.reason, { ...evidence, cost: null }) }];
    const billed = cost.value.filter(({ nanos }) => nanos > 0n);
    const [first] = billed;
    if (first === undefined) return [];
    return [
      {
        subject,
        // What its resources would save stands with their own findings.
        counts: ![...facts.findings.values()].some((of) => of.some(({ counts }) => counts)),
        verdict: waste({
          confidence: 0.6,
          evidence: { ...evidence, cost: billed.map(amountText).join(', ') },
          monthlySavings:
            billed.length > 1 ? unread('the bill has it in several currencies') : known(monthly(first, window)),
        }),
      },
    ] satisfies readonly EstateVerdict[];
  },
});

const subjectOf = ({ provider, accountId }: AccountFacts, id: string): Subject => ({
  kind: 'account-cost',
  type: `${provider}:cloudresourcemanager:project`,
  id,
  name: accountId,
  scope: { provider, accountId, regionId: 'global' },
});

/** By currency; unread where the bill lacks days of the window. */
function costIn(window: DayRange, { series, range, chargedDays }: AccountFacts): Fact<readonly Money[]> {
  const days = Array.from({ length: daysIn(window) }, (_, index) => addDays(window.from, index));
  if (window.from < range.from || days.some((day) => !chargedDays.has(day))) {
    return unread('the project’s cost in the window was not wholly read');
  }
  const from = daysIn({ from: range.from, to: window.from });
  const totals = new Map<string, Money>();
  for (const { currency, costs } of series) {
    const own = money(
      costs.slice(from).reduce((sum, cost) => sum + cost, 0n),
      currency,
    );
    const before = totals.get(currency);
    totals.set(currency, before === undefined ? own : addMoney(before, own));
  }
  return known([...totals.values()]);
}

function monthly(cost: Money, window: DayRange): CostEstimate {
  const term = monthlyTerm(`all of the project, ${daysIn(window)} days`, cost, window, 'billing');
  return { amount: term.amount, low: term.amount, high: term.amount, basis: 'billing', terms: [term] };
}
