import { DAY } from '../../../estate/generate/time.ts';
import type { Random } from '../../../estate/random.ts';
import type { ProviderPlace } from '../../context.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { AzureResource } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { plus, times } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { armTime, tickTime } from '../times.ts';

type ItemRole =
  | 'backed-up'
  | 'source-gone'
  | 'stopped-long'
  | 'stopped-lately'
  | 'gone-lately'
  | 'pending'
  | 'deleted'
  | 'immutable'
  | 'keep';

const VAULT = 'Microsoft.RecoveryServices/vaults';
const ITEM = `${VAULT}/backupFabrics/protectionContainers/protectedItems`;
const MACHINE = 'Microsoft.Compute/virtualMachines';
const SHARES: Readonly<Partial<Record<ItemRole, number>>> = {
  'source-gone': 0.15,
  'stopped-long': 0.1,
  'stopped-lately': 0.06,
  'gone-lately': 0.06,
  pending: 0.05,
  deleted: 0.06,
  immutable: 0.06,
  keep: 0.06,
};

/** Recovery Services vaults and what they look after: most of it machines that are there and backed up every night. */
export function makeVaults(context: AzureContext): void {
  const machines = Map.groupBy(
    context.resources.filter(({ type }) => type === MACHINE),
    ({ accountId, region }) => `${accountId} ${region}`,
  );
  const shared = new Map<string, AzureResource>();
  castOf<ItemRole>(context, 'protected items', SHARES, context.count(9, 20), 'backed-up').forEach((role, index) => {
    const random = context.random('protected item', index);
    const place = context.places.pick(random);
    const key = `${place.accountId} ${place.region}`;
    const isAlone =
      role === 'immutable' ||
      role === 'keep' ||
      ((role === 'source-gone' || role === 'stopped-long') && index % 2 === 0);
    const vault = isAlone ? undefined : shared.get(key);
    const its = vault ?? makeVault(context, random, { place, role, name: `rsv-${place.region}-${index}` });
    if (!isAlone) shared.set(key, its);
    makeItem(context, random, { place, vault: its, role, index, machines: machines.get(key) ?? [] });
  });
}

function makeVault(
  context: AzureContext,
  random: Random,
  { place, role, name }: { readonly place: ProviderPlace; readonly role: ItemRole; readonly name: string },
): AzureResource {
  const createdAt = context.now - random.between(500, 900) * DAY;
  return context.add({
    place,
    type: VAULT,
    name,
    resourceGroup: context.group(`rg-backup-${place.region}`, place.accountId, place.region, { team: 'platform' }),
    tags: { team: 'platform', ...(role === 'keep' && { [KEEP_TAG]: 'evidence for the auditors' }) },
    createdAt,
    top: {
      etag: `W/"datetime'${tickTime(createdAt)}'"`,
      sku: { name: 'RS0', tier: 'Standard' },
      identity: { type: 'None' },
    },
    properties: {
      provisioningState: 'Succeeded',
      privateEndpointStateForBackup: 'None',
      privateEndpointStateForSiteRecovery: 'None',
      publicNetworkAccess: 'Enabled',
      redundancySettings: { standardTierStorageRedundancy: 'GeoRedundant', crossRegionRestore: 'Disabled' },
      securitySettings: {
        immutabilitySettings: { state: role === 'immutable' ? 'Locked' : 'Disabled' },
        softDeleteSettings: { softDeleteState: 'Enabled', softDeleteRetentionPeriodInDays: 14 },
      },
      secureScore: 'Adequate',
    },
  });
}

interface ItemPart {
  readonly place: ProviderPlace;
  readonly vault: AzureResource;
  readonly role: ItemRole;
  readonly index: number;
  readonly machines: readonly AzureResource[];
}

function makeItem(context: AzureContext, random: Random, part: ItemPart): void {
  const { place, vault, role, index, machines } = part;
  const isGone = role === 'source-gone' || role === 'gone-lately' || role === 'immutable' || role === 'keep';
  const machine = isGone || machines.length === 0 ? undefined : random.pick(machines);
  const source =
    machine?.id ??
    context.idOf(
      place,
      context.group(`rg-old-${place.region}`, place.accountId, place.region),
      MACHINE,
      `vm-old-${index}`,
    );
  const [group = '', friendlyName = ''] = /resourceGroups\/([^/]+)\/.*\/([^/]+)$/.exec(source)?.slice(1) ?? [];
  // The same machine may be looked after by several vaults, but by each once.
  const name = `iaasvmcontainerv2;${group.toLowerCase()};${friendlyName.toLowerCase()}-${index}`;
  const days = lastBackupDays(random, role, machine !== undefined);
  const lastBackupTime = days === undefined ? '2001-01-01T00:00:00Z' : armTime(context.now - days * DAY);
  const policyId = `${vault.id}/backupPolicies/DefaultPolicy`;
  const item = context.add({
    place,
    type: ITEM,
    name: `${vault.name}/Azure/IaasVMContainer;${name}/VM;${name}`,
    resourceGroup: vault.resourceGroup,
    tags: {},
    createdAt: vault.createdAt,
    properties: {
      protectedItemType: 'Microsoft.Compute/virtualMachines',
      backupManagementType: 'AzureIaasVM',
      workloadType: 'VM',
      containerName: name,
      sourceResourceId: source,
      virtualMachineId: source,
      friendlyName,
      policyId,
      policyName: 'DefaultPolicy',
      vaultId: vault.id,
      lastRecoveryPoint: lastBackupTime,
      lastBackupTime,
      lastBackupStatus: days === undefined ? '' : 'Completed',
      protectionStatus: 'Healthy',
      healthStatus: 'Passed',
      protectionState: states[role] ?? 'Protected',
      protectedItemDataId: String(random.integer(1e12, 9e12)),
      isScheduledForDeferredDelete: role === 'deleted',
      isArchiveEnabled: false,
      softDeleteRetentionPeriodInDays: 14,
      ...(role === 'deleted' && {
        deferredDeleteTimeInUTC: armTime(context.now - 3 * DAY),
        deferredDeleteTimeRemaining: '11',
      }),
    },
  });
  const billed = days !== undefined && role !== 'deleted';
  const sizeGiB = random.integer(40, 900);
  if (billed) {
    context.bill(vault, 'backup/instance');
    context.bill(vault, 'backup/grs', { quantity: sizeGiB });
  }
  const plantedAt = { id: item.id, accountId: place.accountId, region: place.region };
  const cost = plus(usdOf('backup/instance', place.region), times(usdOf('backup/grs', place.region), sizeGiB));
  const fine = (because: string): void => context.fine(CHECK.backup, plantedAt, because);
  if (role === 'source-gone') context.waste(CHECK.backup, plantedAt, 'its machine is gone for months', cost);
  else if (role === 'stopped-long')
    context.waste(CHECK.backup, plantedAt, 'stopped half a year ago, its data kept', cost);
  else if (role === 'stopped-lately') fine('stopped less than 90 days ago, its machine is there');
  else if (role === 'gone-lately') fine('its machine went less than 30 days ago');
  else if (role === 'pending') fine('never backed up yet: nothing is paid');
  else if (role === 'deleted') fine('deleted already, kept for 14 days');
  else if (role === 'immutable') fine('in a vault from which nothing can be removed');
  else if (role === 'keep') fine(`its vault has the tag ${KEEP_TAG}`);
}

const states: Readonly<Partial<Record<ItemRole, string>>> = {
  'source-gone': 'ProtectionStopped',
  'stopped-long': 'ProtectionStopped',
  'stopped-lately': 'ProtectionStopped',
  'gone-lately': 'ProtectionStopped',
  pending: 'IRPending',
  deleted: 'ProtectionStopped',
  immutable: 'ProtectionStopped',
  keep: 'ProtectionStopped',
};

/** Days since the last backup; undefined where there was none. */
function lastBackupDays(random: Random, role: ItemRole, isThere: boolean): number | undefined {
  switch (role) {
    case 'pending':
      return undefined;
    case 'backed-up':
      return random.between(0.1, 0.9);
    case 'stopped-lately':
      return isThere ? random.between(20, 80) : random.between(5, 25);
    case 'gone-lately':
      return random.between(5, 25);
    case 'source-gone':
      return random.between(45, 300);
    default:
      return random.between(120, 300);
  }
}
