import type { FileColumns, FileHeader, TextField } from '../charges/schema.ts';

/** Versions whose Cost and Usage dataset is read; 1.4 is the newest (June 2026). */
export const focusVersions = ['1.0', '1.1', '1.2', '1.3', '1.4'] as const;
export type FocusVersion = (typeof focusVersions)[number];

/** Cost and Usage columns by the version that brought them (0.5's count as 1.0's). Source: FOCUS specification. */
const columnsSince: Readonly<Record<FocusVersion, readonly string[]>> = {
  '1.0': [
    'AvailabilityZone',
    'BilledCost',
    'BillingAccountId',
    'BillingAccountName',
    'BillingCurrency',
    'BillingPeriodEnd',
    'BillingPeriodStart',
    'ChargeCategory',
    'ChargeClass',
    'ChargeDescription',
    'ChargeFrequency',
    'ChargePeriodEnd',
    'ChargePeriodStart',
    'CommitmentDiscountCategory',
    'CommitmentDiscountId',
    'CommitmentDiscountName',
    'CommitmentDiscountStatus',
    'CommitmentDiscountType',
    'ConsumedQuantity',
    'ConsumedUnit',
    'ContractedCost',
    'ContractedUnitPrice',
    'EffectiveCost',
    'InvoiceIssuerName',
    'ListCost',
    'ListUnitPrice',
    'PricingCategory',
    'PricingQuantity',
    'PricingUnit',
    'ProviderName',
    'PublisherName',
    'RegionId',
    'RegionName',
    'ResourceId',
    'ResourceName',
    'ResourceType',
    'ServiceCategory',
    'ServiceName',
    'SkuId',
    'SkuPriceId',
    'SubAccountId',
    'SubAccountName',
    'Tags',
  ],
  '1.1': [
    'CapacityReservationId',
    'CapacityReservationStatus',
    'CommitmentDiscountQuantity',
    'CommitmentDiscountUnit',
    'ServiceSubcategory',
    'SkuMeter',
    'SkuPriceDetails',
  ],
  '1.2': [
    'BillingAccountType',
    'InvoiceId',
    'PricingCurrency',
    'PricingCurrencyContractedUnitPrice',
    'PricingCurrencyEffectiveCost',
    'PricingCurrencyListUnitPrice',
    'SubAccountType',
  ],
  '1.3': [
    'AllocatedMethodDetails',
    'AllocatedMethodId',
    'AllocatedResourceId',
    'AllocatedResourceName',
    'AllocatedTags',
    'ContractApplied',
    'HostProviderName',
    'ServiceProviderName',
  ],
  '1.4': ['CommitmentProgramEligibilityDetails', 'InvoiceDetailId'],
};

const allColumns: readonly string[] = focusVersions.flatMap((version) => columnsSince[version]);

/** Canonical spelling by lower-case name: exporters and query engines change the case. */
const canonicalByLowerCase: ReadonlyMap<string, string> = new Map(allColumns.map((name) => [name.toLowerCase(), name]));

export const canonicalColumn = (name: string): string | undefined =>
  canonicalByLowerCase.get(name.trim().toLowerCase());

/** Columns that FOCUS demands of every file of a version; ProviderName and PublisherName ended with 1.3. */
function mandatoryColumns(version: FocusVersion): readonly string[] {
  const always = [
    'BilledCost',
    'BillingAccountId',
    'BillingAccountName',
    'BillingCurrency',
    'BillingPeriodEnd',
    'BillingPeriodStart',
    'ChargeCategory',
    'ChargeClass',
    'ChargeDescription',
    'ChargePeriodEnd',
    'ChargePeriodStart',
    'ContractedCost',
    'EffectiveCost',
    'InvoiceIssuerName',
    'ListCost',
    'PricingQuantity',
    'PricingUnit',
    'ServiceCategory',
    'ServiceName',
  ];
  const older = ['ProviderName', 'PublisherName'];
  const newer = ['HostProviderName', 'ServiceProviderName'];
  if (version === '1.4') return [...always, ...newer];
  return version === '1.3' ? [...always, ...older, ...newer] : [...always, ...older];
}

/**
 * Columns without which there is no charge: a file that lacks one is refused. The inner list is of alternatives.
 * Other mandatory columns are only reported as missing: their field of the charge is null.
 */
export const requiredColumns: readonly (readonly string[])[] = [
  ['BilledCost'],
  ['EffectiveCost'],
  ['BillingCurrency'],
  ['BillingAccountId'],
  ['BillingPeriodStart'],
  ['ChargePeriodStart'],
  ['ChargeCategory'],
  ['ServiceName'],
  ['ServiceProviderName', 'ProviderName'],
];

/** Text columns that become a field of the charge as they are; an absent one is null. */
export const textColumns = {
  subAccountId: 'SubAccountId',
  subAccountName: 'SubAccountName',
  regionId: 'RegionId',
  serviceCategory: 'ServiceCategory',
  chargeClass: 'ChargeClass',
  pricingCategory: 'PricingCategory',
  commitmentDiscountId: 'CommitmentDiscountId',
  commitmentDiscountType: 'CommitmentDiscountType',
  commitmentDiscountStatus: 'CommitmentDiscountStatus',
  skuId: 'SkuId',
  resourceId: 'ResourceId',
  resourceName: 'ResourceName',
  resourceType: 'ResourceType',
  consumedUnit: 'ConsumedUnit',
} as const satisfies Record<TextField, string>;

export interface FocusHeader extends FileHeader {
  readonly version: FocusVersion;
}

/** Reads what a header says. Names must be unique: the caller has checked. */
export function focusHeader(names: readonly string[]): FocusHeader {
  const positions = new Map<string, number>();
  const recognised: string[] = [];
  const unknown: string[] = [];
  for (const [position, name] of names.entries()) {
    const canonical = canonicalColumn(name);
    if (canonical === undefined) unknown.push(name);
    else {
      positions.set(canonical, position);
      recognised.push(name);
    }
  }
  const version = focusVersion(new Set(positions.keys()));
  const missing = mandatoryColumns(version).filter((name) => !positions.has(name));
  const columns: FileColumns = { recognised, unknown, missing };
  return { version, label: `FOCUS ${version}`, columns, positions, lacking: lackingColumns(positions) };
}

/** Required columns that a header lacks, in words: `BilledCost`, `ServiceProviderName (or ProviderName)`. */
export const lackingColumns = (positions: ReadonlyMap<string, unknown>): readonly string[] =>
  requiredColumns
    .filter((alternatives) => !alternatives.some((name) => positions.has(name)))
    .map(([name, ...others]) => (others.length === 0 ? `${name}` : `${name} (or ${others.join(', ')})`));

/**
 * The newest version whose columns occur. A file does not say its version, and most newer columns may be left
 * out, so this is a lower bound; nothing but reports depends on it. 1.4 took ProviderName away.
 */
export function focusVersion(present: ReadonlySet<string>): FocusVersion {
  if (present.has('ServiceProviderName') && !present.has('ProviderName') && !present.has('PublisherName')) return '1.4';
  return focusVersions.findLast((version) => columnsSince[version].some((name) => present.has(name))) ?? '1.0';
}
