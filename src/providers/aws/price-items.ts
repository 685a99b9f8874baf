import { decimal, formatDecimal, multiply, parseDecimal } from '../../domain/decimal.ts';
import type { PriceUnit } from '../../domain/prices.ts';

/** The fields of a price list entry that tell what is priced, and its on-demand price. */
export interface ListedProduct {
  readonly productFamily: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly unit: string;
  /** Decimal text; where the price falls with the amount, that of the first step. */
  readonly amount: string;
  /** All steps, cheapest amount first, where there are several: the price from `beginRange` units a month on. */
  readonly steps: readonly { readonly beginRange: string; readonly amount: string }[];
}

export interface ItemPrice {
  readonly item: string;
  readonly amount: string;
  readonly unit: PriceUnit;
}

/** A product that should be an item and cannot be: its price or unit is not one that is understood. */
export class UnreadablePrice extends Error {}

/** AWS writes GB and means 2^30 bytes (EBS pricing); it lists gp3 throughput per GiB/s, and we per MiB/s. */
const units: Readonly<Record<string, { readonly unit: PriceUnit; readonly factor?: string }>> = {
  hrs: { unit: 'hour' },
  hours: { unit: 'hour' },
  hour: { unit: 'hour' },
  'gb-mo': { unit: 'GiB-month' },
  'iops-mo': { unit: 'IOPS-month' },
  'mibps-mo': { unit: 'MiBps-month' },
  // 1/1024, exactly.
  'gibps-mo': { unit: 'MiBps-month', factor: '0.0009765625' },
  gb: { unit: 'GiB' },
  'vcpu-hours': { unit: 'vCPU-hour' },
  'gb-hours': { unit: 'GiB-hour' },
  requests: { unit: 'request' },
};

/**
 * A product's price as the price of `item`. `as` names the unit where the list's own word is not one of the usual
 * ones (`ShardHour`, `ACU-Hr`), with a factor for its amount if need be. No price for a zero: nothing that is asked
 * for is free, a zero stands for an offer that is paid in another way, such as reserved capacity.
 * Throws UnreadablePrice.
 */
export function itemPrice(
  item: string,
  product: Pick<ListedProduct, 'amount' | 'unit'>,
  as?: { readonly unit: PriceUnit; readonly factor?: string },
): readonly ItemPrice[] {
  const word = product.unit.toLowerCase();
  const measure = as ?? (Object.hasOwn(units, word) ? units[word] : undefined);
  const price = parseDecimal(product.amount);
  if (!measure || !price) throw new UnreadablePrice(`${item}: price ${product.amount} per ${product.unit}`);
  const amount = formatDecimal(measure.factor === undefined ? price : multiply(price, decimal(measure.factor)));
  return amount === '0' ? [] : [{ item, amount, unit: measure.unit }];
}
