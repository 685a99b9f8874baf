import { mapFact } from '../../domain/fact.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, rounded } from '../metric-peak.ts';
import { certain } from '../pricing/estimates.ts';
import { privateEndpoint } from '../pricing/networks.ts';
import { busiestDay, exceeds, windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** An endpoint with interfaces of its own through which not a byte went. */
export const idlePrivateEndpoint = defineCheck({
  name: 'private-endpoint-idle',
  ids: { aws: 'aws-vpc-endpoint-idle' },
  kind: 'private-endpoint',
  title: 'Private endpoint that passes no traffic',
  description:
    'Interface and Gateway Load Balancer endpoints bill by the hour and zone, whatever passes through them. Reported are ' +
    'those without a byte over a month. Gateway endpoints are free, and endpoints that a managed service made are its ' +
    'own. Some endpoints are there because a policy wants them: exempt those by tag.',
  savings: 'the whole cost of the endpoint as billed, else its price by the hour and zone',
  ignores: [
    'gateway endpoints, which are free',
    'an endpoint that carried a byte on any day of the window',
    'one that a managed service made',
    'one made less than lookbackDays ago',
  ],
  evidence: {
    ageDays: 'whole days since it was made',
    lookbackDays: 'days that were looked at',
    maxBytesPerDay: 'bytes on the busiest day',
    coverage: 'share of the days that have a sample or are known to be zero, 0 to 1',
    service: 'the service that it leads to',
    zones: 'zones that it has an interface in, each of which bills',
    state: 'as the API has it: one that was never accepted bills, too',
  },
  params: windowParams(30, 'a month holds a month-end run, and what is asked of some services once a month'),
  needs: { metrics: ['processed-bytes'] },
  risk: 'medium',
  action: 'private-endpoint.delete',
  evaluate(endpoint, params, { now, firstSeen, digest, costs }) {
    if (endpoint.flavor !== 'interface' && endpoint.flavor !== 'inspection') return fine();
    if (endpoint.serviceManaged || endpoint.subnetIds.length === 0) return fine();
    const age = ageDays(endpoint.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine(); // too young to be called idle
    const bytes = busiestDay(digest('processed-bytes'), params, now);
    if (exceeds(bytes, 0)) return fine();
    const evidence = {
      ageDays: age.known ? age.value : null,
      lookbackDays: params.lookbackDays,
      maxBytesPerDay: bytes.known ? bytes.value.peak : null,
      coverage: bytes.known ? rounded(bytes.value.coverage) : null,
      service: endpoint.serviceName,
      zones: endpoint.subnetIds.length,
      state: endpoint.state,
    };
    if (endpoint.crossRegion) return cannotTell('of a service in another region no metrics are published', evidence);
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap = gapIn(bytes, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    return waste({
      confidence: 0.8,
      evidence,
      monthlySavings: mapFact(costs.monthlyOf(endpoint, privateEndpoint(endpoint)), certain),
    });
  },
});
