import type { ResourceFilter } from '../../domain/ports/store.ts';
import type { StoredResource } from '../../domain/resources.ts';
import type { Connection } from '../connection.ts';
import { accountsIn, type NumberedAccount } from './account-dictionary.ts';
import { resourceCondition } from './resource-filter.ts';
import { type ResourceRow, storedResourceColumns, storedResourceOf } from './resource-rows.ts';

/** A part of the key's order that is read from one end to the other. */
interface Range {
  readonly account: NumberedAccount;
  /** All regions when left out. */
  readonly regionId?: string;
}

type Position = readonly [regionId: string, kind: string, resourceId: string, type: string];
const START: Position = ['', '', '', ''];

/**
 * In order of account, region, kind and id. Each batch is a query of its own, which goes on behind the last row of
 * the one before: memory is flat, no cursor stays open over an `await`, and what is written meanwhile disturbs
 * nothing.
 */
export async function* streamResources(
  connection: Connection,
  filter: ResourceFilter,
  batchSize: number,
): AsyncIterable<readonly StoredResource[]> {
  let left = filter.limit ?? Number.POSITIVE_INFINITY;
  let batch: StoredResource[] = [];
  for (const range of await connection.read(() => rangesOf(connection, filter))) {
    let after: Position | undefined = START;
    while (after && left > 0) {
      const from: Position = after;
      const wanted = Math.min(batchSize - batch.length, left);
      const rows: readonly ResourceRow[] = await connection.read(() => page(connection, range, filter, from, wanted));
      for (const row of rows) batch.push(storedResourceOf(range.account, row));
      left -= rows.length;
      const last = rows.at(-1);
      after = last && rows.length === wanted ? [last.region_id, last.kind, last.resource_id, last.type] : undefined;
      if (batch.length === batchSize) {
        yield batch;
        batch = [];
      }
    }
  }
  if (batch.length > 0) yield batch;
}

/** Regions that are named are ranges of their own: a list of them in one query would be read anew for each page. */
function rangesOf(connection: Connection, filter: ResourceFilter): readonly Range[] {
  const accounts = accountsIn(connection, filter);
  if (filter.regionIds === undefined) return accounts.map((account) => ({ account }));
  const regionIds = [...new Set(filter.regionIds)].toSorted();
  return accounts.flatMap((account) => regionIds.map((regionId) => ({ account, regionId })));
}

function page(
  connection: Connection,
  { account, regionId }: Range,
  { regionIds: _regionIds, ...filter }: ResourceFilter,
  [afterRegion, afterKind, afterId, afterType]: Position,
  limit: number,
): readonly ResourceRow[] {
  const { sql, parameters } = resourceCondition(connection, filter);
  const behind =
    regionId === undefined
      ? '(r.region_id, r.kind, r.resource_id, r.type) > (:afterRegion, :afterKind, :afterId, :afterType)'
      : 'r.region_id = :region AND (r.kind, r.resource_id, r.type) > (:afterKind, :afterId, :afterType)';
  return connection
    .prepare<ResourceRow>(
      `SELECT ${storedResourceColumns} FROM resource r ${filter.resourceId === undefined ? '' : 'INDEXED BY resource_by_id'}
       WHERE r.account_id = :account AND ${behind} AND ${sql}
       ORDER BY r.region_id, r.kind, r.resource_id, r.type LIMIT :limit`,
    )
    .all({
      ...parameters,
      account: account.number,
      region: regionId ?? null,
      afterRegion,
      afterKind,
      afterId,
      afterType,
      limit,
    });
}
