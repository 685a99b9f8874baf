import type { LoadBalancer } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { balancerComponents, isStopped } from '../pricing/balancers.ts';
import { replacementSaving } from '../pricing/replacement-saving.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { windowParams } from './machine-window.ts';

/** Capacity units that an instance of an application gateway stands for. Source: Azure, "Understanding pricing for Azure Application Gateway". */
const UNITS_PER_INSTANCE = 10;
/** A sample longer than this hides the peaks that a gateway has to bear until it has grown: that takes three to five minutes. */
const LONGEST_SAMPLE_SECONDS = 300;

/** Capacity that a load balancer keeps, and pays for, whatever passes it. */
export const oversizedBalancerCapacity = defineCheck({
  name: 'load-balancer-capacity-oversized',
  ids: { azure: 'azure-appgw-capacity' },
  kind: 'load-balancer',
  title: 'Application gateway that keeps far more capacity than it uses',
  description:
    'A gateway of the second generation pays for the capacity units that its instances hold ready, ten each: a fixed number of ' +
    'them, or the least of those that it scales between. In nearly all five minutes of two weeks less than half of these was ' +
    'used. A lower minimum costs less; what is needed above it is added by itself, and paid for as it is used.',
  savings:
    'cost of the gateway minus its cost with the lower minimum, at list price x billed cost / list cost: (units kept - units needed) x price of a unit and hour x 730',
  ignores: [
    'gateways of the first generation and stopped ones',
    'a minimum that leaves fewer than minInstances: the failure of one would be an outage until another has started',
    'one that is younger than the window',
    'load above the p99 of the five minutes: it is borne by instances that are started then',
  ],
  evidence: {
    sku: 'its kind',
    keptUnits: 'capacity units that are paid for at all times',
    scales: 'whether their number follows the load',
    p99Units: 'p99 of the units used, in means of five minutes; null where they were not read',
    coverage: 'share of the samples that there are, 0 to 1',
    targetInstances: 'least number of instances that would do, with headroom',
  },
  params: {
    ...windowParams,
    maxUsedPercent: { default: 50, min: 0, max: 100, why: 'twice what nearly all moments need is more than a reserve' },
    headroomPercent: { default: 20, min: 0, max: 500, why: 'a gateway takes three to five minutes to grow' },
    minInstances: { default: 2, min: 0, max: 125, why: 'with one alone, its failure stops everything behind it' },
  },
  needs: { metrics: ['capacity-units-average'] },
  risk: 'medium',
  action: 'load-balancer.lower-minimum',
  evaluate(gateway, params, { now, firstSeen, digest, costs }) {
    const { capacity, sku = '' } = gateway;
    if (isStopped(gateway) || !sku.toLowerCase().endsWith('_v2') || capacity === undefined) return fine();
    if (capacity.min <= params.minInstances * UNITS_PER_INSTANCE) return fine();
    const age = ageDays(gateway.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const samples = digest('capacity-units-average');
    const used = peakOf(samples, ({ p99 }) => p99, params, now);
    if (used.known && used.value.peak >= (capacity.min * params.maxUsedPercent) / 100) return fine();
    const needed = used.known
      ? Math.ceil((used.value.peak * (1 + params.headroomPercent / 100)) / UNITS_PER_INSTANCE)
      : 0;
    const targetInstances = Math.max(params.minInstances, needed);
    const evidence = {
      sku,
      keptUnits: capacity.min,
      scales: capacity.max > capacity.min,
      p99Units: used.known ? rounded(used.value.peak) : null,
      coverage: used.known ? rounded(used.value.coverage) : null,
      targetInstances: used.known ? targetInstances : null,
    };
    const gap = gapIn(used, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (samples.known && samples.value.periodSeconds > LONGEST_SAMPLE_SECONDS) {
      return cannotTell('its samples are too long to show the peaks', evidence);
    }
    const min = targetInstances * UNITS_PER_INSTANCE;
    if (min >= capacity.min) return fine();
    if (!gateway.tags.known) return cannotTell(`tags: ${gateway.tags.reason}`, evidence);
    return waste({
      confidence: 0.75,
      evidence,
      monthlySavings: replacementSaving(
        gateway,
        costs,
        balancerComponents(gateway),
        balancerComponents({ ...gateway, capacity: { ...capacity, min } } satisfies LoadBalancer),
      ),
      actionParams: { minInstances: targetInstances, maxInstances: Math.ceil(capacity.max / UNITS_PER_INSTANCE) },
    });
  },
});
