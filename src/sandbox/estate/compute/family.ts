import type { EstateFamily } from '../family.ts';
import { scalingGroups } from './groups.ts';
import { dedicatedHosts } from './hosts.ts';
import { licenceRecommendations } from './licences.ts';
import { computeMetrics } from './metrics.ts';
import type { ComputeState } from './model.ts';
import { capacityReservations } from './reservations.ts';
import { hostUsage, reservationUsage } from './usage.ts';

/** What machines are bought, placed and scaled by: groups, capacity reservations, dedicated hosts, licences. */
export const computeFamily: EstateFamily<ComputeState> = {
  name: 'compute',
  generate: (context) => ({
    groups: keyed(scalingGroups(context), ({ arn }) => arn),
    reservations: keyed(capacityReservations(context), ({ id }) => id),
    hosts: keyed(dedicatedHosts(context), ({ id }) => id),
    licences: keyed(licenceRecommendations(context), ({ instanceId }) => instanceId),
  }),
  metrics: computeMetrics,
  *usage({ reservations, hosts }) {
    for (const reservation of reservations.values()) yield* reservationUsage(reservation);
    for (const host of hosts.values()) yield* hostUsage(host);
  },
};

function keyed<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [keyOf(item), item]));
}
