import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { BlockVolume } from '../../../src/domain/resources.ts';
import { performanceDigests } from '../../support/images-builders.ts';
import { daysAgo, stored, volume } from '../../support/resource-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { priceBook } from '../price-book.ts';

const CHECK = 'aws-ebs-io-to-gp3';

const io = (
  change: Partial<BlockVolume>,
  used: readonly [number, number] | null,
  batch: Parameters<typeof batchOf>[1] = {},
) =>
  batchOf([stored(volume({ tier: 'io1', sizeGiB: 100, iops: 5000, ...change }))], {
    ...(used !== null && { digests: digestsOf(...performanceDigests(...used)) }),
    ...batch,
  });

describe('io1 or io2 volume that gp3 can replace', () => {
  it.each`
    change                           | used           | expected                                       | because
    ${{}}                            | ${[1000, 20]}  | ${'329.50 [304.50 to 329.50] USD price-api'}   | ${'12.50 + 325 - 8; as much as now would need 5,000 IOPS and 500 MiB/s'}
    ${{}}                            | ${[4000, 100]} | ${'320.50 [304.50 to 329.50] USD price-api'}   | ${'4,800 with headroom: 1,800 x 0.005'}
    ${{}}                            | ${[4900, 100]} | ${'319.50 [304.50 to 329.50] USD price-api'}   | ${'never more IOPS than now'}
    ${{ tier: 'io2', iops: 1000 }}   | ${[800, 200]}  | ${'64.90 [64.50 to 69.50] USD price-api'}      | ${'77.50 - (8 + 115 x 0.04); 250 MiB/s are what 1,000 IOPS carry'}
    ${{ iops: 16000, sizeGiB: 500 }} | ${[9000, 400]} | ${'1009.30 [982.50 to 1062.50] USD price-api'} | ${'62.50 + 1,040 - (40 + 7,800 x 0.005 + 355 x 0.04)'}
  `('$change used at $used: $expected, $because', ({ change, used, expected }) => {
    const finding = findingBy(CHECK, io(change, used))!;
    expect(savingText(finding)).toBe(expected);
    expect(`${termSum(finding)} `).toBe(expected.slice(0, expected.indexOf('[')));
  });

  it.each`
    change                              | used          | expected     | because
    ${{ tier: 'gp3' }}                  | ${[100, 5]}   | ${'fine'}    | ${'gp3 already'}
    ${{ multiAttach: true }}            | ${[100, 5]}   | ${'fine'}    | ${'gp3 has no Multi-Attach'}
    ${{ iops: 16001, sizeGiB: 500 }}    | ${[100, 5]}   | ${'fine'}    | ${'more than gp3 reaches everywhere'}
    ${{ iops: 16000, sizeGiB: 500 }}    | ${[100, 5]}   | ${0.8}       | ${'just what it reaches'}
    ${{ tier: 'io2', iops: 8000 }}      | ${[100, 900]} | ${'fine'}    | ${'1,080 MiB/s with headroom are more than gp3 reaches'}
    ${{ tier: 'io2', iops: 8000 }}      | ${[100, 833]} | ${0.6}       | ${'1,000 MiB/s are not; io2 may be there for its durability'}
    ${{ sizeGiB: 4, iops: 200 }}        | ${[150, 5]}   | ${0.8}       | ${'small ones have the default 3,000'}
    ${{ attachedTo: known([]) }}        | ${[100, 5]}   | ${'fine'}    | ${'nothing tells what it will be asked for'}
    ${{ attachedTo: unread('denied') }} | ${[100, 5]}   | ${'unknown'} | ${'it may be in use or not'}
    ${{ changedAt: known(daysAgo(0)) }} | ${[100, 5]}   | ${'fine'}    | ${'it was changed just now'}
    ${{ iops: undefined }}              | ${[100, 5]}   | ${'unknown'} | ${'its IOPS were not read'}
    ${{}}                               | ${null}       | ${'unknown'} | ${'without metrics nothing is known of its use'}
    ${{ tags: unread('denied') }}       | ${[100, 5]}   | ${'unknown'} | ${'its tags may exempt it'}
  `('is $expected with $change at $used: $because', ({ change, used, expected }) => {
    expect(outcome(CHECK, io(change, used))).toBe(expected);
  });

  it.each([
    ['half of the window', { sampleCount: 168 }, 'has only 50 %'],
    ['a short window', { window: { start: daysAgo(7), end: daysAgo(0) } }, 'covers 7 of 14 days'],
    ['a window that ended long ago', { window: { start: daysAgo(30), end: daysAgo(16) } }, 'last read 16 days ago'],
    ['no sample', { sampleCount: 0 }, 'has no samples'],
  ])('cannot tell with %s', (_, change, reason) => {
    const finding = findingBy(CHECK, io({}, null, { digests: digestsOf(...performanceDigests(100, 5, change)) }));
    expect(finding).toMatchObject({ verdict: 'cannot-tell', reason: expect.stringContaining(reason) });
  });

  it('takes what io1 carries above 32,000 IOPS: 16 KiB each', () => {
    const settings = {
      exemptTags: {},
      params: { [CHECK]: { maxIops: 80_000, maxThroughputMiBps: 2_000 } },
    };
    // 48,000 x 16 KiB = 750 MiB/s. 125 + 3,120 - (80 + 45,000 x 0.005 + 625 x 0.04) = 2,915.
    const finding = findingBy(CHECK, io({ iops: 48_000, sizeGiB: 1000 }, [1000, 20], { settings }));
    expect(savingText(finding)).toBe('3165.00 [2915.00 to 3165.00] USD price-api');
  });

  it('scales by the bill', () => {
    // Billed at 80 % of list: 337.50 x 0.8 = 270 a month; gp3 8 x 0.8 = 6.40.
    const costs = billed({ 'vol-1': ['266.301369863', 30] });
    expect(savingText(findingBy(CHECK, io({}, [1000, 20], { billed: costs })))).toMatch(/^263\.(59|60)/);
  });

  it('cannot tell without a price', () => {
    expect(outcome(CHECK, io({}, [1000, 20], { prices: priceBook(['volume-iops/io1']) }))).toBe('unknown');
  });

  it('is never waste when the metrics were not read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 64_000 }), fc.constantFrom('io1', 'io2'), (iops, tier) => {
        expect(typeof outcome(CHECK, io({ iops, tier, sizeGiB: 1000 }, null))).toBe('string');
      }),
    );
  });
});
