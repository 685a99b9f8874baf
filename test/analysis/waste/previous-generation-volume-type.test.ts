import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gp3AtEqualPerformance } from '../../../src/analysis/waste/previous-generation-volume-type.ts';
import { unread } from '../../../src/domain/fact.ts';
import { stored, volume } from '../../support/resource-builders.ts';
import { batchOf, billed, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { priceBook } from '../price-book.ts';

const CHECK = 'aws-ebs-gp2-to-gp3';

const gp2 = (sizeGiB: number, batch: Parameters<typeof batchOf>[1] = {}) =>
  batchOf([stored(volume({ tier: 'gp2', sizeGiB }))], batch);

describe('gp2 volume that costs less as gp3', () => {
  it.each`
    sizeGiB | expected                                   | because
    ${6}    | ${'no finding'}                            | ${'0.60 either way: 3 MiB/s more cost what the storage saves'}
    ${7}    | ${'0.02 [0.02 to 0.14] USD price-api'}     | ${'0.70 - (0.56 + 3 x 0.04)'}
    ${100}  | ${'1.88 [1.88 to 2.00] USD price-api'}     | ${'10 - (8 + 0.12)'}
    ${170}  | ${'3.28 [3.28 to 3.40] USD price-api'}     | ${'17 - (13.60 + 0.12): 128 MiB/s up to here'}
    ${171}  | ${'no finding'}                            | ${'17.10 - (13.68 + 125 x 0.04): 250 MiB/s from here'}
    ${250}  | ${'no finding'}                            | ${'25 either way'}
    ${251}  | ${'0.02 [0.02 to 5.02] USD price-api'}     | ${'25.10 - (20.08 + 5)'}
    ${1000} | ${'15.00 [15.00 to 20.00] USD price-api'}  | ${'100 - (80 + 5): its 3,000 IOPS are included'}
    ${2000} | ${'20.00 [20.00 to 40.00] USD price-api'}  | ${'200 - (160 + 3,000 x 0.005 + 5)'}
    ${8000} | ${'90.00 [90.00 to 160.00] USD price-api'} | ${'800 - (640 + 13,000 x 0.005 + 5): gp2 ends at 16,000 IOPS'}
  `('of $sizeGiB GiB: $expected, $because', ({ sizeGiB, expected }) => {
    const finding = findingBy(CHECK, gp2(sizeGiB));
    expect(savingText(finding)).toBe(expected);
    if (finding !== undefined) expect(`${termSum(finding)} `).toBe(expected.slice(0, expected.indexOf('[')));
  });

  it('proposes the settings that it priced', () => {
    expect(findingBy(CHECK, gp2(2000))?.action).toEqual({
      kind: 'volume.change-type',
      params: { tier: 'gp3', iops: 6000, throughputMiBps: 250 },
    });
  });

  it('scales the difference by what is billed against list', () => {
    // 9.00 over 30 days is 9.125 a month against 10.00 at list; gp3 would be 8.12 x 0.9125 = 7.4095.
    const finding = findingBy(CHECK, gp2(100, { billed: billed({ 'vol-1': ['9.00', 30] }) }))!;
    expect(savingText(finding)).toBe('1.7155 [1.7155 to 1.825] USD billing');
    expect(finding.monthlySavings.known && finding.monthlySavings.value.terms[1]).toMatchObject({
      label: 'gp3 storage',
      unitPrice: '0.073',
      source: 'AWS Price List API, x billed / list cost (0.9125)',
    });
  });

  it.each([
    ['gp3 already', { tier: 'gp3' }, {}, 'fine'],
    ['io1, which is no generation of its own', { tier: 'io1', iops: 100 }, {}, 'fine'],
    ['without a price of gp3', { tier: 'gp2' }, { prices: priceBook(['volume/gp3']) }, 'unknown'],
    ['without a price of gp2', { tier: 'gp2' }, { prices: priceBook(['volume/gp2']) }, 'unknown'],
    ['without a price of throughput', { tier: 'gp2' }, { prices: priceBook(['volume-throughput/gp3']) }, 'unknown'],
    ['with tags that were not read', { tier: 'gp2', tags: unread('denied') }, {}, 'unknown'],
    ['of no size', { tier: 'gp2', sizeGiB: Number.NaN }, {}, 'unknown'],
    ['of negative size', { tier: 'gp2', sizeGiB: -1 }, {}, 'unknown'],
  ])('%s', (_, change, batch, expected) => {
    expect(outcome(CHECK, batchOf([stored(volume(change))], batch))).toBe(expected);
  });

  it('delivers at least what gp2 does, within what gp3 can be set to', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16_384 }), (sizeGiB) => {
        const { iops, throughputMiBps } = gp3AtEqualPerformance(sizeGiB);
        expect(iops).toBeGreaterThanOrEqual(Math.min(16_000, 3 * sizeGiB));
        expect(throughputMiBps).toBeGreaterThanOrEqual(sizeGiB > 170 ? 250 : 128);
        // EC2 refuses more than 16,000 IOPS (80,000 of late), 500 IOPS per GiB above the default, 0.25 MiB/s per IOPS.
        expect(iops).toBeLessThanOrEqual(Math.max(3000, Math.min(16_000, 500 * sizeGiB)));
        expect(throughputMiBps).toBeLessThanOrEqual(iops / 4);
      }),
    );
  });
});
