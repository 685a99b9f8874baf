/** One line of the price list, as the Retail Prices API has it. */
export interface Meter {
  /** The sandbox's own name of it, the same in all regions: `vm/Standard_D2s_v5/linux`, `disk/P10`. */
  readonly key: string;
  readonly region: string;
  readonly serviceName: string;
  readonly serviceFamily: string;
  readonly productName: string;
  readonly skuName: string;
  readonly meterName: string;
  readonly armSkuName: string;
  /** `1 Hour`, `1/Month`, `1 GB/Month`, `1 GB`, `1/Day`, `1 GiB/Hour`, `10K` */
  readonly unit: string;
  /** USD per unit, decimal text. For a reservation of the whole term. */
  readonly usd: string;
  readonly tierMinimumUnits?: number;
  readonly reservationTerm?: '1 Year' | '3 Years';
  /** USD per hour under a savings plan, by its term. */
  readonly savingsPlan?: Readonly<Record<'1 Year' | '3 Years', string>>;
}

export type MeterPart = Omit<Meter, 'key' | 'region' | 'armSkuName'> & { readonly armSkuName?: string };
