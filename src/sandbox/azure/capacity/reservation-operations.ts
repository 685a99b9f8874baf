import type { AzureReservation } from '../../provider-estate/azure/model.ts';
import { plainTime } from '../../provider-estate/azure/times.ts';
import type { AzureCall, Operation } from '../wire/call.ts';
import { listDocument } from '../wire/paging.ts';

const RESERVATIONS = 'Microsoft.Capacity/reservationOrders';

/** Reservations that the caller may see, whatever they apply to. Source: Microsoft.Capacity 2022-11-01. */
export const reservationOperations: readonly Operation[] = [
  {
    service: 'capacity',
    id: 'Reservation_ListAll',
    action: `${RESERVATIONS}/reservations/read`,
    method: 'GET',
    path: '/providers/Microsoft.Capacity/reservations',
    run: (call) => ({
      ...listDocument(call, call.world.estate.reservations, (each) => reservationDocument(call, each)),
      summary: summaryOf(call),
    }),
  },
  {
    service: 'capacity',
    id: 'ReservationOrder_List',
    action: `${RESERVATIONS}/read`,
    method: 'GET',
    path: `/providers/${RESERVATIONS}`,
    run: (call) => listDocument(call, call.world.estate.reservations, orderDocument),
  },
  {
    service: 'billingbenefits',
    id: 'SavingsPlan_ListAll',
    action: 'Microsoft.BillingBenefits/savingsPlanOrders/savingsPlans/read',
    method: 'GET',
    path: '/providers/Microsoft.BillingBenefits/savingsPlans',
    // The company has none.
    run: () => ({ value: [] }),
  },
];

function reservationDocument(call: AzureCall, reservation: AzureReservation): object {
  const { orderId, reservationId, appliedScopes, usedPercent } = reservation;
  const single = appliedScopes.length > 0;
  const scope = single ? 'Single' : 'Shared';
  return {
    id: `/providers/${RESERVATIONS}/${orderId}/reservations/${reservationId}`,
    name: `${orderId}/${reservationId}`,
    type: `${RESERVATIONS}/reservations`,
    location: reservation.region,
    sku: { name: reservation.skuName },
    properties: {
      appliedScopeType: scope,
      ...(single && { appliedScopes: appliedScopes.map((id) => `/subscriptions/${id}`) }),
      userFriendlyAppliedScopeType: scope,
      billingScopeId: `/subscriptions/${reservation.accountId}`,
      billingPlan: 'Monthly',
      displayName: reservation.displayName,
      displayProvisioningState: 'Succeeded',
      provisioningState: 'Succeeded',
      quantity: reservation.quantity,
      term: reservation.term,
      purchaseDate: day(reservation.purchasedAt),
      purchaseDateTime: plainTime(reservation.purchasedAt),
      effectiveDateTime: plainTime(reservation.purchasedAt),
      benefitStartTime: plainTime(reservation.purchasedAt),
      lastUpdatedDateTime: plainTime(call.now - 3_600_000),
      expiryDate: day(reservation.expiresAt),
      expiryDateTime: plainTime(reservation.expiresAt),
      renew: reservation.renew,
      userFriendlyRenewState: reservation.renew ? 'On' : 'Off',
      reservedResourceType: 'VirtualMachines',
      instanceFlexibility: 'On',
      skuDescription: `Reserved VM Instance, ${reservation.skuName}`,
      utilization: {
        trend: 'SAME',
        aggregates: [1, 7, 30].map((grain) => ({
          grain,
          grainUnit: 'days',
          value: usedPercent,
          valueUnit: 'percentage',
        })),
      },
    },
  };
}

function orderDocument(reservation: AzureReservation): object {
  const { orderId, reservationId, purchasedAt, expiresAt } = reservation;
  return {
    id: `/providers/${RESERVATIONS}/${orderId}`,
    name: orderId,
    type: RESERVATIONS,
    etag: 1,
    properties: {
      displayName: reservation.displayName,
      requestDateTime: plainTime(purchasedAt),
      createdDateTime: plainTime(purchasedAt),
      benefitStartTime: plainTime(purchasedAt),
      expiryDate: day(expiresAt),
      expiryDateTime: plainTime(expiresAt),
      term: reservation.term,
      billingPlan: 'Monthly',
      provisioningState: 'Succeeded',
      reservations: [{ id: `/providers/${RESERVATIONS}/${orderId}/reservations/${reservationId}` }],
      originalQuantity: reservation.quantity,
    },
  };
}

function summaryOf({ world, now }: AzureCall): object {
  const { reservations } = world.estate;
  const expiring = reservations.filter(({ expiresAt }) => expiresAt < now + 30 * 86_400_000).length;
  return {
    succeededCount: reservations.length,
    failedCount: 0,
    expiringCount: expiring,
    expiredCount: 0,
    pendingCount: 0,
    cancelledCount: 0,
  };
}

function day(epochMs: number): string {
  return plainTime(epochMs).slice(0, 10);
}
