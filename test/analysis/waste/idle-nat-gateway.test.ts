import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricDigest } from '../../../src/domain/metrics.ts';
import type { NatGateway, Network } from '../../../src/domain/resources.ts';
import { dayDigest, natGateway, network, routeTable } from '../../support/network-builders.ts';
import { daysAgo, stored } from '../../support/resource-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { networkPrices } from '../network/prices.ts';

const CHECK = 'aws-nat-gateway-idle';

const batch = (
  gateway: Partial<NatGateway>,
  bytes: Partial<MetricDigest> | null,
  connections: Partial<MetricDigest> | null,
  more: Parameters<typeof batchOf>[1] & { readonly vpc?: Partial<Network> | null } = {},
) => {
  const { vpc = {}, ...rest } = more;
  return batchOf([stored(natGateway(gateway))], {
    digests: digestsOf(
      ...(bytes === null ? [] : [dayDigest('nat-1', 'processed-bytes', 0, 14, bytes)]),
      ...(connections === null ? [] : [dayDigest('nat-1', 'active-connections-maximum', 0, 14, connections)]),
    ),
    related: vpc === null ? new Map() : new Map([['vpc-1', stored(network(vpc))]]),
    prices: networkPrices(),
    ...rest,
  });
};

describe('idle NAT gateway', () => {
  const denied = unread('denied');
  const unrouted = { vpc: { routeTables: known([routeTable({ targetIds: ['igw-1'] })]) } };
  it.each`
    gateway                              | bytes                  | connections            | more                                                                           | verdict      | because
    ${{}}                                | ${{}}                  | ${{}}                  | ${{}}                                                                          | ${0.7}       | ${'a route leads to it, and nothing passes'}
    ${{}}                                | ${{}}                  | ${{}}                  | ${unrouted}                                                                    | ${0.9}       | ${'no route leads to it'}
    ${{ siblings: 2 }}                   | ${{}}                  | ${{}}                  | ${{}}                                                                          | ${0.5}       | ${'it may be the way of a zone in which nothing runs'}
    ${{ siblings: 2 }}                   | ${{}}                  | ${{}}                  | ${unrouted}                                                                    | ${0.9}       | ${'no route leads to it, whatever others there are'}
    ${{}}                                | ${{}}                  | ${{}}                  | ${{ vpc: null }}                                                               | ${0.5}       | ${'who is led to it was not read'}
    ${{}}                                | ${{}}                  | ${{}}                  | ${{ vpc: { routeTables: denied } }}                                            | ${0.5}       | ${'who is led to it was not read'}
    ${{}}                                | ${{ maxDaySum: 1 }}    | ${{}}                  | ${{}}                                                                          | ${'fine'}    | ${'a byte is traffic'}
    ${{}}                                | ${{}}                  | ${{ max: 1 }}          | ${{}}                                                                          | ${'fine'}    | ${'a connection is use'}
    ${{}}                                | ${{ sampleCount: 13 }} | ${{}}                  | ${{}}                                                                          | ${'unknown'} | ${'a day is missing'}
    ${{}}                                | ${{}}                  | ${{ sampleCount: 13 }} | ${{}}                                                                          | ${'unknown'} | ${'a day of connections is missing'}
    ${{}}                                | ${{ sampleCount: 0 }}  | ${{ sampleCount: 0 }}  | ${{}}                                                                          | ${'unknown'} | ${'silence is not idleness'}
    ${{}}                                | ${null}                | ${{}}                  | ${{}}                                                                          | ${'unknown'} | ${'the bytes were not read'}
    ${{}}                                | ${{}}                  | ${null}                | ${{}}                                                                          | ${'unknown'} | ${'the connections were not read'}
    ${{}}                                | ${{ maxDaySum: 9 }}    | ${null}                | ${{}}                                                                          | ${'fine'}    | ${'one of them is enough to see use'}
    ${{ createdAt: known(daysAgo(13)) }} | ${{}}                  | ${{}}                  | ${{}}                                                                          | ${'fine'}    | ${'it is younger than the window'}
    ${{ createdAt: known(daysAgo(14)) }} | ${{}}                  | ${{}}                  | ${{}}                                                                          | ${0.7}       | ${'the window is inclusive'}
    ${{ tags: denied }}                  | ${{}}                  | ${{}}                  | ${{}}                                                                          | ${'unknown'} | ${'its tags may exempt it'}
    ${{}}                                | ${{}}                  | ${{}}                  | ${{ settings: { params: { [CHECK]: { lookbackDays: 30 } }, exemptTags: {} } }} | ${'unknown'} | ${'14 days are not 30'}
  `('is $verdict: $because', ({ gateway, bytes, connections, more, verdict }) => {
    expect(outcome(CHECK, batch(gateway, bytes, connections, more))).toBe(verdict);
  });

  it.each`
    gateway                                    | bill                                                                        | prices                  | expected
    ${{}}                                      | ${{}}                                                                       | ${[]}                   | ${'36.50 [36.50 to 36.50] USD price-api'}
    ${{ addressIds: [] }}                      | ${{}}                                                                       | ${[]}                   | ${'32.85 [32.85 to 32.85] USD price-api'}
    ${{ zoneCount: known(3), addressIds: [] }} | ${{}}                                                                       | ${[]}                   | ${'98.55 [98.55 to 98.55] USD price-api'}
    ${{ zoneCount: unread('not told') }}       | ${{}}                                                                       | ${[]}                   | ${'unknown: not told'}
    ${{}}                                      | ${{}}                                                                       | ${['nat-gateway/hour']} | ${'unknown: no price for nat-gateway/hour in us-east-1'}
    ${{ addressIds: [] }}                      | ${{ 'arn:aws:ec2:us-east-1:111122223333:natgateway/nat-1': ['28.80', 30] }} | ${[]}                   | ${'29.20 [29.20 to 29.20] USD billing'}
  `('$gateway billed $bill saves $expected', ({ gateway, bill, prices, expected }) => {
    const found = findingBy(CHECK, batch(gateway, {}, {}, { billed: billed(bill), prices: networkPrices(prices) }));
    expect(savingText(found)).toBe(expected);
    if (found?.monthlySavings.known) expect(termSum(found)).toBe(expected.split(' ')[0]);
  });

  it('shows what decided, and what goes with it', () => {
    const found = findingBy(CHECK, batch({ siblings: 1 }, {}, {}));
    expect(found?.evidence).toEqual({
      ageDays: 90,
      lookbackDays: 14,
      maxBytesPerDay: 0,
      maxConnections: 0,
      coverage: 1,
      routeTables: 1,
      otherGatewaysInNetwork: 1,
    });
    expect(found?.action).toEqual({
      kind: 'nat-gateway.delete',
      params: { routeTables: 'rtb-1', addresses: 'eipalloc-1' },
    });
  });

  it('is never waste unless both metrics were read, whole and zero', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, 1, -1, 14, Number.NaN, Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(number, number, number, number, (maxDaySum, max, sampleCount, expectedCount) => {
        const verdict = outcome(
          CHECK,
          batch({}, { maxDaySum, sampleCount, expectedCount }, { max, sampleCount, expectedCount }),
        );
        return typeof verdict !== 'number' || (maxDaySum === 0 && max === 0 && sampleCount / expectedCount >= 1);
      }),
    );
  });
});
