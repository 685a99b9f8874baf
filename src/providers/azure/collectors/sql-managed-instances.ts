import { z } from 'zod';
import { type Fact, unread } from '../../../domain/fact.ts';
import type { Database } from '../../../domain/resources.ts';
import { armBase, armFields, armId } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';
import { withField } from '../facts-beside.ts';
import { licenceOf, powerStateOf, serviceFacts, SqlSku } from '../sql-facts.ts';
import { offerOf } from '../subscription-offer.ts';

const ManagedInstance = z.object({
  ...armFields,
  sku: SqlSku.nullish(),
  properties: z.object({
    vCores: z.number().nullish(),
    storageSizeInGB: z.number().nullish(), // GiB
    licenseType: z.string().nullish(),
    state: z.string().nullish(),
    zoneRedundant: z.boolean().nullish(),
    instancePoolId: z.string().nullish(),
    // Newer than the list's version; Resource Graph tells it.
    isGeneralPurposeV2: z.boolean().nullish(),
  }),
  offer: z.custom<Fact<string>>(),
});

/** SQL managed instances of a subscription. Sources: Resource Graph; SQL API 2021-11-01, ManagedInstances_List. */
export const sqlManagedInstances = defineAzureCollector({
  type: 'azure:sql:managed-instance',
  kind: 'database',
  armType: 'microsoft.sql/managedinstances',
  permissions: ['Microsoft.Sql/managedInstances/read', 'Microsoft.Resources/subscriptions/read'],
  creationListed: true,
  row: ManagedInstance,
  list: { service: 'sql', path: '/providers/Microsoft.Sql/managedInstances', apiVersion: '2021-11-01' },
  enrich: async (reader, scope, rows) => withField(rows, 'offer', await offerOf(reader, scope)),
  toResources: (rows, scope) =>
    rows.map((instance): Database => {
      const { sku, properties } = instance;
      const vCores = properties.vCores ?? sku?.capacity ?? undefined;
      const storageGiB = properties.storageSizeInGB;
      return {
        ...armBase(instance, scope, {
          type: 'azure:sql:managed-instance',
          state: properties.state ?? 'unknown',
          createdAt: unread('Azure tells no time of creation for this type'),
        }),
        kind: 'database',
        engine: 'sqlserver',
        engineVersion: '12.0',
        licence: licenceOf(properties.licenseType, instance.offer),
        sizeName: `${sku?.name ?? 'unknown'}${vCores === undefined ? '' : `_${vCores}`}`,
        powerState: powerStateOf(properties.state),
        redundancy: properties.zoneRedundant === true ? 'standby' : 'none',
        ...(typeof storageGiB === 'number' && {
          storage: {
            tier: properties.isGeneralPurposeV2 === true ? 'GeneralPurposeV2' : (sku?.tier ?? 'unknown'),
            sizeGiB: storageGiB,
          },
        }),
        ...serviceFacts,
        ...(properties.instancePoolId && { poolId: armId(properties.instancePoolId) }),
        ...(sku?.tier && { tier: sku.tier }),
        ...(vCores !== undefined && { capacity: { unit: 'vCore', max: vCores } as const }),
      };
    }),
});
