import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decimal, divideHalfEven, formatDecimal, toScaled } from '../../src/domain/decimal.ts';
import { literal } from '../../src/billing/sql-text.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { asked } from './support/duck.ts';
import { reading, refusal, written } from './support/focus-csv.ts';

const samples = fileURLToPath(new URL('../../../shared/data/focus/', import.meta.url));
const folder = tempFolder();

const table = (path: string): string =>
  `read_csv(${literal(path)}, all_varchar = true, header = true, nullstr = ['NULL', ''])`;
const sum = (column: string): string => `sum(${column}::DECIMAL(38, 18))::VARCHAR`;
const cents = (nanos: bigint): bigint => divideHalfEven(nanos, 10_000_000n);

/** None of the samples leaves a cost out. */
const known = (cost: bigint | null): bigint => {
  if (cost === null) throw new Error('a cost is missing');
  return cost;
};

describe.skipIf(!existsSync(samples))('the shared FOCUS samples (needs ../shared; skipped without it)', () => {
  describe.each([
    ['focus-1.0-real-sample.csv', '1.0', 754],
    ['synthetic_aws_1_2_cost_and_usage_rows100_seed42.csv', '1.2', 100],
    ['synthetic_azure_1_2_cost_and_usage_rows100_seed42.csv', '1.2', 100],
    ['synthetic_aws_1_3_cost_and_usage_rows100_seed42.csv', '1.3', 100],
    ['synthetic_azure_1_3_cost_and_usage_rows100_seed42.csv', '1.3', 100],
  ])('%s', (name, version, rows) => {
    const path = join(samples, name);

    it('sums by currency as DuckDB does, to the last digit', () =>
      reading(path, async (delivery, charges) => {
        expect([delivery.files[0]?.schema, delivery.rows]).toEqual([`FOCUS ${version}`, rows]);
        const sums = await asked(
          `SELECT BillingCurrency, ${sum('BilledCost')}, ${sum('EffectiveCost')} FROM ${table(path)} GROUP BY 1 ORDER BY 1`,
        );
        const plain = (text: string | undefined): string => formatDecimal(decimal(text ?? ''));
        expect(
          delivery.totals.map(({ currency, billedCost, effectiveCost }) => [currency, billedCost, effectiveCost]),
        ).toEqual(sums.map(([currency, billed, effective]) => [currency, plain(billed), plain(effective)]));
        const handed = charges.reduce((total, { billedCost }) => total + billedCost, 0n);
        expect(handed).toBe(delivery.totals.reduce((total, { chargedBilledCost }) => total + chargedBilledCost, 0n));
      }));

    it('sums each cost by service as DuckDB does', () =>
      reading(path, async (_delivery, charges) => {
        const fields = {
          BilledCost: 'billedCost',
          EffectiveCost: 'effectiveCost',
          ListCost: 'listCost',
          ContractedCost: 'contractedCost',
        } as const;
        const byService = Map.groupBy(charges, ({ serviceName }) => serviceName);
        const sums = await asked(
          `SELECT ServiceName, ${Object.keys(fields).map(sum).join(', ')} FROM ${table(path)} GROUP BY 1`,
        );
        expect(byService.size).toBe(sums.length);
        for (const [service = '', ...texts] of sums) {
          const of = byService.get(service) ?? [];
          for (const [place, field] of Object.values(fields).entries()) {
            const exact = decimal(texts[place] ?? '');
            const nanos = of.reduce((total, charge) => total + known(charge[field]), 0n);
            const difference = nanos * 10n ** 9n - toScaled(exact, 18);
            // Each charge is rounded once, by half a nano-unit at most.
            expect(difference < 0n ? -difference : difference, service).toBeLessThanOrEqual(
              BigInt(of.length) * 500_000_000n,
            );
            expect(cents(nanos), `${service} ${field}`).toBe(cents(toScaled(exact, 9)));
          }
        }
      }));

    it('gives the same charges from gzip and from Parquet', async () => {
      const expected = await reading(path, (_delivery, charges) => charges);
      const gzip = written(folder, gzipSync(readFileSync(path)), `${name}.gz`);
      expect(await reading(gzip, (_delivery, charges) => charges)).toEqual(expected);
      const parquet = join(folder, `${name}.parquet`);
      await asked(`COPY (SELECT * REPLACE (BilledCost::DOUBLE AS BilledCost, ChargePeriodStart::TIMESTAMP AS ChargePeriodStart)
        FROM ${table(path)}) TO ${literal(parquet)} (FORMAT parquet)`);
      expect(await reading(parquet, (_delivery, charges) => charges)).toEqual(expected);
    });
  });

  it('of other FOCUS datasets are told apart', async () => {
    expect(await refusal(join(samples, 'synthetic_aws_1_3_contract_commitment_rows100_seed42.csv'))).toContain(
      'looks like the FOCUS Contract Commitment dataset, not Cost and Usage',
    );
  });

  it("of the specification's examples are refused by cell where they are no data", async () => {
    expect(await refusal(join(samples, 'spec-examples/simple_saas_agreements_a1.csv'))).toBe(
      'import-invalid: simple_saas_agreements_a1.csv line 2, column BilledCost: "$10,000.00 " is no number',
    );
    expect(await refusal(join(samples, 'spec-examples/saas_spend_agreements_a1.csv'))).toBe(
      'import-invalid: saas_spend_agreements_a1.csv line 2, column BillingPeriodStart: "4/1/25" is no date and time of the years 2000 to 2099 (2026-05-01T00:00:00Z)',
    );
  });
});
