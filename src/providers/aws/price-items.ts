import { decimal, formatDecimal, multiply, parseDecimal } from '../../domain/decimal.ts';

/** The fields of a price list entry that tell what is priced, and its on-demand price. */
export interface ListedProduct {
  readonly productFamily: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly unit: string;
  readonly amount: string;
}

export interface ItemPrice {
  readonly item: string;
  readonly amount: string;
  readonly unit: string;
}

/** `ignored`: a product that no item stands for. `unreadable`: one that should be an item and cannot be. */
export type ReadItem =
  | { readonly kind: 'price'; readonly price: ItemPrice }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** The price list's operating systems that have an item. */
const operatingSystems: Readonly<Record<string, string>> = {
  Linux: 'linux',
  Windows: 'windows',
  RHEL: 'rhel',
  SUSE: 'suse',
};

export const pricedOperatingSystems = Object.keys(operatingSystems);

/** AWS writes GB and means 2^30 bytes (EBS pricing); it lists gp3 throughput per GiB/s, and we per MiB/s. */
const units: Readonly<Record<string, { readonly unit: string; readonly factor?: string }>> = {
  Hrs: { unit: 'hour' },
  'GB-Mo': { unit: 'GiB-month' },
  'IOPS-Mo': { unit: 'IOPS-month' },
  'MiBps-Mo': { unit: 'MiBps-month' },
  // 1/1024, exactly.
  'GiBps-mo': { unit: 'MiBps-month', factor: '0.0009765625' },
};

/** The item that a product is the price of, by the rules of `Price.item`. */
export function readItem(product: ListedProduct): ReadItem {
  const item = itemOf(product);
  if (item === undefined) return { kind: 'ignored' };
  const measure = Object.hasOwn(units, product.unit) ? units[product.unit] : undefined;
  const price = parseDecimal(product.amount);
  if (!measure || !price) {
    return { kind: 'unreadable', reason: `${item}: price ${product.amount} per ${product.unit}` };
  }
  const amount = formatDecimal(measure.factor === undefined ? price : multiply(price, decimal(measure.factor)));
  // Nothing here is free: a zero stands for an offer that is paid in another way, such as reserved capacity.
  return amount === '0' ? { kind: 'ignored' } : { kind: 'price', price: { item, amount, unit: measure.unit } };
}

function itemOf({ productFamily, attributes }: ListedProduct): string | undefined {
  const { volumeApiName: tier, usagetype = '' } = attributes;
  if (productFamily?.startsWith('Compute Instance')) return instanceItem(attributes);
  if (productFamily === 'Storage' && tier) return `volume/${tier}`;
  // io2 is cheaper from 32,001 IOPS on: the item is the price of the first ones.
  if (productFamily === 'System Operation' && tier && /P-IOPS\.\w+$/.test(usagetype)) return `volume-iops/${tier}`;
  if (productFamily === 'Provisioned Throughput' && tier) return `volume-throughput/${tier}`;
  if (usagetype.endsWith('EBS:SnapshotUsage')) return 'snapshot/standard';
  if (usagetype.endsWith('EBS:SnapshotArchiveStorage')) return 'snapshot/archive';
  if (usagetype.endsWith('PublicIPv4:IdleAddress')) return 'address/idle';
  if (usagetype.endsWith('PublicIPv4:InUseAddress')) return 'address/in-use';
  return undefined;
}

function instanceItem(attributes: Readonly<Record<string, string>>): string | undefined {
  const { instanceType, operatingSystem = '', licenseModel, marketoption = 'OnDemand' } = attributes;
  const system = Object.hasOwn(operatingSystems, operatingSystem) ? operatingSystems[operatingSystem] : undefined;
  // Bring-your-own-licence Windows costs as Linux does, capacity blocks are bought ahead.
  const usual = licenseModel !== 'Bring your own license' && marketoption === 'OnDemand';
  return instanceType && system && usual ? `instance/${instanceType}/${system}` : undefined;
}
