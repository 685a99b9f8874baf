import { describe, expect, it } from 'vitest';
import { openUsage } from '../../../src/sandbox/estate/estate-usage.ts';
import { familyState } from '../../../src/sandbox/estate/family.ts';
import { metricSeries } from '../../../src/sandbox/estate/metrics.ts';
import { networkFamily } from '../../../src/sandbox/estate/network/family.ts';
import { networkPrices } from '../../../src/sandbox/estate/network/prices.ts';
import { DAY, estateOf, NOW } from './estates.ts';

/** Whole days, as the metrics of a sync are asked for. */
const TODAY = Math.floor(NOW / DAY) * DAY;

const CHECKS = [
  'aws-nat-gateway-idle',
  'aws-nat-gateway-endpoint-missing',
  'aws-alb-idle',
  'aws-nlb-idle',
  'aws-clb-idle',
  'aws-gwlb-idle',
  'aws-public-ipv4-unneeded',
  'aws-vpc-endpoint-idle',
  'aws-tgw-attachment-idle',
  'aws-vpn-connection-idle',
];

describe.each([1, 2, 3])('the truth of networks with seed %i', (seed) => {
  const { truth } = estateOf({ seed, resources: 5000 });
  it.each(CHECKS)('%s has five cases of waste and five look-alikes, each resource once', (checkId) => {
    const entries = truth.filter((entry) => entry.checkId === checkId);
    const waste = entries.filter(({ verdict }) => verdict === 'waste');
    expect(waste.length).toBeGreaterThanOrEqual(5);
    expect(entries.length - waste.length).toBeGreaterThanOrEqual(5);
    expect(new Set(entries.map(({ resourceId }) => resourceId)).size).toBe(entries.length);
    expect(waste.filter(({ monthlyCost = '0' }) => !(Number(monthlyCost) > 0))).toEqual([]);
  });
});

describe('networks', () => {
  const estate = estateOf({ resources: 2000 });
  const state = familyState(estate, networkFamily);

  it('have routes that lead to what there is', () => {
    const there = new Set([
      ...state.natGateways.keys(),
      ...state.endpoints.keys(),
      ...[...state.vpcs.values()].map(({ internetGatewayId }) => internetGatewayId),
      ...[...state.attachments.values()].map(({ gatewayId }) => gatewayId),
    ]);
    const lost = [...state.routeTables.values()].flatMap(({ routes }) =>
      routes.filter(({ targetId }) => !there.has(targetId)),
    );
    expect(lost).toEqual([]);
    for (const { id } of state.vpcs.values()) {
      const main = [...state.routeTables.values()].filter((table) => table.vpcId === id && table.main);
      expect(main, id).toHaveLength(1);
    }
  });

  it('have a network for every instance, and addresses that nobody else has', () => {
    for (const { vpcId, subnetId } of estate.instances.values()) {
      expect(state.subnets.get(subnetId)?.vpcId).toBe(vpcId);
    }
    const all = [
      ...[...estate.addresses.values()].map(({ publicIp }) => publicIp),
      ...[...state.addresses.values()].map(({ publicIp }) => publicIp),
      ...[...state.interfaces.values()].flatMap(({ publicIp }) => publicIp ?? []),
      ...[...state.vpnConnections.values()].flatMap(({ tunnels }) => tunnels.map(({ outsideIp }) => outsideIp)),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  const series = (
    namespace: string,
    metricName: string,
    of: { accountId: string; region: string },
    dimensions: Record<string, string>,
  ) =>
    metricSeries(estate, {
      accountId: of.accountId,
      region: of.region,
      namespace,
      metricName,
      dimensions,
      statistic: 'Sum',
      periodSeconds: 86_400,
      from: TODAY - 14 * DAY,
      to: TODAY,
    }).values;

  it('report zeros where AWS reports zeros, and nothing where it reports nothing', () => {
    const idle = (checkId: string) =>
      estate.truth
        .filter((entry) => entry.checkId === checkId && entry.verdict === 'waste')
        .map(({ resourceId }) => resourceId);
    for (const id of idle('aws-nat-gateway-idle')) {
      const gateway = state.natGateways.get(id);
      if (gateway === undefined) throw new Error(`no gateway ${id}`);
      expect(series('AWS/NATGateway', 'BytesOutToDestination', gateway, { NatGatewayId: id })).toEqual(
        Array(14).fill(0),
      );
    }
    for (const arn of idle('aws-alb-idle')) {
      const balancer = state.balancers.get(arn);
      if (balancer === undefined) throw new Error(`no load balancer ${arn}`);
      const LoadBalancer = arn.slice(arn.indexOf(':loadbalancer/') + 14);
      const values = series('AWS/ApplicationELB', 'RequestCount', balancer, { LoadBalancer });
      expect(values.every((value) => value > 0 && value < 90)).toBe(true);
      expect(values.length === 0 || balancer.traffic.countPerDay > 0).toBe(true);
    }
  });

  it('carry as much as they say', () => {
    const busy = [...state.natGateways.values()].filter(({ traffic }) => (traffic?.bytesPerDay ?? 0) > 1e9);
    expect(busy.length).toBeGreaterThan(5);
    for (const gateway of busy.slice(0, 5)) {
      const of = (metric: string) =>
        series('AWS/NATGateway', metric, gateway, { NatGatewayId: gateway.id }).reduce((sum, value) => sum + value, 0);
      const days = Math.min(14, (NOW - gateway.createdAt) / DAY);
      const perDay = (of('BytesOutToDestination') + of('BytesInFromDestination')) / days;
      expect(perDay / (gateway.traffic?.bytesPerDay ?? 1)).toBeGreaterThan(0.85);
      expect(perDay / (gateway.traffic?.bytesPerDay ?? 1)).toBeLessThan(1.15);
    }
  });

  it('bill by the hour from their beginning, at the price of their kind', () => {
    for (const { arn, type } of state.balancers.values()) {
      const [hours] = openUsage(estate, arn);
      expect(hours).toMatchObject({ quantity: 1, meter: { per: 'hour', unit: 'Hrs' } });
      expect(hours?.meter.rate).toBe(BigInt(Number(networkPrices[`${type}Hour`].usd) * 1e12));
    }
  });
});
