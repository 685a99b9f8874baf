import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { literal } from '../../src/billing/sql-text.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { goodRow, reading, refusal, written } from './support/focus-csv.ts';

const folder = tempFolder();
let copy: (select: string, name?: string, options?: string) => Promise<string>;
let close: () => void;

beforeAll(async () => {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  copy = async (select, name = 'bill.parquet', options = '') => {
    const path = join(folder, name);
    await connection.run(`COPY (${select}) TO ${literal(path)} (FORMAT parquet${options})`);
    return path;
  };
  close = () => {
    connection.closeSync();
    instance.closeSync();
  };
});
afterAll(() => close());

/** SELECT of one good row, some columns by an SQL expression of their own. */
const row = (expressions: Readonly<Record<string, string>> = {}): string => {
  const columns = {
    ...Object.fromEntries(Object.entries(goodRow).map(([name, value]) => [name, literal(value)])),
    ...expressions,
  };
  return `SELECT ${Object.entries(columns)
    .map(([name, value]) => `${value} AS "${name}"`)
    .join(', ')}`;
};

const one = async (expressions: Readonly<Record<string, string>>) =>
  reading(await copy(row(expressions)), (_delivery, charges) => charges[0]);

describe('a Parquet file', () => {
  it('with typed columns is read as its CSV would be', async () => {
    const charge = await one({
      BilledCost: '1.5::DOUBLE',
      EffectiveCost: '1.25::DECIMAL(38, 18)',
      ListCost: '2::INTEGER',
      ContractedCost: '1.75::FLOAT',
      ConsumedQuantity: '0.1::DOUBLE',
      BillingPeriodStart: "DATE '2026-05-01'",
      ChargePeriodStart: "TIMESTAMPTZ '2026-05-10 23:30:00-02'",
      BillingAccountId: '123456789012::BIGINT',
    });
    expect(charge).toMatchObject({
      day: '2026-05-11',
      billingMonth: '2026-05-01',
      billingAccountId: '123456789012',
      billedCost: 1_500_000_000n,
      effectiveCost: 1_250_000_000n,
      listCost: 2_000_000_000n,
      contractedCost: 1_750_000_000n,
      consumedQuantity: 0.1,
    });
  });

  it.each(['TIMESTAMP_S', 'TIMESTAMP_MS', 'TIMESTAMP', 'TIMESTAMP_NS'])('may keep moments as %s', async (type) => {
    expect((await one({ ChargePeriodStart: `'2026-05-10 23:30:00'::${type}` }))?.day).toBe('2026-05-10');
  });

  it.each([
    ["MAP {'env': 'prod', 'team': 'a'}", { env: 'prod', team: 'a' }],
    ["{'env': 'prod', 'team': NULL::VARCHAR}", { env: 'prod' }],
    ["[{'key': 'env', 'value': 'prod'}]", { env: 'prod' }],
    ['\'{"env":"prod"}\'', { env: 'prod' }],
    ['\'{"env":"prod"}\'::JSON', { env: 'prod' }],
    ['NULL::MAP(VARCHAR, VARCHAR)', null],
    ["''", null],
  ])('may keep tags as %s', async (tags, expected) => {
    expect((await one({ Tags: tags }))?.tags).toEqual(expected);
  });

  it('takes empty text for nothing, and keeps the word NULL', async () => {
    expect(await one({ ResourceId: "''", RegionId: "'NULL'", ListCost: "''" })).toMatchObject({
      resourceId: null,
      regionId: 'NULL',
      listCost: null,
    });
  });

  it('of doubles sums to what their decimals sum to, not to what floats do', async () => {
    const path = await copy(`SELECT * REPLACE (0.1::DOUBLE AS BilledCost) FROM (${row()}), range(1000)`);
    await reading(path, ({ totals }) =>
      expect(totals[0]).toMatchObject({ billedCost: '100', chargedBilledCost: 100_000_000_000n }),
    );
  });

  it('may use other codecs and many row groups', async () => {
    const select = `SELECT * REPLACE ('i-' || r AS ResourceId) FROM (${row()}), range(5000) t(r)`;
    for (const codec of ['zstd', 'snappy']) {
      await reading(
        await copy(select, 'bill.parquet', `, CODEC ${codec}, ROW_GROUP_SIZE 2048`),
        ({ charges, totals }) => {
          expect({ charges, billed: totals[0]?.billedCost }).toEqual({ charges: 5_000, billed: '7500' });
        },
      );
    }
  });
});

describe('a bad Parquet file is refused', () => {
  it('with its row and column', async () => {
    const rows = `SELECT * REPLACE (CASE WHEN r = 4711 THEN 'x' WHEN r = 9000 THEN 'y' ELSE '1' END AS BilledCost) FROM (${row()}), range(20000) t(r)`;
    const path = await copy(rows, 'bill.parquet', ', ROW_GROUP_SIZE 2048');
    const message = 'import-invalid: bill.parquet row 4712, column BilledCost: "x" is no number';
    expect(await refusal(path)).toBe(message);
    expect(await refusal(path)).toBe(message);
  });

  it.each([
    [{ BilledCost: "'NaN'::DOUBLE" }, 'bill.parquet row 1, column BilledCost: "nan" is no number'],
    [{ BilledCost: 'NULL::DOUBLE' }, 'bill.parquet row 1, column BilledCost: the cell is empty, and must not be'],
    [{ BilledCost: 'TRUE' }, 'bill.parquet: the column BilledCost has a type that cannot hold its values'],
    [
      { ChargePeriodStart: '20260510' },
      'bill.parquet: the column ChargePeriodStart has a type that cannot hold its values',
    ],
    [{ ServiceName: "{'a': 1}" }, 'bill.parquet: the column ServiceName has a type that cannot hold its values'],
    [
      { ChargePeriodStart: "'infinity'::TIMESTAMP" },
      'bill.parquet row 1, column ChargePeriodStart: "infinity" is no date and time of the years 2000 to 2099 (2026-05-01T00:00:00Z)',
    ],
    [{ Tags: "[{'name': 'env'}]" }, 'bill.parquet row 1, column Tags: "[{\'name\': env}]" is no JSON object'],
  ])('%j', async (expressions, message) => {
    expect(await refusal(await copy(row(expressions)))).toBe(`import-invalid: ${message}`);
  });

  it('that lacks columns, or is another table', async () => {
    expect(await refusal(await copy(`SELECT * EXCLUDE (ServiceName) FROM (${row()})`))).toBe(
      'import-invalid: bill.parquet: the required column ServiceName is missing',
    );
    expect(await refusal(await copy('SELECT 1 AS a, 2 AS b'))).toBe(
      'import-format-unknown: bill.parquet: looks like a table with the columns "a", "b"',
    );
  });

  it('that was cut, wherever', async () => {
    const whole = readFileSync(await copy(row()));
    for (const length of [4, 11, whole.length >> 1, whole.length - 1]) {
      expect(await refusal(written(folder, whole.subarray(0, length), 'cut.parquet'))).toBe(
        'import-unreadable: cut.parquet: the Parquet file was cut off: its footer is missing',
      );
    }
  });

  it('whose bytes were altered: never read as something else, never a crash', async () => {
    const select = `SELECT * REPLACE ('i-' || r AS ResourceId) FROM (${row()}), range(300) t(r)`;
    const whole = readFileSync(await copy(select));
    const footer = whole.length - 8 - whole.readUInt32LE(whole.length - 8);
    const damaged = (at: number): Buffer => {
      const copyOf = Buffer.from(whole);
      copyOf.fill(0xff, at, at + 4);
      return copyOf;
    };
    // The footer's first bytes are its version and schema: without them nothing can be read.
    expect(await refusal(written(folder, damaged(footer), 'altered.parquet'))).toBe(
      'import-unreadable: altered.parquet: the Parquet file is damaged: its footer cannot be read',
    );
    // The first page's header lies right after the magic.
    expect(await refusal(written(folder, damaged(4), 'altered.parquet'))).toBe(
      'import-unreadable: altered.parquet: the data is damaged and cannot be read',
    );
  });
});
