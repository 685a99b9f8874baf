import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Charge } from '../../src/domain/charges.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { type CsvRecord, columnSum, csvRecords } from './support/csv-sums.ts';
import { reading, refusal, written } from './support/focus-csv.ts';
import { gcpCsv } from './support/gcp-rows.ts';

const samples = fileURLToPath(new URL('../../../shared/data/billing/', import.meta.url));
const folder = tempFolder();
const mybinder = 'gcp-mybinder-line-items-2017-12_2018-06.csv.gz';

const sumOf = (amounts: readonly string[]): string =>
  columnSum(
    amounts.map((amount) => ({ amount })),
    'amount',
  );

/** Amounts of a row's credits, as the samples write them. */
const creditsOf = ({ credits = '' }: CsvRecord): readonly string[] =>
  [...credits.matchAll(/'amount': (-?[\d.]+(?:e-?\d+)?)/g)].map(([, amount = '']) => amount);

const paidFor = (records: readonly CsvRecord[]): string =>
  sumOf(records.flatMap((record) => [record['cost'] ?? '', ...creditsOf(record)]));

const billed = (charges: readonly Charge[]): bigint => charges.reduce((sum, { billedCost }) => sum + billedCost, 0n);

/** Half a nano-unit a charge: each is rounded once. */
const isClose = (nanos: bigint, exact: string, charges: number): boolean =>
  Math.abs(Number(nanos) - Number(exact) * 1e9) <= charges / 2 + 1e-6;

describe.skipIf(!existsSync(samples))('the shared Google Cloud exports (needs ../shared; skipped without it)', () => {
  describe.each([
    ['gcp-bq-standard-export-2020-11.csv', 25, '000000-B0BBA4-940A77', '2020-11-01', 'standard'],
    ['gcp-bq-detailed-export-2022-08.csv', 9, '018984-D0AAA4-940B88', '2022-08-01', 'detailed'],
  ])('%s', (name, rows, account, month, which) => {
    const text = (): string => readFileSync(join(samples, name), 'utf8');

    it("sums to the file's own costs and credits, to the last digit", () =>
      reading(join(samples, name), (delivery, charges) => {
        const own = paidFor(csvRecords(text()));
        expect(delivery.files).toMatchObject([
          { kind: 'gcp-billing', schema: `Google Cloud ${which} usage cost`, columns: { unknown: [], missing: [] } },
        ]);
        expect(delivery.files[0]?.slices).toMatchObject([
          { billingAccountId: account, billingMonth: month, currency: 'USD', rows, billedCost: own },
        ]);
        expect(delivery.totals).toMatchObject([{ currency: 'USD', rows, billedCost: own, effectiveCost: own }]);
        expect(isClose(billed(charges), own, charges.length)).toBe(true);
      }));

    it('costs by service what the file says, before promotions and by them', () =>
      reading(join(samples, name), (_delivery, charges) => {
        const own = Map.groupBy(csvRecords(text()), (record) => record['service.description'] ?? '');
        const byService = Map.groupBy(charges, ({ serviceName }) => serviceName);
        expect([...byService.keys()].toSorted()).toEqual([...own.keys()].toSorted());
        for (const [service, records] of own) {
          const of = Map.groupBy(byService.get(service) ?? [], ({ chargeCategory }) => chargeCategory);
          const [usage, credits] = [of.get('Usage') ?? [], of.get('Credit') ?? []];
          expect(isClose(billed(usage), sumOf(records.map(({ cost = '' }) => cost)), usage.length), service).toBe(true);
          expect(isClose(billed(credits), sumOf(records.flatMap(creditsOf)), credits.length), service).toBe(true);
        }
      }));

    it('gives the same charges from gzip', async () => {
      const expected = await reading(join(samples, name), (_delivery, charges) => charges);
      const gzip = written(folder, gzipSync(text()), `${name}.gz`);
      expect(await reading(gzip, (_delivery, charges) => charges)).toEqual(expected);
    });
  });

  it("the standard export's promotions pay all of it", () =>
    reading(join(samples, 'gcp-bq-standard-export-2020-11.csv'), ({ totals }, charges) => {
      expect(totals).toMatchObject([{ billedCost: '0' }]);
      const credits = charges.filter(({ chargeCategory }) => chargeCategory === 'Credit');
      expect(credits).not.toEqual([]);
      expect(billed(credits)).toBeLessThan(0n);
    }));

  describe(mybinder, () => {
    it('has no currency, account or credits of its own, and is taken for no export', async () => {
      expect(await refusal(join(samples, mybinder))).toBe(
        `import-format-unknown: ${mybinder}: looks like a table with the columns "project_id", "date", "category", …`,
      );
    });

    it("sums to the file's own sum when its rows stand in the columns of the export", async () => {
      const text = gunzipSync(readFileSync(join(samples, mybinder))).toString('utf8');
      const rows = csvRecords(text).map((record) => {
        const day = record['date'] ?? '';
        return {
          cost: record['cost_usd'],
          usage_start_time: `${day} 00:00:00 UTC`,
          usage_end_time: `${day} 23:00:00 UTC`,
          invoice: { month: day.slice(0, 7).replace('-', '') },
          project: { id: record['project_id'], name: null },
          service: { id: null, description: record['category'] },
          sku: { id: record['line_item'], description: record['description'] },
        };
      });
      await reading(written(folder, gcpCsv(rows)), (delivery, charges) => {
        const own = columnSum(csvRecords(text), 'cost_usd');
        expect(delivery.rows).toBe(30_333);
        expect(delivery.totals).toMatchObject([{ billedCost: own }]);
        expect(delivery.months).toHaveLength(7);
        expect(isClose(billed(charges), own, charges.length)).toBe(true);
      });
    });
  });
});
