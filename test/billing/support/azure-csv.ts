/** Rows of Azure cost exports; every test says what is special about its own. */
export type AzureRow = Readonly<Record<string, string>>;

export const subscription = '0a0a0a0a-1111-2222-3333-444444444444';
const group = `/subscriptions/${subscription}/resourceGroups/RG-Web`;

/** A row of an Enterprise Agreement's export: on-demand usage. */
export const eaUsage: AzureRow = {
  BillingAccountId: '8611537',
  BillingPeriodStartDate: '05/01/2026',
  BillingPeriodEndDate: '05/31/2026',
  SubscriptionId: subscription.toUpperCase(),
  SubscriptionName: 'web-prod',
  Date: '05/10/2026',
  Product: 'Virtual Machines Dv5 Series - D2 v5 - US East',
  MeterId: '14fc9a21-4919-4cb1-b495-5666966556bc',
  MeterCategory: 'Virtual Machines',
  MeterName: 'D2 v5',
  Quantity: '24',
  EffectivePrice: '0.09',
  Cost: '2.16',
  UnitPrice: '0.09',
  BillingCurrency: 'USD',
  ResourceLocation: 'EastUS',
  ConsumedService: 'Microsoft.Compute',
  ResourceId: `${group}/providers/Microsoft.Compute/virtualMachines/Web-1`,
  ResourceName: 'Web-1',
  Tags: '"env": "prod","owner": "ana, data"',
  UnitOfMeasure: '1 Hour',
  ReservationId: '',
  ProductOrderId: '',
  ChargeType: 'Usage',
  Frequency: 'UsageBased',
  PublisherName: 'Microsoft',
  PayGPrice: '0.1',
  PricingModel: 'OnDemand',
  benefitId: '',
};

/** The same of a Microsoft Customer Agreement, in euro, with prices in dollars. */
export const mcaUsage: AzureRow = {
  billingAccountId: '3c100a8a-215e-5a7e-24b2-61aa86945012:d2ad4f4c-0000-4a00-9000-000000000001_2019-05-31',
  billingProfileId: 'NF5V-BI6B-BG7-PGB',
  billingPeriodStartDate: '05/01/2026',
  billingPeriodEndDate: '05/31/2026',
  subscriptionId: subscription,
  subscriptionName: 'web-prod',
  date: '05/10/2026',
  meterId: '14fc9a21-4919-4cb1-b495-5666966556bc',
  meterCategory: 'Virtual Machines',
  meterName: 'D2 v5',
  quantity: '24',
  effectivePrice: '0.09',
  unitPrice: '0.09',
  payGPrice: '0.1',
  costInBillingCurrency: '1.944',
  billingCurrency: 'EUR',
  pricingCurrency: 'USD',
  costInPricingCurrency: '2.16',
  exchangeRatePricingToBilling: '0.9',
  paygCostInBillingCurrency: '2.16',
  resourceLocation: 'eastus',
  ResourceId: `${group}/providers/Microsoft.Compute/virtualMachines/Web-1`,
  tags: '',
  unitOfMeasure: '1 Hour',
  reservationId: '',
  chargeType: 'Usage',
  pricingModel: 'OnDemand',
  benefitId: '',
};

/** A row of the exports before 2019. */
export const oldUsage: AzureRow = {
  SubscriptionGuid: subscription,
  ResourceGroup: 'RG-Web',
  ResourceLocation: 'US East 2',
  UsageDateTime: '2019-07-29 00:00:00',
  MeterCategory: 'Storage',
  MeterId: '0fc067a1-65d2-46da-b24b-7a9cbe2c69bd',
  MeterName: 'LRS Data Stored',
  UsageQuantity: '2',
  ResourceRate: '0.045',
  PreTaxCost: '0.09',
  ResourceType: 'Microsoft.Storage/storageAccounts',
  InstanceId: `${group}/providers/Microsoft.Storage/storageAccounts/diag`,
  Tags: '{"project":"p1"}',
  Currency: 'USD',
};

export const reservation =
  '/providers/Microsoft.Capacity/reservationOrders/a965d46f-aedf-4176-8ff1-2617943b8960/reservations/f39d1c73-af74-4308-9083-fbf5efab37d1';
export const plan =
  '/providers/Microsoft.BillingBenefits/savingsPlanOrders/802a9e8b-e860-4d5f-b63b-c5bdf7ee2446/savingsPlans/09ff8291-64ac-45fb-afed-b9b39dbd88d7';

const ofReservation = { PricingModel: 'Reservation', benefitId: reservation, PayGPrice: '0' };
const ofPlan = { PricingModel: 'SavingsPlan', benefitId: plan };

/** What an actual export says of commitments. */
export const actual = {
  bought: {
    ...ofReservation,
    ChargeType: 'Purchase',
    Frequency: 'OneTime',
    Cost: '876',
    Quantity: '1',
    UnitPrice: '876',
    ResourceId: '',
    ResourceName: '',
  },
  givenBack: { ...ofReservation, ChargeType: 'Refund', Cost: '-100', Quantity: '-1', UnitPrice: '100', ResourceId: '' },
  reserved: { ...ofReservation, Cost: '0', EffectivePrice: '0' },
  planned: { ...ofPlan, Cost: '0', EffectivePrice: '0' },
} as const satisfies Readonly<Record<string, AzureRow>>;

/** What an amortized export says of the same. */
export const amortized = {
  reserved: { ...ofReservation, Cost: '1.44', EffectivePrice: '0.06' },
  planned: { ...ofPlan, Cost: '1.68', EffectivePrice: '0.07' },
  unusedReservation: {
    ...ofReservation,
    ChargeType: 'UnusedReservation',
    Cost: '0.5',
    ResourceId: reservation,
    ResourceName: '',
  },
  unusedPlan: { ...ofPlan, ChargeType: 'UnusedSavingsPlan', Cost: '0.25', ResourceId: plan, ResourceName: '' },
} as const satisfies Readonly<Record<string, AzureRow>>;

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** CSV text of rows; columns are those of `good` and whatever a row adds. `without` are left out. */
export function azureCsv(rows: readonly AzureRow[], good: AzureRow = eaUsage, without: readonly string[] = []): string {
  const columns = [...new Set([good, ...rows].flatMap(Object.keys))].filter((column) => !without.includes(column));
  const lines = rows.map((row) => columns.map((column) => quoted({ ...good, ...row }[column] ?? '')).join(','));
  return [columns.join(','), ...lines].map((line) => `${line}\n`).join('');
}
