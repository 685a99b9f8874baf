import type { ProviderId } from './ids.ts';
import type { Day } from './instant.ts';
import type { Currency } from './money.ts';
import type { Tags } from './resources.ts';

/** FOCUS ChargeCategory. */
export const chargeCategories = ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'] as const;
export type ChargeCategory = (typeof chargeCategories)[number];

/** The four costs of FOCUS: what is invoiced, what it is worth over time, at list, at the negotiated price. */
export const costMetrics = ['billedCost', 'effectiveCost', 'listCost', 'contractedCost'] as const;
export type CostMetric = (typeof costMetrics)[number];

/**
 * One day's cost of one combination of dimensions: FOCUS columns at daily grain, in integer nano-units of
 * `currency`. A dimension that the source does not have is null, never an invented word. A cost that it does
 * not have is null too: Cost Explorer, for one, knows no list cost.
 */
export interface Charge {
  /** UTC day of ChargePeriodStart. */
  readonly day: Day;
  /** First day of the billing period that it is invoiced in. */
  readonly billingMonth: Day;
  readonly provider: ProviderId | 'other';
  readonly billingAccountId: string | null;
  readonly subAccountId: string | null;
  readonly subAccountName: string | null;
  readonly regionId: string | null;
  readonly serviceName: string;
  readonly serviceCategory: string | null;
  readonly chargeCategory: ChargeCategory;
  /** `Correction` when it mends an already invoiced period. */
  readonly chargeClass: string | null;
  readonly pricingCategory: string | null;
  readonly commitmentDiscountId: string | null;
  readonly commitmentDiscountType: string | null;
  readonly commitmentDiscountStatus: string | null;
  readonly skuId: string | null;
  readonly resourceId: string | null;
  readonly resourceName: string | null;
  readonly resourceType: string | null;
  readonly tags: Tags | null;
  readonly currency: Currency;
  readonly billedCost: bigint;
  readonly effectiveCost: bigint;
  readonly listCost: bigint | null;
  readonly contractedCost: bigint | null;
  readonly consumedQuantity: number | null;
  readonly consumedUnit: string | null;
}

/**
 * Where charges came from. One (source, billing month) is replaced as a whole when it is delivered again.
 * `export` outranks `api`: for an account and month that an export covers, the API's charges are kept but not
 * counted, so that a bill which arrives twice is counted once.
 */
export interface ChargeSource {
  readonly kind: 'api' | 'export';
  /** Stable name: `aws-cost-explorer:123456789012`, `focus:<billing account>`. */
  readonly name: string;
}

/** A month's delivery of an export, as its manifest tells it. */
export interface ExportDelivery {
  /** The export, whichever delivery: another delivery of it replaces this one. */
  readonly exportId: string;
  /** This delivery: another one, or other files, have another id. */
  readonly deliveryId: string;
  /** Into how many sources' charges of the month it went. */
  readonly loads: number;
}

/** Dimensions that charges can be grouped and filtered by. */
export const chargeDimensions = [
  'provider',
  'billingAccountId',
  'subAccountId',
  'regionId',
  'serviceName',
  'serviceCategory',
  'chargeCategory',
  'pricingCategory',
  'commitmentDiscountType',
  'resourceId',
  'resourceType',
] as const;
export type ChargeDimension = (typeof chargeDimensions)[number];
