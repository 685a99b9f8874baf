import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fact, known, unread } from '../../../src/domain/fact.ts';
import type { MemoryAdvice, ServerlessFunction } from '../../../src/domain/resources.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { serverlessFunction } from '../../support/serverless-builders.ts';
import { billed, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { measured, type Told } from '../serverless-batch.ts';

const CHECK = 'aws-lambda-memory-rightsize';
const denied: Fact<never> = unread('denied');
const keep: Fact<MemoryAdvice> = known({ advice: 'keep' });

const lower = (change: Partial<Extract<MemoryAdvice, { advice: 'lower' }>>): Fact<MemoryAdvice> =>
  known({
    advice: 'lower',
    memoryMiB: 512,
    durationMs: { present: 100, expected: 110, least: 100, most: 150 },
    ...change,
  });

/** An hour with 1,000 calls of 100 ms is 100,000 ms. */
const batch = (
  change: Partial<ServerlessFunction>,
  calls: Told = 1000,
  milliseconds: Told = 100_000,
  used: Told = null,
  more: Parameters<typeof measured>[2] = {},
) =>
  measured(
    serverlessFunction(change),
    { requests: calls, 'execution-milliseconds': milliseconds, 'used-memory-mib-maximum': used },
    more,
  );

describe('function with more memory than it needs', () => {
  it.each`
    change                                                                                             | calls                                                               | time                    | used    | verdict      | because
    ${{}}                                                                                              | ${1000}                                                             | ${1e5}                  | ${null} | ${0.75}      | ${'half would do'}
    ${{ memoryAdvice: lower({}) }}                                                                     | ${1000}                                                             | ${1e5}                  | ${null} | ${0.6}       | ${'nothing tells what it used'}
    ${{ memoryAdvice: lower({}) }}                                                                     | ${1000}                                                             | ${1e5}                  | ${300}  | ${0.75}      | ${'Lambda Insights agrees'}
    ${{}}                                                                                              | ${1000}                                                             | ${1e5}                  | ${615}  | ${'fine'}    | ${'Lambda Insights saw more than the bar'}
    ${{ memoryAdvice: lower({}) }}                                                                     | ${1000}                                                             | ${1e5}                  | ${520}  | ${'fine'}    | ${'it used more than what is proposed'}
    ${{ memoryAdvice: lower({ usedMemoryMiB: 700 }) }}                                                 | ${1000}                                                             | ${1e5}                  | ${null} | ${'fine'}    | ${'it uses more than the bar'}
    ${{ memoryAdvice: keep }}                                                                          | ${null}                                                             | ${null}                 | ${null} | ${'fine'}    | ${'it fits'}
    ${{ memoryMiB: 128 }}                                                                              | ${1000}                                                             | ${1e5}                  | ${null} | ${'fine'}    | ${'there is no less'}
    ${{ memoryMiB: 512 }}                                                                              | ${1000}                                                             | ${1e6}                  | ${null} | ${'fine'}    | ${'what is proposed is what it has'}
    ${{}}                                                                                              | ${0.1}                                                              | ${1e5}                  | ${null} | ${'fine'}    | ${'hardly any calls'}
    ${{}}                                                                                              | ${{ sampleCount: 0 }}                                               | ${null}                 | ${null} | ${'fine'}    | ${'no calls'}
    ${{}}                                                                                              | ${1000}                                                             | ${5e4}                  | ${null} | ${'fine'}    | ${'its whole run time is half a dollar'}
    ${{ memoryAdvice: lower({ durationMs: { present: 100, expected: 210, least: 150, most: 250 } }) }} | ${1000}                                                             | ${1e5}                  | ${null} | ${'fine'}    | ${'it would cost more'}
    ${{ memoryAdvice: denied }}                                                                        | ${1000}                                                             | ${1e5}                  | ${null} | ${'unknown'} | ${'nobody measured a lower one'}
    ${{ memoryAdvice: denied }}                                                                        | ${1000}                                                             | ${5e4}                  | ${null} | ${'fine'}    | ${'there is nothing to save'}
    ${{}}                                                                                              | ${null}                                                             | ${1e5}                  | ${null} | ${'unknown'} | ${'calls were not read'}
    ${{}}                                                                                              | ${1000}                                                             | ${null}                 | ${null} | ${'unknown'} | ${'run time was not read'}
    ${{}}                                                                                              | ${{ mean: Number.NaN }}                                             | ${1e5}                  | ${null} | ${'unknown'} | ${'NaN is no number of calls'}
    ${{}}                                                                                              | ${1000}                                                             | ${{ mean: Number.NaN }} | ${null} | ${'unknown'} | ${'NaN is no time'}
    ${{}}                                                                                              | ${{ mean: 1000, window: { start: daysAgo(24), end: daysAgo(10) } }} | ${1e5}                  | ${null} | ${'unknown'} | ${'ten days ago is not now'}
  `('is $verdict: $because', ({ change, calls, time, used, verdict }) => {
    expect(outcome(CHECK, batch(change, calls, time, used))).toBe(verdict);
  });

  it('saves GiB-seconds, in the bounds of the forecast', () => {
    const finding = findingBy(CHECK, batch({}));
    expect(finding?.action.params).toEqual({ memoryMiB: 512 });
    // 33,600 GiB-seconds in 14 days are 73,000 in 730 hours; then 40,150, at least 36,500, at most 54,750
    expect(savingText(finding)).toBe('0.547501095 [0.304167275 to 0.60833455] USD price-api');
    expect(termSum(finding!)).toBe('0.547501095');
  });

  it('saves no more of a bill than run time and requests', () => {
    const id = serverlessFunction().resourceId;
    const at = (amount: string) =>
      savingText(findingBy(CHECK, batch({}, 1000, 100_000, null, { billed: billed({ [id]: [amount, 30] }) })));
    // More than the list price of all calls (1.36) is for something else.
    expect(at('10')).toBe('0.547501095 [0.304167275 to 0.60833455] USD price-api');
    expect(at('0.6')).toMatch(/^0\.24\d+ .* USD billing$/);
  });

  it('is never waste without advice to lower it, or without calls', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(0, 1000, -1, Number.NaN, Number.POSITIVE_INFINITY));
    fc.assert(
      fc.property(number, number, number, (calls, time, used) => {
        expect(
          outcome(CHECK, batch({ memoryAdvice: denied }, { mean: calls }, { mean: time }, { max: used })),
        ).not.toBeTypeOf('number');
        const verdict = outcome(CHECK, batch({}, { mean: calls }, { mean: time }, { max: used }));
        return typeof verdict !== 'number' || (calls * 336 >= 50 && time > 0 && Number.isFinite(time * 336));
      }),
    );
  });
});
