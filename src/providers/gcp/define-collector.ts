import type { z } from 'zod';
import { z as zod } from 'zod';
import type { Scope } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { CollectorInfo, ResourcePage, UnreadRow } from '../../domain/ports/provider.ts';
import type { Resource } from '../../domain/resources.ts';
import { readRows } from '../shared/read-rows.ts';
import type { GcpClient } from './client.ts';

/** One page of a listing, whatever the API wraps it in. */
export interface Listing {
  readonly rows: readonly unknown[];
  /** Places that the answer itself says were not reached. */
  readonly unread: readonly UnreadRow[];
}

/** A resource type in three parts: the effect, the schema at the edge, and a pure map. */
export interface GcpCollectorSpec<Row, R extends Resource, Aside> extends Omit<CollectorInfo, 'reach'> {
  readonly kind: R['kind'];
  /** The operation whose answers are read, for errors: `compute.disks.aggregatedList`. */
  readonly operation: string;
  /** Only the fields that are used; what a missing one means is decided here. */
  readonly row: z.ZodType<Row>;
  /** The row's field that holds its name, for saying which row could not be read. */
  readonly rowId: string;
  /** What else has to be known of the project, read once before the listing. */
  prepare?(gcp: GcpClient, scope: Scope): Promise<Aside>;
  /** `now`: of the sync, for what is asked by time. */
  fetch(gcp: GcpClient, scope: Scope, now: Instant): AsyncIterable<Listing>;
  /** Undefined for a row that is none of this type, or is gone. */
  toResource(row: Row, scope: Scope, aside: Aside): R | undefined;
}

export interface GcpCollector {
  readonly info: CollectorInfo;
  /** The operation of its listing, for `doctor`. */
  readonly operation: string;
  collect(gcp: GcpClient, scope: Scope, now: Instant): AsyncIterable<ResourcePage>;
}

/**
 * A row that fails its schema becomes one unread entry with its reason, and so does a zone or location that Google
 * could not reach. Neither is ever a shorter list.
 */
export function defineCollector<Row, R extends Resource, Aside = undefined>(
  spec: GcpCollectorSpec<Row, R, Aside>,
): GcpCollector {
  const { type, kind, permissions, metrics, operation, rowId } = spec;
  const page = zod.object({ rows: zod.array(spec.row) });
  return {
    info: { type, kind, reach: 'account', permissions, ...(metrics !== undefined && { metrics }) },
    operation,
    async *collect(gcp, scope, now) {
      const aside = (await spec.prepare?.(gcp, scope)) as Aside;
      for await (const listing of spec.fetch(gcp, scope, now)) {
        const read = readRows({ rows: listing.rows }, { operation, page, rows: ['rows'], rowId });
        const resources = read.page.rows
          .map((row) => spec.toResource(row, scope, aside))
          .filter((resource) => resource !== undefined);
        yield { resources, unread: [...listing.unread, ...read.unread] };
      }
    },
  };
}
