import type { CapacityReservation } from '../../../domain/resources.ts';
import { defineMetrics, type MetricSpec, type SeriesSpec } from '../define-metrics.ts';
import { lastPart } from '../names.ts';

/** Reservations are told by their number. */
const reservation = (
  what: 'used' | 'reserved',
  aligner: SeriesSpec<CapacityReservation>['aligner'],
): SeriesSpec<CapacityReservation> => ({
  metric: `compute.googleapis.com/reservation/${what}`,
  monitored: 'compute.googleapis.com/Reservation',
  aligner,
  reducer: 'REDUCE_SUM',
  label: 'resource.labels.reservation_id',
  key: ({ billingIds }) => (billingIds?.[0] === undefined ? undefined : lastPart(billingIds[0])),
});

/** Sampled about every half hour: an hour has one at least. */
const window = { periodSeconds: 3600, lookbackDays: 14, combine: 'percent-of' } as const;

/** Places that are taken, of those that are held; machines of other projects that share it count. Source: "Google Cloud metrics", compute. */
export const reservationMetrics = defineMetrics<'capacity-reservation'>(
  'gcp:compute:reservation',
  'capacity-reservation',
  [
    {
      metric: 'used-percent-average',
      ...window,
      series: [reservation('used', 'ALIGN_MEAN'), reservation('reserved', 'ALIGN_MEAN')],
    },
    {
      metric: 'used-percent-maximum',
      ...window,
      // Where its size was changed inside the hour, the smaller one counts.
      series: [reservation('used', 'ALIGN_MAX'), reservation('reserved', 'ALIGN_MIN')],
    },
  ] satisfies readonly MetricSpec<CapacityReservation>[],
);
