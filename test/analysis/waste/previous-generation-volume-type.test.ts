import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gp3AtEqualPerformance } from '../../../src/analysis/waste/previous-generation-volume-type.ts';
import { known, unread } from '../../../src/domain/fact.ts';
import { instant } from '../../../src/domain/instant.ts';
import { performanceDigests } from '../../support/images-builders.ts';
import { NOW, stored, volume } from '../../support/resource-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { priceBook } from '../price-book.ts';

const CHECK = 'aws-ebs-gp2-to-gp3';

const gp2 = (sizeGiB: number, batch: Parameters<typeof batchOf>[1] = {}) =>
  batchOf([stored(volume({ tier: 'gp2', sizeGiB }))], batch);

const used = (iops: number, throughputMiBps: number) => ({
  digests: digestsOf(...performanceDigests(iops, throughputMiBps)),
});

describe('gp2 volume that costs less as gp3', () => {
  it.each`
    sizeGiB | expected                                   | because
    ${7}    | ${'0.02 [0.02 to 0.14] USD price-api'}     | ${'0.70 - (0.56 + 3 x 0.04)'}
    ${100}  | ${'1.88 [1.88 to 2.00] USD price-api'}     | ${'10 - (8 + 0.12)'}
    ${170}  | ${'3.28 [3.28 to 3.40] USD price-api'}     | ${'17 - (13.60 + 0.12): 128 MiB/s up to here'}
    ${251}  | ${'0.02 [0.02 to 5.02] USD price-api'}     | ${'25.10 - (20.08 + 5)'}
    ${1000} | ${'15.00 [15.00 to 20.00] USD price-api'}  | ${'100 - (80 + 5): its 3,000 IOPS are included'}
    ${2000} | ${'20.00 [20.00 to 40.00] USD price-api'}  | ${'200 - (160 + 3,000 x 0.005 + 5)'}
    ${8000} | ${'90.00 [90.00 to 160.00] USD price-api'} | ${'800 - (640 + 13,000 x 0.005 + 5): gp2 ends at 16,000 IOPS'}
  `('without metrics, of $sizeGiB GiB: $expected, $because', ({ sizeGiB, expected }) => {
    const finding = findingBy(CHECK, gp2(sizeGiB))!;
    expect(savingText(finding)).toBe(expected);
    expect(`${termSum(finding)} `).toBe(expected.slice(0, expected.indexOf('[')));
  });

  it.each`
    sizeGiB | iops     | MiBps  | expected                                  | because
    ${6}    | ${100}   | ${10}  | ${'0.12 [0.00 to 0.12] USD price-api'}    | ${'0.60 - 0.48: what gp3 includes is enough'}
    ${180}  | ${900}   | ${40}  | ${'3.60 [-1.40 to 3.60] USD price-api'}   | ${'18 - 14.40; with all that gp2 streams it would lose'}
    ${180}  | ${900}   | ${150} | ${'1.40 [-1.40 to 3.60] USD price-api'}   | ${'180 MiB/s with headroom: 55 x 0.04 on top'}
    ${200}  | ${900}   | ${230} | ${'no finding'}                           | ${'276 would be more than gp2 gives: 250, and 20 - (16 + 5) is a loss'}
    ${2000} | ${2000}  | ${50}  | ${'40.00 [20.00 to 40.00] USD price-api'} | ${'of its 6,000 IOPS a third is used'}
    ${2000} | ${4000}  | ${50}  | ${'31.00 [20.00 to 40.00] USD price-api'} | ${'4,800 with headroom: 1,800 x 0.005'}
    ${2000} | ${90000} | ${900} | ${'20.00 [20.00 to 40.00] USD price-api'} | ${'never more than gp2 can deliver'}
  `('of $sizeGiB GiB at $iops IOPS and $MiBps MiB/s: $expected, $because', ({ sizeGiB, iops, MiBps, expected }) => {
    const finding = findingBy(CHECK, gp2(sizeGiB, used(iops, MiBps)));
    expect(savingText(finding)).toBe(expected);
    if (finding !== undefined) expect(`${termSum(finding)} `).toBe(expected.slice(0, expected.indexOf('[')));
  });

  it.each`
    sizeGiB | attachedTo | expected     | because
    ${180}  | ${['i-1']} | ${'unknown'} | ${'with what gp3 includes it would save: its use decides'}
    ${180}  | ${[]}      | ${'fine'}    | ${'nothing uses it, and at equal performance it saves nothing'}
    ${100}  | ${['i-1']} | ${0.95}      | ${'at equal performance it saves whatever it is used for'}
  `('without metrics, of $sizeGiB GiB on $attachedTo: $expected, $because', ({ sizeGiB, attachedTo, expected }) => {
    expect(outcome(CHECK, batchOf([stored(volume({ tier: 'gp2', sizeGiB, attachedTo: known(attachedTo) }))]))).toBe(
      expected,
    );
  });

  it('takes metrics of an instance before Nitro for no metrics', () => {
    // The maximum of such a volume is that of single operations; the hours' means give it away.
    const digests = performanceDigests(1, 0.2).map((each) =>
      each.metric === 'volume-iops-average' ? { ...each, max: 700 } : each,
    );
    const finding = findingBy(CHECK, gp2(180, { digests: digestsOf(...digests) }));
    expect(finding?.reason).toContain('before Nitro');
  });

  it('says the denied action where CloudWatch was not to be read', () => {
    const finding = findingBy(CHECK, gp2(180, { unread: new Map([['metrics', 'denied: cloudwatch:GetMetricData']]) }));
    expect(finding).toMatchObject({ verdict: 'cannot-tell', reason: 'denied: cloudwatch:GetMetricData' });
  });

  it('proposes the settings that it priced', () => {
    expect(findingBy(CHECK, gp2(2000, used(4000, 150)))?.action).toEqual({
      kind: 'volume.change-type',
      params: { tier: 'gp3', iops: 4800, throughputMiBps: 180 },
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
    ['changed five hours ago', { changedAt: known(hoursAgo(5)) }, {}, 'fine'],
    ['changed six hours ago', { changedAt: known(hoursAgo(6)) }, {}, 0.95],
    ['of which changes were not read', { changedAt: unread('denied') }, {}, 0.95],
    ['without a price of gp3', {}, { prices: priceBook(['volume/gp3']) }, 'unknown'],
    ['without a price of gp2', {}, { prices: priceBook(['volume/gp2']) }, 'unknown'],
    ['without a price of throughput', {}, { prices: priceBook(['volume-throughput/gp3']) }, 'unknown'],
    ['with tags that were not read', { tags: unread('denied') }, {}, 'unknown'],
    ['of no size', { sizeGiB: Number.NaN }, {}, 'unknown'],
    ['of negative size', { sizeGiB: -1 }, {}, 'unknown'],
  ])('%s', (_, change, batch, expected) => {
    expect(outcome(CHECK, batchOf([stored(volume({ tier: 'gp2', ...change }))], batch))).toBe(expected);
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

  it('saves the more the less was used, and never below equal performance', () => {
    const amountOf = (iops: number, throughput: number): bigint => {
      const saving = findingBy(CHECK, gp2(2000, used(iops, throughput)))?.monthlySavings;
      return saving?.known === true ? saving.value.amount.nanos : 0n;
    };
    fc.assert(
      fc.property(fc.nat(9000), fc.nat(300), fc.nat(500), (iops, throughput, more) => {
        expect(amountOf(iops + more, throughput)).toBeLessThanOrEqual(amountOf(iops, throughput));
        expect(amountOf(iops, throughput)).toBeGreaterThanOrEqual(20_000_000_000n);
      }),
      { numRuns: 50 },
    );
  });
});

function hoursAgo(hours: number) {
  return instant(Date.parse(NOW) - hours * 3_600_000);
}
