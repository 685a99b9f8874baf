import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { throughputOptions } from '../../../src/analysis/rightsizing/container-throughput.ts';
import { mostScaledUnits } from '../../../src/analysis/pricing/document-throughput.ts';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricName } from '../../../src/domain/metrics.ts';
import type { DocumentContainer } from '../../../src/domain/resources.ts';
import { AZURE, cloudPrices, windowOf } from '../../support/cloud-builders.ts';
import { daysAgo, stored } from '../../support/resource-builders.ts';
import { batchOf, digestsOf, findingBy, outcome, savingText } from '../batch-builders.ts';

const IDLE = 'azure-cosmos-idle';
const THROUGHPUT = 'azure-cosmos-throughput';
const ID =
  '/subscriptions/s/resourcegroups/g/providers/microsoft.documentdb/databaseaccounts/a/sqldatabases/d/containers/c';

const manual = (unitsPerSecond: number, minUnitsPerSecond = 400) =>
  known({ mode: 'manual' as const, unitsPerSecond, minUnitsPerSecond });
const autoscale = (unitsPerSecond: number) =>
  known({ mode: 'autoscale' as const, unitsPerSecond, minUnitsPerSecond: 1000 });

const container = (change: Partial<DocumentContainer> = {}): DocumentContainer => ({
  kind: 'document-container',
  type: 'azure:documentdb:sql-container',
  resourceId: ID,
  scope: AZURE,
  state: 'Succeeded',
  createdAt: known(daysAgo(300)),
  tags: known({}),
  accountName: 'a',
  databaseName: 'd',
  containerName: 'c',
  throughput: manual(4000),
  regions: 1,
  multipleWriteRegions: false,
  zoneRedundant: false,
  freeTier: false,
  ...change,
});

const prices = cloudPrices(AZURE, [
  ['document-throughput/manual', '0.008', 'unit-hour'],
  ['document-throughput/autoscale', '0.012', 'unit-hour'],
]);

interface Use {
  readonly requests?: number;
  readonly mean?: number;
  readonly p99?: number;
  readonly max?: number;
  readonly provisioned?: number;
  readonly measured?: number;
  readonly without?: MetricName;
}

function batch(of: DocumentContainer, use: Use = {}, change: Parameters<typeof batchOf>[1] = {}) {
  const { requests = 9, mean = 10, max = 12, p99 = max, provisioned = 4000, measured = 720, without } = use;
  const days = { days: 30 };
  const digests = [
    windowOf('requests', requests, ID, { ...days, mean: requests, maxDaySum: requests }),
    windowOf('used-percent-maximum', max, ID, { ...days, mean, p99 }),
    windowOf('provisioned-units-maximum', provisioned, ID, { ...days, mean: provisioned, sampleCount: measured }),
  ].filter(({ metric }) => metric !== without);
  return batchOf([stored(of, { firstSeen: daysAgo(3) })], {
    scope: AZURE,
    prices,
    digests: digestsOf(...digests),
    ...change,
  });
}

describe('a container without requests', () => {
  it.each`
    change                               | use                                                      | verdict      | because
    ${{}}                                | ${{ requests: 0 }}                                       | ${0.85}      | ${'nobody asks for anything'}
    ${{}}                                | ${{ requests: 1 }}                                       | ${'fine'}    | ${'somebody did'}
    ${{}}                                | ${{ requests: 1, without: 'provisioned-units-maximum' }} | ${'fine'}    | ${'somebody did, whatever was measured'}
    ${{}}                                | ${{ requests: 0, measured: 600 }}                        | ${'unknown'} | ${'it was not there, or not measured, all the time'}
    ${{}}                                | ${{ requests: 0, without: 'provisioned-units-maximum' }} | ${'unknown'} | ${'nothing says that it was measured'}
    ${{}}                                | ${{ without: 'requests' }}                               | ${'unknown'} | ${'requests were not read'}
    ${{ throughput: unread('denied') }}  | ${{ requests: 0 }}                                       | ${'unknown'} | ${'it may share that of its database'}
    ${{ throughput: known(null) }}       | ${{ requests: 0 }}                                       | ${'fine'}    | ${'it has none of its own'}
    ${{ createdAt: known(daysAgo(29)) }} | ${{ requests: 0 }}                                       | ${'fine'}    | ${'its account is young'}
    ${{ createdAt: unread('denied') }}   | ${{ requests: 0 }}                                       | ${'unknown'} | ${'its account may be young'}
  `('is $verdict: $because', ({ change, use, verdict }) => {
    expect(outcome(IDLE, batch(container(change as Partial<DocumentContainer>), use as Use))).toBe(verdict);
  });

  it('saves its throughput in each region: 40 x 730 x 0.008 x 2', () => {
    const finding = findingBy(IDLE, batch(container({ regions: 2 }), { requests: 0 }))!;
    expect(savingText(finding)).toBe('467.20 [467.20 to 467.20] USD price-api');
    expect([finding.risk, finding.action.kind]).toEqual(['high', 'document-container.delete']);
  });

  it('saves of autoscale what it scaled to: 4 x 730 x 0.012', () => {
    const finding = findingBy(
      IDLE,
      batch(container({ throughput: autoscale(4000) }), { requests: 0, provisioned: 400 }),
    )!;
    expect(savingText(finding)).toBe('35.04 [35.04 to 35.04] USD price-api');
  });

  it.each`
    change                            | reason
    ${{ freeTier: true }}             | ${'how much of it the free tier of its account covers is not known'}
    ${{ multipleWriteRegions: true }} | ${'prices of accounts with several write regions are not collected'}
    ${{ zoneRedundant: true }}        | ${'prices of accounts with copies in several zones are not collected'}
  `('has an unknown saving with $change', ({ change, reason }) => {
    const finding = findingBy(IDLE, batch(container(change as Partial<DocumentContainer>), { requests: 0 }));
    expect(savingText(finding)).toBe(`unknown: ${String(reason)}`);
  });
});

describe('throughput that does not fit', () => {
  it.each`
    throughput            | use                                                  | proposed               | because
    ${manual(4000)}       | ${{ mean: 10, max: 12 }}                             | ${['autoscale', 1000]} | ${'686 would do, and autoscale of 1,000 bills 460 of them'}
    ${manual(4000)}       | ${{ mean: 33, max: 34 }}                             | ${['manual', 2000]}    | ${'even use is cheaper by hand'}
    ${manual(4000, 3000)} | ${{ mean: 33, max: 34 }}                             | ${['autoscale', 3000]} | ${'it may not be set below 3,000, and scales by itself to less'}
    ${manual(4000)}       | ${{ mean: 10, p99: 90, max: 95 }}                    | ${['autoscale', 4000]} | ${'peaks that are short'}
    ${manual(4000)}       | ${{ mean: 60, p99: 90, max: 95 }}                    | ${null}                | ${'it is used'}
    ${autoscale(4000)}    | ${{ mean: 90, p99: 95, max: 96, provisioned: 3600 }} | ${['manual', 4000]}    | ${'it never scales down'}
    ${autoscale(4000)}    | ${{ mean: 40, p99: 95, max: 96, provisioned: 1600 }} | ${null}                | ${'it scales'}
    ${autoscale(4000)}    | ${{ mean: 65, p99: 95, max: 96, provisioned: 2700 }} | ${null}                | ${'about what by hand costs'}
    ${autoscale(10000)}   | ${{ mean: 2, p99: 3, max: 4, provisioned: 1000 }}    | ${['autoscale', 1000]} | ${'a tenth of a maximum that is never reached'}
    ${manual(4000)}       | ${{ requests: 0, mean: 0, max: 0 }}                  | ${null}                | ${'another check looks at it'}
  `('becomes $proposed: $because', ({ throughput, use, proposed }) => {
    const of = container({ throughput: throughput as DocumentContainer['throughput'] });
    const finding = findingBy(THROUGHPUT, batch(of, use as Use));
    const evidence = finding?.verdict === 'waste' ? finding.evidence : undefined;
    expect(evidence === undefined ? null : [evidence['proposedMode'], evidence['proposedUnitsPerSecond']]).toEqual(
      proposed,
    );
  });

  it('saves the difference: 730 x 0.008 x (40 - 20)', () => {
    const finding = findingBy(THROUGHPUT, batch(container(), { mean: 33, max: 34 }))!;
    expect(savingText(finding)).toBe('116.80 [116.80 to 116.80] USD price-api');
    expect([finding.risk, finding.action.params]).toEqual(['low', { mode: 'manual', unitsPerSecond: 2000 }]);
  });

  it.each`
    change                              | use                                    | because
    ${{ throughput: unread('denied') }} | ${{}}                                  | ${'its throughput was not read'}
    ${{ createdAt: unread('denied') }}  | ${{}}                                  | ${'its account may be young'}
    ${{}}                               | ${{ measured: 600 }}                   | ${'it was not measured all the time'}
    ${{}}                               | ${{ without: 'used-percent-maximum' }} | ${'its use was not read'}
    ${{}}                               | ${{ without: 'requests' }}             | ${'it may have none'}
    ${{ freeTier: true }}               | ${{ mean: 10, p99: 90, max: 95 }}      | ${'which mode is cheaper is not known'}
  `('is unknown: $because', ({ change, use }) => {
    expect(outcome(THROUGHPUT, batch(container(change as Partial<DocumentContainer>), use as Use))).toBe('unknown');
  });

  it('is lower for certain without prices, at a saving that is not known', () => {
    const finding = findingBy(THROUGHPUT, batch(container({ freeTier: true }), { mean: 33, max: 34 }))!;
    expect([finding.verdict, savingText(finding)]).toEqual([
      'waste',
      'unknown: how much of it the free tier of its account covers is not known',
    ]);
  });

  it('is never set below what it may be, nor below its busiest hour', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 500 }),
        fc.integer({ min: 4, max: 500 }),
        fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 })),
        (hundreds, leastHundreds, peaks) => {
          const unitsPerSecond = hundreds * 100;
          const minUnitsPerSecond = Math.min(leastHundreds * 100, unitsPerSecond);
          const [meanPeak, p99Peak, highestPeak] = peaks.toSorted((a, b) => a - b).map((percent) => percent / 100);
          const use = { meanPeak: meanPeak ?? 0, p99Peak: p99Peak ?? 0, highestPeak: highestPeak ?? 0 };
          const limits = { maxUsedPercent: 50, targetPercent: 70 };
          const of = { mode: 'manual', unitsPerSecond, minUnitsPerSecond } as const;
          return throughputOptions(of, use, limits).every(
            (option) =>
              option.unitsPerSecond >= minUnitsPerSecond &&
              option.unitsPerSecond >= Math.floor(use.highestPeak * unitsPerSecond) &&
              option.paid.unitsPerSecond <= option.unitsPerSecond,
          );
        },
      ),
    );
  });

  it('bills of autoscale no more than is said, whatever the hours were', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (peaks) => {
        const max = 4000;
        const mean = (of: readonly number[]) => of.reduce((sum, each) => sum + each, 0) / of.length;
        const billed = mean(peaks.map((peak) => Math.max(0.1, peak) * max));
        return billed <= mostScaledUnits(max, mean(peaks) * max) + 1e-6;
      }),
    );
  });
});
