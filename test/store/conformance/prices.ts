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

  it('remembers when each family of a region was last read, and for which sizes', () =>
    withStore(open, async ({ prices }) => {
      expect(await prices.priceReads('aws', 'us-east-1')).toEqual(new Map());
      const first = { asOf: at(1), items: 2, sizeNames: ['m5.large'] };
      const second = { asOf: at(3), items: 5, sizeNames: ['c5.large', 'm5.large'] };
      await prices.recordPriceRead('aws', 'us-east-1', 'instances', first);
      await prices.recordPriceRead('aws', 'us-east-1', 'volumes', { asOf: at(2), items: 7, sizeNames: [] });
      await prices.recordPriceRead('aws', 'us-east-1', 'instances', second);
      expect(await prices.priceReads('aws', 'us-east-1')).toEqual(
        new Map([
          ['instances', second],
          ['volumes', { asOf: at(2), items: 7, sizeNames: [] }],
        ]),
      );
      expect(await prices.priceReads('aws', 'eu-west-1')).toEqual(new Map());
      expect(await prices.priceReads('gcp', 'us-east-1')).toEqual(new Map());
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
