import type { GcpCall, GcpMethod } from '../service.ts';
import { projectOf } from '../service.ts';
import { resourcePage, withToken } from './pages.ts';
import { GCP_REGIONS } from '../../provider-estate/gcp/prices.ts';
import { GoogleError } from '../wire/errors.ts';

export const projectIdOf = ({ world, params }: GcpCall): string => projectOf(world, params['project'])?.projectId ?? '';

/** A list under `projects/P/locations/L`, where `-` means all of them. */
export function locationList<
  T extends { readonly projectId: string; readonly region: string; readonly name: string },
>(spec: {
  readonly id: string;
  readonly version: string;
  readonly collection: string;
  readonly permission: string;
  readonly select: (call: GcpCall) => readonly T[];
  readonly locationOf?: (resource: T) => string;
  readonly document: (resource: T, call: GcpCall) => object;
  readonly most?: number;
  /** Lists `unreachable` too, when it is told to. */
  readonly allLocations?: boolean;
}): GcpMethod {
  const { id, version, collection, permission, allLocations = true } = spec;
  return {
    id,
    verb: 'GET',
    path: `/${version}/projects/{project}/locations/{location}/${collection}`,
    permission,
    answer(call) {
      const { location = '-' } = call.params;
      if (location === '-' && !allLocations) {
        throw new GoogleError(
          400,
          'INVALID_ARGUMENT',
          'invalid',
          'The location has to be named: the wildcard is not supported.',
        );
      }
      const locationOf = spec.locationOf ?? (({ region }: T) => region);
      const there = call.world.lists
        .of(spec.select(call), projectIdOf(call))
        .filter((resource) => location === '-' || locationOf(resource) === location);
      const page = resourcePage(call, there, { most: spec.most ?? 1000, usual: spec.most ?? 1000 });
      return {
        ...(page.items.length > 0 && { [collection]: page.items.map((resource) => spec.document(resource, call)) }),
        ...withToken(page),
      };
    },
  };
}

/** The locations of an API. */
export function locationsOf(service: string, version: string): GcpMethod {
  return {
    id: `${service}.projects.locations.list`,
    verb: 'GET',
    path: `/${version}/projects/{project}/locations`,
    permission: `${service}.locations.list`,
    answer(call) {
      const projectId = projectIdOf(call);
      const page = resourcePage(call, GCP_REGIONS, { most: 1000, usual: 1000 });
      const locations = page.items.map((locationId) => ({
        name: `projects/${projectId}/locations/${locationId}`,
        locationId,
        displayName: locationId,
        labels: { 'cloud.googleapis.com/region': locationId },
      }));
      return { locations, ...withToken(page) };
    },
  };
}
