import { describe, expect, it } from 'vitest';
import type { PermissionsReport } from '../../src/domain/reports.ts';
import { cloudRole } from '../../src/output/formats/cloud-role.ts';

const report = (provider: PermissionsReport['provider'], ...permissions: string[]): PermissionsReport => ({
  provider,
  target: 'all',
  checks: [],
  read: [
    { use: 'inventory', grantedTo: 'reader', permissions },
    { use: 'again', grantedTo: 'payer', permissions },
  ],
  apply: [],
});

describe('the least role', () => {
  it('of Google Cloud is a custom role as gcloud takes it, each permission once', () => {
    expect(cloudRole(report('gcp', 'compute.instances.list', 'compute.disks.list'))).toBe(`title: Ballast read
description: What Ballast reads. It can list and get, and change nothing.
stage: GA
includedPermissions:
- compute.disks.list
- compute.instances.list
`);
  });

  it('of Azure is a role definition; what reads data stands apart', () => {
    const role = cloudRole(
      report(
        'azure',
        'Microsoft.Compute/disks/read',
        'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
      ),
    );
    expect(JSON.parse(role)).toMatchObject({
      IsCustom: true,
      Actions: ['Microsoft.Compute/disks/read'],
      DataActions: ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'],
    });
  });

  it('of AWS is a policy', () => {
    expect(JSON.parse(cloudRole(report('aws', 'ec2:DescribeVolumes')))).toMatchObject({ Version: '2012-10-17' });
  });
});
