/**
 * What a resource of a cloud beside AWS is billed for: `quantity` units of a SKU for each hour or month between two
 * instants, or so many units on each day. The clouds make their own lines of it.
 */
export interface ProviderUsage {
  readonly accountId: string;
  readonly region: string;
  readonly resourceId: string;
  readonly resourceName: string;
  /** As the bill names it: `Compute Engine`, `Virtual Machines`. */
  readonly service: string;
  readonly skuId: string;
  readonly skuName: string;
  readonly unit: string;
  /** USD per unit, decimal text. */
  readonly rate: string;
  readonly quantity: number;
  readonly per: 'hour' | 'month' | 'day';
  /** Epoch ms; `to` is infinite while it goes on. */
  readonly from: number;
  readonly to: number;
  readonly labels: Readonly<Record<string, string>>;
}
