import { z } from 'zod';
import type { Scope } from '../../domain/ids.ts';
import { armId, parsedRows, resourceGroupOf } from './arm-rows.ts';
import { valueOf } from './define-azure-collector.ts';
import type { AzureReader } from './reader.ts';

export const sqlServerPermission = 'Microsoft.Sql/servers/read';
export const sqlDatabasePermission = 'Microsoft.Sql/servers/databases/read';
export const sqlDatabaseType = 'microsoft.sql/servers/databases';

const apiVersion = '2021-11-01';

/** `databases` or `elasticPools` of every SQL server of a subscription. Source: SQL API 2021-11-01, …_ListByServer. */
export async function* listByServer(
  reader: AzureReader,
  scope: Scope,
  what: 'databases' | 'elasticPools',
  permission: string,
): AsyncGenerator<{ readonly value: readonly unknown[] }, void, undefined> {
  for (const { id, name } of await serversOf(reader, scope)) {
    const group = resourceGroupOf(id) ?? '';
    const path = `/subscriptions/${scope.accountId}/resourceGroups/${group}/providers/Microsoft.Sql/servers/${name}/${what}`;
    for await (const page of reader.azure.pages('sql', permission, scope, { path, apiVersion })) {
      yield { value: valueOf(page, permission) };
    }
  }
}

const Server = z.object({ id: z.string().min(1), name: z.string().min(1) });

const serversOf = (reader: AzureReader, scope: Scope): Promise<readonly z.infer<typeof Server>[]> =>
  reader.once(`sql-servers/${scope.accountId}`, async () => {
    const path = `/subscriptions/${scope.accountId}/providers/Microsoft.Sql/servers`;
    const servers: z.infer<typeof Server>[] = [];
    for await (const page of reader.azure.pages('sql', sqlServerPermission, scope, { path, apiVersion })) {
      servers.push(...parsedRows(Server, valueOf(page, sqlServerPermission), sqlServerPermission));
    }
    return servers;
  });

const PoolMember = z.object({
  id: z.string().min(1),
  properties: z.object({ elasticPoolId: z.string().nullish() }),
});

/** Databases of each elastic pool. */
export async function poolMembers(reader: AzureReader, scope: Scope): Promise<ReadonlyMap<string, readonly string[]>> {
  const graph = await reader.graphRows(scope, sqlDatabaseType);
  const rows: unknown[] = [...(graph ?? [])];
  if (rows.length === 0) {
    for await (const { value } of listByServer(reader, scope, 'databases', sqlDatabasePermission)) rows.push(...value);
  }
  const members = new Map<string, string[]>();
  for (const { id, properties } of parsedRows(PoolMember, rows, sqlDatabasePermission)) {
    if (!properties.elasticPoolId) continue;
    const pool = armId(properties.elasticPoolId);
    members.set(pool, [...(members.get(pool) ?? []), armId(id)]);
  }
  return members;
}
