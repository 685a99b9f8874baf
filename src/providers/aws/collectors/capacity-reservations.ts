import { z } from 'zod';
import { known, unread } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { CapacityReservation } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { operatingSystemOf, softwareOf } from '../instance-software.ts';
import { Ec2Tags, nameOf, tagsOf } from '../tags.ts';

const Reservation = z.object({
  CapacityReservationId: z.string().min(1),
  CapacityReservationArn: z.string().optional(),
  OwnerId: z.string(),
  InstanceType: z.string().min(1),
  InstancePlatform: z.string().optional(),
  AvailabilityZone: z.string().optional(),
  Tenancy: z.string().default('default'),
  TotalInstanceCount: z.int().nonnegative(),
  AvailableInstanceCount: z.int().nonnegative(),
  State: z.string().min(1),
  CreateDate: z.date().optional(),
  EndDateType: z.string().optional(),
  // `capacity-block` is paid ahead; left out by versions of the API before there were any.
  ReservationType: z.string().default('default'),
  // Only for one that was ordered for a future date.
  CommitmentInfo: z.object({ CommitmentEndDate: z.date().optional() }).optional(),
  UnusedReservationBillingOwnerId: z.string().optional(),
  Tags: Ec2Tags,
});

type Reservation = z.infer<typeof Reservation>;

/** Those that hold capacity, and bill for it. Source: EC2 API, CapacityReservation, `State`. */
const holding = new Set(['active', 'pending', 'payment-pending', 'cancelling']);

/** On-Demand Capacity Reservations of one account and region. Source: EC2 API, DescribeCapacityReservations. */
export const capacityReservations = defineCollector({
  type: 'aws:ec2:capacity-reservation',
  kind: 'capacity-reservation',
  reach: 'regional',
  permissions: ['ec2:DescribeCapacityReservations'],
  operation: 'ec2:DescribeCapacityReservations',
  page: z.object({ CapacityReservations: z.array(Reservation) }),
  rows: ['CapacityReservations'],
  rowId: 'CapacityReservationId',
  fetch: (aws: AwsClient, scope) => aws.pages('ec2', 'DescribeCapacityReservations', scope, { MaxResults: 250 }),
  toResources: ({ CapacityReservations }, scope) =>
    // EC2 lists those that others share with the account too, and for a while those that ended.
    CapacityReservations.filter(({ OwnerId, State }) => OwnerId === scope.accountId && holding.has(State)).map(
      (r): CapacityReservation => ({
        kind: 'capacity-reservation',
        type: 'aws:ec2:capacity-reservation',
        resourceId: r.CapacityReservationId,
        ...(r.CapacityReservationArn !== undefined && { billingIds: [r.CapacityReservationArn] }),
        scope,
        ...(r.AvailabilityZone !== undefined && { zoneId: r.AvailabilityZone }),
        ...nameOf(r.Tags),
        state: r.State,
        createdAt: r.CreateDate === undefined ? unread('field CreateDate missing') : known(instant(r.CreateDate)),
        tags: tagsOf(r.Tags),
        sizeName: r.InstanceType,
        operatingSystem: operatingSystemOf(r.InstancePlatform, undefined),
        software: softwareOf(r.InstancePlatform),
        tenancy: r.Tenancy === 'dedicated' ? 'dedicated' : 'shared',
        totalCount: r.TotalInstanceCount,
        availableCount: r.AvailableInstanceCount,
        ends: endsOf(r),
        ...(r.CommitmentInfo?.CommitmentEndDate !== undefined && {
          committedUntil: instant(r.CommitmentInfo.CommitmentEndDate),
        }),
        ...(r.UnusedReservationBillingOwnerId !== undefined &&
          r.UnusedReservationBillingOwnerId !== scope.accountId && { paidBy: r.UnusedReservationBillingOwnerId }),
      }),
    ),
});

function endsOf({ ReservationType, EndDateType }: Reservation): CapacityReservation['ends'] {
  if (ReservationType === 'capacity-block') return 'prepaid';
  return EndDateType === 'limited' ? 'at-a-date' : 'until-cancelled';
}
