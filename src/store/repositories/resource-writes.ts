import { type Scope, scopeKey } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Resource } from '../../domain/resources.ts';
import { BulkInsert } from '../bulk-insert.ts';
import type { Connection } from '../connection.ts';
import { accountNumber } from './account-dictionary.ts';
import { bodyOf } from './resource-rows.ts';

const columns = [
  'account_id',
  'region_id',
  'kind',
  'resource_id',
  'type',
  'name',
  'state',
  'size_name',
  'first_seen',
  'last_seen',
  'last_sync',
  'attached',
  'idle_since',
  'body',
];

/** Being gone ends the unbroken run of syncs that saw a resource idle; not having read its attachments does not. */
const onConflict = `ON CONFLICT (account_id, region_id, kind, resource_id, type) DO UPDATE SET
  name = excluded.name, state = excluded.state, size_name = excluded.size_name, last_seen = excluded.last_seen,
  last_sync = excluded.last_sync, body = excluded.body, attached = excluded.attached, gone_since = NULL,
  idle_since = CASE
    WHEN resource.gone_since IS NOT NULL THEN excluded.idle_since
    WHEN excluded.attached = 'unread' THEN resource.idle_since
    WHEN excluded.attached = 'no' THEN coalesce(resource.idle_since, excluded.idle_since)
  END`;

/** Inserts or updates one page of resources with what they are attached to. Only inside a transaction. */
export function writeResources(
  connection: Connection,
  syncId: number,
  resources: readonly Resource[],
  observedAt: Instant,
): void {
  const accounts = new Map<string, number>();
  const accountOf = (scope: Scope): number => {
    const key = scopeKey(scope);
    const number = accounts.get(key) ?? accountNumber(connection, scope.provider, scope.accountId);
    accounts.set(key, number);
    return number;
  };
  const insert = new BulkInsert(connection, 'resource', columns, { after: onConflict });
  for (const resource of resources) {
    const { scope, kind, type, resourceId } = resource;
    const attached = attachedOf(resource);
    insert.push([
      accountOf(scope),
      scope.regionId,
      kind,
      resourceId,
      type,
      resource.name ?? null,
      resource.state,
      'sizeName' in resource ? resource.sizeName : null,
      observedAt,
      observedAt,
      syncId,
      attached,
      attached === 'no' ? observedAt : null,
      bodyOf(resource),
    ]);
  }
  insert.flush();
  writeAttachments(connection, resources, accountOf);
  writeUses(connection, resources, accountOf);
}

/** Null for a kind that is attached to nothing by nature. */
function attachedOf(resource: Resource): 'yes' | 'no' | 'unread' | null {
  if (!('attachedTo' in resource)) return null;
  if (!resource.attachedTo.known) return 'unread';
  return resource.attachedTo.value.length === 0 ? 'no' : 'yes';
}

function writeAttachments(
  connection: Connection,
  resources: readonly Resource[],
  accountOf: (scope: Scope) => number,
): void {
  const forget = connection.prepare(
    'DELETE FROM attachment WHERE account_id = ? AND region_id = ? AND kind = ? AND resource_id = ? AND type = ?',
  );
  const remember = connection.prepare('INSERT INTO attachment VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
  for (const resource of resources) {
    if (!('attachedTo' in resource)) continue;
    const key = [accountOf(resource.scope), resource.scope.regionId, resource.kind, resource.resourceId, resource.type];
    forget.run(...key);
    for (const target of resource.attachedTo.known ? resource.attachedTo.value : []) remember.run(...key, target);
  }
}

/** What was not read leaves what was known before: a relation that may still hold must not be forgotten. */
function writeUses(connection: Connection, resources: readonly Resource[], accountOf: (scope: Scope) => number): void {
  const forget = connection.prepare(
    'DELETE FROM resource_use WHERE account_id = ? AND region_id = ? AND kind = ? AND resource_id = ? AND type = ?',
  );
  const remember = connection.prepare('INSERT INTO resource_use VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
  for (const { uses, scope, kind, resourceId, type } of resources) {
    if (uses?.known !== true) continue;
    const key = [accountOf(scope), scope.regionId, kind, resourceId, type];
    forget.run(...key);
    for (const { relation, targetId } of uses.value) remember.run(...key, relation, targetId);
  }
}
