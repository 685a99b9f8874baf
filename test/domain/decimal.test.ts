import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  compare,
  type Decimal,
  decimal,
  divideHalfEven,
  formatDecimal,
  multiply,
  negate,
  parseDecimal,
  toScaled,
} from '../../src/domain/decimal.ts';

const arbitraryDecimal = fc.record({
  digits: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
  scale: fc.nat(20),
});

/** The oracle: a fraction, without any of the code under test. */
const equalsFraction = (value: Decimal, numerator: bigint, denominator: bigint): boolean =>
  value.digits * denominator === numerator * 10n ** BigInt(value.scale);

describe('parseDecimal', () => {
  it.each([
    ['0', 0n, 0],
    ['-0', 0n, 0],
    ['12.50', 1250n, 2],
    ['+3', 3n, 0],
    ['.5', 5n, 1],
    ['5.', 5n, 0],
    ['  7\n', 7n, 0],
    ['-0.00001606', -1606n, 8],
    ['1.6e-05', 16n, 6],
    ['-1.6E+5', -160000n, 0],
    ['1e2', 100n, 0],
    ['1.25e1', 125n, 1],
    ['1e400', 10n ** 400n, 0],
    ['1e-400', 1n, 400],
    ['99999999999999999999.999999999', 99999999999999999999999999999n, 9],
  ])('reads %j', (text, digits, scale) => {
    expect(parseDecimal(text)).toEqual({ digits, scale });
  });

  it.each(
    [
      ['', ' ', '.', '-', '+', '-.', 'e5', '.e5', '1e', '1e+', '1e5.5', '1e1000', '--1', '+-1', '1-', '1.2.3', '1..2'],
      ['NaN', 'Infinity', '-Infinity', 'null', 'undefined', 'true', '0x10', '0b1', '1n', '12abc', '1 2', '1_000'],
      ['1,5', '1.234,56', '1,234.56', '$5', '5 USD', '(5)', '5%', '１', '١', '−5', '½', '1\u0000', "'5"],
    ].flat(),
  )('refuses %j', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
    expect(() => decimal(text)).toThrow(RangeError);
  });

  it('takes no text of letters and signs for a number', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        // `Number` is another judge: what is not finite there may only be a decimal too large for a float.
        const parsed = parseDecimal(text);
        return parsed === undefined || Number.isFinite(Number(text)) || parsed.digits > 10n ** 300n;
      }),
    );
  });

  it('agrees with Number on everything that a double prints', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const parsed = parseDecimal(String(value));
        expect(Number(`${parsed?.digits}e-${parsed?.scale}`)).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe('formatDecimal', () => {
  it.each([
    [0n, 0, '0'],
    [0n, 5, '0'],
    [-0n, 2, '0'],
    [1250n, 2, '12.5'],
    [-3n, 0, '-3'],
    [1606n, 8, '0.00001606'],
    [-5n, 1, '-0.5'],
    [100n, 2, '1'],
    [100n, 0, '100'],
  ])('prints %s at scale %i as %s', (digits, scale, text) => {
    expect(formatDecimal({ digits, scale })).toBe(text);
  });

  it('is read back as the same value, and has one text per value', () => {
    fc.assert(
      fc.property(arbitraryDecimal, fc.nat(10), (value, zeros) => {
        const text = formatDecimal(value);
        expect(text).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/);
        expect(text).not.toBe('-0');
        expect(compare(decimal(text), value)).toBe(0);
        const widened = { digits: value.digits * 10n ** BigInt(zeros), scale: value.scale + zeros };
        expect(formatDecimal(widened)).toBe(text);
      }),
    );
  });
});

describe('arithmetic', () => {
  it('adds and multiplies as fractions do', () => {
    fc.assert(
      fc.property(arbitraryDecimal, arbitraryDecimal, (a, b) => {
        const left = 10n ** BigInt(a.scale);
        const right = 10n ** BigInt(b.scale);
        expect(equalsFraction(add(a, b), a.digits * right + b.digits * left, left * right)).toBe(true);
        expect(equalsFraction(multiply(a, b), a.digits * b.digits, left * right)).toBe(true);
      }),
    );
  });

  it('does not drift where floats do', () => {
    expect(formatDecimal(add(decimal('0.1'), decimal('0.2')))).toBe('0.3');
    let sum = decimal('0');
    for (let row = 0; row < 1000; row += 1) sum = add(sum, decimal('0.001'));
    expect(formatDecimal(sum)).toBe('1');
  });

  it('takes back what it added', () => {
    fc.assert(fc.property(arbitraryDecimal, arbitraryDecimal, (a, b) => compare(add(add(a, b), negate(b)), a) === 0));
  });

  it('orders as fractions do', () => {
    fc.assert(
      fc.property(arbitraryDecimal, arbitraryDecimal, (a, b) => {
        const difference = a.digits * 10n ** BigInt(b.scale) - b.digits * 10n ** BigInt(a.scale);
        expect(compare(a, b)).toBe(difference < 0n ? -1 : difference > 0n ? 1 : 0);
        expect(compare(b, a) + compare(a, b)).toBe(0);
      }),
    );
  });
});

describe('rounding half to even', () => {
  it.each([
    ['0.5', '0'],
    ['1.5', '2'],
    ['2.5', '2'],
    ['-0.5', '0'],
    ['-1.5', '-2'],
    ['-2.5', '-2'],
    ['2.5000000001', '3'],
    ['2.4999999999', '2'],
    ['-2.5000000001', '-3'],
    ['0.49', '0'],
    ['1e-400', '0'],
  ])('rounds %s to %s', (text, rounded) => {
    expect(toScaled(decimal(text), 0)).toBe(BigInt(rounded));
  });

  it('gives the nearest integer, the even one of two that are as near', () => {
    const anyDividend = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n });
    const anyDivisor = fc.oneof(fc.bigInt({ min: 1n, max: 20n }), fc.bigInt({ min: 1n, max: 10n ** 20n }));
    fc.assert(
      fc.property(anyDividend, anyDivisor, (dividend, divisor) => {
        const rounded = divideHalfEven(dividend, divisor);
        const off = dividend - rounded * divisor;
        const distance = 2n * (off < 0n ? -off : off);
        expect(distance <= divisor).toBe(true);
        if (distance === divisor) expect(rounded % 2n).toBe(0n);
        expect(divideHalfEven(-dividend, divisor)).toBe(-rounded);
      }),
    );
  });

  it('hits ties, which chance alone seldom does', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.integer({ min: 1, max: 30 }),
        (whole, places) => {
          const tie = { digits: whole * 10n ** BigInt(places) + 5n * 10n ** BigInt(places - 1), scale: places };
          const rounded = toScaled(tie, 0);
          expect(rounded % 2n).toBe(0n);
          expect([whole, whole + 1n]).toContain(rounded);
        },
      ),
    );
  });

  it('drops nothing where there is room', () => {
    fc.assert(
      fc.property(arbitraryDecimal, fc.nat(10), (value, more) => {
        const scale = value.scale + more;
        expect(
          equalsFraction({ digits: toScaled(value, scale), scale }, value.digits, 10n ** BigInt(value.scale)),
        ).toBe(true);
      }),
    );
  });
});
