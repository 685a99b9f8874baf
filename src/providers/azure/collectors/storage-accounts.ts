import { z } from 'zod';
import { CloudError, reasonOf } from '../../../domain/cloud-error.ts';
import { type Fact, known, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { Bucket, LifecycleRule } from '../../../domain/resources.ts';
import { armBase, armFields, timeOf } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';
import type { AzureReader } from '../reader.ts';

const Account = z.object({
  ...armFields,
  kind: z.string().nullish(),
  sku: z.object({ name: z.string().nullish() }).nullish(),
  properties: z.object({
    accessTier: z.string().nullish(),
    creationTime: z.string().nullish(),
    provisioningState: z.string().nullish(),
  }),
  rules: z.custom<Fact<readonly LifecycleRule[]>>(),
});

const policyPermission = 'Microsoft.Storage/storageAccounts/managementPolicies/read';

/** Kinds whose blobs can move between tiers. Source: "Access tiers for blob data". */
const tiered = new Set(['StorageV2', 'BlobStorage']);

/**
 * Storage accounts of a subscription, with the rules that move their blobs. Sources: Resource Graph; Storage API
 * 2023-05-01, StorageAccounts_List and ManagementPolicies_Get.
 */
export const storageAccounts = defineAzureCollector({
  type: 'azure:storage:storage-account',
  kind: 'bucket',
  armType: 'microsoft.storage/storageaccounts',
  permissions: ['Microsoft.Storage/storageAccounts/read', policyPermission],
  row: Account,
  list: { service: 'storage', path: '/providers/Microsoft.Storage/storageAccounts', apiVersion: '2023-05-01' },
  enrich: (reader, scope, rows) =>
    Promise.all(rows.map(async (row) => ({ ...(row as object), rules: await rulesOf(reader, scope, row) }))),
  toResources: (rows, scope) =>
    rows.map((account): Bucket => {
      const { accessTier, creationTime, provisioningState } = account.properties;
      const platformUse = platformUseOf(account);
      return {
        ...armBase(account, scope, {
          type: 'azure:storage:storage-account',
          state: provisioningState ?? 'unknown',
          createdAt: timeOf(creationTime, 'creationTime'),
        }),
        kind: 'bucket',
        lifecycleRules: account.rules,
        versioning: unread('not asked: it takes a call for each account'),
        // Blocks that were not committed are given up after a week by themselves.
        incompleteUploads: known({ uploads: [], truncated: false }),
        countsRequests: known(true),
        ...(accessTier && { defaultClass: accessTier }),
        ...(account.sku?.name && { redundancy: account.sku.name.replace(/^(Standard|Premium)_/, '') }),
        holdsObjects: tiered.has(account.kind ?? '') && account.sku?.name?.startsWith('Premium') !== true,
        ...(platformUse !== undefined && { platformUse }),
      };
    }),
});

/** Accounts that Azure's own services keep things in. */
function platformUseOf({ name, tags }: z.infer<typeof Account>): string | undefined {
  if (/^(bootdiag|cs-?\d{3}|csb\w{16}|dbstorage|asrcache|mlstorage)/i.test(name))
    return 'an Azure service made it for itself';
  const marker = Object.keys(tags ?? {}).find((key) =>
    /^(ms-resource-usage|databricks-environment|aks-managed)/i.test(key),
  );
  return marker === undefined ? undefined : `its tag ${marker} says that an Azure service uses it`;
}

const Policy = z.object({
  properties: z.object({
    policy: z.object({
      rules: z.array(
        z.object({
          enabled: z.boolean().nullish(),
          definition: z.object({
            filters: z
              .object({
                blobTypes: z.array(z.string()).nullish(),
                prefixMatch: z.array(z.string()).nullish(),
                blobIndexMatch: z.array(z.unknown()).nullish(),
              })
              .nullish(),
            actions: z.object({
              baseBlob: Actions().nullish(),
              snapshot: Actions().nullish(),
              version: Actions().nullish(),
            }),
          }),
        }),
      ),
    }),
  }),
});

function Actions() {
  return z.object({
    tierToCool: z.unknown().optional(),
    tierToCold: z.unknown().optional(),
    tierToArchive: z.unknown().optional(),
    delete: z.unknown().optional(),
  });
}

type Rule = z.infer<typeof Policy>['properties']['policy']['rules'][number];

/** An account without a policy answers that it is not found: it has no rule then. */
async function rulesOf(reader: AzureReader, scope: Scope, row: unknown): Promise<Fact<readonly LifecycleRule[]>> {
  const { id, kind } = (row ?? {}) as { readonly id?: unknown; readonly kind?: unknown };
  if (typeof id !== 'string') return unread('the row has no id');
  if (typeof kind === 'string' && !tiered.has(kind)) return known([]);
  try {
    const answer = await reader.azure.call('storage', policyPermission, scope, {
      path: `${id}/managementPolicies/default`,
      apiVersion: '2023-05-01',
    });
    const policy = Policy.safeParse(answer);
    if (!policy.success) return unread(`malformed: ${policyPermission}`);
    return known(policy.data.properties.policy.rules.map(ruleOf));
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return error.category === 'not-found' && error.vendorCode !== 'ResourceNotFound'
      ? known([])
      : unread(reasonOf(error));
  }
}

function ruleOf({ enabled, definition: { filters, actions } }: Rule): LifecycleRule {
  const { baseBlob, version, snapshot } = actions;
  const moves = (of: typeof baseBlob): boolean => Boolean(of?.tierToCool ?? of?.tierToCold ?? of?.tierToArchive);
  return {
    enabled: enabled !== false,
    holdsForAll:
      (filters?.prefixMatch ?? []).length === 0 &&
      (filters?.blobIndexMatch ?? []).length === 0 &&
      (filters?.blobTypes ?? ['blockBlob']).includes('blockBlob'),
    transitions: moves(baseBlob),
    expires: baseBlob?.delete !== undefined && baseBlob.delete !== null,
    expiresNoncurrent: Boolean(version?.delete ?? snapshot?.delete),
    transitionsNoncurrent: moves(version) || moves(snapshot),
  };
}
