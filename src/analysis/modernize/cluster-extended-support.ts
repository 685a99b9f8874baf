import { known, mapFact } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { epochMs } from '../../domain/instant.ts';
import { exactAmount, zero } from '../../domain/money.ts';
import { daysSince } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { all } from '../pricing/components.ts';
import { controlPlaneComponents, extendedSupportComponent } from '../pricing/container-clusters.ts';
import { changeSaving } from '../pricing/database-savings.ts';
import { certain } from '../pricing/estimates.ts';
import type { Quote } from '../pricing/quote.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A Kubernetes version that bills for support beyond its time, or soon will. */
export const clusterExtendedSupport = defineCheck({
  name: 'container-cluster-extended-support',
  ids: { aws: 'aws-eks-extended-support', gcp: 'gcp-gke-extended-support' },
  kind: 'container-cluster',
  title: 'Kubernetes version in paid extended support, or near it',
  description:
    'When standard support of a Kubernetes version ends, a cluster that stays on it pays for extended support: the control plane then ' +
    'costs six times as much on EKS and GKE. On GKE only clusters on the extended channel stay on it. The dates are those that the cloud gives for each version. An upgrade ends the charge; a ' +
    'cluster can also be set to be upgraded by the cloud when standard support ends.',
  savings:
    '730 hours x what extended support costs on top of the cluster; nothing yet for a version whose standard support still runs: ' +
    'evidence then tells what it will cost',
  ignores: [
    'a cluster that is set to be upgraded when standard support ends',
    'a version whose standard support ends later than the days given',
    'clusters of ECS, which have no version',
  ],
  evidence: {
    version: 'its version of Kubernetes',
    standardSupportEndsAt: 'last day of standard support',
    daysLeft: 'whole days until then; below zero once it is over',
    extendedSupportEndsAt: 'when extended support ends, too, and the cloud upgrades it; null where that is not told',
    comingMonthlyCharge: 'what it will cost a month from then on, at list price; null once it is paid',
  },
  params: {
    daysAhead: { default: 60, min: 0, max: 730, why: 'two months to test and make an upgrade, version by version' },
  },
  risk: 'high',
  action: 'container-cluster.upgrade-version',
  evaluate(cluster, { daysAhead }, { now, costs }) {
    const { support, paysForExtendedSupport: pays } = cluster;
    if (cluster.orchestrator !== 'kubernetes' || (support.known && support.value === null)) return fine();
    if (pays.known && !pays.value) return fine();
    const version = cluster.version ?? null;
    if (!support.known) return cannotTell(`support of its version: ${support.reason}`, { version });
    if (support.value === null) return fine();
    const { standardEndsAt, extendedEndsAt } = support.value;
    const since = daysSince(standardEndsAt, now);
    if (!since.known) return cannotTell(`end of standard support: ${since.reason}`, { version });
    const over = epochMs(standardEndsAt) < epochMs(now);
    if (!over && -since.value > daysAhead) return fine();
    const evidence = {
      version,
      standardSupportEndsAt: standardEndsAt,
      daysLeft: over ? -Math.max(1, since.value) : -since.value,
      extendedSupportEndsAt: extendedEndsAt ?? null,
    };
    if (!pays.known) return cannotTell(`whether it pays for extended support: ${pays.reason}`, evidence);
    const present = controlPlaneComponents(cluster, now);
    if (over) {
      return waste({
        confidence: 0.95,
        evidence: { ...evidence, comingMonthlyCharge: null },
        monthlySavings:
          // Its bill is mostly of its pods, so that a share of it says nothing.
          cluster.tier === 'autopilot'
            ? mapFact(costs.atListPrice(all([extendedSupportComponent()])), certain)
            : changeSaving(cluster, costs, present, controlPlaneComponents({ ...cluster, support: known(null) }, now)),
      });
    }
    const coming = costs.atListPrice(all([extendedSupportComponent()]));
    return waste({
      confidence: 0.9,
      evidence: { ...evidence, comingMonthlyCharge: coming.known ? exactAmount(coming.value.total) : null },
      monthlySavings: mapFact(costs.monthlyOf(cluster, present), nothingYet),
    });
  },
});

/** An upgrade before the date keeps the cost as it is: zero, in the currency of that cost. */
function nothingYet({ total, basis, terms }: Quote): CostEstimate {
  const nothing = zero(total.currency);
  const label = 'extended support is not paid yet';
  return {
    amount: nothing,
    low: nothing,
    high: nothing,
    basis,
    terms: terms.slice(0, 1).map((term) => ({ ...term, label, quantity: '0', amount: nothing })),
  };
}
