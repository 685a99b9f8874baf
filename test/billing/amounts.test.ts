import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amountSql, quantitySql, roundedSum } from '../../src/billing/charges/amounts.ts';
import type { Physical } from '../../src/billing/charges/cells.ts';
import { DuckDb } from '../../src/billing/duckdb.ts';
import { literal } from '../../src/billing/sql-text.ts';
import { add, decimal, formatDecimal, parseDecimal, toScaled } from '../../src/domain/decimal.ts';

let duckDb: DuckDb;
beforeAll(async () => {
  duckDb = await DuckDb.open({ threads: 1 });
});
afterAll(() => duckDb.close());

/** The exact value that the SQL reads in each of these SQL expressions, as plain decimal text; null where it reads none. */
async function valuesOf(cells: readonly string[], physical: Physical): Promise<readonly (string | null)[]> {
  const sql = amountSql('cell', physical, 'fast');
  if (sql === undefined) throw new Error('no such amounts');
  const source = `(VALUES ${cells.map((cell, at) => `(${at}, ${cell})`).join(', ')}) t(place, cell)`;
  const rows =
    await duckDb.rows(`SELECT CAST(${sql.nanos} AS DECIMAL(38, 9))::VARCHAR, CAST(${sql.rest} AS DECIMAL(18, 18))::VARCHAR
    FROM (SELECT place, cell, ${sql.fast} AS fast FROM ${source}) ORDER BY place`);
  return rows.map(([nanos = null, rest = null]) =>
    nanos === null || rest === null ? null : formatDecimal(add(decimal(nanos), decimal(rest))),
  );
}

const texts = (cells: readonly string[]): Promise<readonly (string | null)[]> => valuesOf(cells.map(literal), 'csv');

/** To 18 decimals, half away from zero: what the reader says it does with more digits than that. */
const plain = (text: string): string => formatDecimal(decimal(text));

describe('amounts of text cells', () => {
  it.each([
    ['0', '0'],
    ['-0.00', '0'],
    ['+1.50', '1.5'],
    ['.5', '0.5'],
    ['1.', '1'],
    ['-.25', '-0.25'],
    [' 1.5 ', '1.5'],
    ['0.00001605990', '0.0000160599'],
    ['-3.3333333333333', '-3.3333333333333'],
    ['99999.999999999999', '99999.999999999999'],
    ['999999.9999999996', '999999.9999999996'],
    ['-12345.123456789012345678', '-12345.123456789012345678'],
    ['1234567890', '1234567890'],
    ['1234567890.000000001', '1234567890.000000001'],
    ['-99999999999999999999.5', '-99999999999999999999.5'],
    ['0.000000000000000001', '0.000000000000000001'],
    ['1E-05', '0.00001'],
    ['1.5e3', '1500'],
    ['-2.5E+2', '-250'],
    ['9.87654321E-10', '0.000000000987654321'],
    ['-1.0E-18', '-0.000000000000000001'],
    ['4.2e-20', '0'],
    ['1.23E-4', '0.000123'],
  ])('%s is %s', async (text, value) => {
    expect(await texts([text])).toEqual([value]);
  });

  it.each([
    '1,5',
    '1.234,56',
    '1,234.56',
    '$1',
    '12 USD',
    'NaN',
    'inf',
    '-',
    '.',
    'e5',
    '1e',
    '--1',
    '1.2.3',
    '0x1F',
    'abc',
    '1.123456789x',
    '1.1234567890-1',
    '100000000000000000000',
    '1e400',
    '1 000',
  ])('%s is no number', async (text) => {
    expect(await texts([text])).toEqual([null]);
  });

  it('is the number that the text says, to 18 decimals', async () => {
    const number = fc
      .tuple(fc.constantFrom('', '-'), fc.bigInt(0n, 10n ** 12n), fc.stringMatching(/^[0-9]{0,18}$/))
      .map(([sign, whole, fraction]) => `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`);
    const exponent = fc
      .tuple(fc.constantFrom('', '-'), fc.nat(9), fc.stringMatching(/^[0-9]{0,8}$/), fc.integer({ min: -10, max: 8 }))
      .map(([sign, whole, fraction, power]) => `${sign}${whole}.${fraction}0E${power}`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(number, exponent), { minLength: 200, maxLength: 400 }), async (cells) => {
        expect(await texts(cells)).toEqual(cells.map(plain));
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });
});

describe('amounts of Parquet cells', () => {
  it('a double is the shortest decimal that reads back as it', async () => {
    const double = fc.oneof(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: -0.01, max: 0.01, noNaN: true }),
      fc
        .tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 12 }))
        .map(([digits, scale]) => digits / 10 ** scale),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(double, { minLength: 200, maxLength: 400 }), async (cells) => {
        const read = await valuesOf(
          cells.map((cell) => `${literal(String(cell))}::DOUBLE`),
          'float',
        );
        for (const [at, cell] of cells.entries()) {
          const exact = parseDecimal(String(cell)) ?? decimal('0');
          const difference = toScaled(decimal(read[at] ?? 'missing'), 18) - toScaled(exact, 18);
          // Digits after the 18th are rounded, and a double of 17 digits may be printed in two ways there.
          expect(difference >= -1n && difference <= 1n, `${cell} was read as ${read[at]}`).toBe(true);
        }
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });

  it.each<[string, Physical, string | null]>([
    ["'NaN'::DOUBLE", 'float', null],
    ["'inf'::DOUBLE", 'float', null],
    ['0.1::DOUBLE', 'float', '0.1'],
    ['1234567.891::DOUBLE', 'float', '1234567.891'],
    ['0.1::FLOAT', 'float', '0.1'],
    ['12.34::DECIMAL(10, 2)', 'exact', '12.34'],
    ['123456789.123456789012::DECIMAL(38, 12)', 'exact', '123456789.123456789012'],
    ['-7::INTEGER', 'exact', '-7'],
    ['-0.123456789012345678::DECIMAL(38, 18)', 'exact-fine', '-0.123456789012345678'],
    ['12345.123456789012345678::DECIMAL(38, 18)', 'exact-fine', '12345.123456789012345678'],
  ])('%s is read exactly', async (cell, physical, value) => {
    expect(await valuesOf([cell], physical)).toEqual([value]);
  });

  it('knows no amounts in types that hold none', () => {
    expect(amountSql('cell', 'date', 'fast')).toBeUndefined();
    expect(amountSql('cell', 'nested', 'fast')).toBeUndefined();
    expect(quantitySql('cell', 'other')).toBeUndefined();
  });
});

describe('a sum in nano-units', () => {
  const rounded = async (nanos: string, rest: string): Promise<bigint> => {
    const [row] = await duckDb.rows(
      `SELECT (${roundedSum('n', 'r')})::VARCHAR FROM (SELECT ${nanos}::DECIMAL(38, 9) AS n, ${rest}::DECIMAL(38, 18) AS r)`,
    );
    return toScaled(decimal(row?.[0] ?? ''), 9);
  };

  it.each([
    ['0', '0.0000000005', 0n],
    ['0.000000001', '0.0000000005', 2n],
    ['0', '-0.0000000005', 0n],
    ['-0.000000001', '-0.0000000005', -2n],
    ['0.000000001', '-0.0000000005', 0n],
    ['0', '0.000000000500000001', 1n],
    ['0', '0.000000000499999999', 0n],
    ['2', '1.5000000005', 3_500_000_000n],
    ['2', '-1.5000000015', 499_999_998n],
    ['5000000000', '0.0000000015', 5_000_000_000_000_000_002n],
  ])('%s and %s round half to even', async (nanos, rest, expected) => {
    expect(await rounded(nanos, rest)).toBe(expected);
  });

  it('rounds as exact arithmetic does', async () => {
    const nine = fc.bigInt(-(10n ** 15n), 10n ** 15n);
    const eighteen = fc.oneof(
      fc.bigInt(-(3n * 10n ** 18n), 3n * 10n ** 18n),
      fc.bigInt(-20n, 20n).map((halves) => halves * 500_000_000n),
    );
    await fc.assert(
      fc.asyncProperty(nine, eighteen, async (nanos, rest) => {
        const exact = add({ digits: nanos, scale: 9 }, { digits: rest, scale: 18 });
        const text = (digits: bigint, scale: number) => formatDecimal({ digits, scale });
        expect(await rounded(text(nanos, 9), text(rest, 18))).toBe(toScaled(exact, 9));
      }),
      { numRuns: 200 },
    );
  });
});
