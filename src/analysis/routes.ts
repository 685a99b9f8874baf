import { type Fact, unread } from '../domain/fact.ts';
import type { Network, RouteTable, StoredResource } from '../domain/resources.ts';

/** The network that a part of it names; unread when it is not there or was not read. */
export function networkOf(stored: StoredResource | undefined, networkId: string): Fact<Network> {
  if (stored?.resource.kind === 'network' && stored.goneSince === undefined) {
    return { known: true, value: stored.resource };
  }
  return unread(`network ${networkId} was not read`);
}

/** Tables that lead somewhere by this gateway. */
export const tablesThrough = (tables: readonly RouteTable[], targetId: string): readonly RouteTable[] =>
  tables.filter(({ targetIds }) => targetIds.includes(targetId));

/** The table that a subnet follows: its own, else the network's main one. */
export const tableOfSubnet = (tables: readonly RouteTable[], subnetId: string): RouteTable | undefined =>
  tables.find(({ subnetIds }) => subnetIds.includes(subnetId)) ?? tables.find(({ isMain }) => isMain);
