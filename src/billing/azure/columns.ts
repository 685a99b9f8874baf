import type { FileColumns, FileHeader } from '../charges/schema.ts';

/**
 * Columns of an Azure cost and usage export that a charge is made of, as the exports since 2019 spell them, with the
 * other names that they have or had, best first. Source: Microsoft Learn, "Understand cost and usage details fields"
 * and "List of terms and descriptions in usage details"; the columns of the samples named in docs/billing.md.
 */
const otherNames = {
  AdditionalInfo: [],
  AvailabilityZone: [],
  BenefitId: [],
  BenefitName: [],
  BillingAccountId: [],
  BillingAccountName: [],
  BillingCurrency: ['BillingCurrencyCode', 'Currency'],
  BillingPeriodEndDate: [],
  BillingPeriodStartDate: [],
  BillingProfileId: [],
  ChargeType: [],
  ConsumedService: [],
  // Enterprise Agreement: Cost; pay-as-you-go until 2019: PreTaxCost.
  CostInBillingCurrency: ['Cost', 'PreTaxCost'],
  Date: ['UsageDateTime', 'UsageDate'],
  EffectivePrice: ['ResourceRate'],
  ExchangeRatePricingToBilling: [],
  Frequency: [],
  MeterCategory: [],
  MeterId: [],
  MeterName: [],
  MeterSubCategory: [],
  PayGPrice: [],
  PaygCostInBillingCurrency: [],
  PricingCurrency: ['PricingCurrencyCode'],
  PricingModel: [],
  ProductName: ['Product'],
  ProductOrderId: [],
  PublisherName: [],
  Quantity: ['UsageQuantity'],
  ReservationId: [],
  // Some older exports write the whole id under InstanceName.
  ResourceId: ['InstanceId', 'InstanceName'],
  ResourceLocation: ['Location'],
  ResourceName: [],
  ResourceType: [],
  ServiceName: [],
  SubscriptionId: ['SubscriptionGuid'],
  SubscriptionName: [],
  Tags: [],
  UnitOfMeasure: [],
  UnitPrice: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type AzureColumn = keyof typeof otherNames;

export const azureColumns = Object.keys(otherNames) as readonly AzureColumn[];

/** Columns without which there is no charge: a file that lacks one is refused. */
export const requiredColumns: readonly AzureColumn[] = [
  'Date',
  'SubscriptionId',
  'MeterCategory',
  'MeterId',
  'CostInBillingCurrency',
  'BillingCurrency',
];

/** Columns that every export since 2019 has, though a charge can do without. */
const usualColumns: readonly AzureColumn[] = [
  'BillingAccountId',
  'BillingPeriodStartDate',
  'ChargeType',
  'PayGPrice',
  'PricingModel',
  'Quantity',
  'ResourceId',
  'ResourceLocation',
  'Tags',
  'UnitOfMeasure',
  'UnitPrice',
];

/** Columns that exports have and no charge is made of. */
const otherColumns: readonly string[] = [
  'AccountId',
  'AccountName',
  'AccountOwnerId',
  'BillingProfileName',
  'ChargeId',
  'CostAllocationRuleName',
  'CostCenter',
  'CostInPricingCurrency',
  'CostInUsd',
  'CustomerName',
  'CustomerTenantId',
  'DepartmentName',
  'ExchangeRate',
  'ExchangeRateDate',
  'InvoiceId',
  'InvoiceSection',
  'InvoiceSectionId',
  'InvoiceSectionName',
  'IsAzureCreditEligible',
  'MeterRegion',
  'OfferId',
  'PartNumber',
  'PartnerEarnedCreditApplied',
  'PartnerEarnedCreditRate',
  'PartnerName',
  'PartnerTenantId',
  'PaygCostInUsd',
  'PlanName',
  'PreviousInvoiceId',
  'ProductId',
  'ProductOrderName',
  'Provider',
  'PublisherId',
  'PublisherType',
  'ReservationName',
  'ResellerMpnId',
  'ResellerName',
  'ResourceGroup',
  'ResourceGroupName',
  'ServiceFamily',
  'ServiceInfo1',
  'ServiceInfo2',
  'ServicePeriodEndDate',
  'ServicePeriodStartDate',
  'ServiceTier',
  'Term',
];

/** Letters and digits alone, which all spellings of a column share: `BillingAccountId`, `billingAccountId`, `Meter ID`. */
const fold = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The schema's name of a column, and how good this spelling of it is: 0 is best. */
const byFold: ReadonlyMap<string, { readonly column: AzureColumn; readonly rank: number }> = new Map(
  azureColumns.flatMap((column) =>
    [column, ...otherNames[column]].map((name, rank) => [fold(name), { column, rank }] as const),
  ),
);
const otherFolds: ReadonlySet<string> = new Set(otherColumns.map(fold));

/** The schema's name of a column; undefined for one that no charge is made of. */
export const azureColumn = (name: string): AzureColumn | undefined => byFold.get(fold(name))?.column;

/** Reads what a header says. Names must be unique: the caller has checked. */
export function azureHeader(names: readonly string[]): FileHeader {
  const best = new Map<string, { readonly position: number; readonly rank: number }>();
  const recognised: string[] = [];
  const unknown: string[] = [];
  for (const [position, name] of names.entries()) {
    const known = byFold.get(fold(name));
    (known !== undefined || otherFolds.has(fold(name)) ? recognised : unknown).push(name);
    if (known !== undefined && known.rank < (best.get(known.column)?.rank ?? Infinity)) {
      best.set(known.column, { position, rank: known.rank });
    }
  }
  const positions = new Map([...best].map(([column, { position }]) => [column, position]));
  const columns: FileColumns = {
    recognised,
    unknown,
    missing: usualColumns.filter((name) => !positions.has(name)),
  };
  return {
    label: labelOf(positions),
    columns,
    positions,
    lacking: requiredColumns.filter((name) => !positions.has(name)).map((name) => wordFor(name, names)),
  };
}

/** A missing column as the file would spell it: exports of a Microsoft Customer Agreement begin with a small letter. */
const wordFor = (name: AzureColumn, names: readonly string[]): string =>
  names.some((each) => /^(billing|subscription|meter)[A-Z]/.test(each)) ? name[0]?.toLowerCase() + name.slice(1) : name;

/** Whether the bill is of a Microsoft Customer Agreement: only there prices can be in another currency than the bill. */
export const isCustomerAgreement = (positions: ReadonlyMap<string, number>): boolean =>
  positions.has('PricingCurrency') || positions.has('ExchangeRatePricingToBilling');

function labelOf(positions: ReadonlyMap<string, number>): string {
  if (isCustomerAgreement(positions)) return 'Azure cost export (MCA)';
  return positions.has('BillingAccountId') ? 'Azure cost export (EA)' : 'Azure usage export (before 2019)';
}
