import { z } from 'zod';
import { type Fact, mapFact } from '../../../domain/fact.ts';
import type { DatabasePool } from '../../../domain/resources.ts';
import { armBase, armFields, armId, timeOf } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';
import { factOf, withField } from '../facts-beside.ts';
import {
  listByServer,
  poolMembers,
  sqlDatabasePermission,
  sqlDatabaseType,
  sqlServerPermission,
} from '../sql-databases.ts';
import { capacityOf, gib, licenceOf, SqlSku } from '../sql-facts.ts';
import { offerOf } from '../subscription-offer.ts';

const Pool = z.object({
  ...armFields,
  sku: SqlSku,
  properties: z.object({
    state: z.string().nullish(),
    creationDate: z.string().nullish(),
    maxSizeBytes: z.number().nullish(),
    licenseType: z.string().nullish(),
  }),
  offer: z.custom<Fact<string>>(),
  members: z.custom<Fact<ReadonlyMap<string, readonly string[]>>>(),
});

const permission = 'Microsoft.Sql/servers/elasticPools/read';

/** Elastic pools of SQL servers, with their databases. Sources: Resource Graph; SQL API 2021-11-01. */
export const sqlElasticPools = defineAzureCollector({
  type: 'azure:sql:elastic-pool',
  kind: 'database-pool',
  armType: 'microsoft.sql/servers/elasticpools',
  alsoReads: [sqlDatabaseType],
  permissions: [permission, sqlDatabasePermission, sqlServerPermission, 'Microsoft.Resources/subscriptions/read'],
  row: Pool,
  list: (reader, scope) => listByServer(reader, scope, 'elasticPools', permission),
  async enrich(reader, scope, rows) {
    const members = await factOf(() => poolMembers(reader, scope));
    return withField(withField(rows, 'offer', await offerOf(reader, scope)), 'members', members);
  },
  toResources: (rows, scope) =>
    rows.map((pool): DatabasePool => {
      const { sku, properties } = pool;
      const attachedTo = mapFact(pool.members, (members) => members.get(armId(pool.id)) ?? []);
      return {
        ...armBase(pool, scope, {
          type: 'azure:sql:elastic-pool',
          state: properties.state ?? 'unknown',
          createdAt: timeOf(properties.creationDate, 'creationDate'),
        }),
        kind: 'database-pool',
        engine: 'sqlserver',
        licence: licenceOf(properties.licenseType, pool.offer),
        sizeName: `${sku.name}${sku.capacity ? `_${sku.capacity}` : ''}`,
        tier: sku.tier ?? 'unknown',
        capacity: capacityOf(sku, undefined) ?? { unit: 'vCore', max: 0 },
        storageGiB: gib(properties.maxSizeBytes),
        attachedTo,
        uses: mapFact(attachedTo, (ids) => ids.map((targetId) => ({ relation: 'has-member', targetId }) as const)),
      };
    }),
});
