import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decimal, formatDecimal } from '../../src/domain/decimal.ts';
import { literal } from '../../src/billing/sql-text.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { snake } from './support/cur-csv.ts';
import { asked } from './support/duck.ts';
import { reading, written } from './support/focus-csv.ts';

const samples = fileURLToPath(new URL('../../../shared/data/billing/', import.meta.url));
const folder = tempFolder();

const table = (path: string): string => `read_csv(${literal(path)}, all_varchar = true, header = true)`;
const plain = (text: string | undefined): string => formatDecimal(decimal(text ?? ''));

/** Half a nano-unit a charge: each is rounded once. */
const isClose = (nanos: bigint, exact: string, charges: number): boolean =>
  Math.abs(Number(nanos) - Number(exact) * 1e9) <= charges / 2 + 1e-6;

describe.skipIf(!existsSync(samples))('the shared AWS reports (needs ../shared; skipped without it)', () => {
  describe.each([
    ['aws-cur-legacy-anonymous-2023-11.csv', 1281, '123412340534', '2023-11-01', 'USD'],
    ['aws-cur-legacy-2023-06.csv', 3, '0099999999999', '2023-06-01', 'NOK'],
    ['aws-cur-2022-07-snake-columns.csv', 2, '999999', '2022-07-01', 'USD'],
  ])('%s', (name, rows, account, month, currency) => {
    const path = join(samples, name);
    const isSnake = name.includes('snake');
    const column = (of: string): string => `"${isSnake ? snake(of) : of}"`;
    const sum = (of: string): string => `sum(${column(of)}::DECIMAL(38, 18))::VARCHAR`;

    it("sums to the file's own sums, to the last digit", () =>
      reading(path, async (delivery) => {
        const [own] = await asked(`SELECT count(*), ${sum('lineItem/UnblendedCost')} FROM ${table(path)}`);
        expect([delivery.rows, delivery.totals.map((of) => [of.currency, of.billedCost])]).toEqual([
          rows,
          [[currency, plain(own?.[1])]],
        ]);
        expect(delivery.files[0]?.slices).toMatchObject([
          {
            billingAccountId: account,
            billingMonth: month,
            currency,
            rows: Number(own?.[0]),
            billedCost: plain(own?.[1]),
          },
        ]);
      }));

    it('costs by service and at list what the file says', () =>
      reading(path, async (_delivery, charges) => {
        const own = await asked(`SELECT ${column('product/ProductName')}, ${sum('lineItem/UnblendedCost')},
          ${sum('pricing/publicOnDemandCost')} FROM ${table(path)} GROUP BY 1`);
        const byService = Map.groupBy(charges, ({ serviceName }) => serviceName);
        expect([...byService.keys()].toSorted()).toEqual(own.map(([service = '']) => service).toSorted());
        for (const [service = '', billed = '', list = ''] of own) {
          const of = byService.get(service) ?? [];
          const nanos = (cost: 'billedCost' | 'listCost') =>
            of.reduce((total, charge) => total + (charge[cost] ?? 0n), 0n);
          expect(isClose(nanos('billedCost'), billed, of.length), service).toBe(true);
          expect(isClose(nanos('listCost'), list, of.length), service).toBe(true);
        }
      }));

    it('gives the same charges from gzip and from Parquet with doubles', async () => {
      const expected = await reading(path, (_delivery, charges) => charges);
      const gzip = written(folder, gzipSync(readFileSync(path)), `${name}.gz`);
      expect(await reading(gzip, (_delivery, charges) => charges)).toEqual(expected);
      const parquet = join(folder, `${name}.parquet`);
      const [cost, start] = [column('lineItem/UnblendedCost'), column('lineItem/UsageStartDate')];
      await asked(`COPY (SELECT * REPLACE (${cost}::DOUBLE AS ${cost}, ${start}::TIMESTAMP AS ${start})
        FROM ${table(path)}) TO ${literal(parquet)} (FORMAT parquet)`);
      expect(await reading(parquet, (_delivery, charges) => charges)).toEqual(expected);
    });
  });

  it('savings plans cost what their plan pays', () =>
    reading(join(samples, 'aws-cur-legacy-2023-06.csv'), ({ totals }) => {
      expect(totals).toMatchObject([{ currency: 'NOK', billedCost: '30', effectiveCost: '0.3' }]);
    }));
});
