import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Charge } from '../../src/domain/charges.ts';
import { reading } from './support/focus-csv.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/focus/${name}`, import.meta.url));

const costsOf = (charge: Charge) => [charge.billedCost, charge.effectiveCost, charge.listCost, charge.contractedCost];

describe('a FOCUS 1.0 file with two clouds, two currencies and two months', () => {
  const read = <T>(use: Parameters<typeof reading<T>>[1]) => reading(fixture('focus-1.0.csv'), use);

  it('is described', () =>
    read(({ files, months, rows, charges, sources }) => {
      expect({ schema: files[0]?.schema, months, rows, charges }).toEqual({
        schema: 'FOCUS 1.0',
        months: ['2026-04-01', '2026-05-01'],
        rows: 11,
        charges: 10,
      });
      expect(files[0]?.columns).toMatchObject({ unknown: ['Id'], missing: [] });
      expect(sources.map(({ source, months: of, rows: count }) => [source, of, count])).toEqual([
        [{ kind: 'export', name: 'focus:5550001' }, ['2026-04-01'], 1],
        [{ kind: 'export', name: 'focus:900000000001' }, ['2026-05-01'], 10],
      ]);
    }));

  it('is summed exactly, and each charge rounded once', () =>
    read(({ totals }) => {
      expect(totals).toEqual([
        {
          currency: 'EUR',
          billedCost: '0.0123456789012345',
          effectiveCost: '0.0123456789012345',
          chargedBilledCost: 12_345_679n,
          chargedEffectiveCost: 12_345_679n,
          rows: 1,
          charges: 1,
        },
        {
          currency: 'USD',
          billedCost: '747.5266827270667',
          effectiveCost: '2.7766827270667',
          chargedBilledCost: 747_526_682_727n,
          chargedEffectiveCost: 2_776_682_727n,
          rows: 10,
          charges: 9,
        },
      ]);
    }));

  it('gives one charge a day and combination, with every dimension', () =>
    read((_delivery, charges) => {
      const summed = charges.find(({ resourceId, day }) => resourceId === 'i-0aa' && day === '2026-05-01');
      expect(summed).toEqual({
        day: '2026-05-01',
        billingMonth: '2026-05-01',
        provider: 'aws',
        billingAccountId: '900000000001',
        subAccountId: '100000000011',
        subAccountName: 'shop',
        regionId: 'eu-west-1',
        serviceName: 'Amazon Elastic Compute Cloud',
        serviceCategory: 'Compute',
        chargeCategory: 'Usage',
        chargeClass: null,
        pricingCategory: 'Standard',
        commitmentDiscountId: null,
        commitmentDiscountType: null,
        commitmentDiscountStatus: null,
        skuId: 'SKU-EC2-1',
        resourceId: 'i-0aa',
        resourceName: 'web-1',
        resourceType: 'Instance',
        tags: { env: 'prod', team: 'shop' },
        currency: 'USD',
        consumedUnit: 'Hours',
        // 0.0000160599 + 0.0000000005 = 16,060.4 nano-units; each row rounded by itself would have made 16,060 + 0.
        billedCost: 16_060n,
        effectiveCost: 16_060n,
        listCost: 20_000n,
        contractedCost: 16_060n,
        consumedQuantity: 0.00201749,
      });
    }));

  it('keeps a purchase that spans a month on its first day, with its commitment', () =>
    read((_delivery, charges) => {
      const purchase = charges.find(({ chargeCategory }) => chargeCategory === 'Purchase');
      expect(purchase).toMatchObject({
        day: '2026-05-01',
        commitmentDiscountId: 'sp-77',
        effectiveCost: 0n,
        tags: null,
      });
      const used = charges.find(({ commitmentDiscountStatus }) => commitmentDiscountStatus === 'Used');
      expect(used && costsOf(used)).toEqual([0n, 1_500_000_000n, 2_000_000_000n, 2_000_000_000n]);
    }));

  it('keeps credits, corrections of an earlier month and costs that are not known', () =>
    read((_delivery, charges) => {
      expect(charges.find(({ chargeCategory }) => chargeCategory === 'Credit')?.billedCost).toBe(-3_333_333_333n);
      expect(charges.find(({ chargeClass }) => chargeClass === 'Correction')).toMatchObject({
        day: '2026-04-30',
        billingMonth: '2026-05-01',
        billedCost: -12_500_000_000n,
      });
      const support = charges.find(({ serviceName }) => serviceName === 'AWS Support');
      expect(support && costsOf(support)).toEqual([750_000_000n, 750_000_000n, null, null]);
      expect(support?.consumedQuantity).toBeNull();
    }));

  it("reads Azure's tags, which have no braces", () =>
    read((_delivery, charges) => {
      expect(charges.find(({ provider }) => provider === 'azure')).toMatchObject({
        currency: 'EUR',
        tags: { env: 'dev', owner: 'ana, data' },
      });
    }));

  it('hands over pages that stay within one billing month', () =>
    read(async ({ sources }) => {
      const pages: string[] = [];
      for (const source of sources) {
        for await (const { billingMonth, charges } of source.chargePages()) {
          expect(charges.every((charge) => charge.billingMonth === billingMonth)).toBe(true);
          pages.push(`${source.billingAccountId.slice(-7)} ${billingMonth} ${charges.length}`);
        }
      }
      expect(pages).toEqual(['5550001 2026-04-01 1', '0000001 2026-05-01 9']);
    }));

  it('comes out the same each time', async () => {
    const once = await read((_delivery, charges) => charges);
    expect(await read((_delivery, charges) => charges)).toEqual(once);
  });
});

describe('a FOCUS 1.4 file with CRLF, zones and other sellers', () => {
  const read = <T>(use: Parameters<typeof reading<T>>[1]) => reading(fixture('focus-1.4.csv'), use);

  it('is recognised, and its own column is not', () =>
    read(({ files }) => {
      expect(files[0]?.schema).toBe('FOCUS 1.4');
      expect(files[0]?.columns.unknown).toEqual(['x_CostCenter']);
    }));

  it('counts days in UTC', () =>
    read((_delivery, charges) => {
      const core = charges.filter(({ serviceName }) => serviceName === 'Compute Engine');
      expect(core.map(({ day, billedCost }) => [day, billedCost])).toEqual([['2026-05-03', 1_250_000_000n]]);
      expect(core[0]?.tags).toEqual({ env: 'prod', gpu: 'true' });
    }));

  it('takes the seller for the provider, else who bills, and never who hosts', () =>
    read((_delivery, charges) => {
      expect(new Map(charges.map(({ serviceName, provider }) => [serviceName, provider]))).toEqual(
        new Map([
          ['Compute Engine', 'gcp'],
          ['Databricks', 'gcp'],
          ['Snowflake', 'other'],
          ['Nova', 'openstack'],
        ]),
      );
    }));

  it('has a source for each billing account', () =>
    read(({ sources }) => {
      expect(sources.map(({ source }) => source.name)).toEqual([
        'focus:01AAAA-BBBBBB-CCCCCC',
        'focus:SF-1',
        'focus:dc1',
      ]);
    }));

  it('sets a labelled delivery apart', () =>
    reading(fixture('focus-1.4.csv'), ({ sources }) => expect(sources[1]?.source.name).toBe('focus:SF-1:team-a'), {
      label: 'team-a',
    }));
});
