import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean, median, percentile, robustSpread, sum } from '../../../src/analysis/estate-checks/statistics.ts';

describe('statistics', () => {
  it.each`
    values          | middle
    ${[3]}          | ${3}
    ${[9, 1, 5]}    | ${5}
    ${[4, 1, 3, 2]} | ${2.5}
    ${[10, 9, 100]} | ${10}
    ${[]}           | ${NaN}
  `('the median of $values is $middle', ({ values, middle }) => {
    expect(median(values)).toBe(middle);
  });

  it.each`
    percent | value | because
    ${10}   | ${1}  | ${'the first of ten'}
    ${10.1} | ${2}  | ${'a tenth is not enough'}
    ${50}   | ${5}  | ${'five of ten do not exceed it'}
    ${100}  | ${10} | ${'none exceeds it'}
    ${0}    | ${1}  | ${'the least there is'}
  `('the $percent th percentile of one to ten is $value: $because', ({ percent, value }) => {
    expect(percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], percent)).toBe(value);
  });

  it('of nothing are no number, and the sum is zero', () => {
    expect([percentile([], 10), mean([]), sum([])]).toEqual([NaN, NaN, 0]);
  });

  it.each`
    residuals            | spread
    ${[-1, 0, 1]}        | ${1.4826}
    ${[0, 0, 0, 1000]}   | ${0}
    ${[-2, -1, 0, 1, 2]} | ${1.4826}
  `('the spread of $residuals is $spread: one outlier does not move it', ({ residuals, spread }) => {
    expect(robustSpread(residuals)).toBeCloseTo(spread, 10);
  });

  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 50 });
  it('a percentile is one of the values, and so many of them do not exceed it', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 100 }), (of, percent) => {
        const found = percentile(of, percent);
        expect(of).toContain(found);
        expect(of.filter((each) => each <= found).length).toBeGreaterThanOrEqual((percent / 100) * of.length);
        expect(of.filter((each) => each < found).length).toBeLessThan((percent / 100) * of.length);
      }),
    );
  });

  it('depend on no order, and leave their argument as it is', () => {
    fc.assert(
      fc.property(values, (of) => {
        const before = [...of];
        const all = (list: readonly number[]) => [median(list), percentile(list, 10), robustSpread(list)];
        expect(all(of)).toEqual(all(of.toReversed()));
        expect(of).toEqual(before);
      }),
    );
  });
});
