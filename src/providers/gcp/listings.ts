import { z } from 'zod';
import { GLOBAL_REGION, type Scope } from '../../domain/ids.ts';
import type { UnreadRow } from '../../domain/ports/provider.ts';
import { type GcpClient, malformed, type QueryValue } from './client.ts';
import type { Listing } from './define-collector.ts';

const Warning = z.object({ code: z.string().default('UNKNOWN'), message: z.string().default('') });

const Aggregated = z.object({
  // Left out of a page without any.
  items: z.record(z.string(), z.looseObject({ warning: Warning.optional() })).default({}),
  unreachables: z.array(z.string()).default([]),
});

/** Documented as "there is nothing here"; every other warning says that a place was not read, or not in full. */
const HARMLESS = new Set(['NO_RESULTS_ON_PAGE', 'SCHEMA_VALIDATION_IGNORED', 'DEPRECATED_RESOURCE_USED']);

/**
 * All zones and regions of a project in one listing (Compute's aggregated lists). Each row gets the key of its place
 * as `place` (`zones/us-central1-a`, `regions/us-central1`, `global`). A place that Compute could not reach is told
 * in a warning, with `returnPartialSuccess`, and becomes an unread row. Source: Compute Engine API, "aggregatedList".
 */
export async function* aggregated(
  gcp: GcpClient,
  scope: Scope,
  operation: string,
  options: {
    readonly path: string;
    readonly list?: string;
    readonly query?: Readonly<Record<string, QueryValue>>;
    /** What has no region is listed by an operation of its own. */
    readonly withoutGlobal?: true;
  },
): AsyncGenerator<Listing, void, undefined> {
  const list = options.list ?? options.path;
  const request = {
    path: `compute/v1/projects/${scope.accountId}/aggregated/${options.path}`,
    query: { ...options.query, maxResults: 500, returnPartialSuccess: true },
  };
  for await (const answer of gcp.pages(operation, scope, request)) {
    const page = Aggregated.safeParse(answer);
    if (!page.success) throw malformed(operation, z.prettifyError(page.error));
    const unread: UnreadRow[] = page.data.unreachables.map((place) => notReached(operation, lastTwo(place), ''));
    const rows: unknown[] = [];
    for (const [place, item] of Object.entries(page.data.items)) {
      if (options.withoutGlobal === true && place === GLOBAL_REGION) continue;
      const { warning } = item;
      if (warning !== undefined && !HARMLESS.has(warning.code)) unread.push(notReached(operation, place, warning.code));
      const ofPlace = item[list];
      if (ofPlace === undefined) continue;
      if (!Array.isArray(ofPlace)) throw malformed(operation, `items.${place}.${list} is no list`);
      for (const row of ofPlace as unknown[]) {
        rows.push(typeof row === 'object' && row !== null ? { ...row, place } : row);
      }
    }
    yield { rows, unread: uniqueRows(unread) };
  }
}

/** A plain listing: rows in the field `list`, places that were not reached in `unreachable` or `unreachables`. */
export async function* listed(
  gcp: GcpClient,
  scope: Scope,
  operation: string,
  options: {
    readonly path: string;
    readonly list: string;
    readonly query?: Readonly<Record<string, QueryValue>>;
    /** Put into every row, for what the row does not tell itself. */
    readonly place?: string;
    /** See `GcpRequest`. */
    readonly host?: string;
  },
): AsyncGenerator<Listing, void, undefined> {
  const { path, list, query, place, host } = options;
  const request = { path, ...(query && { query }), ...(host !== undefined && { host }) };
  for await (const answer of gcp.pages(operation, scope, request)) {
    const page = z.looseObject({}).safeParse(answer);
    if (!page.success) throw malformed(operation, 'it is no object');
    // An empty list is left out of every answer.
    const rows = page.data[list] ?? [];
    if (!Array.isArray(rows)) throw malformed(operation, `${list} is no list`);
    yield {
      rows: place === undefined ? rows : (rows as object[]).map((row) => ({ ...row, place })),
      unread: notReachedIn(page.data, operation),
    };
  }
}

/** GKE says `missingZones`, Bigtable `failedLocations`, most others `unreachable`, Compute `unreachables`. */
function notReachedIn(page: Readonly<Record<string, unknown>>, operation: string): readonly UnreadRow[] {
  const places = ['unreachable', 'unreachables', 'missingZones', 'failedLocations'].flatMap((field) => {
    const value = page[field];
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  });
  return places.map((place) => notReached(operation, lastTwo(place), ''));
}

function notReached(operation: string, place: string, code: string): UnreadRow {
  const why = code === '' || code === 'UNREACHABLE' ? '' : ` (${code})`;
  return { reason: `unavailable: ${operation}: ${place} could not be reached${why}` };
}

const lastTwo = (place: string): string => place.split('/').slice(-2).join('/');

const uniqueRows = (rows: readonly UnreadRow[]): readonly UnreadRow[] => [
  ...new Map(rows.map((row) => [row.reason, row])).values(),
];
