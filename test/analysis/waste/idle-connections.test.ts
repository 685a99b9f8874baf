import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricDigest } from '../../../src/domain/metrics.ts';
import type { PrivateEndpoint, TransitAttachment, VpnConnection } from '../../../src/domain/resources.ts';
import { dayDigest, privateEndpoint, transitAttachment, vpnConnection } from '../../support/network-builders.ts';
import { daysAgo, stored } from '../../support/resource-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText } from '../batch-builders.ts';
import { networkPrices } from '../network/prices.ts';

const denied = unread('denied');
type More = Parameters<typeof batchOf>[1];

const bytesOf = (id: string, bytes: Partial<MetricDigest> | null) =>
  bytes === null ? [] : [dayDigest(id, 'processed-bytes', 0, 30, bytes)];

describe('idle private endpoint', () => {
  const CHECK = 'aws-vpc-endpoint-idle';
  const batch = (change: Partial<PrivateEndpoint>, bytes: Partial<MetricDigest> | null = {}, more: More = {}) =>
    batchOf([stored(privateEndpoint(change))], {
      digests: digestsOf(...bytesOf('vpce-1', bytes)),
      prices: networkPrices(),
      ...more,
    });

  it.each`
    endpoint                             | bytes                  | verdict      | because
    ${{}}                                | ${{}}                  | ${0.8}       | ${'not a byte for a month'}
    ${{ flavor: 'inspection' }}          | ${{}}                  | ${0.8}       | ${'endpoints of appliances bill as well'}
    ${{ state: 'pendingAcceptance' }}    | ${{}}                  | ${0.8}       | ${'one that waits bills, too'}
    ${{}}                                | ${{ maxDaySum: 1 }}    | ${'fine'}    | ${'a byte is traffic'}
    ${{ flavor: 'gateway' }}             | ${null}                | ${'fine'}    | ${'those are free'}
    ${{ flavor: 'other' }}               | ${null}                | ${'fine'}    | ${'how it bills is not known'}
    ${{ serviceManaged: true }}          | ${{}}                  | ${'fine'}    | ${'its service manages it'}
    ${{ subnetIds: [] }}                 | ${{}}                  | ${'fine'}    | ${'without an interface nothing bills'}
    ${{ crossRegion: true }}             | ${null}                | ${'unknown'} | ${'there are no metrics of it'}
    ${{ createdAt: known(daysAgo(29)) }} | ${{}}                  | ${'fine'}    | ${'it is younger than the window'}
    ${{ createdAt: known(daysAgo(30)) }} | ${{}}                  | ${0.8}       | ${'the window is inclusive'}
    ${{}}                                | ${{ sampleCount: 29 }} | ${'unknown'} | ${'a day is missing'}
    ${{}}                                | ${null}                | ${'unknown'} | ${'the bytes were not read'}
    ${{ tags: denied }}                  | ${{}}                  | ${'unknown'} | ${'its tags may exempt it'}
  `('is $verdict: $because', ({ endpoint, bytes, verdict }) => {
    expect(outcome(CHECK, batch(endpoint, bytes))).toBe(verdict);
  });

  it.each`
    endpoint                                      | bill                          | expected
    ${{}}                                         | ${{}}                         | ${'14.60 [14.60 to 14.60] USD price-api'}
    ${{ subnetIds: ['a', 'b', 'c'] }}             | ${{}}                         | ${'21.90 [21.90 to 21.90] USD price-api'}
    ${{ flavor: 'inspection', subnetIds: ['a'] }} | ${{}}                         | ${'7.30 [7.30 to 7.30] USD price-api'}
    ${{ billingIds: ['arn:e'] }}                  | ${{ 'arn:e': ['14.40', 30] }} | ${'14.60 [14.60 to 14.60] USD billing'}
  `('billed $bill saves $expected', ({ endpoint, bill, expected }) => {
    expect(savingText(findingBy(CHECK, batch(endpoint, {}, { billed: billed(bill) })))).toBe(expected);
  });
});

describe('idle transit attachment', () => {
  const CHECK = 'aws-tgw-attachment-idle';
  const batch = (change: Partial<TransitAttachment>, bytes: Partial<MetricDigest> | null = {}) =>
    batchOf([stored(transitAttachment(change))], {
      digests: digestsOf(...bytesOf('tgw-attach-1', bytes)),
      prices: networkPrices(),
    });

  it.each`
    attachment                            | bytes                  | verdict      | because
    ${{}}                                 | ${{}}                  | ${0.8}       | ${'not a byte for a month'}
    ${{ attachedKind: 'peering' }}        | ${{}}                  | ${0.8}       | ${'a peering bills as well'}
    ${{ attachedKind: 'vpn' }}            | ${{}}                  | ${'fine'}    | ${'it goes with its VPN connection'}
    ${{ attachedKind: 'dedicated-line' }} | ${{}}                  | ${'fine'}    | ${'it goes with its line'}
    ${{ attachedKind: 'other' }}          | ${{}}                  | ${'fine'}    | ${'how it bills is not known'}
    ${{ active: false }}                  | ${null}                | ${'fine'}    | ${'it waits and bills nothing'}
    ${{}}                                 | ${{ maxDaySum: 1 }}    | ${'fine'}    | ${'a byte is traffic'}
    ${{}}                                 | ${{ sampleCount: 29 }} | ${'unknown'} | ${'a day is missing'}
    ${{}}                                 | ${null}                | ${'unknown'} | ${'the bytes were not read'}
    ${{ createdAt: known(daysAgo(29)) }}  | ${{}}                  | ${'fine'}    | ${'it is younger than the window'}
    ${{ createdAt: denied }}              | ${{}}                  | ${0.8}       | ${'we have watched it for longer than the window'}
  `('is $verdict: $because', ({ attachment, bytes, verdict }) => {
    expect(outcome(CHECK, batch(attachment, bytes))).toBe(verdict);
  });

  it('saves its price by the hour', () => {
    expect(savingText(findingBy(CHECK, batch({})))).toBe('36.50 [36.50 to 36.50] USD price-api');
  });
});

describe('idle VPN connection', () => {
  const CHECK = 'aws-vpn-connection-idle';
  const batch = (
    change: Partial<VpnConnection>,
    up: Partial<MetricDigest> | null = {},
    bytes: Partial<MetricDigest> | null = {},
    more: More = {},
  ) =>
    batchOf([stored(vpnConnection(change))], {
      digests: digestsOf(
        ...(up === null ? [] : [dayDigest('vpn-1', 'tunnel-up-maximum', 0, 30, up)]),
        ...bytesOf('vpn-1', bytes),
      ),
      prices: networkPrices(),
      ...more,
    });

  const noise = { settings: { params: { [CHECK]: { maxBytesPerDay: 5000 } }, exemptTags: {} } };
  it.each`
    connection          | up                     | bytes                  | more     | verdict      | because
    ${{}}               | ${{}}                  | ${{}}                  | ${{}}    | ${0.7}       | ${'down for a month'}
    ${{ siblings: 1 }}  | ${{}}                  | ${{}}                  | ${{}}    | ${0.7}       | ${'down, it stands by for nothing'}
    ${{}}               | ${{}}                  | ${null}                | ${{}}    | ${0.7}       | ${'what is down carries nothing'}
    ${{}}               | ${{ max: 0.5 }}        | ${{ maxDaySum: 1 }}    | ${{}}    | ${'fine'}    | ${'one tunnel is enough'}
    ${{}}               | ${{ max: 1 }}          | ${{}}                  | ${{}}    | ${0.5}       | ${'up, and silent'}
    ${{ siblings: 1 }}  | ${{ max: 1 }}          | ${{}}                  | ${{}}    | ${'fine'}    | ${'up and silent beside another: it stands by'}
    ${{}}               | ${{ max: 1 }}          | ${null}                | ${{}}    | ${'unknown'} | ${'up, and the bytes were not read'}
    ${{}}               | ${{ max: 1 }}          | ${{ sampleCount: 29 }} | ${{}}    | ${'unknown'} | ${'a day of bytes is missing'}
    ${{}}               | ${{ sampleCount: 29 }} | ${{}}                  | ${{}}    | ${'unknown'} | ${'a day of states is missing'}
    ${{}}               | ${null}                | ${{}}                  | ${{}}    | ${'unknown'} | ${'whether it was up was not read'}
    ${{}}               | ${null}                | ${{ maxDaySum: 9 }}    | ${{}}    | ${'unknown'} | ${'AWS counts status checks on tunnels that are down'}
    ${{}}               | ${{ max: 1 }}          | ${{ maxDaySum: 5000 }} | ${noise} | ${0.5}       | ${'the bar that was set takes routing messages for silence'}
    ${{ tags: denied }} | ${{}}                  | ${{}}                  | ${{}}    | ${'unknown'} | ${'its tags may exempt it'}
  `('is $verdict: $because', ({ connection, up, bytes, more, verdict }) => {
    expect(outcome(CHECK, batch(connection, up, bytes, more))).toBe(verdict);
  });

  it.each`
    connection                                        | prices                        | expected
    ${{}}                                             | ${[]}                         | ${'36.50 [36.50 to 36.50] USD price-api'}
    ${{ gatewayKind: 'transit', gatewayId: 'tgw-1' }} | ${[]}                         | ${'73.00 [73.00 to 73.00] USD price-api'}
    ${{ largeBandwidth: true }}                       | ${[]}                         | ${'unknown: no price for vpn-connection/large in us-east-1'}
    ${{ gatewayKind: 'transit', gatewayId: 'tgw-1' }} | ${['transit-attachment/vpn']} | ${'unknown: no price for transit-attachment/vpn in us-east-1'}
  `('$connection saves $expected', ({ connection, prices, expected }) => {
    expect(savingText(findingBy(CHECK, batch(connection, {}, {}, { prices: networkPrices(prices) })))).toBe(expected);
  });

  it('is never waste unless it was seen down, or up and silent, for all of the window', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, 0.5, 1, -1, Number.NaN, Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(number, number, number, (max, maxDaySum, sampleCount) => {
        const verdict = outcome(CHECK, batch({}, { max, sampleCount }, { maxDaySum, sampleCount }));
        return typeof verdict !== 'number' || (sampleCount >= 30 && (max === 0 || maxDaySum === 0));
      }),
    );
  });
});
