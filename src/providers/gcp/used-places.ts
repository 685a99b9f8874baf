import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import type { GcpClient } from './client.ts';
import { regionOfZone } from './gcp-scope.ts';
import { aggregated, listed } from './listings.ts';
import { lastPart } from './names.ts';

/** Zones and regions in which something of a project is: the places whose recommendations are asked. */
export interface UsedPlaces {
  readonly zones: ReadonlySet<string>;
  readonly regions: ReadonlySet<string>;
  /** Locations of BigQuery datasets, in lower case: `us`, `europe-west3`. */
  readonly datasets: ReadonlySet<string>;
}

export const placePermissions = [
  'bigquery.datasets.get',
  'compute.addresses.list',
  'compute.disks.list',
  'compute.instances.list',
] as const;

/** Machines, disks, addresses and datasets tell them; only names are asked for. Throws a CloudError. */
export async function usedPlaces(
  gcp: GcpClient,
  scope: Scope,
  { datasets: asksDatasets }: { readonly datasets: boolean } = { datasets: false },
): Promise<UsedPlaces> {
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
  return { zones, regions, datasets: asksDatasets ? await datasetLocations(gcp, scope) : new Set() };
}

const DATASETS = 'bigquery.datasets.list';

/** Where BigQuery is switched off nothing is queried. Throws any other CloudError. */
async function datasetLocations(gcp: GcpClient, scope: Scope): Promise<ReadonlySet<string>> {
  const path = `bigquery/v2/projects/${scope.accountId}/datasets`;
  const query = { maxResults: 500, fields: 'datasets/location,nextPageToken' };
  const found = new Set<string>();
  try {
    for await (const { rows } of listed(gcp, scope, DATASETS, { path, list: 'datasets', query })) {
      for (const { location } of rows as readonly { readonly location?: unknown }[]) {
        if (typeof location === 'string') found.add(location.toLowerCase());
      }
    }
  } catch (error) {
    if (!(error instanceof CloudError) || error.vendorCode !== 'SERVICE_DISABLED') throw error;
  }
  return found;
}
