import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known } from '../../../src/domain/fact.ts';
import type { DatabaseStorage } from '../../../src/domain/resources.ts';
import { database, databaseArn, databaseDigest } from '../../support/database-builders.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { findingBy, outcome, savingText } from '../batch-builders.ts';
import { databaseBatch } from '../database-batch.ts';

const CHECK = 'aws-rds-iops-overprovisioned';

const batch = (storage: DatabaseStorage | undefined, p99: number | null, change = {}) => {
  const { storage: _own, ...rest } = database(change);
  const digests = p99 === null ? [] : [databaseDigest('database-iops-maximum', p99 * 2, databaseArn('shop'), { p99 })];
  return databaseBatch(storage === undefined ? rest : { ...rest, storage }, digests);
};

const io1 = (iops: number): DatabaseStorage => ({ tier: 'io1', sizeGiB: 400, iops });
const gp3 = (iops: number, sizeGiB = 400): DatabaseStorage => ({ tier: 'gp3', sizeGiB, iops, throughputMiBps: 500 });

describe('overprovisioned IOPS', () => {
  it.each`
    storage                            | p99     | verdict      | because
    ${io1(10_000)}                     | ${3999} | ${6000}      | ${'39.99 % in use; the target leaves half as much again'}
    ${io1(10_000)}                     | ${4000} | ${'fine'}    | ${'40 % in use'}
    ${io1(10_000)}                     | ${0}    | ${1000}      | ${'io1 takes no fewer'}
    ${io1(1000)}                       | ${0}    | ${'fine'}    | ${'it has the least already'}
    ${{ ...io1(9000), sizeGiB: 6000 }} | ${100}  | ${3000}      | ${'half an IOPS per GiB'}
    ${gp3(24_000)}                     | ${3000} | ${12_000}    | ${'gp3 includes that at its size'}
    ${gp3(12_000)}                     | ${3000} | ${'fine'}    | ${'nothing is paid for'}
    ${gp3(3000, 100)}                  | ${10}   | ${'fine'}    | ${'a small volume includes 3,000'}
    ${{ tier: 'gp2', sizeGiB: 400 }}   | ${10}   | ${'fine'}    | ${'gp2 sells none'}
    ${undefined}                       | ${10}   | ${'fine'}    | ${'its storage is its cluster’s'}
    ${io1(10_000)}                     | ${null} | ${'unknown'} | ${'what it uses was not read'}
  `('$storage at $p99 is $verdict: $because', ({ storage, p99, verdict }) => {
    const finding = findingBy(CHECK, batch(storage, p99));
    expect(
      finding === undefined ? 'fine' : finding.verdict === 'waste' ? finding.action.params['iops'] : 'unknown',
    ).toBe(verdict);
  });

  it('waits for the window, and for a database that runs', () => {
    expect(outcome(CHECK, batch(io1(10_000), 100, { createdAt: known(daysAgo(13)) }))).toBe('fine');
    expect(outcome(CHECK, batch(io1(10_000), 100, { powerState: 'stopped' }))).toBe('fine');
  });

  it('saves the IOPS that go', () => {
    // (10,000 - 3,000) x 0.10
    expect(savingText(findingBy(CHECK, batch(io1(10_000), 2000)))).toBe('700.00 [700.00 to 700.00] USD price-api');
    // (24,000 - 12,000) x 0.02
    expect(savingText(findingBy(CHECK, batch(gp3(24_000), 2000)))).toBe('240.00 [240.00 to 240.00] USD price-api');
  });

  it('never goes below what was used', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64_000 }), fc.double({ min: 0, max: 70_000, noNaN: true }), (iops, p99) => {
        const target = findingBy(CHECK, batch(io1(iops), p99))?.action.params['iops'];
        return target === undefined || (Number(target) >= p99 && Number(target) < iops);
      }),
    );
  });
});
