import { z } from 'zod';
import type { Scope } from '../../../domain/ids.ts';
import type { DocumentContainer } from '../../../domain/resources.ts';
import { armBase, armFields, creationNotTold } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';
import {
  containersOf,
  cosmosPermissions,
  type FoundContainer,
  isServerless,
  keepsDocuments,
} from '../document-databases.ts';

const Account = z.object({
  ...armFields,
  kind: z.string().nullish(),
  properties: z.object({
    provisioningState: z.string().nullish(),
    locations: z.array(z.object({ isZoneRedundant: z.boolean().nullish() })).min(1),
    enableMultipleWriteLocations: z.boolean().nullish(),
    enableFreeTier: z.boolean().nullish(),
    capabilities: z.array(z.object({ name: z.string() })).nullish(),
  }),
  containers: z.custom<readonly FoundContainer[]>(),
});

/**
 * Containers of Cosmos DB, and databases that have throughput of their own, of accounts with the API for NoSQL; of serverless
 * ones there is nothing that is provisioned. Sources: Resource Graph; Cosmos DB API 2024-05-15, DatabaseAccounts_List, of
 * each account SqlResources_ListSqlDatabases, ListSqlContainers and Get…Throughput.
 */
export const documentContainers = defineAzureCollector({
  type: 'azure:documentdb:sql-container',
  kind: 'document-container',
  armType: 'microsoft.documentdb/databaseaccounts',
  permissions: cosmosPermissions,
  // No container tells when it was made; not before its account.
  creationListed: true,
  row: Account,
  list: { service: 'documentdb', path: '/providers/Microsoft.DocumentDB/databaseAccounts', apiVersion: '2024-05-15' },
  // Throws where one account is not read: its containers would look as if they were not there.
  enrich: (reader, scope, rows) =>
    Promise.all(rows.map(async (row) => ({ ...(row as object), containers: await containersOf(reader, scope, row) }))),
  toResources: (rows, scope) => rows.flatMap((account) => toContainers(account, scope)),
});

function toContainers(account: z.infer<typeof Account>, scope: Scope): readonly DocumentContainer[] {
  const { properties, containers } = account;
  if (!keepsDocuments(account) || isServerless(account)) return [];
  return containers.map(({ id, name, tags, databaseName, containerName, throughput }) => ({
    ...armBase({ ...account, id, name, tags: { ...account.tags, ...tags } }, scope, {
      type: 'azure:documentdb:sql-container',
      state: properties.provisioningState ?? 'unknown',
      createdAt: creationNotTold,
    }),
    kind: 'document-container',
    accountName: account.name,
    databaseName,
    ...(containerName !== undefined && { containerName }),
    throughput,
    regions: properties.locations.length,
    multipleWriteRegions: properties.enableMultipleWriteLocations === true,
    zoneRedundant: properties.locations.some(({ isZoneRedundant }) => isZoneRedundant === true),
    freeTier: properties.enableFreeTier === true,
  }));
}
