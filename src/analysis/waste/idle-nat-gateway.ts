import { type Fact, mapFact } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { NatGateway, RouteTable } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, rounded } from '../metric-peak.ts';
import { all } from '../pricing/components.ts';
import type { Costs } from '../pricing/costs.ts';
import { addEstimates, certain, labelled } from '../pricing/estimates.ts';
import { natGatewayHours, publicAddresses } from '../pricing/networks.ts';
import { networkOf, tablesThrough } from '../routes.ts';
import { busiestDay, exceeds, highest, windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A NAT gateway through which nothing passed, in either direction, for the whole window. */
export const idleNatGateway = defineCheck({
  name: 'nat-gateway-idle',
  ids: { aws: 'aws-nat-gateway-idle' },
  kind: 'nat-gateway',
  title: 'NAT gateway that passes no traffic',
  description:
    'A NAT gateway bills by the hour whether or not something passes through it. One that carried not a byte and held no ' +
    'connection over the window is reported, surest where no route leads to it. Where routes do, machines behind it may ' +
    'need a way out one day, or it is the way of a zone in which nothing runs: the finding says so and is less sure. The ' +
    'saving is its hourly cost and that of its public addresses.',
  savings:
    'the whole cost of the gateway as billed, else its price by the hour and zone, and the price of its public addresses',
  ignores: [
    'a gateway that carried a single byte or held a connection on any day of the window',
    'one made less than lookbackDays ago',
    'one of whose samples a day is missing: silence is not idleness',
  ],
  evidence: {
    ageDays: 'whole days since it was made',
    lookbackDays: 'days that were looked at',
    maxBytesPerDay: 'bytes to and from the outside on the busiest day',
    maxConnections: 'most connections at once',
    coverage: 'share of the days that have a sample, 0 to 1',
    routeTables: 'route tables that lead to it',
    otherGatewaysInNetwork: 'other NAT gateways of its network: it may stand by for one',
  },
  params: windowParams(14, 'two weeks hold two of every weekday, and a fortnightly job'),
  needs: { metrics: ['processed-bytes', 'active-connections-maximum'], related: true, kinds: ['network'] },
  savesBeyond: true,
  risk: 'medium',
  action: 'nat-gateway.delete',
  evaluate(gateway, params, { now, firstSeen, digest, related, costs }) {
    const age = ageDays(gateway.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine(); // too young to be called idle
    const bytes = busiestDay(digest('processed-bytes'), params, now);
    const connections = highest(digest('active-connections-maximum'), params, now);
    if (exceeds(bytes, 0) || exceeds(connections, 0)) return fine();

    const network = networkOf(related(gateway.networkId), gateway.networkId);
    const tables = network.known ? network.value.routeTables : network;
    const routes = mapFact(tables, (of) => tablesThrough(of, gateway.resourceId));
    const evidence = {
      ageDays: age.known ? age.value : null,
      lookbackDays: params.lookbackDays,
      maxBytesPerDay: bytes.known ? bytes.value.peak : null,
      maxConnections: connections.known ? connections.value.peak : null,
      coverage: bytes.known ? rounded(bytes.value.coverage) : null,
      routeTables: routes.known ? routes.value.length : null,
      otherGatewaysInNetwork: gateway.siblings,
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap = gapIn(bytes, params.minCoverage) ?? gapIn(connections, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    return waste({
      confidence: confidenceOf(gateway, routes),
      evidence,
      monthlySavings: savingOf(gateway, costs),
      actionParams: {
        ...(routes.known && routes.value.length > 0 && { routeTables: idsOf(routes.value) }),
        ...(gateway.addressIds.length > 0 && { addresses: gateway.addressIds.join(',') }),
      },
    });
  },
});

/** AWS takes a gateway that routes lead to for a standby: often it is one, and as often the remains of something. */
function confidenceOf({ siblings }: NatGateway, routes: Fact<readonly RouteTable[]>): number {
  if (!routes.known) return 0.5;
  if (routes.value.length === 0) return 0.9;
  return siblings > 0 ? 0.5 : 0.7;
}

function savingOf(gateway: NatGateway, costs: Costs): Fact<CostEstimate> {
  const own = mapFact(costs.monthlyOf(gateway, all([natGatewayHours(gateway)])), certain);
  const addresses = gateway.addressIds.map((resourceId) =>
    mapFact(costs.monthlyOf({ resourceId }, publicAddresses(1, 'in-use')), (quote) =>
      labelled(certain(quote), resourceId),
    ),
  );
  return addEstimates([own, ...addresses]);
}

const idsOf = (tables: readonly RouteTable[]): string => tables.map(({ routeTableId }) => routeTableId).join(',');
