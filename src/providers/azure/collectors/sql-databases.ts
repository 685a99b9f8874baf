import { z } from 'zod';
import { type Fact, known } from '../../../domain/fact.ts';
import type { Database } from '../../../domain/resources.ts';
import { armBase, armFields, armId, timeOf } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';
import { withField } from '../facts-beside.ts';
import { listByServer, sqlDatabasePermission, sqlDatabaseType, sqlServerPermission } from '../sql-databases.ts';
import { capacityOf, gib, licenceOf, powerStateOf, serviceFacts, SqlSku } from '../sql-facts.ts';
import { offerOf } from '../subscription-offer.ts';

const SqlDatabase = z.object({
  ...armFields,
  kind: z.string().nullish(),
  sku: SqlSku.nullish(),
  properties: z.object({
    status: z.string().nullish(),
    maxSizeBytes: z.number().nullish(),
    currentServiceObjectiveName: z.string().nullish(),
    elasticPoolId: z.string().nullish(),
    licenseType: z.string().nullish(),
    zoneRedundant: z.boolean().nullish(),
    autoPauseDelay: z.number().nullish(),
    minCapacity: z.number().nullish(),
    secondaryType: z.string().nullish(),
    creationDate: z.string().nullish(),
  }),
  offer: z.custom<Fact<string>>(),
});

type SqlDatabase = z.infer<typeof SqlDatabase>;

/** Databases of SQL servers, without `master` and data warehouses. Sources: Resource Graph; SQL API 2021-11-01. */
export const sqlDatabases = defineAzureCollector({
  type: 'azure:sql:database',
  kind: 'database',
  armType: sqlDatabaseType,
  permissions: [sqlDatabasePermission, sqlServerPermission, 'Microsoft.Resources/subscriptions/read'],
  row: SqlDatabase,
  list: (reader, scope) => listByServer(reader, scope, 'databases', sqlDatabasePermission),
  enrich: async (reader, scope, rows) => withField(rows, 'offer', await offerOf(reader, scope)),
  toResources: (rows, scope) =>
    rows.filter(isBilled).map((database): Database => {
      const { properties, sku } = database;
      const { status, elasticPoolId, autoPauseDelay, secondaryType, creationDate } = properties;
      const capacity = sku ? capacityOf(sku, properties.minCapacity) : undefined;
      return {
        ...armBase(database, scope, {
          type: 'azure:sql:database',
          state: status ?? 'unknown',
          createdAt: timeOf(creationDate, 'creationDate'),
        }),
        kind: 'database',
        engine: 'sqlserver',
        engineVersion: '12.0',
        licence: licenceOf(properties.licenseType, database.offer),
        sizeName: properties.currentServiceObjectiveName ?? sku?.name ?? 'unknown',
        powerState: powerStateOf(status),
        redundancy: properties.zoneRedundant === true ? 'standby' : 'none',
        storage: { tier: sku?.tier ?? 'unknown', sizeGiB: gib(properties.maxSizeBytes) },
        ...serviceFacts,
        ...(sku?.tier && { tier: sku.tier }),
        ...(capacity !== undefined && { capacity }),
        ...(elasticPoolId && { poolId: armId(elasticPoolId) }),
        // Serverless alone can pause; -1 stands for never.
        ...(typeof autoPauseDelay === 'number' && { pausesAfterMinutes: autoPauseDelay < 0 ? null : autoPauseDelay }),
        ...(secondaryType && { isReplica: true }),
        uses: known(elasticPoolId ? [{ relation: 'member-of', targetId: armId(elasticPoolId) }] : []),
      };
    }),
});

const isBilled = ({ name, kind, sku }: SqlDatabase): boolean =>
  name !== 'master' &&
  sku?.tier !== 'System' &&
  sku?.tier !== 'DataWarehouse' &&
  kind?.includes('datawarehouse') !== true;
