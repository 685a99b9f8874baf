import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { VolumeSnapshot } from '../../../src/domain/resources.ts';
import { user } from '../../support/images-builders.ts';
import { daysAgo, snapshot, stored } from '../../support/resource-builders.ts';
import { batchOf, billed, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';

const CHECK = 'aws-ebs-snapshot-archive';

const of = (change: Partial<VolumeSnapshot>, batch: Parameters<typeof batchOf>[1] = {}) =>
  batchOf(
    [
      stored(
        snapshot({
          createdAt: known(daysAgo(200)),
          fullSizeGiB: 60,
          siblings: known({ older: 0, newer: 0 }),
          ...change,
        }),
      ),
    ],
    batch,
  );

const older = { siblings: known({ older: 2, newer: 0 }) };

describe('snapshot for the archive', () => {
  it.each`
    change                                                    | batch                                                   | expected     | because
    ${{}}                                                     | ${{}}                                                   | ${0.7}       | ${'alone, it stores all of its 60 GiB'}
    ${{ createdAt: known(daysAgo(89)) }}                      | ${{}}                                                   | ${'fine'}    | ${'too young'}
    ${{ tier: 'archive' }}                                    | ${{}}                                                   | ${'fine'}    | ${'it is there'}
    ${{ siblings: known({ older: 0, newer: 1 }) }}            | ${{}}                                                   | ${'fine'}    | ${'a newer one keeps its blocks in the standard tier'}
    ${{ siblings: unread('a copy') }}                         | ${{}}                                                   | ${'fine'}    | ${'nobody can tell what it shares'}
    ${{ fullSizeGiB: undefined }}                             | ${{}}                                                   | ${'unknown'} | ${'how much it stores is not told'}
    ${older}                                                  | ${{}}                                                   | ${'unknown'} | ${'how much it stores itself is not told'}
    ${older}                                                  | ${{ billed: billed({ 'snap-1': ['2.40', 30] }) }}       | ${0.7}       | ${'2.43 a month against 0.75'}
    ${older}                                                  | ${{ billed: billed({ 'snap-1': ['0.30', 30] }) }}       | ${'fine'}    | ${'0.30 against 0.75: a full copy would cost more'}
    ${{ tags: known({ retention: '7y' }) }}                   | ${{}}                                                   | ${0.7}       | ${'it is to be kept'}
    ${{ tags: known({ 'delete-on': '2027-02-22' }) }}         | ${{}}                                                   | ${0.7}       | ${'for 90 days more'}
    ${{ tags: known({ 'delete-on': '2027-02-21' }) }}         | ${{}}                                                   | ${'fine'}    | ${'for 89 days more: 90 would be paid'}
    ${{ tags: known({ 'aws:backup:source-resource': 'a' }) }} | ${{}}                                                   | ${'fine'}    | ${'AWS Backup has tiers of its own'}
    ${{}}                                                     | ${{ users: user('snap-1', { kind: 'machine-image' }) }} | ${'fine'}    | ${'an image needs it where it is'}
    ${{}}                                                     | ${{ unread: new Map([['machine-image', 'denied']]) }}   | ${'unknown'} | ${'an image may need it'}
    ${{ tags: unread('denied') }}                             | ${{}}                                                   | ${'unknown'} | ${'tags may say when it ends'}
  `('is $expected with $change: $because', ({ change, batch, expected }) => {
    expect(outcome(CHECK, of(change, batch))).toBe(expected);
  });

  it('saves three quarters of a snapshot that is alone, and what the bill says above a full copy', () => {
    const finding = findingBy(CHECK, of({}))!;
    expect(savingText(finding)).toBe('2.25 [2.25 to 2.25] USD price-api');
    expect(termSum(finding)).toBe('2.25');
    const byBill = findingBy(CHECK, of(older, { billed: billed({ 'snap-1': ['2.40', 30] }) }));
    expect(savingText(byBill)).toBe('1.683333333 [1.683333333 to 1.683333333] USD price-api');
  });

  it('never promises more than the snapshot costs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16_000 }), fc.integer({ min: 1, max: 100_000 }), (fullSizeGiB, cents) => {
        const amount = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
        const saving = findingBy(
          CHECK,
          of({ fullSizeGiB, ...older }, { billed: billed({ 'snap-1': [amount, 30] }) }),
        )?.monthlySavings;
        if (saving?.known !== true) return;
        expect(Number(saving.value.high.nanos)).toBeLessThanOrEqual((cents / 100) * 1e9 * (730 / 720) + 1);
        expect(saving.value.amount.nanos > 0n).toBe(true);
      }),
    );
  });
});
