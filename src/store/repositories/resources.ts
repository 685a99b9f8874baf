import type { ProviderId, Scope } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { InUse } from '../../domain/ports/provider.ts';
import type { ResourceFilter, ResourceRepository, ScopeFilter } from '../../domain/ports/store.ts';
import type {
  BlockVolume,
  PublicAddress,
  Relation,
  Resource,
  ResourceKind,
  ResourceUser,
  StoredResource,
} from '../../domain/resources.ts';
import type { Connection } from '../connection.ts';
import { accountsIn, findAccount, jsonList } from './account-dictionary.ts';
import { resourceCondition } from './resource-filter.ts';
import { type ResourceRow, resourceOf, storedResourceColumns, storedResourceOf } from './resource-rows.ts';
import { streamResources } from './resource-stream.ts';
import { writeResources } from './resource-writes.ts';

export class SqliteResourceRepository implements ResourceRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  upsert(syncId: number, resources: readonly Resource[], observedAt: Instant): Promise<void> {
    return this.#connection.write(() => writeResources(this.#connection, syncId, resources, observedAt));
  }

  markGone(syncId: number, scope: Scope, type: string, observedAt: Instant): Promise<number> {
    return this.#connection.write(() => {
      const account = findAccount(this.#connection, scope.provider, scope.accountId);
      if (account === undefined) return 0;
      return this.#connection
        .prepare(
          `UPDATE resource SET gone_since = ?
           WHERE account_id = ? AND region_id = ? AND type = ? AND last_sync <> ? AND gone_since IS NULL`,
        )
        .run(observedAt, account, scope.regionId, type, syncId).changes;
    });
  }

  markGoneInAccount(
    syncId: number,
    scope: Scope,
    type: string,
    observedAt: Instant,
    regionIds: readonly string[],
  ): Promise<number> {
    return this.#connection.write(() => {
      const account = findAccount(this.#connection, scope.provider, scope.accountId);
      if (account === undefined) return 0;
      return this.#connection
        .prepare(
          `UPDATE resource SET gone_since = :at
           WHERE account_id = :account AND type = :type AND last_sync <> :sync AND gone_since IS NULL
             AND (:all OR region_id IN (SELECT value FROM json_each(:regions)))`,
        )
        .run({
          at: observedAt,
          account,
          type,
          sync: syncId,
          all: regionIds.length === 0 ? 1 : 0,
          regions: jsonList(regionIds),
        }).changes;
    });
  }

  regionsOf(provider: ProviderId, accountId: string): Promise<readonly string[]> {
    return this.#connection.read(() => {
      const account = findAccount(this.#connection, provider, accountId);
      if (account === undefined) return [];
      return this.#connection
        .prepare<string>(
          'SELECT DISTINCT region_id FROM resource WHERE account_id = ? AND gone_since IS NULL ORDER BY region_id',
        )
        .pluck()
        .all(account);
    });
  }

  stream(filter: ResourceFilter, batchSize: number): AsyncIterable<readonly StoredResource[]> {
    return streamResources(this.#connection, filter, batchSize);
  }

  count(filter: ResourceFilter): Promise<number> {
    return this.#connection.read(() => {
      const { sql, parameters } = resourceCondition(this.#connection, filter);
      const count = this.#connection
        .prepare<number>(
          `SELECT count(*) FROM resource r WHERE r.account_id IN (SELECT value FROM json_each(:accounts)) AND ${sql}`,
        )
        .pluck()
        .get({ ...parameters, accounts: this.#accountList(filter) });
      return Math.min(count ?? 0, filter.limit ?? Number.POSITIVE_INFINITY);
    });
  }

  counts(
    filter: ScopeFilter,
  ): Promise<readonly { readonly provider: ProviderId; readonly type: string; readonly count: number }[]> {
    return this.#connection.read(() => {
      const { sql, parameters } = resourceCondition(this.#connection, filter);
      return this.#connection
        .prepare<{ provider: ProviderId; type: string; count: number }>(
          `SELECT a.provider, c.type, sum(c.count) AS count
           FROM (
             SELECT r.account_id, r.type, count(*) AS count FROM resource r
             WHERE r.account_id IN (SELECT value FROM json_each(:accounts)) AND ${sql}
             GROUP BY r.account_id, r.region_id, r.type) c
           JOIN account a USING (account_id)
           GROUP BY a.provider, c.type ORDER BY a.provider, c.type`,
        )
        .all({ ...parameters, accounts: this.#accountList(filter) });
    });
  }

  attachedTo(
    scope: Scope,
    resourceIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly (BlockVolume | PublicAddress)[]>> {
    return this.#connection.read(() => {
      const found = new Map<string, (BlockVolume | PublicAddress)[]>();
      const account = findAccount(this.#connection, scope.provider, scope.accountId);
      if (account === undefined) return found;
      const rows = this.#connection
        .prepare<ResourceRow & { readonly target_id: string }>(
          `SELECT t.target_id, ${storedResourceColumns} FROM json_each(:wanted) wanted
           CROSS JOIN attachment t ON t.account_id = :account AND t.region_id = :region AND t.target_id = wanted.value
           JOIN resource r ON r.account_id = t.account_id AND r.region_id = t.region_id
             AND r.kind = t.kind AND r.resource_id = t.resource_id AND r.type = t.type
           WHERE r.gone_since IS NULL AND t.kind IN ('block-volume', 'public-address')
           ORDER BY t.target_id, r.kind, r.resource_id, r.type`,
        )
        .all({ account, region: scope.regionId, wanted: jsonList([...new Set(resourceIds)]) });
      for (const row of rows) {
        const attached = resourceOf(scope, row) as BlockVolume | PublicAddress;
        const ofTarget = found.get(row.target_id);
        if (ofTarget) ofTarget.push(attached);
        else found.set(row.target_id, [attached]);
      }
      return found;
    });
  }

  byId(scope: Scope, resourceIds: readonly string[]): Promise<ReadonlyMap<string, StoredResource>> {
    return this.#connection.read(() => {
      const account = findAccount(this.#connection, scope.provider, scope.accountId);
      if (account === undefined) return new Map();
      const rows = this.#connection
        .prepare<ResourceRow>(
          `SELECT ${storedResourceColumns} FROM json_each(:wanted) wanted
           CROSS JOIN resource r ON r.resource_id = wanted.value AND r.account_id = :account AND r.region_id = :region
           WHERE r.gone_since IS NULL ORDER BY r.resource_id, r.kind, r.type`,
        )
        .all({ account, region: scope.regionId, wanted: jsonList([...new Set(resourceIds)]) });
      return new Map(rows.map((row) => [row.resource_id, storedResourceOf(scope, row)]));
    });
  }

  inUse(provider: ProviderId): Promise<ReadonlyMap<string, InUse>> {
    return this.#connection.read(() => {
      const rows = this.#connection
        .prepare<{ readonly region_id: string; readonly kind: ResourceKind; readonly size_name: string | null }>(
          `SELECT DISTINCT r.region_id, r.kind, r.size_name FROM resource r JOIN account a USING (account_id)
           WHERE a.provider = ? AND r.gone_since IS NULL
           ORDER BY r.region_id, r.kind, r.size_name`,
        )
        .all(provider);
      const byRegion = new Map<string, Map<ResourceKind, string[]>>();
      for (const { region_id, kind, size_name } of rows) {
        const kinds = byRegion.get(region_id) ?? new Map<ResourceKind, string[]>();
        byRegion.set(region_id, kinds);
        const names = kinds.get(kind) ?? [];
        kinds.set(kind, names);
        if (size_name !== null) names.push(size_name);
      }
      return byRegion;
    });
  }

  usersOf(provider: ProviderId, targetIds: readonly string[]): Promise<ReadonlyMap<string, readonly ResourceUser[]>> {
    return this.#connection.read(() => {
      const rows = this.#connection
        .prepare<{
          readonly target_id: string;
          readonly relation: Relation;
          readonly kind: ResourceKind;
          readonly type: string;
          readonly resource_id: string;
          readonly region_id: string;
          readonly native_id: string;
          readonly state: string;
        }>(
          `SELECT u.target_id, u.relation, u.kind, u.type, u.resource_id, u.region_id, a.native_id, r.state
           FROM json_each(:wanted) wanted
           CROSS JOIN resource_use u ON u.target_id = wanted.value
           JOIN account a ON a.account_id = u.account_id AND a.provider = :provider
           JOIN resource r ON r.account_id = u.account_id AND r.region_id = u.region_id
             AND r.kind = u.kind AND r.resource_id = u.resource_id AND r.type = u.type
           WHERE r.gone_since IS NULL
           ORDER BY u.target_id, a.native_id, u.region_id, u.kind, u.resource_id, u.relation`,
        )
        .all({ provider, wanted: jsonList([...new Set(targetIds)]) });
      const users = new Map<string, ResourceUser[]>();
      for (const row of rows) {
        const ofTarget = users.get(row.target_id) ?? [];
        users.set(row.target_id, ofTarget);
        ofTarget.push({
          relation: row.relation,
          kind: row.kind,
          type: row.type,
          resourceId: row.resource_id,
          scope: { provider, accountId: row.native_id, regionId: row.region_id },
          state: row.state,
        });
      }
      return users;
    });
  }

  #accountList(filter: ScopeFilter): string {
    return JSON.stringify(accountsIn(this.#connection, filter).map(({ number }) => number));
  }
}
