import { mapFact, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { epochMs } from '../../domain/instant.ts';
import { digestSum } from '../../domain/metrics.ts';
import { exactAmount, subtractMoney, zero } from '../../domain/money.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf } from '../metric-peak.ts';
import { certain } from '../pricing/estimates.ts';
import type { Quote } from '../pricing/quote.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Model units that are paid by the hour and that nobody calls. */
export const idleModelThroughput = defineCheck({
  name: 'model-throughput-idle',
  ids: { aws: 'aws-bedrock-provisioned-throughput-idle' },
  kind: 'model-throughput',
  title: 'Provisioned model throughput that nobody uses',
  description:
    'Model units are dear, and paid for every hour whether or not a request comes. None came in the whole window. Units without a ' +
    'term can be deleted at once; those with one are paid to its end, and can only be kept from being renewed.',
  savings:
    'what the bill has for it; the price list does not tell model units apart by model. Of units with a term nothing is promised ' +
    'before it ends',
  ignores: [
    'one that a single request came to: how many a unit can take AWS tells on request alone, so that no share of it is judged',
    'one that is being made or changed, or has failed',
    'one that is younger than the window',
  ],
  evidence: {
    lookbackDays: 'length of the window',
    requests: 'requests in it',
    modelId: 'its model',
    modelUnits: 'units that are paid',
    committedUntil: 'end of its term; null without one',
  },
  params: {
    lookbackDays: { default: 7, min: 1, max: 14, why: 'a week holds every weekday, and each day of it is dear' },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one day with requests' },
    maxMetricAgeDays: { default: 3, min: 0, max: 90, why: 'older samples do not tell that it is still unused' },
  },
  needs: { metrics: ['requests'] },
  risk: 'medium',
  action: 'model-throughput.delete',
  evaluate(throughput, params, { now, firstSeen, digest, costs }) {
    const { state, modelId, modelUnits, committedUntil } = throughput;
    if (state !== 'InService' || modelUnits === 0) return fine();
    const age = ageDays(throughput.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const requests = peakOf(digest('requests'), digestSum, params, now);
    if (requests.known && requests.value.peak > 0) return fine();
    const evidence = {
      lookbackDays: params.lookbackDays,
      requests: requests.known ? requests.value.peak : null,
      modelId,
      modelUnits,
      committedUntil: committedUntil ?? null,
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap = gapIn(requests, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    const cost = costs.monthlyOf(
      throughput,
      unread('no list has prices of model units by model, and no bill covers it'),
    );
    const committed = committedUntil !== undefined && epochMs(committedUntil) > epochMs(now);
    return waste({
      confidence: 0.9,
      ...(committed && { action: 'model-throughput.let-expire' as const }),
      evidence,
      monthlySavings: mapFact(cost, (quote) => (committed ? notBefore(quote, committedUntil) : certain(quote))),
    });
  },
});

/** Nothing is promised: the most is the cost, and a term of its own takes it out of the amount. */
function notBefore({ total, basis, terms }: Quote, end: string): CostEstimate {
  const nothing = zero(total.currency);
  const gap = subtractMoney(nothing, total);
  const [like] = terms;
  const label = `not promised: it is committed until ${end.slice(0, 10)}`;
  const balance = like && { ...like, label, quantity: '1', unit: 'month', unitPrice: exactAmount(gap), amount: gap };
  return { amount: nothing, low: nothing, high: total, basis, terms: [...terms, ...(balance ? [balance] : [])] };
}
