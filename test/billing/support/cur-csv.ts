/** Rows of AWS Cost and Usage Reports; every test says what is special about its own. */
export type CurRow = Readonly<Record<string, string>>;

/** A row of the report of 2016: on-demand usage. */
export const goodUsage: CurRow = {
  'identity/LineItemId': 'line-1',
  'bill/BillType': 'Anniversary',
  'bill/PayerAccountId': '111111111111',
  'bill/BillingPeriodStartDate': '2026-05-01T00:00:00Z',
  'bill/BillingPeriodEndDate': '2026-06-01T00:00:00Z',
  'lineItem/UsageAccountId': '222222222222',
  'lineItem/LineItemType': 'Usage',
  'lineItem/UsageStartDate': '2026-05-10T07:00:00Z',
  'lineItem/UsageEndDate': '2026-05-10T08:00:00Z',
  'lineItem/ProductCode': 'AmazonEC2',
  'lineItem/UsageType': 'BoxUsage:m5.large',
  'lineItem/AvailabilityZone': 'us-east-1a',
  'lineItem/ResourceId': 'i-1',
  'lineItem/UsageAmount': '1',
  'lineItem/CurrencyCode': 'USD',
  'lineItem/UnblendedCost': '0.096',
  'lineItem/BlendedCost': '0.09',
  'product/ProductName': 'Amazon Elastic Compute Cloud',
  'product/region': 'us-east-1',
  'product/sku': 'SKU1',
  'pricing/publicOnDemandCost': '0.1',
  'pricing/term': 'OnDemand',
  'pricing/unit': 'Hrs',
  'reservation/EffectiveCost': '',
  'reservation/ReservationARN': '',
  'reservation/UnusedAmortizedUpfrontFeeForBillingPeriod': '',
  'reservation/UnusedRecurringFee': '',
  'savingsPlan/SavingsPlanARN': '',
  'savingsPlan/SavingsPlanEffectiveCost': '',
  'savingsPlan/TotalCommitmentToDate': '',
  'savingsPlan/UsedCommitment': '',
  'resourceTags/user:team': '',
};

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** CSV text of rows; columns are those of `good` and whatever a row adds. `without` are left out. */
export function curCsv(rows: readonly CurRow[], good: CurRow = goodUsage, without: readonly string[] = []): string {
  const columns = [...new Set([good, ...rows].flatMap(Object.keys))].filter((column) => !without.includes(column));
  const lines = rows.map((row) => columns.map((column) => quoted({ ...good, ...row }[column] ?? '')).join(','));
  return [columns.map(quoted).join(','), ...lines].map((line) => `${line}\n`).join('');
}

/** A column's name as Athena, Parquet and CUR 2.0 spell it: `savings_plan_savings_plan_a_r_n`. */
export const snake = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])(?=[A-Z])/g, '$1_')
    .replaceAll(/[/:]/g, '_')
    .toLowerCase();

export const snakeRow = (row: CurRow): CurRow =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [snake(name), value]));

/** Rows of commitments, as AWS bills them. */
export const plan = 'arn:aws:savingsplans::111111111111:savingsplan/p-1';
export const reservation = 'arn:aws:ec2:us-east-1:111111111111:reserved-instances/r-1';

export const lines = {
  covered: {
    'lineItem/LineItemType': 'SavingsPlanCoveredUsage',
    'savingsPlan/SavingsPlanARN': plan,
    'savingsPlan/SavingsPlanEffectiveCost': '0.06',
  },
  negation: {
    'lineItem/LineItemType': 'SavingsPlanNegation',
    'lineItem/ResourceId': '',
    'lineItem/UnblendedCost': '-0.096',
    'savingsPlan/SavingsPlanARN': plan,
  },
  planFee: {
    'lineItem/LineItemType': 'SavingsPlanRecurringFee',
    'lineItem/ProductCode': 'ComputeSavingsPlans',
    'product/ProductName': 'Savings Plans for AWS Compute usage',
    'lineItem/ResourceId': plan,
    'lineItem/UnblendedCost': '0.08',
    'pricing/publicOnDemandCost': '',
    'savingsPlan/SavingsPlanARN': plan,
    'savingsPlan/TotalCommitmentToDate': '0.08',
    'savingsPlan/UsedCommitment': '0.06',
  },
  planUpfront: {
    'lineItem/LineItemType': 'SavingsPlanUpfrontFee',
    'lineItem/ProductCode': 'ComputeSavingsPlans',
    'lineItem/UnblendedCost': '1000',
    'pricing/publicOnDemandCost': '',
    'savingsPlan/SavingsPlanARN': plan,
  },
  reserved: {
    'lineItem/LineItemType': 'DiscountedUsage',
    'lineItem/UnblendedCost': '0',
    'reservation/ReservationARN': reservation,
    'reservation/EffectiveCost': '0.055',
  },
  reservedFee: {
    'lineItem/LineItemType': 'RIFee',
    'lineItem/ResourceId': '',
    'lineItem/UsageStartDate': '2026-05-01T00:00:00Z',
    'lineItem/UnblendedCost': '37.2',
    'pricing/publicOnDemandCost': '',
    'reservation/ReservationARN': reservation,
    'reservation/UnusedAmortizedUpfrontFeeForBillingPeriod': '1.25',
    'reservation/UnusedRecurringFee': '2.5',
  },
  reservedUpfront: {
    'lineItem/LineItemType': 'Fee',
    'lineItem/UnblendedCost': '500',
    'pricing/publicOnDemandCost': '',
    'reservation/ReservationARN': reservation,
  },
  tax: {
    'lineItem/LineItemType': 'Tax',
    'lineItem/ResourceId': '',
    'lineItem/UnblendedCost': '1.2',
    'pricing/publicOnDemandCost': '',
    'product/ProductName': '',
  },
} as const satisfies Readonly<Record<string, CurRow>>;
