import type { Instant } from '../../domain/instant.ts';
import type { Resource, StoredResource } from '../../domain/resources.ts';
import type { NumberedAccount } from './account-dictionary.ts';

export const storedResourceColumns =
  'r.region_id, r.kind, r.resource_id, r.type, r.first_seen, r.last_seen, r.gone_since, r.idle_since, r.body';

/** Columns that make a `StoredResource` again. */
export interface ResourceRow {
  readonly region_id: string;
  readonly kind: string;
  readonly resource_id: string;
  readonly type: string;
  readonly first_seen: Instant;
  readonly last_seen: Instant;
  readonly gone_since: Instant | null;
  readonly idle_since: Instant | null;
  readonly body: string;
}

/** All but kind, type, id and scope, which are columns: facts, known or not, survive as they are. */
export function bodyOf(resource: Resource): string {
  const { kind: _kind, type: _type, resourceId: _resourceId, scope: _scope, ...body } = resource;
  return JSON.stringify(body);
}

export function resourceOf(
  { provider, accountId }: Pick<NumberedAccount, 'provider' | 'accountId'>,
  row: Pick<ResourceRow, 'region_id' | 'kind' | 'resource_id' | 'type' | 'body'>,
): Resource {
  return {
    kind: row.kind,
    type: row.type,
    resourceId: row.resource_id,
    scope: { provider, accountId, regionId: row.region_id },
    ...(JSON.parse(row.body) as object),
  } as Resource;
}

export const storedResourceOf = (
  account: Pick<NumberedAccount, 'provider' | 'accountId'>,
  row: ResourceRow,
): StoredResource => ({
  resource: resourceOf(account, row),
  firstSeen: row.first_seen,
  lastSeen: row.last_seen,
  ...(row.gone_since === null ? {} : { goneSince: row.gone_since }),
  ...(row.idle_since === null ? {} : { idleSince: row.idle_since }),
});
