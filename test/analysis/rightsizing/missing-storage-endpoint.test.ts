import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricDigest } from '../../../src/domain/metrics.ts';
import type { NatGateway, Network, StorageEndpoint } from '../../../src/domain/resources.ts';
import { dayDigest, natGateway, network, routeTable } from '../../support/network-builders.ts';
import { daysAgo, stored } from '../../support/resource-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { networkPrices } from '../network/prices.ts';

const CHECK = 'aws-nat-gateway-endpoint-missing';
/** 10 GiB a day: 304.1666 GiB, or 326.5965 GB, in a month of 730 hours. */
const TEN_GIB = 10 * 1024 ** 3;

const batch = (
  gateway: Partial<NatGateway>,
  vpc: Partial<Network> | null,
  bytes: Partial<MetricDigest> | null = {},
  more: Parameters<typeof batchOf>[1] = {},
) =>
  batchOf([stored(natGateway(gateway))], {
    digests: digestsOf(
      ...(bytes === null ? [] : [dayDigest('nat-1', 'processed-bytes', TEN_GIB, 14, { mean: TEN_GIB, ...bytes })]),
    ),
    related: vpc === null ? new Map() : new Map([['vpc-1', stored(network(vpc))]]),
    prices: networkPrices(),
    ...more,
  });

const endpoint = (service: StorageEndpoint['service'], routeTableIds: StorageEndpoint['routeTableIds']) => ({
  endpointId: `vpce-${service}`,
  service,
  routeTableIds,
});

describe('missing storage endpoint', () => {
  const denied = unread('denied');
  const two = known([routeTable(), routeTable({ routeTableId: 'rtb-2', subnetIds: ['subnet-b'] })]);
  const s3 = (tables: StorageEndpoint['routeTableIds']) => known([endpoint('object-storage', tables)]);
  const transit = known([routeTable(), routeTable({ routeTableId: 'rtb-2', targetIds: ['tgw-1'] })]);
  it.each`
    gateway                             | vpc                                                                | bytes                           | verdict      | because
    ${{}}                               | ${{}}                                                              | ${{}}                           | ${0.7}       | ${'much traffic and no endpoint'}
    ${{}}                               | ${{ storageEndpoints: s3(['rtb-1']) }}                             | ${{}}                           | ${'fine'}    | ${'its table has a way to S3'}
    ${{}}                               | ${{ routeTables: two, storageEndpoints: s3(['rtb-1']) }}           | ${{}}                           | ${0.7}       | ${'one of its two tables has none'}
    ${{}}                               | ${{ routeTables: two, storageEndpoints: s3('all') }}               | ${{}}                           | ${'fine'}    | ${'names lead to an interface endpoint'}
    ${{}}                               | ${{ storageEndpoints: known([endpoint('key-value', ['rtb-1'])]) }} | ${{}}                           | ${0.7}       | ${'the endpoint of DynamoDB serves no S3'}
    ${{}}                               | ${{ routeTables: known([routeTable({ targetIds: [] })]) }}         | ${{}}                           | ${'fine'}    | ${'no table leads to it'}
    ${{}}                               | ${{ routeTables: transit }}                                        | ${{}}                           | ${0.4}       | ${'other networks may be the source'}
    ${{ connectivity: 'private' }}      | ${{}}                                                              | ${{}}                           | ${'fine'}    | ${'it does not lead to the internet'}
    ${{ createdAt: known(daysAgo(3)) }} | ${{}}                                                              | ${{ sampleCount: 3 }}           | ${'fine'}    | ${'its traffic is not known yet'}
    ${{}}                               | ${null}                                                            | ${{}}                           | ${'unknown'} | ${'its network was not read'}
    ${{}}                               | ${{ routeTables: denied }}                                         | ${{}}                           | ${'unknown'} | ${'the routes were not read'}
    ${{}}                               | ${{ storageEndpoints: denied }}                                    | ${{}}                           | ${'unknown'} | ${'there may be an endpoint'}
    ${{}}                               | ${{}}                                                              | ${null}                         | ${'unknown'} | ${'the traffic was not read'}
    ${{}}                               | ${{}}                                                              | ${{ sampleCount: 13 }}          | ${'unknown'} | ${'a day is missing'}
    ${{}}                               | ${{}}                                                              | ${{ mean: (100e9 * 24) / 730 }} | ${'fine'}    | ${'100 GB a month are not more than 100'}
    ${{}}                               | ${{}}                                                              | ${{ mean: (101e9 * 24) / 730 }} | ${0.7}       | ${'101 are'}
    ${{}}                               | ${{ storageEndpoints: s3(['rtb-1']) }}                             | ${null}                         | ${'fine'}    | ${'where there is an endpoint no traffic is asked'}
  `('is $verdict: $because', ({ gateway, vpc, bytes, verdict }) => {
    expect(outcome(CHECK, batch(gateway, vpc, bytes))).toBe(verdict);
  });

  // 10 GiB x 730 / 24 = 304.1666… GiB a month, at 0.045 a GiB: 13.6875. The hours: 0.045 x 730 = 32.85.
  it.each`
    share  | bill                                                                        | expected
    ${0}   | ${{}}                                                                       | ${'0.00 [0.00 to 13.6875] USD price-api'}
    ${50}  | ${{}}                                                                       | ${'6.84375 [0.00 to 13.6875] USD price-api'}
    ${100} | ${{}}                                                                       | ${'13.6875 [0.00 to 13.6875] USD price-api'}
    ${100} | ${{ 'arn:aws:ec2:us-east-1:111122223333:natgateway/nat-1': ['22.95', 30] }} | ${'6.84375 [0.00 to 6.84375] USD billing'}
  `('with a share of $share % billed $bill saves $expected', ({ share, bill, expected }) => {
    const settings = { params: { [CHECK]: { sharePercent: share } }, exemptTags: {} };
    const found = findingBy(CHECK, batch({}, {}, {}, { settings, billed: billed(bill) }));
    const round = (text: string) => text.replace(/\d+\.\d{6,}/g, (number) => String(Number(Number(number).toFixed(5))));
    expect(round(savingText(found))).toBe(expected);
    expect(Number(termSum(found!))).toBeCloseTo(Number(expected.split(' ')[0]), 6);
  });

  it('names the tables that lack it', () => {
    const found = findingBy(CHECK, batch({}, { routeTables: two, storageEndpoints: s3(['rtb-1']) }));
    expect(found?.evidence).toEqual({
      lookbackDays: 14,
      processedGBPerMonth: 326.596,
      coverage: 1,
      routeTables: 2,
      routeTablesWithoutS3: 1,
      routeTablesWithoutDynamoDB: 2,
      networkHasTransit: false,
    });
    expect(found?.action).toEqual({
      kind: 'network.add-storage-endpoint',
      params: { network: 'vpc-1', routeTables: 'rtb-2' },
    });
  });

  it('never saves more than the processing costs, nor less than nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.double({ min: 4e9, max: 1e15, noNaN: true }),
        (sharePercent, mean) => {
          const settings = { params: { [CHECK]: { sharePercent } }, exemptTags: {} };
          const found = findingBy(CHECK, batch({}, {}, { mean, maxDaySum: mean }, { settings }));
          if (found === undefined || !found.monthlySavings.known) return false;
          const { amount, low, high } = found.monthlySavings.value;
          return low.nanos === 0n && amount.nanos >= 0n && amount.nanos <= high.nanos;
        },
      ),
    );
  });
});
