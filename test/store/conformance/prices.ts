import { expect, it } from 'vitest';
import type { Price, Size } from '../../../src/domain/prices.ts';
import { at } from '../../support/store-records.ts';
import { withStore } from '../../support/store-temp.ts';
import type { OpenEmptyStore } from '../conformance.ts';

const gp2: Price = {
  provider: 'aws',
  regionId: 'us-east-1',
  item: 'volume/gp2',
  skuId: 'HY3BZPP2B6K8MSJF',
  // Finer than a nano-unit: a price keeps its text.
  listPrice: { amount: '0.10000000000001', currency: 'USD', unit: 'GiB-month' },
  source: 'AWS Price List API',
  asOf: at(1),
};

const large: Size = {
  provider: 'aws',
  regionId: 'us-east-1',
  name: 'm5.large',
  vcpus: 2,
  memoryMiB: 8192,
  architectures: ['x86_64'],
  family: 'm5',
  currentGeneration: true,
  burstable: false,
  gpus: 0,
  localStorageGiB: 0,
  networkBandwidthGbps: 0.75,
};

export function priceConformance(open: OpenEmptyStore): void {
  it('come back by item, to the last digit', () =>
    withStore(open, async ({ prices }) => {
      const gp3 = { ...gp2, item: 'volume/gp3', listPrice: { ...gp2.listPrice, amount: '0.08' } };
      await prices.upsertPrices([gp3, gp2, { ...gp2, regionId: 'eu-west-1' }]);
      expect(await prices.pricesOf('aws', 'us-east-1')).toEqual(
        new Map([
          ['volume/gp2', gp2],
          ['volume/gp3', gp3],
        ]),
      );
      expect(await prices.pricesOf('gcp', 'us-east-1')).toEqual(new Map());
    }));

  it('a newer price replaces the older', () =>
    withStore(open, async ({ prices }) => {
      await prices.upsertPrices([gp2]);
      const newer = { ...gp2, skuId: 'OTHER', listPrice: { ...gp2.listPrice, amount: '0.11' }, asOf: at(5) };
      await prices.upsertPrices([newer]);
      expect(await prices.pricesOf('aws', 'us-east-1')).toEqual(new Map([['volume/gp2', newer]]));
    }));

  it('tells when a region was last read, and that it never was', () =>
    withStore(open, async ({ prices }) => {
      expect(await prices.priceState('aws', 'us-east-1')).toBeNull();
      await prices.upsertPrices([gp2, { ...gp2, item: 'volume/gp3', asOf: at(3) }]);
      expect(await prices.priceState('aws', 'us-east-1')).toEqual({ asOf: at(3), items: 2 });
      expect(await prices.priceState('aws', 'eu-west-1')).toBeNull();
    }));

  it('sizes come back by name, with what the API said and no more', () =>
    withStore(open, async ({ prices }) => {
      const micro = { ...large, name: 't3.micro', burstable: true, baselinePercentPerVcpu: 10 };
      await prices.upsertSizes([micro, large], at(1));
      expect(await prices.sizesOf('aws', 'us-east-1')).toEqual(
        new Map([
          ['m5.large', large],
          ['t3.micro', micro],
        ]),
      );
      await prices.upsertSizes([{ ...large, currentGeneration: false }], at(2));
      expect((await prices.sizesOf('aws', 'us-east-1')).get('m5.large')?.currentGeneration).toBe(false);
    }));
}
