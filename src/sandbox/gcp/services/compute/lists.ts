import { selfLink } from '../../../provider-estate/gcp/names.ts';
import { GCP_REGIONS, PRICED_REGIONS } from '../../../provider-estate/gcp/prices.ts';
import { zonesOf } from '../../../provider-estate/gcp/organization.ts';
import type { GcpCall, GcpMethod } from '../../service.ts';
import { invalid } from '../../wire/errors.ts';
import { listFilter } from '../../wire/list-filter.ts';
import { offsetOf, pageOf } from '../../wire/paging.ts';

/** An entry of a list and the scope that it lies in: `zones/us-central1-a`, `regions/…` or `global`. */
export interface Scoped {
  readonly scope: string;
  readonly document: object;
}

export interface CollectionSpec {
  /** As paths have it: `instances`. */
  readonly collection: string;
  /** `compute#instance…`: what the kinds of the lists begin with. */
  readonly kind: string;
  /** What the discovery document calls it, where that is not the collection: `regionCommitments`. */
  readonly resource?: string;
  readonly permission: string;
  readonly entries: (call: GcpCall, projectId: string) => readonly Scoped[];
  /** The scopes that can hold some. */
  readonly scopes: readonly ('zones' | 'regions' | 'global')[];
}

const ALL_SCOPES: Readonly<Record<'zones' | 'regions' | 'global', readonly string[]>> = {
  global: ['global'],
  regions: PRICED_REGIONS.map((region) => `regions/${region}`),
  zones: GCP_REGIONS.flatMap((region) => zonesOf(region).map((zone) => `zones/${zone}`)),
};

/** The list over all scopes of a project. Scopes without entries on the page say so in a warning. */
export function aggregatedList(spec: CollectionSpec): GcpMethod {
  const { collection, kind, permission, resource = collection } = spec;
  return {
    id: `compute.${resource}.aggregatedList`,
    verb: 'GET',
    path: `/compute/v1/projects/{project}/aggregated/${collection}`,
    permission,
    answer(call) {
      const projectId = projectIdOf(call);
      const { items, nextPageToken } = pageOf(filtered(spec, call, projectId), pageSpec(call));
      const byScope = Map.groupBy(items, ({ scope }) => scope);
      const scopes = spec.scopes.flatMap((each) => ALL_SCOPES[each]);
      const entries = scopes.map((scope) => {
        const found = byScope.get(scope);
        return [scope, found ? { [collection]: found.map(({ document }) => document) } : nothingIn(scope)];
      });
      const id = `projects/${projectId}/aggregated/${collection}`;
      return {
        kind: `compute#${kind === 'urlMap' ? 'urlMaps' : kind}AggregatedList`,
        id,
        items: Object.fromEntries(entries) as object,
        ...(nextPageToken !== undefined && { nextPageToken }),
        selfLink: selfLink(projectId, `aggregated/${collection}`),
      };
    },
  };
}

/** The list of one scope: `global/snapshots`, `zones/{zone}/disks`, `regions/{region}/addresses`. */
export function scopedList(spec: CollectionSpec, scope: 'global' | 'zones' | 'regions', resource?: string): GcpMethod {
  const { collection, kind, permission } = spec;
  const field = scope === 'zones' ? 'zone' : 'region';
  const place = scope === 'global' ? 'global' : `${scope}/{${field}}`;
  return {
    id: `compute.${resource ?? spec.resource ?? collection}.list`,
    verb: 'GET',
    path: `/compute/v1/projects/{project}/${place}/${collection}`,
    // Global addresses and rules are resources of their own, with permissions of their own.
    permission: resource === undefined ? permission : `compute.${resource}.list`,
    answer(call) {
      const projectId = projectIdOf(call);
      const within = scope === 'global' ? 'global' : `${scope}/${call.params[field] ?? ''}`;
      if (!ALL_SCOPES[scope].includes(within))
        throw invalid(`Invalid value for field '${field}': '${call.params[field] ?? ''}'. Unknown ${field}.`);
      const there = filtered(spec, call, projectId).filter((entry) => entry.scope === within);
      const { items, nextPageToken } = pageOf(there, pageSpec(call));
      return {
        kind: `compute#${kind}List`,
        id: `projects/${projectId}/${within}/${collection}`,
        // The item list is left out of an answer that has none.
        ...(items.length > 0 && { items: items.map(({ document }) => document) }),
        ...(nextPageToken !== undefined && { nextPageToken }),
        selfLink: selfLink(projectId, `${within}/${collection}`),
      };
    },
  };
}

function filtered(spec: CollectionSpec, call: GcpCall, projectId: string): readonly Scoped[] {
  const filter = call.query.get('filter') ?? undefined;
  const all = spec.entries(call, projectId);
  if (filter === undefined) return all;
  const test = listFilter(filter);
  return all.filter(({ document }) => test(document));
}

export const projectIdOf = ({ world, params }: GcpCall): string =>
  world.estate.organization.projects.find(
    ({ projectId, number }) => projectId === params['project'] || number === params['project'],
  )?.projectId ?? '';

/** 0 to 500, 500 when left out. Source: Compute Engine API, `maxResults`. */
function pageSpec({ query, halvePage }: GcpCall): {
  readonly size: number;
  readonly token: string | undefined;
  readonly halve: boolean;
} {
  const text = query.get('maxResults');
  const size = text === null ? 500 : Number(text);
  if (!Number.isInteger(size) || size < 0 || size > 500) {
    throw invalid(`Invalid value for field 'maxResults': '${text ?? ''}'. Must be between 0 and 500, inclusive.`);
  }
  const token = query.get('pageToken') ?? undefined;
  if (token !== undefined && token !== '') offsetOf(token);
  return { size: size === 0 ? 500 : size, token: token === '' ? undefined : token, halve: halvePage };
}

function nothingIn(scope: string): object {
  const data = [{ key: 'scope', value: scope }];
  const message = `No results for the scope '${scope}'.`;
  return { warning: { code: 'NO_RESULTS_ON_PAGE', message, data } };
}
