import { SERVICE, usageTypeIn } from '../billing-names.ts';
import { picoOf } from '../decimal.ts';
import { hourlyPico } from '../licences.ts';
import type { Usage } from '../usage.ts';
import { hostHourly } from './host-prices.ts';
import type { CapacityReservation, DedicatedHost } from './model.ts';

/** Free places bill as instances would, under the reservation's ARN; a capacity block was paid ahead. */
export function* reservationUsage(reservation: CapacityReservation): Generator<Usage> {
  const { id, accountId, region, instanceType, totalCount, instanceId, type, createdAt } = reservation;
  const free = totalCount - (instanceId === undefined ? 0 : 1);
  if (type === 'capacity-block' || free === 0) return;
  yield {
    meter: {
      accountId,
      region,
      service: SERVICE.compute,
      usageType: usageTypeIn(region, `UnusedBox:${instanceType}`),
      rate: hourlyPico(instanceType, region)!,
      per: 'hour',
      unit: 'Hrs',
      scale: 1,
    },
    resourceId: `arn:aws:ec2:${region}:${accountId}:capacity-reservation/${id}`,
    quantity: free,
    from: Math.floor(createdAt / 1000),
    to: Number.POSITIVE_INFINITY,
  };
}

/** A host bills whole, unless a host reservation pays for it. */
export function* hostUsage({
  id,
  accountId,
  region,
  family,
  reservationId,
  allocatedAt,
}: DedicatedHost): Generator<Usage> {
  if (reservationId !== undefined) return;
  yield {
    meter: {
      accountId,
      region,
      service: SERVICE.compute,
      usageType: usageTypeIn(region, `HostUsage:${family}`),
      rate: picoOf(hostHourly(family, region)),
      per: 'hour',
      unit: 'Hrs',
      scale: 1,
    },
    resourceId: `arn:aws:ec2:${region}:${accountId}:dedicated-host/${id}`,
    quantity: 1,
    from: Math.floor(allocatedAt / 1000),
    to: Number.POSITIVE_INFINITY,
  };
}
