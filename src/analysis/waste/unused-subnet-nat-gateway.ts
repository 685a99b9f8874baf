import { mapFact } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, rounded } from '../metric-peak.ts';
import { all, component } from '../pricing/components.ts';
import { certain } from '../pricing/estimates.ts';
import { busiestDay, exceeds, windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A NAT gateway that is bound to no subnet, or through which nothing passes. */
export const unusedSubnetNatGateway = defineCheck({
  name: 'nat-gateway-without-subnet',
  // On AWS routes lead to a gateway, not subnets: another check.
  ids: { azure: 'azure-nat-gateway-orphaned' },
  kind: 'nat-gateway',
  title: 'NAT gateway without a subnet or traffic',
  description:
    'A NAT gateway bills by the hour whether or not a subnet goes out by it. One without a subnet can carry nothing; one with ' +
    'subnets that carried not a byte over the window may stand ready for machines that come and go. Its addresses bill on ' +
    'until they are released.',
  savings: 'its cost as billed, else its price by the hour x 730; its addresses stay',
  ignores: ['a gateway that carried a byte on any day of the window', 'one made less than lookbackDays ago'],
  evidence: {
    subnets: 'subnets that go out by it; null where they were not read',
    lookbackDays: 'days that were looked at',
    maxBytesPerDay: 'bytes on the busiest day; null where they were not measured',
  },
  params: windowParams(14, 'two weeks hold two of every weekday, and a fortnightly job'),
  needs: { metrics: ['processed-bytes'] },
  risk: 'low',
  action: 'nat-gateway.delete',
  evaluate(gateway, params, { now, firstSeen, digest, costs }) {
    const age = ageDays(gateway.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const bytes = busiestDay(digest('processed-bytes'), params, now);
    if (exceeds(bytes, 0)) return fine();
    const { subnetIds, tags } = gateway;
    const evidence = {
      subnets: subnetIds?.length ?? null,
      lookbackDays: params.lookbackDays,
      maxBytesPerDay: bytes.known ? rounded(bytes.value.peak) : null,
    };
    const isBare = subnetIds?.length === 0;
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap = isBare ? undefined : gapIn(bytes, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
    return waste({
      confidence: isBare ? 0.9 : 0.6,
      evidence,
      monthlySavings: mapFact(
        costs.monthlyOf(gateway, all([component('NAT gateway', 'nat-gateway/hour', HOURS_PER_MONTH, 'hour')])),
        certain,
      ),
    });
  },
});
