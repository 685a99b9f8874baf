import { mapFact } from '../../domain/fact.ts';
import { daysSince } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { all, component } from '../pricing/components.ts';
import { certain } from '../pricing/estimates.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A plan that is paid by the month and protects no network. */
export const unusedProtectionPlan = defineCheck({
  name: 'protection-plan-unused',
  ids: { azure: 'azure-ddos-plan-unused' },
  kind: 'protection-plan',
  title: 'DDoS protection plan that protects no network',
  description:
    'A DDoS network protection plan costs thousands a month whether or not a network is linked to it, and one plan serves all ' +
    'subscriptions of a tenant. Reported is one that no network of any subscription is linked to.',
  savings: 'the monthly fee of the plan, by the bill or at list price',
  ignores: ['a plan with a linked network, of another subscription too'],
  evidence: {
    networks: 'networks that are linked to it',
    idleDays: 'whole days since the first sync of those in a row that saw it without a network',
  },
  params: {},
  risk: 'low',
  action: 'protection-plan.delete',
  evaluate({ attachedTo, tags, ...plan }, _params, { now, idleSince, costs }) {
    if (!attachedTo.known) return cannotTell(`networks: ${attachedTo.reason}`);
    if (attachedTo.value.length > 0) return fine();
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`);
    const idle = idleSince === undefined ? undefined : daysSince(idleSince, now);
    const idleDays = idle?.known ? Math.max(0, idle.value) : 0;
    return waste({
      confidence: idleDays > 0 ? 0.95 : 0.85, // a new one may be waiting for its first network
      evidence: { networks: 0, idleDays },
      monthlySavings: mapFact(
        costs.monthlyOf(plan, all([component('DDoS network protection plan', 'protection-plan/network', 1, 'month')])),
        certain,
      ),
    });
  },
});
