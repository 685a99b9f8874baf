import { type Fact, mapFact } from '../domain/fact.ts';
import type { BalancerTargets, LoadBalancer, ResourceUser } from '../domain/resources.ts';
import { ageDays } from './days.ts';
import { type Check, defineCheck } from './define-check.ts';
import { gapIn, rounded } from './metric-peak.ts';
import { certain } from './pricing/estimates.ts';
import { balancerComponents, isStopped } from './pricing/balancers.ts';
import { BYTES_PER_MB, busiestDay, exceeds, windowParams } from './traffic.ts';
import { cannotTell, fine, waste } from './verdict.ts';

const FACTS = {
  registeredTargets: 'targets that are registered behind it',
  healthyTargets: 'of these, healthy ones',
  targetKinds: 'what they are',
  answersItself: 'a rule redirects or answers by itself; asked only where nothing is registered',
  internetFacing: 'it has public addresses',
  dnsZones: 'DNS zones with a record that leads to it',
  balancersInFront: 'load balancers that it is a target of',
} as const;

const SAVINGS =
  'the whole cost of the load balancer as billed, else its price by the hour without the capacity that it uses';

const USERS = { kinds: ['dns-zone', 'load-balancer'], reach: 'organization' } as const;

/** One that answers requests: an application or classic load balancer. */
export function idleByRequests(
  flavor: 'application' | 'classic',
  {
    ids,
    title,
    lookbackDays,
    lookbackWhy,
  }: { ids: Check['ids']; title: string; lookbackDays: number; lookbackWhy: string },
): Check {
  return defineCheck({
    name: `load-balancer-${flavor}-idle`,
    ids,
    kind: 'load-balancer',
    title,
    description:
      'A load balancer bills by the hour even when nobody asks it anything. Reported is one whose busiest day had hardly ' +
      'a request and little traffic, surest where nothing is registered behind it: functions and addresses count as ' +
      'targets, and redirects and fixed responses as requests. A DNS record that leads to it makes the finding less sure. ' +
      'The saving is its whole cost as billed, else its price by the hour.',
    savings: SAVINGS,
    ignores: [
      'one that got maxRequestsPerDay on its busiest day, redirects and fixed responses included',
      'one that carried more than maxMBPerDay on its busiest day',
      'one made less than lookbackDays ago',
    ],
    evidence: {
      ageDays: 'whole days since it was made',
      lookbackDays: 'days that were looked at',
      maxRequestsPerDay: 'requests on the busiest day',
      maxMBPerDay: 'megabytes on the busiest day',
      coverage: 'share of the days that have a sample or are known to be zero, 0 to 1',
      ...FACTS,
    },
    params: {
      ...windowParams(lookbackDays, lookbackWhy),
      maxRequestsPerDay: {
        default: 100,
        min: 0,
        max: 1_000_000,
        why: 'what health probes and scanners from outside cause',
      },
      maxMBPerDay: {
        default: 10,
        min: 0,
        max: 1_000_000,
        why: 'a WebSocket or an upload is one request however much it carries',
      },
    },
    needs: { metrics: ['requests', 'processed-bytes'], users: USERS },
    risk: 'medium',
    action: 'load-balancer.delete',
    evaluate(balancer, params, { now, firstSeen, digest, users, costs }) {
      if (balancer.flavor !== flavor || isStopped(balancer)) return fine();
      const age = ageDays(balancer.createdAt, firstSeen, now, params.lookbackDays);
      if (age.known && age.value < params.lookbackDays) return fine(); // too young to be called idle
      const requests = busiestDay(digest('requests'), params, now);
      const bytes = busiestDay(digest('processed-bytes'), params, now);
      if (requests.known && requests.value.peak >= params.maxRequestsPerDay) return fine();
      if (exceeds(bytes, params.maxMBPerDay * BYTES_PER_MB)) return fine();
      const evidence = {
        ageDays: age.known ? age.value : null,
        lookbackDays: params.lookbackDays,
        maxRequestsPerDay: requests.known ? requests.value.peak : null,
        maxMBPerDay: bytes.known ? rounded(bytes.value.peak / BYTES_PER_MB) : null,
        coverage: requests.known ? rounded(requests.value.coverage) : null,
        ...factsOf(balancer, users()),
      };
      if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
      // Of its bytes no metric of a gateway of Azure tells.
      const gap =
        gapIn(requests, params.minCoverage) ??
        (balancer.scope.provider === 'azure' ? undefined : gapIn(bytes, params.minCoverage));
      if (gap !== undefined) return cannotTell(gap, evidence);
      return waste({
        confidence: confidenceOf(balancer, users()),
        evidence,
        monthlySavings: mapFact(costs.monthlyOf(balancer, balancerComponents(balancer)), certain),
      });
    },
  });
}

/** One that passes on flows: a network or gateway load balancer. */
export function idleByFlows(flavor: 'network' | 'gateway', { id, title }: { id: string; title: string }): Check {
  return defineCheck({
    name: `load-balancer-${flavor}-idle`,
    ids: { aws: id },
    kind: 'load-balancer',
    title,
    description:
      'A load balancer bills by the hour even when nothing passes through it. Reported is one without a new flow or a byte ' +
      'over the window, surest where nothing is registered behind it. One that is the entrance of an endpoint service is ' +
      'left alone: its clients may sit in other accounts. A DNS record that leads to it makes the finding less sure. The ' +
      'saving is its whole cost as billed, else its price by the hour.',
    savings: SAVINGS,
    ignores: [
      'one that had a flow or carried a byte on any day of the window',
      'the entrance of a VPC endpoint service',
      'one made less than lookbackDays ago',
    ],
    evidence: {
      ageDays: 'whole days since it was made',
      lookbackDays: 'days that were looked at',
      maxFlowsPerDay: 'new flows on the busiest day',
      maxBytesPerDay: 'bytes on the busiest day',
      coverage: 'share of the days that have a sample or are known to be zero, 0 to 1',
      ...FACTS,
    },
    params: windowParams(14, 'two weeks hold two of every weekday, and a fortnightly job'),
    needs: { metrics: ['new-connections', 'processed-bytes'], users: USERS },
    risk: 'medium',
    action: 'load-balancer.delete',
    evaluate(balancer, params, { now, firstSeen, digest, users, costs }) {
      if (balancer.flavor !== flavor) return fine();
      const age = ageDays(balancer.createdAt, firstSeen, now, params.lookbackDays);
      if (age.known && age.value < params.lookbackDays) return fine(); // too young to be called idle
      const flows = busiestDay(digest('new-connections'), params, now);
      const bytes = busiestDay(digest('processed-bytes'), params, now);
      if (exceeds(flows, 0) || exceeds(bytes, 0)) return fine();
      const { endpointServiceIds } = balancer;
      if (endpointServiceIds.known && endpointServiceIds.value.length > 0) return fine();
      const evidence = {
        ageDays: age.known ? age.value : null,
        lookbackDays: params.lookbackDays,
        maxFlowsPerDay: flows.known ? flows.value.peak : null,
        maxBytesPerDay: bytes.known ? bytes.value.peak : null,
        coverage: flows.known ? rounded(flows.value.coverage) : null,
        ...factsOf(balancer, users()),
      };
      if (!endpointServiceIds.known) return cannotTell(`endpoint services: ${endpointServiceIds.reason}`, evidence);
      if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
      const gap = gapIn(flows, params.minCoverage) ?? gapIn(bytes, params.minCoverage);
      if (gap !== undefined) return cannotTell(gap, evidence);
      return waste({
        confidence: confidenceOf(balancer, users()),
        evidence,
        monthlySavings: mapFact(costs.monthlyOf(balancer, balancerComponents(balancer)), certain),
      });
    },
  });
}

function factsOf({ targets, answersItself, internetFacing }: LoadBalancer, users: Fact<readonly ResourceUser[]>) {
  return {
    registeredTargets: targets.known ? targets.value.registered : null,
    healthyTargets: targets.known ? targets.value.healthy : null,
    targetKinds: targets.known ? targets.value.kinds.join(', ') : null,
    answersItself: answersItself?.known === true ? answersItself.value : null,
    internetFacing,
    dnsZones: users.known ? users.value.filter(({ kind }) => kind === 'dns-zone').length : null,
    balancersInFront: users.known ? users.value.filter(({ kind }) => kind === 'load-balancer').length : null,
  };
}

/** Low traffic alone may be a quiet service; nothing behind it leaves little to be quiet. */
function confidenceOf({ targets, answersItself }: LoadBalancer, users: Fact<readonly ResourceUser[]>): number {
  const byTargets = targets.known ? byContent(targets.value, answersItself) : 0.6;
  // Someone gave it a name, or we can't tell that nobody did.
  const named = users.known ? users.value.length > 0 : true;
  return named ? rounded(byTargets - 0.2) : byTargets;
}

function byContent(
  { registered, healthy, unchecked }: BalancerTargets,
  answersItself: Fact<boolean> | undefined,
): number {
  if (registered === 0) return answersItself?.known === true && !answersItself.value ? 0.95 : 0.7;
  return healthy + unchecked === 0 ? 0.8 : 0.6;
}
