import { z } from 'zod';
import { type Fact, known, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { Commitment, CommitmentUtilization } from '../../../domain/resources.ts';
import { armBase, armFields, armId, nameOf, timeOf } from '../arm-rows.ts';
import { defineAzureCollector, valueOf } from '../define-azure-collector.ts';
import type { AzureReader } from '../reader.ts';

/** What reservations and savings plans tell alike. */
const bought = {
  displayName: z.string().nullish(),
  provisioningState: z.string().nullish(),
  billingScopeId: z.string().nullish(),
  term: z.string().nullish(),
  billingPlan: z.string().nullish(),
  purchaseDateTime: z.string().nullish(),
  effectiveDateTime: z.string().nullish(),
  expiryDateTime: z.string().nullish(),
  expiryDate: z.string().nullish(),
  renew: z.boolean().nullish(),
  utilization: z
    .object({
      aggregates: z
        .array(
          z.object({
            grain: z.number(),
            grainUnit: z.string().nullish(),
            value: z.number().nullish(),
            valueUnit: z.string().nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
};

const Reservation = z.object({
  ...armFields,
  sku: z.object({ name: z.string().nullish() }).nullish(),
  properties: z.object({
    ...bought,
    reservedResourceType: z.string().nullish(),
    quantity: z.number().nullish(),
  }),
});

const SavingsPlan = z.object({
  ...armFields,
  name: z
    .string()
    .nullish()
    .transform((name) => name ?? ''),
  properties: z.object({
    ...bought,
    commitment: z.object({ amount: z.number(), currencyCode: z.string().min(1) }).nullish(),
  }),
});

const feeNotTold = unread('a listing does not tell what it cost');

/**
 * Reservations that are billed to this subscription. Source: Reservations API 2022-11-01, Reservation_ListAll, which
 * lists those that the caller may see, whatever subscription they are of.
 */
export const reservations = defineAzureCollector({
  type: 'azure:capacity:reservation',
  kind: 'commitment',
  permissions: ['Microsoft.Capacity/reservationOrders/reservations/read'],
  row: Reservation,
  list: (reader, scope) =>
    billedTo(reader, scope, {
      service: 'capacity',
      path: '/providers/Microsoft.Capacity/reservations',
      permission: 'Microsoft.Capacity/reservationOrders/reservations/read',
    }),
  toResources: (rows, scope) =>
    rows.map(({ sku, properties, ...row }): Commitment => {
      const { reservedResourceType, quantity } = properties;
      return {
        ...commonOf({ ...row, properties }, scope, 'azure:capacity:reservation'),
        category: 'usage',
        covers: reservedResourceType ?? 'unknown',
        ...(typeof quantity === 'number' && { units: quantity }),
        ...(sku?.name && { unitName: sku.name }),
      };
    }),
});

/** Savings plans that are billed to this subscription. Source: Billing Benefits API 2022-11-01, SavingsPlan_ListAll. */
export const savingsPlans = defineAzureCollector({
  type: 'azure:billing-benefits:savings-plan',
  kind: 'commitment',
  permissions: ['Microsoft.BillingBenefits/savingsPlanOrders/savingsPlans/read'],
  row: SavingsPlan,
  list: (reader, scope) =>
    billedTo(reader, scope, {
      service: 'billingbenefits',
      path: '/providers/Microsoft.BillingBenefits/savingsPlans',
      permission: 'Microsoft.BillingBenefits/savingsPlanOrders/savingsPlans/read',
    }),
  toResources: (rows, scope) =>
    rows.map((row): Commitment => {
      const { commitment } = row.properties;
      return {
        ...commonOf(row, scope, 'azure:billing-benefits:savings-plan'),
        category: 'spend',
        covers: 'Compute',
        ...(commitment && {
          hourlyCommitment: { amount: String(commitment.amount), currency: commitment.currencyCode },
        }),
      };
    }),
});

const BoughtProperties = z.object(bought);

interface Bought {
  readonly id: string;
  readonly name: string;
  readonly location?: string | null | undefined;
  readonly properties: z.infer<typeof BoughtProperties>;
}

function commonOf(row: Bought, scope: Scope, type: string) {
  const { properties } = row;
  const { displayName, provisioningState, effectiveDateTime, purchaseDateTime, expiryDateTime, expiryDate } =
    properties;
  const startsAt = timeOf(effectiveDateTime ?? purchaseDateTime, 'effectiveDateTime');
  return {
    ...armBase({ ...row, tags: {}, zones: [] }, scope, {
      type,
      state: provisioningState ?? 'unknown',
      createdAt: timeOf(purchaseDateTime ?? effectiveDateTime, 'purchaseDateTime'),
    }),
    // The bill names it by the last part of its id.
    billingIds: [nameOf(armId(row.id))],
    name: displayName ?? row.name,
    kind: 'commitment',
    phase: phaseOf(provisioningState),
    startsAt,
    endsAt: timeOf(expiryDateTime ?? expiryDate, 'expiryDateTime'),
    termMonths: monthsOf(properties.term),
    payment: properties.billingPlan === 'Monthly' || properties.billingPlan === 'P1M' ? 'none' : 'all',
    hourlyFee: feeNotTold,
    upfront: feeNotTold,
    renews: properties.renew === true,
    utilization: utilizationOf(properties),
  } as const;
}

/** Shares of 1, 7 and 30 days: the longest tells the most. Source: Reservations API, ReservationUtilizationAggregates. */
function utilizationOf({ utilization }: Bought['properties']): Fact<CommitmentUtilization> {
  const [longest] = (utilization?.aggregates ?? [])
    .filter(({ grainUnit, valueUnit }) => grainUnit === 'days' && valueUnit === 'percentage')
    .toSorted((a, b) => b.grain - a.grain);
  if (typeof longest?.value !== 'number') return unread('field utilization missing in the answer');
  return known({ share: longest.value / 100, windowDays: longest.grain });
}

/** Source: Reservations API, ProvisioningState. */
function phaseOf(state: string | null | undefined): Commitment['phase'] {
  switch (state) {
    case 'Succeeded':
      return 'active';
    case 'Expired':
      return 'ended';
    case 'Cancelled':
    case 'Failed':
    case 'Split':
    case 'Merged':
    case 'BillingFailed':
      return 'void';
    default:
      return 'pending';
  }
}

/** `P1Y`, `P3Y`. */
function monthsOf(term: string | null | undefined): number {
  const years = /^P(\d+)Y$/.exec(term ?? '')?.[1];
  const months = /^P(\d+)M$/.exec(term ?? '')?.[1];
  return years !== undefined ? Number(years) * 12 : Number(months ?? 0);
}

interface TenantList {
  readonly service: string;
  readonly path: string;
  readonly permission: string;
}

/** Asked once for all subscriptions. One that names no subscription is told under the first that asks. */
async function* billedTo(
  reader: AzureReader,
  scope: Scope,
  { service, path, permission }: TenantList,
): AsyncGenerator<{ readonly value: readonly unknown[] }, void, undefined> {
  const all = await reader.once(path, async () => {
    const rows: unknown[] = [];
    const place = { ...scope, accountId: 'tenant' };
    for await (const page of reader.azure.pages(service, permission, place, { path, apiVersion: '2022-11-01' })) {
      rows.push(...valueOf(page, permission));
    }
    return { rows, first: scope.accountId };
  });
  yield {
    value: all.rows.filter((row) => {
      const owner = ownerOf(row);
      return owner === scope.accountId || (owner === undefined && all.first === scope.accountId);
    }),
  };
}

function ownerOf(row: unknown): string | undefined {
  const scopeId = (row as { readonly properties?: { readonly billingScopeId?: unknown } } | null)?.properties
    ?.billingScopeId;
  return typeof scopeId === 'string' ? /\/subscriptions\/([^/]+)/i.exec(scopeId)?.[1]?.toLowerCase() : undefined;
}
