import type { LoadBalancer } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, rounded } from '../metric-peak.ts';
import { balancerRemoval, isStopped } from '../pricing/balancers.ts';
import { busiestDay, exceeds, windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A load balancer with nothing behind it, or that nothing asks. */
export const unusedLoadBalancer = defineCheck({
  name: 'load-balancer-unused',
  // Application gateways of Azure, and every kind of AWS, have checks of their own.
  ids: { gcp: 'gcp-lb-unused', azure: 'azure-lb-unused' },
  kind: 'load-balancer',
  title: 'Load balancer without backends or traffic',
  description:
    'A rule or load balancer bills by the hour whatever passes it. Reported is one with nothing registered behind it, and one ' +
    'through which nothing came over the whole window. One that gives machines their way out, that is the entrance of a ' +
    'private service, or that was stopped, is left alone.',
  savings:
    'its cost as billed, else its price by the hour. Up to five forwarding rules of a Google Cloud project and region share ' +
    'one price: then nothing is promised, and `high` is that price',
  ignores: [
    'one that carried a request, connection or byte on any day of the window',
    'one with outbound rules, and the entrance of a private service',
    'one whose rules redirect: it needs nothing behind it, so that its traffic decides',
    'one made less than lookbackDays ago, where that is told',
    'one that is free: Basic, without a rule, or stopped',
  ],
  evidence: {
    lookbackDays: 'days that were looked at',
    registeredTargets: 'what is registered behind it; null where that was not read',
    healthyTargets: 'of these, healthy ones',
    maxTrafficPerDay: 'requests (HTTP) or bytes on the busiest day; null where they were not measured',
    coverage: 'share of the days that have a sample or are known to be zero, 0 to 1',
    flavor: 'what it balances: application (HTTP) or network',
  },
  params: windowParams(14, 'two weeks hold two of every weekday, and a fortnightly job'),
  needs: { metrics: ['requests', 'processed-bytes', 'new-connections'] },
  risk: 'medium',
  action: 'load-balancer.delete',
  evaluate(balancer, params, { now, firstSeen, digest, costs }) {
    if (isFree(balancer) || balancer.carriesOutbound === true) return fine();
    if (balancer.scope.provider === 'azure' && balancer.flavor === 'application') return fine();
    const { targets, answersItself, endpointServiceIds } = balancer;
    if (endpointServiceIds.known && endpointServiceIds.value.length > 0) return fine();
    const age = ageDays(balancer.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const byDay = {
      requests: busiestDay(digest('requests'), params, now),
      bytes: busiestDay(digest('processed-bytes'), params, now),
      connections: busiestDay(digest('new-connections'), params, now),
    };
    if (Object.values(byDay).some((each) => exceeds(each, 0))) return fine();
    const traffic = balancer.flavor === 'application' ? byDay.requests : byDay.bytes;
    const redirects = answersItself?.known === true && answersItself.value;
    const isEmpty = targets.known && targets.value.registered === 0 && !redirects;
    const evidence = {
      lookbackDays: params.lookbackDays,
      registeredTargets: targets.known ? targets.value.registered : null,
      healthyTargets: targets.known ? targets.value.healthy : null,
      maxTrafficPerDay: traffic.known ? traffic.value.peak : null,
      coverage: traffic.known ? rounded(traffic.value.coverage) : null,
      flavor: balancer.flavor,
    };
    if (!endpointServiceIds.known) return cannotTell(`private services: ${endpointServiceIds.reason}`, evidence);
    const gap = gapIn(traffic, params.minCoverage);
    // Nothing behind it says it all, unless it may answer by itself; else its traffic decides.
    const decides = isEmpty && (answersItself === undefined || answersItself.known);
    if (!decides && gap !== undefined) return cannotTell(gap, evidence);
    // Azure tells no creation time: samples of a whole window say that it was there for long enough.
    const isOld = age.known || gap === undefined;
    if (!isOld && !decides) return cannotTell(`creation time: ${age.reason}`, evidence);
    if (!balancer.tags.known) return cannotTell(`tags: ${balancer.tags.reason}`, evidence);
    return waste({
      // One that stands empty and may be new may be waiting for its machines.
      confidence: isEmpty ? (isOld ? 0.9 : 0.6) : 0.7,
      evidence,
      monthlySavings: balancerRemoval(balancer, costs),
    });
  },
});

/** Azure's Basic tier, a load balancer without rules and a stopped gateway bill nothing. Source: Azure, "Load Balancer pricing". */
function isFree(balancer: LoadBalancer): boolean {
  const { scope, sku = '', ruleCount, flavor } = balancer;
  if (isStopped(balancer)) return true;
  if (scope.provider !== 'azure' || flavor !== 'network') return false;
  return sku.toLowerCase() === 'basic' || (ruleCount?.known === true && ruleCount.value === 0);
}
