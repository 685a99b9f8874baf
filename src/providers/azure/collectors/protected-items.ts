import { z } from 'zod';
import { type Fact, fact, known, mapFact, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { ProtectedItem } from '../../../domain/resources.ts';
import { armBase, armFields, armId, parsedRows, timeOf } from '../arm-rows.ts';
import { defineAzureCollector, valueOf } from '../define-azure-collector.ts';
import type { AzureReader } from '../reader.ts';

const Item = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  properties: z.object({
    friendlyName: z.string().nullish(),
    workloadType: z.string().nullish(),
    sourceResourceId: z.string().nullish(),
    protectionState: z.string().nullish(),
    lastBackupTime: z.string().nullish(),
    isScheduledForDeferredDelete: z.boolean().nullish(),
  }),
});
type Item = z.infer<typeof Item>;

const Vault = z.object({
  ...armFields,
  properties: z.object({
    securitySettings: z.object({ immutabilitySettings: z.object({ state: z.string().nullish() }).nullish() }).nullish(),
  }),
  items: z.custom<readonly Item[]>(),
});

const vaultPermission = 'Microsoft.RecoveryServices/vaults/read';
const itemPermission = 'Microsoft.RecoveryServices/vaults/backupProtectedItems/read';

/**
 * What the Recovery Services vaults of a subscription look after. Sources: Resource Graph; Recovery Services API
 * 2024-04-01, Vaults_ListBySubscriptionId and BackupProtectedItems_List of each vault.
 */
export const protectedItems = defineAzureCollector({
  type: 'azure:recoveryservices:protected-item',
  kind: 'protected-item',
  armType: 'microsoft.recoveryservices/vaults',
  permissions: [vaultPermission, itemPermission],
  row: Vault,
  list: { service: 'recoveryservices', path: '/providers/Microsoft.RecoveryServices/vaults', apiVersion: '2024-04-01' },
  // Throws where one vault is not read: its items would look as if they were not there.
  enrich: (reader, scope, rows) =>
    Promise.all(rows.map(async (row) => ({ ...(row as object), items: await itemsOf(reader, scope, row) }))),
  toResources: (rows, scope) =>
    rows.flatMap((vault) => vault.items.map((item): ProtectedItem => toItem(vault, item, scope))),
});

async function itemsOf(reader: AzureReader, scope: Scope, row: unknown): Promise<readonly Item[]> {
  const { id } = (row ?? {}) as { readonly id?: unknown };
  if (typeof id !== 'string') return []; // the row itself is then unread
  const items: Item[] = [];
  const request = { path: `${id}/backupProtectedItems`, apiVersion: '2024-04-01' };
  for await (const page of reader.azure.pages('recoveryservices', itemPermission, scope, request)) {
    items.push(...parsedRows(Item, valueOf(page, itemPermission), itemPermission));
  }
  return items;
}

function toItem(vault: z.infer<typeof Vault>, item: Item, scope: Scope): ProtectedItem {
  const {
    friendlyName,
    workloadType,
    sourceResourceId,
    protectionState,
    lastBackupTime,
    isScheduledForDeferredDelete,
  } = item.properties;
  const base = armBase({ ...vault, id: item.id, name: friendlyName ?? item.name }, scope, {
    type: 'azure:recoveryservices:protected-item',
    state: protectionState ?? 'unknown',
    createdAt: unread('an item does not tell since when it is protected'),
  });
  const source = sourceResourceId ? sourceOf(sourceResourceId, scope) : undefined;
  const immutability = vault.properties.securitySettings?.immutabilitySettings?.state ?? 'Disabled';
  return {
    ...base,
    kind: 'protected-item',
    // The bill has the vault, not its items.
    ...(vault.items.length === 1 && { billingIds: [armId(vault.id)] }),
    uses: mapFact(fact(sourceResourceId, 'sourceResourceId'), (id) => [
      { relation: 'backup-of' as const, targetId: armId(id) },
    ]),
    sourceType: workloadType ?? 'unknown',
    ...(source !== undefined && { source }),
    protection: protections[protectionState ?? ''] ?? 'unknown',
    lastBackupAt: lastBackupOf(lastBackupTime),
    softDeleted: isScheduledForDeferredDelete === true,
    locked: immutability !== 'Disabled',
    itemsInVault: vault.items.length,
  };
}

/** Source: Recovery Services Backup API, ProtectionState. */
const protections: Readonly<Record<string, ProtectedItem['protection']>> = {
  Protected: 'on',
  IRPending: 'pending',
  ProtectionStopped: 'stopped',
  ProtectionPaused: 'stopped',
  BackupsSuspended: 'stopped',
  ProtectionError: 'failing',
};

/** Machines, and accounts of file shares; others (databases inside of machines) name no resource of Resource Manager. */
function sourceOf(sourceId: string, { accountId }: Scope): ProtectedItem['source'] {
  const resourceId = armId(sourceId);
  if (!resourceId.startsWith(`/subscriptions/${accountId}/`)) return undefined;
  if (/\/microsoft\.compute\/virtualmachines\/[^/]+$/.test(resourceId)) return { kind: 'instance', resourceId };
  return /\/microsoft\.storage\/storageaccounts\/[^/]+$/.test(resourceId) ? { kind: 'bucket', resourceId } : undefined;
}

/** An item that was never backed up tells the first moment of 2001. */
function lastBackupOf(text: string | null | undefined): Fact<Instant | null> {
  const at = timeOf(text, 'lastBackupTime');
  return at.known && at.value.startsWith('2001-01-01') ? known(null) : at;
}
