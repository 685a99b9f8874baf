import { backupsFamily } from '../../estate/backups/family.ts';
import type { BackupsState, BackupVault, LegalHold, RecoveryPoint } from '../../estate/backups/model.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';

type Fields = Readonly<Record<string, unknown>>;

const invalid = (message: string): AwsError => new AwsError('InvalidParameterValueException', message);
const stateOf = (call: Call): BackupsState => familyState(call.world.estate, backupsFamily);
const DAY = 86_400_000;

interface Listed<R> {
  readonly listing: string;
  readonly items: (after: string) => Iterable<R>;
  readonly keep?: (item: R) => boolean;
  readonly positionOf: (item: R) => string;
}

/** A page of at most 1,000. */
function page<R>(call: Call, fields: Fields, listed: Listed<R>) {
  const input = new DocumentInput(fields, invalid);
  return pageOf(call, {
    ...listed,
    token: input.optionalText('nextToken'),
    limit: input.optionalInteger('maxResults', { min: 1, max: 1000 }) ?? 1000,
    badToken: () => invalid('Invalid token'),
  });
}

export function listBackupVaults(call: Call, fields: Fields): object {
  const { vaults, points } = stateOf(call);
  const { items, nextToken } = page(call, fields, {
    listing: 'vaults',
    items: (after) => call.world.index.of(vaults).resources(call.accountId, call.region, after),
    positionOf: ({ arn }) => arn,
  });
  const counts = new Map<string, number>();
  for (const point of call.world.index.of(points).resources(call.accountId, call.region)) {
    counts.set(point.vaultName, (counts.get(point.vaultName) ?? 0) + 1);
  }
  return {
    BackupVaultList: items.map((vault) => vaultEntry(vault, counts.get(vault.name) ?? 0)),
    NextToken: nextToken,
  };
}

const vaultEntry = (vault: BackupVault, points: number): object => ({
  BackupVaultName: vault.name,
  BackupVaultArn: vault.arn,
  VaultType: 'BACKUP_VAULT',
  VaultState: 'AVAILABLE',
  CreationDate: new Timestamp(vault.createdAt),
  EncryptionKeyArn: `arn:aws:kms:${vault.region}:${vault.accountId}:key/11111111-2222-4333-a444-555555555555`,
  NumberOfRecoveryPoints: points,
  Locked: vault.locked,
  MinRetentionDays: vault.locked ? 7 : undefined,
  LockDate: vault.locked ? new Timestamp(vault.createdAt + 30 * DAY) : undefined,
});

export function listRecoveryPoints(call: Call, fields: Fields): object {
  const { vaults, points } = stateOf(call);
  const name = new DocumentInput(fields, invalid).text('backupVaultName');
  const here = [...call.world.index.of(vaults).resources(call.accountId, call.region)];
  if (!here.some((vault) => vault.name === name)) {
    throw new AwsError('ResourceNotFoundException', `Backup vault ${name} does not exist.`);
  }
  const { items, nextToken } = page(call, fields, {
    listing: name,
    items: (after) => call.world.index.of(points).resources(call.accountId, call.region, after),
    keep: ({ vaultName }) => vaultName === name,
    positionOf: ({ arn }) => arn,
  });
  return { RecoveryPoints: items.map(pointEntry), NextToken: nextToken };
}

function pointEntry(point: RecoveryPoint): object {
  const { accountId, region, vaultName, createdAt, deleteAfterDays, moveToColdAfterDays } = point;
  const after = (days: number | undefined) => (days === undefined ? undefined : new Timestamp(createdAt + days * DAY));
  const lifecycle = deleteAfterDays !== undefined || moveToColdAfterDays !== undefined;
  return {
    RecoveryPointArn: point.arn,
    BackupVaultName: vaultName,
    BackupVaultArn: `arn:aws:backup:${region}:${accountId}:backup-vault:${vaultName}`,
    ResourceArn: point.resourceArn,
    ResourceType: point.resourceType,
    ResourceName: point.resourceName,
    IamRoleArn: `arn:aws:iam::${accountId}:role/service-role/AWSBackupDefaultServiceRole`,
    Status: point.status,
    CreationDate: new Timestamp(createdAt),
    CompletionDate: new Timestamp(createdAt + 600_000),
    BackupSizeInBytes: point.sizeBytes,
    CalculatedLifecycle: lifecycle
      ? { MoveToColdStorageAt: after(moveToColdAfterDays), DeleteAt: after(deleteAfterDays) }
      : undefined,
    Lifecycle: lifecycle
      ? { MoveToColdStorageAfterDays: moveToColdAfterDays, DeleteAfterDays: deleteAfterDays }
      : undefined,
    IsEncrypted: true,
    IsParent: false,
    VaultType: 'BACKUP_VAULT',
  };
}

export function listLegalHolds(call: Call, fields: Fields): object {
  const { items, nextToken } = page(call, fields, {
    listing: 'holds',
    items: (after) => call.world.index.of(stateOf(call).holds).resources(call.accountId, call.region, after),
    positionOf: ({ id }) => id,
  });
  return { LegalHolds: items.map(holdEntry), NextToken: nextToken };
}

const holdEntry = (hold: LegalHold): object => ({
  Title: hold.title,
  Status: hold.status,
  Description: hold.title,
  LegalHoldId: hold.id,
  LegalHoldArn: `arn:aws:backup:${hold.region}:${hold.accountId}:legal-hold:${hold.id}`,
  CreationDate: new Timestamp(hold.createdAt),
});

export function listRecoveryPointsByHold(call: Call, fields: Fields): object {
  const { holds, points } = stateOf(call);
  const id = new DocumentInput(fields, invalid).text('legalHoldId');
  const hold = call.world.index.of(holds).find(call.accountId, call.region, id);
  if (hold === undefined) throw invalid(`Legal hold ${id} does not exist.`);
  const held = hold.pointArns.flatMap((arn) => points.get(arn) ?? []);
  const { items, nextToken } = page(call, fields, {
    listing: id,
    items: (after) => itemsAfter(held, after, ({ arn }) => arn),
    positionOf: ({ arn }) => arn,
  });
  const entries = items.map(({ arn, resourceArn, resourceType, vaultName }) => ({
    RecoveryPointArn: arn,
    ResourceArn: resourceArn,
    ResourceType: resourceType,
    BackupVaultName: vaultName,
  }));
  return { RecoveryPoints: entries, NextToken: nextToken };
}

/** Of what AWS Backup keeps itself: the tags of a snapshot are EC2's to tell. */
export function listTags(call: Call, fields: Fields): object {
  const { points, vaults } = stateOf(call);
  const arn = new DocumentInput(fields, invalid).text('resourceArn');
  if (!/^arn:[\w-]+:backup:/.test(arn)) throw invalid(`ResourceArn ${arn} is not of AWS Backup.`);
  const point = call.world.index.of(points).find(call.accountId, call.region, arn);
  if (point !== undefined) return { Tags: point.tags };
  if (call.world.index.of(vaults).find(call.accountId, call.region, arn) !== undefined) return { Tags: {} };
  throw new AwsError('ResourceNotFoundException', `${arn} does not exist.`);
}
