import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known } from '../../../src/domain/fact.ts';
import type { DatabaseStorage } from '../../../src/domain/resources.ts';
import { database, databaseArn, databaseDigest, databasePriceBook } from '../../support/database-builders.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { findingBy, outcome, savingText } from '../batch-builders.ts';
import { databaseBatch } from '../database-batch.ts';

const CHECK = 'aws-rds-storage-gp2-gp3';
const MIB = 2 ** 20;

const batch = (storage: DatabaseStorage, iops: number | null, mibps: number | null = 20, change = {}, more = {}) =>
  databaseBatch(
    database({ storage, ...change }),
    [
      ...(iops === null ? [] : [databaseDigest('database-iops-maximum', iops)]),
      ...(mibps === null
        ? []
        : [databaseDigest('database-throughput-bytes-maximum', mibps * MIB, databaseArn('shop'))]),
    ],
    more,
  );

const io1 = (sizeGiB: number, iops: number): DatabaseStorage => ({ tier: 'io1', sizeGiB, iops });

describe('database storage type', () => {
  it.each`
    storage                                      | iops      | mibps   | verdict      | because
    ${io1(500, 6000)}                            | ${9000}   | ${300}  | ${12_000}    | ${'gp3 of that size includes 12,000 IOPS and 500 MiB/s'}
    ${io1(500, 20_000)}                          | ${15_000} | ${100}  | ${18_000}    | ${'20 % above what it needs, bought on top'}
    ${io1(100, 2000)}                            | ${2500}   | ${100}  | ${3000}      | ${'a small volume includes 3,000'}
    ${io1(100, 4000)}                            | ${2501}   | ${100}  | ${'fine'}    | ${'and takes no more than that'}
    ${io1(100, 4000)}                            | ${100}    | ${105}  | ${'fine'}    | ${'nor more than 125 MiB/s'}
    ${{ tier: 'io2', sizeGiB: 100, iops: 2000 }} | ${100}    | ${1}    | ${3000}      | ${'io2 too'}
    ${{ tier: 'gp2', sizeGiB: 100 }}             | ${100}    | ${1}    | ${'fine'}    | ${'the same price'}
    ${{ tier: 'gp2', sizeGiB: 100 }}             | ${null}   | ${null} | ${'fine'}    | ${'whatever it needs'}
    ${{ tier: 'gp3', sizeGiB: 100 }}             | ${100}    | ${1}    | ${'fine'}    | ${'gp3 already'}
    ${io1(500, 6000)}                            | ${null}   | ${1}    | ${'unknown'} | ${'its IOPS were not read'}
    ${io1(500, 6000)}                            | ${100}    | ${null} | ${'unknown'} | ${'its throughput was not read'}
  `('$storage at $iops IOPS and $mibps MiB/s is $verdict: $because', ({ storage, iops, mibps, verdict }) => {
    const finding = findingBy(CHECK, batch(storage, iops, mibps));
    expect(
      finding === undefined ? 'fine' : finding.verdict === 'waste' ? finding.action.params['iops'] : 'unknown',
    ).toBe(verdict);
  });

  it('cannot be told without prices: which is cheaper is the question', () => {
    const prices = databasePriceBook(['database-storage/gp3/none']);
    expect(outcome(CHECK, batch(io1(500, 6000), 100, 1, {}, { prices }))).toBe('unknown');
  });

  it('waits for the window, and for a database that runs', () => {
    expect(outcome(CHECK, batch(io1(500, 6000), 100, 1, { createdAt: known(daysAgo(13)) }))).toBe('fine');
    expect(outcome(CHECK, batch(io1(500, 6000), 100, 1, { powerState: 'stopped' }))).toBe('fine');
  });

  it('saves the difference with the performance that is needed', () => {
    // 500 x 0.125 + 6,000 x 0.10 - 500 x 0.115
    expect(savingText(findingBy(CHECK, batch(io1(500, 6000), 100)))).toBe('605.00 [605.00 to 605.00] USD price-api');
    // 500 x 0.125 + 20,000 x 0.10 - 500 x 0.115 - 6,000 x 0.02
    expect(savingText(findingBy(CHECK, batch(io1(500, 20_000), 15_000)))).toBe(
      '1885.00 [1885.00 to 1885.00] USD price-api',
    );
    // 100 MiB/s more than included: 500 GiB at 520 MiB/s needs 624, in steps of 25
    const fast = findingBy(CHECK, batch(io1(500, 6000), 100, 520));
    expect(fast?.action.params).toEqual({ tier: 'gp3', iops: 12_000, throughputMiBps: 625 });
    expect(savingText(fast)).toBe('595.00 [595.00 to 595.00] USD price-api');
  });

  it('never proposes less than was used', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 10_000 }), fc.nat(70_000), fc.nat(5000), (sizeGiB, iops, mibps) => {
        const params = findingBy(CHECK, batch(io1(sizeGiB, 64_000), iops, mibps))?.action.params;
        return params === undefined || (Number(params['iops']) >= iops && Number(params['throughputMiBps']) >= mibps);
      }),
    );
  });
});
