import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  daysIn,
  floorText,
  hourlyTerm,
  moneyFrom,
  monthlyTerm,
  ratioOf,
} from '../../../src/analysis/estate-checks/amounts.ts';
import { decimal, multiply, toScaled } from '../../../src/domain/decimal.ts';
import { exactAmount, money } from '../../../src/domain/money.ts';
import { NOW } from '../../support/resource-builders.ts';
import { settled } from './estate-facts-builders.ts';

describe('a figure that is rounded down', () => {
  it.each`
    value                  | decimals | text                  | because
    ${0.56789}             | ${3}     | ${'0.567'}            | ${'a promise is never more'}
    ${0.2}                 | ${9}     | ${'0.2'}              | ${'it is exact'}
    ${(14.4 * 30) / 2160}  | ${9}     | ${'0.2'}              | ${'a division of numbers is no billionth less'}
    ${0.1 + 0.2 - 0.1}     | ${3}     | ${'0.2'}              | ${'a sum is none either'}
    ${0.1999}              | ${3}     | ${'0.199'}            | ${'what is really less stays less'}
    ${0}                   | ${3}     | ${'0'}                | ${'nothing is nothing'}
    ${-0.0001}             | ${3}     | ${'-0.001'}           | ${'down, not towards zero'}
    ${123_456.789_012_345} | ${9}     | ${'123456.789012345'} | ${'it is large'}
  `('is $text of $value: $because', ({ value, decimals, text }) => {
    expect(floorText(value, decimals)).toBe(text);
  });

  it('is never above the figure, but for the error of a number, and less than one step below', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.integer({ min: 0, max: 9 }), (value, decimals) => {
        const told = Number(floorText(value, decimals));
        expect(told).toBeLessThanOrEqual(value + Math.max(1e-9, value * 1e-14));
        expect(told).toBeGreaterThan(value - 1.000_001 * 10 ** -decimals);
      }),
    );
  });
});

describe('an amount of a window as a month', () => {
  it.each`
    amount    | days  | month              | because
    ${'336'}  | ${14} | ${'730.00'}        | ${'1 an hour'}
    ${'720'}  | ${30} | ${'730.00'}        | ${'1 an hour'}
    ${'-24'}  | ${1}  | ${'-730.00'}       | ${'what was given back stays negative'}
    ${'0.01'} | ${30} | ${'0.010138889'}   | ${'rounded to a billionth, half to even'}
    ${'100'}  | ${14} | ${'217.261904762'} | ${'100 / 336 x 730'}
  `('of $amount in $days days is $month: $because', ({ amount, days, month }) => {
    const term = monthlyTerm('x', moneyFrom(amount, 'USD'), settled(days), 'y');
    expect(exactAmount(term.amount)).toBe(month);
    expect(daysIn(settled(days))).toBe(days);
  });

  it('can be recomputed from its own quantity and price, but for rounding', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 1, max: 90 }), (nanos, days) => {
        const { quantity, unitPrice, amount } = monthlyTerm('x', money(nanos, 'USD'), settled(days), 'y');
        const again = toScaled(multiply(decimal(quantity), decimal(unitPrice)), 9);
        const apart = again - amount.nanos;
        expect(apart >= -1n && apart <= 1n).toBe(true);
      }),
    );
  });
});

describe('an hourly amount as a month', () => {
  it.each`
    perHour          | units  | amount          | quantity
    ${'0.13'}        | ${3n}  | ${'284.70'}     | ${'2190'}
    ${'0.13'}        | ${-3n} | ${'-284.70'}    | ${'2190'}
    ${'0.000000001'} | ${1n}  | ${'0.00000073'} | ${'730'}
    ${'0'}           | ${5n}  | ${'0.00'}       | ${'3650'}
  `('of $units x $perHour is $amount', ({ perHour, units, amount, quantity }) => {
    const term = hourlyTerm('x', perHour, units, 'USD', 'y', NOW);
    expect(exactAmount(term.amount)).toBe(amount);
    expect(term.quantity).toBe(quantity);
  });
});

describe('a ratio for people', () => {
  it('has three decimals', () => {
    expect([ratioOf(1 / 3), ratioOf(0.9996), ratioOf(0)]).toEqual([0.333, 1, 0]);
  });
});
