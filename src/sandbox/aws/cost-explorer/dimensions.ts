import type { AwsAccount, CostCell } from '../../estate/model.ts';

/** Reads a dimension of a cost cell; Cost Explorer has a `No…` value for cells that lack one. */
export type DimensionReader = (cell: CostCell) => string;

/** The dimensions that the estate's bill knows, by their names in the API. */
export function dimensionReaders(
  accounts: readonly AwsAccount[],
  payerId: string,
): ReadonlyMap<string, DimensionReader> {
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  return new Map<string, DimensionReader>([
    ['SERVICE', ({ service }) => service],
    ['LINKED_ACCOUNT', ({ accountId }) => accountId],
    ['LINKED_ACCOUNT_NAME', ({ accountId }) => names.get(accountId) ?? accountId],
    ['PAYER_ACCOUNT', () => payerId],
    ['REGION', ({ region }) => region],
    ['USAGE_TYPE', ({ usageType }) => usageType],
    ['RECORD_TYPE', ({ recordType }) => recordType],
    ['OPERATION', ({ operation }) => operation ?? 'NoOperation'],
    ['SAVINGS_PLAN_ARN', ({ commitmentArn }) => (commitmentArn?.includes(':savingsplan/') ? commitmentArn : '')],
    ['INSTANCE_TYPE', ({ usageType }) => boxUsage.exec(usageType)?.[2] ?? 'NoInstanceType'],
    ['PURCHASE_TYPE', purchaseType],
    ['AZ', () => 'NoAZ'],
    ['BILLING_ENTITY', () => 'AWS'],
    ['LEGAL_ENTITY_NAME', () => 'Amazon Web Services, Inc.'],
    ['INVOICING_ENTITY', () => 'Amazon Web Services, Inc.'],
  ]);
}

const boxUsage = /(?:^|-)(BoxUsage|SpotUsage):(.+)$/;

/** As the console's filter "Purchase option" names it. */
function purchaseType({ usageType, recordType }: CostCell): string {
  if (recordType === 'Tax') return '';
  if (recordType.startsWith('SavingsPlan')) return 'Savings Plans';
  if (recordType === 'DiscountedUsage' || recordType === 'RIFee' || recordType === 'Fee')
    return 'Standard Reserved Instances';
  return boxUsage.exec(usageType)?.[1] === 'SpotUsage' ? 'Spot Instances' : 'On Demand Instances';
}
