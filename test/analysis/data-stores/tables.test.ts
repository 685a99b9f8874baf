import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import { nosqlTable } from '../../support/data-store-builders.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { billed, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { batchFor, type Windows } from './judge.ts';
import { dataStorePrices } from './prices.ts';

const IDLE = 'aws-dynamodb-idle';
const OVER = 'aws-dynamodb-provisioned-overcapacity';
const STEADY = 'aws-dynamodb-ondemand-steady';
const CLASS = 'aws-dynamodb-standard-ia';

const GIB = 2 ** 30;
const windows: Windows = {
  'read-units': { days: 14, periodSeconds: 300 },
  'write-units': { days: 14, periodSeconds: 300 },
  'read-units-thirty-days': { days: 30, periodSeconds: 3600 },
  'write-units-thirty-days': { days: 30, periodSeconds: 3600 },
};
const denied = unread('denied');
const onDemand = { capacityMode: 'on-demand', capacity: { readUnits: 0, writeUnits: 0 } } as const;

describe('table that nobody uses', () => {
  it.each`
    table                                | reads                   | writes  | verdict      | because
    ${{}}                                | ${0}                    | ${0}    | ${0.9}       | ${'not a read or write in a month'}
    ${{ deletionProtected: true }}       | ${0}                    | ${0}    | ${0.6}       | ${'somebody protected it'}
    ${{}}                                | ${0.5}                  | ${0}    | ${'fine'}    | ${'half a unit is a read'}
    ${{}}                                | ${0}                    | ${1}    | ${'fine'}    | ${'it was written to'}
    ${{}}                                | ${null}                 | ${1}    | ${'fine'}    | ${'one of them is enough to see use'}
    ${{ replicaRegions: ['eu-west-1'] }} | ${0}                    | ${0}    | ${'fine'}    | ${'its copy may be in use'}
    ${{ ...onDemand, storedBytes: 0 }}   | ${0}                    | ${0}    | ${'fine'}    | ${'it costs nothing'}
    ${{ createdAt: known(daysAgo(29)) }} | ${0}                    | ${0}    | ${'fine'}    | ${'it is younger than the window'}
    ${{}}                                | ${null}                 | ${0}    | ${'unknown'} | ${'reads were not read'}
    ${{}}                                | ${0}                    | ${null} | ${'unknown'} | ${'writes were not read'}
    ${{}}                                | ${{ sampleCount: 700 }} | ${0}    | ${'unknown'} | ${'hours are missing'}
    ${{ createdAt: denied }}             | ${0}                    | ${0}    | ${'unknown'} | ${'it may be new'}
    ${{ tags: denied }}                  | ${0}                    | ${0}    | ${'unknown'} | ${'its tags may exempt it'}
  `('is $verdict: $because', ({ table, reads, writes, verdict }) => {
    const measured = { 'read-units-thirty-days': reads, 'write-units-thirty-days': writes };
    expect(outcome(IDLE, batchFor(nosqlTable(table), measured, windows))).toBe(verdict);
  });

  it.each`
    table       | bill                           | prices                        | expected
    ${{}}       | ${{}}                          | ${[]}                         | ${'59.94 [59.94 to 59.94] USD price-api'}
    ${onDemand} | ${{}}                          | ${[]}                         | ${'3.00 [3.00 to 3.00] USD price-api'}
    ${onDemand} | ${{ 'table-1': ['2.50', 30] }} | ${[]}                         | ${/billing$/}
    ${{}}       | ${{}}                          | ${['table-storage/standard']} | ${/^unknown: no price/}
  `('saves $expected', ({ table, bill, prices, expected }) => {
    const measured = { 'read-units-thirty-days': 0, 'write-units-thirty-days': 0 };
    const change = { billed: billed(bill), prices: dataStorePrices(prices) };
    const found = findingBy(IDLE, batchFor(nosqlTable(table), measured, windows, change));
    expect(savingText(found)).toMatch(expected);
    if (found?.monthlySavings.known) expect(savingText(found).startsWith(termSum(found) ?? '?')).toBe(true);
  });
});

describe('table with too much capacity', () => {
  /** Sums of five minutes: 300 of them are one unit a second. */
  const used = (reads: number, writes: number) => ({
    'read-units': reads * 300,
    'write-units': writes * 300,
    'read-units-thirty-days': reads * 3600,
    'write-units-thirty-days': writes * 3600,
  });
  it.each`
    table                                                                             | measured                                             | verdict      | because
    ${{}}                                                                             | ${used(5, 5)}                                        | ${0.8}       | ${'a twentieth is used'}
    ${{}}                                                                             | ${used(49, 60)}                                      | ${0.8}       | ${'reads are below half'}
    ${{}}                                                                             | ${used(50, 50)}                                      | ${'fine'}    | ${'half is used'}
    ${onDemand}                                                                       | ${used(5, 5)}                                        | ${'fine'}    | ${'nothing is provisioned'}
    ${{ capacity: { readUnits: 9, writeUnits: 9 } }}                                  | ${used(1, 1)}                                        | ${'fine'}    | ${'it costs next to nothing'}
    ${{ scaling: known({ read: { min: 5, max: 500 }, write: { min: 5, max: 9 } }) }}  | ${used(5, 5)}                                        | ${'fine'}    | ${'scaling may go as low'}
    ${{ scaling: known({ read: { min: 90, max: 500 }, write: { min: 5, max: 9 } }) }} | ${used(5, 5)}                                        | ${0.8}       | ${'scaling may not go as low for reads'}
    ${{ scaling: denied }}                                                            | ${used(5, 5)}                                        | ${'unknown'} | ${'what scales it was not read'}
    ${{ scaling: denied }}                                                            | ${used(60, 60)}                                      | ${'fine'}    | ${'it is in use, whatever scales it'}
    ${{ replicaRegions: ['eu-west-1'] }}                                              | ${used(5, 5)}                                        | ${'fine'}    | ${'its copies follow'}
    ${{ createdAt: known(daysAgo(13)) }}                                              | ${used(5, 5)}                                        | ${'fine'}    | ${'it is younger than the window'}
    ${{}}                                                                             | ${{ ...used(5, 5), 'read-units': null }}             | ${'unknown'} | ${'reads were not read'}
    ${{}}                                                                             | ${{ ...used(5, 5), 'read-units-thirty-days': null }} | ${0.8}       | ${'without a month, only lower capacity is priced'}
  `('is $verdict: $because', ({ table, measured, verdict }) => {
    expect(outcome(OVER, batchFor(nosqlTable(table), measured, windows))).toBe(verdict);
  });

  it.each`
    measured        | expected                                        | proposed            | because
    ${used(20, 20)} | ${'40.4274 [40.4274 to 40.4274] USD price-api'} | ${'lower-capacity'} | ${'29 units at 0.00078 are far below 20 requests a second'}
    ${used(0, 0)}   | ${'56.94 [56.94 to 56.94] USD price-api'}       | ${'on-demand'}      | ${'no requests cost nothing'}
  `('proposes $proposed: $because', ({ measured, expected, proposed }) => {
    const found = findingBy(OVER, batchFor(nosqlTable({ storedBytes: GIB }), measured, windows));
    expect(found?.evidence['proposed']).toBe(proposed);
    expect(savingText(found)).toBe(expected);
  });

  it('keeps the capacity of indexes when it lowers that of the table', () => {
    const indexed = nosqlTable({ indexes: [{ name: 'by-date', readUnits: 500, writeUnits: 500 }] });
    const found = findingBy(OVER, batchFor(indexed, { ...used(20, 20), 'read-units-thirty-days': 3e6 }, windows));
    expect(found?.evidence).toMatchObject({ neededReadUnits: 29, neededWriteUnits: 29 });
    expect(savingText(found)).toBe('40.4274 [40.4274 to 40.4274] USD price-api');
  });
});

describe('steady table on demand', () => {
  const used = (reads: number, peak: number) => ({
    'read-units-thirty-days': { mean: reads * 3600, p99: reads * 3600, max: peak * 3600 },
    'write-units-thirty-days': 0,
  });
  it.each`
    table                                                                     | measured                                                  | verdict      | because
    ${onDemand}                                                               | ${used(300, 400)}                                         | ${0.7}       | ${'it is about even'}
    ${onDemand}                                                               | ${used(300, 900)}                                         | ${'fine'}    | ${'three times the mean is a peak'}
    ${onDemand}                                                               | ${used(0, 0)}                                             | ${'fine'}    | ${'it is idle'}
    ${onDemand}                                                               | ${used(0.01, 0.02)}                                       | ${'fine'}    | ${'one unit costs more than so few requests'}
    ${{}}                                                                     | ${used(300, 400)}                                         | ${'fine'}    | ${'it is provisioned'}
    ${{ ...onDemand, onDemandSince: daysAgo(10) }}                            | ${used(300, 400)}                                         | ${'fine'}    | ${'somebody has just decided'}
    ${{ ...onDemand, indexes: [{ name: 'a', readUnits: 0, writeUnits: 0 }] }} | ${used(300, 400)}                                         | ${'fine'}    | ${'its index is in the same count'}
    ${{ ...onDemand, createdAt: known(daysAgo(20)) }}                         | ${used(300, 400)}                                         | ${'fine'}    | ${'it is younger than the window'}
    ${{ ...onDemand, createdAt: denied }}                                     | ${used(300, 400)}                                         | ${'unknown'} | ${'it may be new'}
    ${onDemand}                                                               | ${{ ...used(300, 400), 'write-units-thirty-days': null }} | ${'unknown'} | ${'writes were not read'}
  `('is $verdict: $because', ({ table, measured, verdict }) => {
    expect(outcome(STEADY, batchFor(nosqlTable(table), measured, windows))).toBe(verdict);
  });

  it('saves between capacity for the peak and capacity that follows', () => {
    const found = findingBy(STEADY, batchFor(nosqlTable({ ...onDemand, storedBytes: 0 }), used(300, 600), windows));
    // 788.4 million reads at 0.125 a million, and 429 to 858 reads a second (and one write) at 0.00013 an hour.
    expect(found?.monthlySavings).toMatchObject({ known: true });
    if (!found?.monthlySavings.known) return;
    const { amount, low, high } = found.monthlySavings.value;
    expect(high).toEqual(amount);
    expect(Number(amount.nanos) / 1e9).toBeCloseTo(98.55 - 40.671 - 0.4745, 2);
    expect(Number(low.nanos) / 1e9).toBeCloseTo(98.55 - 81.4242 - 0.4745, 2);
  });
});

describe('table that is stored more than used', () => {
  const quiet = { 'read-units-thirty-days': 1000, 'write-units-thirty-days': 100 };
  const large = { ...onDemand, storedBytes: 600 * GIB };
  it.each`
    table                                                                       | measured                                              | verdict      | because
    ${large}                                                                    | ${quiet}                                              | ${0.85}      | ${'storage is nearly all of its cost'}
    ${large}                                                                    | ${{ ...quiet, 'write-units-thirty-days': 1_000_000 }} | ${'fine'}    | ${'its writes cost far more'}
    ${{ ...large, storedBytes: 9 * GIB }}                                       | ${quiet}                                              | ${'fine'}    | ${'it is small'}
    ${{ ...large, storageClass: 'infrequent-access' }}                          | ${quiet}                                              | ${'fine'}    | ${'it is in the other class'}
    ${{ ...large, storageClassChangedAt: daysAgo(29) }}                         | ${quiet}                                              | ${'fine'}    | ${'it may not be changed yet'}
    ${{ ...large, storageClassChangedAt: daysAgo(30) }}                         | ${quiet}                                              | ${0.85}      | ${'it may be changed again'}
    ${{ ...large, replicaRegions: ['eu-west-1'] }}                              | ${quiet}                                              | ${'fine'}    | ${'its copies follow'}
    ${{ storedBytes: 600 * GIB }}                                               | ${{}}                                                 | ${0.85}      | ${'capacity is known without samples'}
    ${{ storedBytes: 60 * GIB, capacity: { readUnits: 500, writeUnits: 500 } }} | ${{}}                                                 | ${'fine'}    | ${'capacity costs far more'}
    ${large}                                                                    | ${{}}                                                 | ${'unknown'} | ${'its use was not read'}
  `('is $verdict: $because', ({ table, measured, verdict }) => {
    expect(outcome(CLASS, batchFor(nosqlTable(table), measured, windows))).toBe(verdict);
  });

  it('saves the difference of both classes', () => {
    const found = findingBy(CLASS, batchFor(nosqlTable({ storedBytes: 600 * GIB }), {}, windows));
    // 600 x 0.15, minus 100 x (0.00003 + 0.00016) x 730 h.
    expect(savingText(found)).toBe('76.13 [76.13 to 76.13] USD price-api');
  });

  it('cannot tell without the prices of the other class', () => {
    const prices = dataStorePrices(['table-storage/infrequent-access']);
    const found = findingBy(CLASS, batchFor(nosqlTable({ storedBytes: 600 * GIB }), {}, windows, { prices }));
    expect(savingText(found)).toMatch(/^unknown: no price/);
  });
});

it.each([IDLE, OVER, STEADY, CLASS])('%s: is never waste when nothing was measured', (checkId) => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(500), fc.boolean(), (readUnits, writeUnits, isOnDemand) => {
      const table = nosqlTable({
        capacity: { readUnits, writeUnits },
        ...(isOnDemand || checkId === CLASS ? onDemand : {}),
      });
      expect(['fine', 'unknown']).toContain(outcome(checkId, batchFor(table, {}, windows)));
    }),
    { numRuns: 50 },
  );
});
