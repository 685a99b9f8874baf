import type { Fact } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { ApiGateway } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { all, component, type CostComponent } from '../pricing/components.ts';
import { replacementSaving } from '../pricing/replacement-saving.ts';
import { busiestDay } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Tiers that may be changed into Basic in place. Source: "Upgrade and scale an API Management instance". */
const LARGER = new Set(['Standard', 'Premium']);

/** An API gateway with more units, or of a larger tier, than its calls need. */
export const oversizedApiGateway = defineCheck({
  name: 'api-gateway-oversized',
  ids: { azure: 'azure-apim-oversized' },
  kind: 'api-gateway',
  title: 'API gateway with more units or a larger tier than its calls need',
  description:
    'A unit of API Management is paid by the hour, whether it is asked or not. Reported is a service whose units are hardly used: ' +
    'fewer would do. And one that is left with the fewest units, of tier Standard or Premium, and is called less than a ' +
    'thousand times on its busiest day: Basic answers these. What Basic lacks beyond networks, zones and regions (sign-in by ' +
    'Entra ID in the developer portal, workspaces, gateways of one’s own) the listing does not tell: look before you change it.',
  savings: 'its cost minus its cost with fewer units, or of the smaller tier, at list price x billed cost / list cost',
  ignores: [
    'one that answers in several regions: where its units are needed is not told apart',
    'a larger tier in a private network or spread over zones, which Basic cannot be',
    'tiers Consumption and Developer, and Basic with one unit',
    'one that was made less than lookbackDays ago',
  ],
  evidence: {
    tier: 'its tier',
    units: 'its units',
    p99CapacityPercent: 'p99 of the hours’ mean use of its units; null where it was not measured',
    maxRequestsPerDay: 'calls on the busiest day; null where they were not measured',
    targetTier: 'the tier that would do',
    targetUnits: 'the units that would do',
  },
  params: {
    lookbackDays: { default: 30, min: 1, max: 90, why: 'a month holds a month-end run' },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the busiest hours' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell of its use today' },
    maxCapacityPercent: { default: 20, min: 1, max: 100, why: 'a third of the units then carries it at 60 %' },
    targetCapacityPercent: { default: 60, min: 1, max: 100, why: 'beyond, the vendor advises to add a unit' },
    maxRequestsPerDay: { default: 1000, min: 0, max: 10_000_000, why: 'less than one call a minute' },
  },
  needs: { metrics: ['requests', 'used-percent-average'] },
  risk: 'high',
  action: 'api-gateway.change-units',
  evaluate(gateway, params, { now, firstSeen, digest, costs }) {
    const { tier, units, furtherRegions, zoneCount, inNetwork, tags } = gateway;
    if (tier === 'Consumption' || tier === 'Developer' || units === 0 || furtherRegions > 0) return fine();
    const floor = Math.max(1, zoneCount);
    const mayBeBasic = LARGER.has(tier) && !inNetwork && zoneCount === 0;
    if (units <= floor && !mayBeBasic) return fine();
    const age = ageDays(gateway.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const capacity = peakOf(digest('used-percent-average'), ({ p99 }) => p99, params, now);
    const requests = busiestDay(digest('requests'), params, now);
    if (capacity.known && capacity.value.peak >= params.maxCapacityPercent) return fine();
    const isCalled = requests.known && requests.value.peak >= params.maxRequestsPerDay;
    if (units <= floor && isCalled) return fine();
    const evidence = {
      tier,
      units,
      p99CapacityPercent: capacity.known ? rounded(capacity.value.peak) : null,
      maxRequestsPerDay: requests.known ? requests.value.peak : null,
    };
    const gap =
      gapIn(capacity, params.minCoverage) ?? (units <= floor ? gapIn(requests, params.minCoverage) : undefined);
    if (gap !== undefined || !capacity.known) return cannotTell(gap ?? 'not measured', evidence);
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
    const needed = Math.max(floor, Math.ceil((units * capacity.value.peak) / params.targetCapacityPercent));
    const target = units > floor ? { tier, units: Math.min(units, needed) } : { tier: 'Basic', units: 1 };
    if (target.tier === tier && target.units === units) return fine();
    const isSmallerTier = target.tier !== tier;
    return waste({
      confidence: isSmallerTier ? 0.4 : 0.7,
      action: isSmallerTier ? 'api-gateway.change-tier' : 'api-gateway.change-units',
      actionParams: { tier: target.tier, units: target.units },
      evidence: { ...evidence, targetTier: target.tier, targetUnits: target.units },
      monthlySavings: replacementSaving(gateway, costs, components(gateway), components(target)),
    });
  },
});

const components = ({ tier, units }: Pick<ApiGateway, 'tier' | 'units'>): Fact<readonly CostComponent[]> =>
  all([
    component(`${units} x API gateway ${tier}`, `api-gateway/${tier}`.toLowerCase(), units * HOURS_PER_MONTH, 'hour'),
  ]);
