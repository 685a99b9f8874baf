import type { z } from 'zod';
import type { CollectorInfo, ResourcePage, UnreadRow } from '../../domain/ports/provider.ts';
import type { Scope } from '../../domain/ids.ts';
import type { Resource } from '../../domain/resources.ts';
import { readRows } from './read-rows.ts';

/** A resource type in three parts: the effect, the schema at the edge, and a pure map. */
export interface CollectorSpec<Client, Page, R extends Resource> extends CollectorInfo {
  readonly kind: R['kind'];
  /** The operation whose answers are read, for errors: `ec2:DescribeVolumes`. */
  readonly operation: string;
  /** Only the fields that are used; what a missing one means is decided here. */
  readonly page: z.ZodType<Page>;
  /** Names of the lists that lead to a row: `['Reservations', 'Instances']`. */
  readonly rows: readonly [string, ...string[]];
  /** The row's field that holds its id, for saying which row could not be read. */
  readonly rowId: string;
  /** Answers as the API sends them, to the end of the listing. */
  fetch(client: Client, scope: Scope): AsyncIterable<unknown>;
  toResources(page: Page, scope: Scope): readonly R[];
}

export interface Collector<Client> {
  readonly info: CollectorInfo;
  collect(client: Client, scope: Scope): AsyncIterable<ResourcePage>;
}

/**
 * A row that fails its schema becomes one unread entry with its reason; an answer without its list is a malformed
 * CloudError. Neither is ever a shorter list.
 */
export function defineCollector<Client, Page, R extends Resource>(
  spec: CollectorSpec<Client, Page, R>,
): Collector<Client> {
  const { type, kind, reach, permissions, metrics } = spec;
  return {
    info: { type, kind, reach, permissions, ...(metrics !== undefined && { metrics }) },
    async *collect(client, scope) {
      for await (const answer of spec.fetch(client, scope)) {
        const { page, unread } = readRows(answer, spec);
        yield { resources: spec.toResources(page, scope), unread } satisfies {
          resources: readonly Resource[];
          unread: readonly UnreadRow[];
        };
      }
    },
  };
}
