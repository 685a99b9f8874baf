import { known, unread } from '../../domain/fact.ts';
import type { ProviderId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import { exactAmount, zero } from '../../domain/money.ts';
import type { Recommendation } from '../../domain/recommendations.ts';
import type { ActionKind } from '../actions.ts';
import type { Check } from '../define-check.ts';
import { waste } from '../verdict.ts';
import { defineEstateCheck } from './define-estate-check.ts';
import type { EstateVerdict } from './estate-rule.ts';
import { purchaseOf } from './purchases.ts';

interface Purchase {
  readonly name: string;
  readonly ids: Readonly<Partial<Record<ProviderId, string>>>;
  readonly of: 'usage' | 'spend';
  readonly title: string;
  readonly what: string;
  readonly action: ActionKind;
}

/** A commitment that the cloud's own adviser says should be bought, where no bill by the hour is read to size one. */
function advisedPurchase({ name, ids, of, title, what, action }: Purchase): Check {
  return defineEstateCheck({
    name,
    ids,
    kind: 'purchase',
    title,
    description:
      `The cloud’s adviser looked at the usage of the last weeks and reckoned what ${what} would save. It knows neither what ` +
      'other findings would remove, resize or schedule, nor what another account of the same payer leaves unused, and it ' +
      'reckons at list prices: so the figure is what could be saved at most. Change what is too large first, then buy in steps.',
    savings:
      'As the adviser gives it, a month of it; `low` is nothing, because other findings change the usage that it is for. It stands ' +
      'in no total.',
    ignores: ['advice without an amount, or that saves nothing'],
    evidence: {
      adviser: 'which of the cloud’s advisers says it',
      recommendation: 'what it says',
      current: 'what is paid on demand, as the adviser has it; null where it does not say',
      otherFindings: 'other findings that count in the account: they change the usage that would be committed to',
      lookbackDays: 'days of use that it looked at; null where it does not say',
      refreshedAt: 'when it last looked',
    },
    params: {
      minMonthlySavings: {
        default: 5,
        min: 0,
        max: 1_000_000,
        why: 'in the currency of the advice: less is not worth an approval',
      },
    },
    needs: { advisers: ['recommender', 'commitment-recommender', 'advisor'] },
    risk: 'high',
    action,
    reach: 'account',
    evaluate(facts, { minMonthlySavings }) {
      if (!facts.recommendations.known) return [];
      const { provider, accountId } = facts;
      const counted = [...facts.findings.values()].flat().filter(({ counts }) => counts).length;
      return facts.recommendations.value
        .filter((each) => purchaseOf(each) === of && isWorth(each, minMonthlySavings))
        .map((each): EstateVerdict => ({
          subject: {
            kind: 'purchase',
            type: `${provider}:billing:${of === 'usage' ? 'reservation' : 'savings-plan'}`,
            id: each.id,
            ...(each.recommended !== undefined && { name: each.recommended }),
            scope: { provider, accountId, regionId: each.scope.regionId },
          },
          counts: false,
          verdict: waste({
            confidence: 0.5,
            evidence: {
              adviser: each.adviser,
              recommendation: each.recommended === undefined ? each.action : `${each.action}: ${each.recommended}`,
              current: each.current ?? null,
              otherFindings: counted,
              lookbackDays: each.lookbackDays ?? null,
              refreshedAt: each.refreshedAt ?? null,
            },
            monthlySavings: savingOf(each, facts.now),
          }),
        }));
    },
  });
}

const isWorth = ({ monthlySavings }: Recommendation, least: number): boolean =>
  monthlySavings !== undefined && monthlySavings.nanos > 0n && Number(monthlySavings.nanos) / 1e9 >= least;

function savingOf({ monthlySavings, adviser, refreshedAt }: Recommendation, now: Instant) {
  if (monthlySavings === undefined) return unread('the adviser names no amount');
  const term = {
    label: 'as the adviser reckons it, a month',
    quantity: '1',
    unit: 'month' as const,
    unitPrice: exactAmount(monthlySavings),
    amount: monthlySavings,
    source: adviser,
    asOf: refreshedAt ?? now,
  };
  const low = zero(monthlySavings.currency);
  return known({ amount: monthlySavings, low, high: monthlySavings, basis: 'estimate' as const, terms: [term] });
}

/** So many machines or units, paid whether they run or not. */
export const advisedReservation = advisedPurchase({
  name: 'advised-reservation',
  ids: { gcp: 'gcp-cud-resource-purchase', azure: 'azure-reservation-purchase' },
  of: 'usage',
  title: 'Steady usage that a reservation or resource-based commitment would cover',
  what: 'a reservation (Azure) or a commitment to vCPUs and memory (Google Cloud)',
  action: 'reservation.purchase',
});

/** An amount an hour, whatever it is spent on. */
export const advisedSpendCommitment = advisedPurchase({
  name: 'advised-spend-commitment',
  ids: { gcp: 'gcp-cud-spend-purchase', azure: 'azure-savingsplan-purchase' },
  of: 'spend',
  title: 'Steady spend that a savings plan or spend-based commitment would cover',
  what: 'a savings plan (Azure) or a commitment to an amount an hour (Google Cloud)',
  action: 'savings-plan.purchase',
});
