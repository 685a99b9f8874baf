import {
  BackupClient,
  ListBackupVaultsCommand,
  ListLegalHoldsCommand,
  ListRecoveryPointsByBackupVaultCommand,
  ListRecoveryPointsByLegalHoldCommand,
  ListTagsCommand,
} from '@aws-sdk/client-backup';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new BackupClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  ListBackupVaults: ListBackupVaultsCommand,
  ListLegalHolds: ListLegalHoldsCommand,
  ListRecoveryPointsByBackupVault: ListRecoveryPointsByBackupVaultCommand,
  ListRecoveryPointsByLegalHold: ListRecoveryPointsByLegalHoldCommand,
  ListTags: ListTagsCommand,
};
