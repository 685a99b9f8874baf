import { decimal, formatDecimal, multiply } from '../../../domain/decimal.ts';
import { type PriceFamily, skuFamily } from '../define-price-family.ts';
import { customSize } from '../machine-sizes.ts';
import { listAmount } from '../sku-catalogue.ts';

/**
 * `processing-fee/<machine type>` per hour: what Dataproc costs on top of each machine, by its vCPUs ("Dataproc pricing").
 * Source of the name: Cloud Billing catalogue, Compute Engine.
 */
export const processingPrices: PriceFamily = {
  name: 'processing-clusters',
  kinds: ['processing-cluster'],
  async prices({ skus, machineSizes, inUse, regionId }) {
    const sku = (await skus('compute')).find(({ description }) =>
      /^Licensing Fee for Google Cloud Dataproc \(CPU cost\)$/i.test(description),
    );
    const amount = sku === undefined ? undefined : listAmount(sku);
    if (sku === undefined || amount === undefined) return { prices: [], sizes: [] };
    const custom = [...new Set([...inUse.values()].flat())].flatMap((name) => customSize(name, regionId) ?? []);
    const prices = [...(await machineSizes()), ...custom].map(({ name, vcpus }) => ({
      item: `processing-fee/${name}`,
      skuId: sku.skuId,
      listPrice: {
        amount: formatDecimal(multiply(amount, decimal(String(vcpus)))),
        currency: sku.currency,
        unit: 'hour' as const,
      },
    }));
    return { prices, sizes: [] };
  },
};

/** `image-storage` per GiB-month. Source of the name: Cloud Billing catalogue, Artifact Registry. */
export const imageStoragePrices = skuFamily(
  'image-repositories',
  ['image-repository'],
  [
    {
      service: 'artifactRegistry',
      pattern: /^Artifact Registry Storage/i,
      item: () => 'image-storage',
      unit: 'GiB-month',
    },
  ],
);
