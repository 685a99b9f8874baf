import { restOperations } from '../operation.ts';
import type { Route, ServiceModule } from '../service-module.ts';
import { restJsonProfile } from '../service-profiles.ts';
import {
  listBackupVaults,
  listLegalHolds,
  listRecoveryPoints,
  listRecoveryPointsByHold,
  listTags,
} from './listings.ts';

const paging = { maxResults: 'integer' } as const;

const routes: readonly Route[] = [
  { operation: 'ListBackupVaults', method: 'GET', path: '/backup-vaults/', query: paging },
  {
    operation: 'ListRecoveryPointsByBackupVault',
    method: 'GET',
    path: '/backup-vaults/{backupVaultName}/recovery-points/',
    query: paging,
  },
  { operation: 'ListLegalHolds', method: 'GET', path: '/legal-holds/', query: paging },
  {
    operation: 'ListRecoveryPointsByLegalHold',
    method: 'GET',
    path: '/legal-holds/{legalHoldId}/recovery-points',
    query: paging,
  },
  { operation: 'ListTags', method: 'GET', path: '/tags/{resourceArn}/', query: paging },
];

/** AWS Backup, version 2018-11-15: what is kept, and what keeps it. */
export const backupModule: ServiceModule = {
  id: 'backup',
  profile: restJsonProfile({ signingName: 'backup', messageField: 'Message' }),
  operations: restOperations({
    ListBackupVaults: listBackupVaults,
    ListRecoveryPointsByBackupVault: listRecoveryPoints,
    ListLegalHolds: listLegalHolds,
    ListRecoveryPointsByLegalHold: listRecoveryPointsByHold,
    ListTags: listTags,
  }),
  routes,
};
