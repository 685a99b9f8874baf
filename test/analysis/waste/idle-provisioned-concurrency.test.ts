import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fact, known, unread } from '../../../src/domain/fact.ts';
import type { ProvisionedConcurrency } from '../../../src/domain/resources.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { keptReady } from '../../support/serverless-builders.ts';
import { findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { measured, type Told } from '../serverless-batch.ts';

const CHECK = 'aws-lambda-provisioned-concurrency-idle';
const denied: Fact<never> = unread('denied');

const batch = (change: Partial<ProvisionedConcurrency>, used: Told) =>
  measured(keptReady(change), { 'used-percent-maximum': used });

describe('environments that are kept ready', () => {
  it.each`
    change                               | used                                                   | verdict      | because
    ${{}}                                | ${0}                                                   | ${0.85}      | ${'no call in two weeks'}
    ${{}}                                | ${29}                                                  | ${0.85}      | ${'a third of them would do'}
    ${{}}                                | ${30}                                                  | ${'fine'}    | ${'the bar'}
    ${{}}                                | ${{ p99: 10, max: 100 }}                               | ${0.85}      | ${'one busy hour of a hundred'}
    ${{ allocated: 1 }}                  | ${20}                                                  | ${'fine'}    | ${'one is needed'}
    ${{ allocated: 0 }}                  | ${0}                                                   | ${'fine'}    | ${'none are kept'}
    ${{ createdAt: known(daysAgo(13)) }} | ${0}                                                   | ${'fine'}    | ${'set within the window'}
    ${{ createdAt: denied }}             | ${0}                                                   | ${0.85}      | ${'watched for longer'}
    ${{}}                                | ${null}                                                | ${'unknown'} | ${'its use was not read'}
    ${{}}                                | ${{ sampleCount: 302 }}                                | ${'unknown'} | ${'a gap could hide a busy hour'}
    ${{}}                                | ${{ p99: Number.NaN }}                                 | ${'unknown'} | ${'NaN is not below the bar'}
    ${{}}                                | ${{ window: { start: daysAgo(13), end: daysAgo(0) } }} | ${'unknown'} | ${'13 days are not 14'}
  `('are $verdict: $because', ({ change, used, verdict }) => {
    expect(outcome(CHECK, batch(change, used))).toBe(verdict);
  });

  it('save what is not needed, or all', () => {
    const all = findingBy(CHECK, batch({}, 0));
    expect(all?.action).toMatchObject({ kind: 'provisioned-concurrency.remove', params: { concurrency: 0 } });
    // 10 x 1 GiB x 2,628,000 x 0.0000041667
    expect(savingText(all)).toBe('109.500876 [109.500876 to 109.500876] USD price-api');
    expect(termSum(all!)).toBe('109.500876');
    const some = findingBy(CHECK, batch({}, 16));
    expect(some?.action).toMatchObject({ kind: 'provisioned-concurrency.lower', params: { concurrency: 2 } });
    expect(savingText(some)).toBe('87.6007008 [87.6007008 to 87.6007008] USD price-api');
    expect(savingText(findingBy(CHECK, batch({ memoryMiB: denied }, 0)))).toBe('unknown: denied');
  });

  it('are never fewer than the p99 of the hours needs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.double({ min: 0, max: 100, noNaN: true }), (allocated, p99) => {
        const finding = findingBy(CHECK, batch({ allocated }, { p99, max: p99 }));
        const kept = finding?.action.params?.['concurrency'];
        return finding === undefined || (Number(kept) < allocated && Number(kept) >= (allocated * p99) / 100);
      }),
    );
  });
});
