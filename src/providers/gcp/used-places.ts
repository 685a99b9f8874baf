import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import type { GcpClient } from './client.ts';
import { regionOfZone } from './gcp-scope.ts';
import { aggregated } from './listings.ts';
import { lastPart } from './names.ts';

/** Zones and regions in which something of a project is: the places whose recommendations are asked. */
export interface UsedPlaces {
  readonly zones: ReadonlySet<string>;
  readonly regions: ReadonlySet<string>;
}

export const placePermissions = ['compute.instances.list', 'compute.disks.list', 'compute.addresses.list'] as const;

/** Machines, disks and addresses tell them; only names are asked for. Throws a CloudError. */
export async function usedPlaces(gcp: GcpClient, scope: Scope): Promise<UsedPlaces> {
  const zones = new Set<string>();
  const regions = new Set<string>();
  for (const collection of ['instances', 'disks', 'addresses'] as const) {
    const operation = `compute.${collection}.aggregatedList`;
    const query = { fields: `items/*/${collection}/name,items/*/warning,unreachables,nextPageToken` };
    const listing = aggregated(gcp, scope, operation, { path: collection, query, withoutGlobal: true });
    for await (const { rows, unread: holes } of listing) {
      const [hole] = holes;
      // A place that is left out would not be asked, and look as if nothing were recommended there.
      if (hole !== undefined) throw new CloudError({ category: 'unavailable', operation, message: hole.reason });
      for (const { place } of rows as readonly { readonly place: string }[]) {
        const name = lastPart(place);
        if (place.startsWith('zones/')) zones.add(name);
        regions.add(place.startsWith('zones/') ? regionOfZone(name) : name);
      }
    }
  }
  return { zones, regions };
}
