import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, formatDecimal } from '../../src/domain/decimal.ts';
import { AppError } from '../../src/domain/errors.ts';
import {
  addMoney,
  compareMoney,
  exactAmount,
  money,
  moneyDocument,
  parseMoney,
  priceOf,
  subtractMoney,
  zero,
} from '../../src/domain/money.ts';

/** A little beyond what an integer of SQLite holds. */
const anyNanos = fc.bigInt({ min: -(2n ** 66n), max: 2n ** 66n });
const eur = (nanos: bigint) => money(nanos, 'EUR');

describe('parseMoney', () => {
  it.each([
    ['12.34', 12_340_000_000n],
    ['-5', -5_000_000_000n],
    ['0.000000001', 1n],
    ['1.6e-05', 16_000n],
    ['9007199254740993', 9_007_199_254_740_993_000_000_000n],
    ['0.0000000005', 0n],
    ['0.0000000015', 2n],
    ['-0.0000000015', -2n],
    ['0.00000000050000001', 1n],
    ['1e-400', 0n],
  ])('reads %s as %s nano-units', (text, nanos) => {
    expect(parseMoney(text, 'USD')).toEqual({ nanos, currency: 'USD' });
  });

  it.each(['', 'NaN', 'Infinity', 'free', '1,50', '１', '12.34 USD', '1e1000'])(
    'refuses %j rather than read zero',
    (text) => {
      expect(parseMoney(text, 'USD')).toBeUndefined();
    },
  );
});

describe('sums', () => {
  it('are exact where a float would stop counting', () => {
    const large = money(2n ** 53n, 'USD');
    expect(addMoney(large, money(1n, 'USD')).nanos).toBe(9_007_199_254_740_993n);
  });

  it('do not depend on the order, and parts make the whole', () => {
    fc.assert(
      fc.property(fc.array(anyNanos, { minLength: 1 }), (amounts) => {
        const total = (list: readonly bigint[]) => list.map(eur).reduce(addMoney, zero('EUR'));
        expect(total(amounts)).toEqual(total(amounts.toReversed()));
        const [first = 0n, ...rest] = amounts;
        expect(subtractMoney(total(amounts), total(rest))).toEqual(eur(first));
      }),
    );
  });

  it('take a refund back to zero', () => {
    const charge = parseMoney('17.4123', 'USD') ?? zero('USD');
    const refund = parseMoney('-17.4123', 'USD') ?? zero('USD');
    expect(addMoney(charge, refund)).toEqual(zero('USD'));
    expect(moneyDocument(refund)).toEqual({ amount: '-17.4123', currency: 'USD' });
  });
});

describe('two currencies', () => {
  it.each([
    ['added', addMoney],
    ['subtracted', subtractMoney],
    ['compared', compareMoney],
  ])('are never %s, not even when one is zero', (_word, combine) => {
    expect(() => combine(money(1n, 'USD'), zero('EUR'))).toThrow(AppError);
    expect(() => combine(zero('USD'), zero('usd'))).toThrow('cannot combine USD with usd');
    expect(() => combine(zero('USD'), zero('USD'))).not.toThrow();
  });

  it('are told by a code that a script can read', () => {
    expect(() => addMoney(zero('USD'), zero('EUR'))).toThrow(expect.objectContaining({ code: 'currency-mixed' }));
  });
});

describe('compareMoney', () => {
  it('orders as the amounts do', () => {
    fc.assert(
      fc.property(anyNanos, anyNanos, (a, b) => {
        expect(Math.sign(compareMoney(eur(a), eur(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });
});

describe('moneyDocument', () => {
  it.each([
    [0n, '0.00'],
    [12_340_000_000n, '12.34'],
    [12_300_000_000n, '12.30'],
    [12_000_000_000n, '12.00'],
    [-500_000_000n, '-0.50'],
    [1n, '0.000000001'],
    [-1n, '-0.000000001'],
    [12_345_000_000n, '12.345'],
    [1_000_000_000_000_000_000_000n, '1000000000000.00'],
  ])('writes %s nano-units as %s', (nanos, amount) => {
    expect(moneyDocument(money(nanos, 'EUR'))).toEqual({ amount, currency: 'EUR' });
  });

  it('is read back as the same amount', () => {
    fc.assert(
      fc.property(anyNanos, (nanos) => {
        const text = exactAmount(eur(nanos));
        expect(text).toMatch(/^-?\d+\.\d{2,9}$/);
        expect(parseMoney(text, 'EUR')).toEqual(eur(nanos));
      }),
    );
  });
});

describe('priceOf', () => {
  const price = (amount: string) => ({ amount, currency: 'USD', unit: 'GiB-month' });

  it.each([
    ['0.10', '100', '10.00'],
    ['0.0000166667', '730', '0.012166691'],
    ['0.005', '0', '0.00'],
    ['0.0000000001', '5', '0.00'],
    ['0.0000000003', '5', '0.000000002'],
    ['0.0116', '-730', '-8.468'],
  ])('%s a unit times %s is %s', (amount, quantity, total) => {
    expect(exactAmount(priceOf(price(amount), decimal(quantity)))).toBe(total);
  });

  it('rounds once: at most half a nano-unit from the exact product', () => {
    const positive = fc.record({ digits: fc.bigInt({ min: 0n, max: 10n ** 15n }), scale: fc.nat(15) });
    fc.assert(
      fc.property(positive, positive, (rate, quantity) => {
        const { nanos } = priceOf(price(formatDecimal(rate)), quantity);
        const scale = 10n ** BigInt(rate.scale + quantity.scale);
        const off = nanos * scale - rate.digits * quantity.digits * 10n ** 9n;
        expect(2n * (off < 0n ? -off : off) <= scale).toBe(true);
      }),
    );
  });

  it('does not make zero of a price that is none', () => {
    expect(() => priceOf(price('n/a'), decimal('1'))).toThrow('not a decimal number: "n/a"');
  });
});
