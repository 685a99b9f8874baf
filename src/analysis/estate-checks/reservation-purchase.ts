import type { PurchaseAdvice } from '../../domain/cost-facts.ts';
import { type Fact, known } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { startOfDay } from '../../domain/instant.ts';
import { money } from '../../domain/money.ts';
import { cannotTell, waste } from '../verdict.ts';
import { floorText, hourlyTerm, ratioOf } from './amounts.ts';
import { defineEstateCheck } from './define-estate-check.ts';
import type { EstateVerdict, Subject } from './estate-rule.ts';
import type { EstateFacts } from './estate-facts.ts';
import { recordsOf } from './of-payer.ts';
import { type ReservationPlan, reservationPlans } from './reservation-sizing.ts';
import { sum } from './statistics.ts';

/** Machines of databases, caches and the like that run all the time and are paid on demand. */
export const reservationPurchase = defineEstateCheck({
  name: 'reservation-purchase',
  ids: { aws: 'aws-reserved-purchase' },
  kind: 'purchase',
  title: 'Steady on-demand usage that a reservation would cover',
  description:
    'Databases, caches, search and warehouse nodes usually run day and night, and a reservation of one year makes each hour ' +
    'a third cheaper. Counted are whole machines of one size, engine and region that were in use on demand every day of ' +
    'the last month, over all accounts of the payer, after what existing reservations cover and without those that ' +
    'another finding would remove, resize or schedule. EC2 is left to Savings Plans where these cost no more.',
  savings:
    'On-demand cost of the reserved hours, as billed, minus the reservation’s, one year with as little paid ahead as is ' +
    'offered. The range ends at the cheapest term and payment.',
  ignores: [
    'usage that comes and goes: only what ran every day counts',
    'machines that another finding would remove, resize or schedule',
    'usage that reservations or Savings Plans cover already',
    'capacity units of DynamoDB, which are reserved in lots and not as machines',
  ],
  evidence: {
    serviceName: 'the service, as the bill names it',
    units: 'machines to reserve',
    leastUnits: 'least in use on any day of the window',
    plannedUnits: 'machines left out because of other findings',
    windowDays: 'days that were looked at',
    termYears: 'length of the term, in years',
    payment: 'how much is paid ahead: none, partial or all',
    upfront: 'what is paid at the start for one machine',
    breakEvenMonths: 'after so many months of use the reservation has cost less than on demand, for its whole term',
    discount: 'share of the on-demand price, 0 to 1',
    awsRecommendedUnits: 'what AWS recommends for the service, as a second opinion; null where that was not read',
  },
  params: {
    minMonthlySavings: {
      default: 5,
      min: 0,
      max: 1_000_000,
      why: 'in the currency of the bill: less is not worth an approval',
    },
  },
  needs: { costs: ['on-demand-usage', 'commitment-offers', 'purchase-advice'] },
  risk: 'high',
  action: 'reservation.purchase',
  reach: 'estate',
  evaluate(facts, { minMonthlySavings }) {
    return facts.payers.flatMap((payer): readonly EstateVerdict[] => {
      const usage = recordsOf(facts.cost('on-demand-usage'), payer);
      const offers = recordsOf(facts.cost('commitment-offers'), payer);
      if (!usage.known || !offers.known) {
        const subject = subjectIn(facts, payer, 'global', 'reservations');
        const reasons = [usage, offers].flatMap((each) => (each.known ? [] : each.reason));
        return [{ subject, verdict: cannotTell(`on-demand usage and prices: ${reasons.join('; ')}`) }];
      }
      const currencies = new Set(usage.value.map(({ currency }) => currency));
      const advice = recordsOf(facts.cost('purchase-advice'), payer);
      return reservationPlans(usage.value, offers.value, facts.planned)
        .map((plan) => verdictOf(plan, facts, payer, { advice, severalCurrencies: currencies.size > 1 }))
        .filter(({ verdict }) => verdict.verdict === 'waste' && isWorth(verdict.monthlySavings, minMonthlySavings));
    });
  },
});

const isWorth = (saving: Fact<CostEstimate>, least: number): boolean =>
  saving.known && Number(saving.value.amount.nanos) / 1e9 >= least;

const subjectIn = ({ provider }: EstateFacts, accountId: string, regionId: string, id: string): Subject => ({
  kind: 'purchase',
  type: `${provider}:billing:reservation`,
  id,
  scope: { provider, accountId, regionId },
});

function verdictOf(
  { line, units, offer, best, plannedUnits, leastUnits }: ReservationPlan,
  facts: EstateFacts,
  payer: string,
  {
    advice,
    severalCurrencies,
  }: { readonly advice: Fact<readonly PurchaseAdvice[]>; readonly severalCurrencies: boolean },
): EstateVerdict {
  const { usage, rate } = line;
  const named = usage.operation === '' ? usage.usageType : `${usage.usageType} ${usage.operation}`;
  const id = severalCurrencies ? `${named} (${usage.currency})` : named;
  const saving = savingOf({ line, units, offer, best });
  const recommended = advice.known
    ? sum(
        advice.value
          .filter(({ category, subject }) => category === 'usage' && subject === usage.serviceName)
          .map(({ units: advised }) => advised ?? 0),
      )
    : null;
  return {
    subject: {
      ...subjectIn(facts, payer, usage.regionId ?? 'global', id),
      name: `${units} x ${usage.usageType}`,
    },
    verdict: waste({
      confidence: 0.7,
      evidence: {
        serviceName: usage.serviceName,
        units,
        leastUnits: ratioOf(leastUnits),
        plannedUnits,
        windowDays: usage.costs.length,
        discount: ratioOf(1 - Number(offer.hourlyRate) / rate),
        breakEvenMonths: Math.ceil(12 * (Number(offer.hourlyRate) / rate)),
        termYears: offer.termYears,
        payment: offer.payment,
        upfront: offer.upfront,
        awsRecommendedUnits: recommended,
      },
      monthlySavings: saving,
      actionParams: {
        service: usage.serviceName,
        usageType: usage.usageType,
        units,
        termYears: offer.termYears,
        payment: offer.payment,
      },
    }),
  };
}

function savingOf({
  line,
  units,
  offer,
  best,
}: Pick<ReservationPlan, 'line' | 'units' | 'offer' | 'best'>): Fact<CostEstimate> {
  const { usage } = line;
  const { currency } = usage;
  const onDemand = hourlyTerm(
    `${units} x ${usage.usageType}, on demand as billed`,
    floorText(line.rate, 9),
    BigInt(units),
    currency,
    `charges from ${usage.window.from} to ${usage.window.to}`,
    startOfDay(usage.window.to),
  );
  const reserved = (of: typeof offer) =>
    hourlyTerm(
      `reserved for ${of.termYears} year${of.termYears === 1 ? '' : 's'}, ${of.payment} paid ahead`,
      of.hourlyRate,
      BigInt(-units),
      currency,
      of.source,
      of.asOf,
    );
  const term = reserved(offer);
  const amount = money(onDemand.amount.nanos + term.amount.nanos, currency);
  const high = money(onDemand.amount.nanos + reserved(best).amount.nanos, currency);
  return known({ amount, low: amount, high, basis: 'price-api', terms: [onDemand, term] });
}
