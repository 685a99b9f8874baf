import { mapFact } from '../../domain/fact.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { appPlanComponents, hasOwnMachines } from '../pricing/app-plans.ts';
import { certain } from '../pricing/estimates.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Machines for web applications on which none runs. */
export const emptyAppPlan = defineCheck({
  name: 'app-plan-empty',
  ids: { azure: 'azure-appservice-plan-empty' },
  kind: 'app-plan',
  title: 'App Service plan without applications',
  description:
    'A plan pays for its machines by the hour, also when the last application on it was deleted or moved. An empty plan can be ' +
    'deleted and made again when it is needed.',
  savings: 'the whole cost of the plan: its machines x price by the hour x 730, by the bill or at list price',
  ignores: [
    'a plan of a tier that is free or bills by use',
    'one that was made, or first seen, less than minDays ago, where its age is told',
  ],
  evidence: {
    sizeName: 'its size',
    tier: 'its tier',
    workers: 'its machines',
    ageDays: 'whole days; null where not told',
  },
  params: {
    minDays: { default: 3, min: 0, max: 3650, why: 'a deployment makes the plan first and its applications after' },
  },
  risk: 'low',
  action: 'app-plan.delete',
  evaluate(plan, { minDays }, { now, firstSeen, costs }) {
    if (!hasOwnMachines(plan) || plan.workers === 0) return fine();
    if (!plan.apps.known) return cannotTell(`applications: ${plan.apps.reason}`);
    if (plan.apps.value > 0) return fine();
    const age = ageDays(plan.createdAt, firstSeen, now, minDays);
    if (age.known && age.value < minDays) return fine();
    const evidence = {
      sizeName: plan.sizeName,
      tier: plan.tier,
      workers: plan.workers,
      ageDays: age.known ? age.value : null,
    };
    if (!plan.tags.known) return cannotTell(`tags: ${plan.tags.reason}`, evidence);
    return waste({
      // Azure does not say when it was made: one that was seen for the first time may be new.
      confidence: age.known ? 0.9 : 0.6,
      evidence,
      monthlySavings: mapFact(costs.monthlyOf(plan, appPlanComponents(plan)), certain),
    });
  },
});
