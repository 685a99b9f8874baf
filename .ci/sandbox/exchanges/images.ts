import { AutoScalingClient, DescribeLaunchConfigurationsCommand } from '@aws-sdk/client-auto-scaling';
import {
  BackupClient,
  ListBackupVaultsCommand,
  ListLegalHoldsCommand,
  ListRecoveryPointsByBackupVaultCommand,
  ListRecoveryPointsByLegalHoldCommand,
  ListTagsCommand,
  paginateListRecoveryPointsByBackupVault,
} from '@aws-sdk/client-backup';
import { DLMClient, GetLifecyclePoliciesCommand } from '@aws-sdk/client-dlm';
import {
  DescribeFastSnapshotRestoresCommand,
  DescribeImageAttributeCommand,
  DescribeImagesCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeSnapshotTierStatusCommand,
  DescribeSpotFleetRequestsCommand,
  EC2Client,
  type ImageAttributeName,
  paginateDescribeImages,
  paginateDescribeLaunchTemplates,
} from '@aws-sdk/client-ec2';
import { expectError } from '../aws-clients.ts';
import type { ClientOptions, Exchanges } from './exchanges.ts';

const attributes: readonly ImageAttributeName[] = [
  'launchPermission',
  'lastLaunchedTime',
  'deregistrationProtection',
  'description',
  'productCodes',
];

export const exchanges: Exchanges = {
  reads: {
    backup: (options) => new BackupClient(options).send(new ListBackupVaultsCommand({})),
    dlm: (options) => new DLMClient(options).send(new GetLifecyclePoliciesCommand({})),
  },
  async everywhere({ options }) {
    await images(options);
    await launchers(options);
    await snapshots(options);
    await backups(options);
  },
};

async function images(options: ClientOptions): Promise<void> {
  const client = new EC2Client(options);
  const everything = { Owners: ['self'], IncludeDisabled: true, IncludeDeprecated: true };
  for await (const { Images = [] } of paginateDescribeImages({ client, pageSize: 5 }, everything)) {
    const [{ ImageId } = {}] = Images;
    if (ImageId === undefined) continue;
    for (const Attribute of attributes) await client.send(new DescribeImageAttributeCommand({ ImageId, Attribute }));
  }
  await client.send(new DescribeImagesCommand({ ExecutableUsers: ['self'] }));
  await client.send(new DescribeImagesCommand({ Filters: [{ Name: 'is-public', Values: ['true'] }] }));
  const missing = { ImageId: 'ami-0fffffffffffffff0', Attribute: 'launchPermission' as const };
  await expectError('InvalidAMIID.NotFound', client.send(new DescribeImageAttributeCommand(missing)));
  const malformed = { ...missing, ImageId: 'ami-x' };
  await expectError('InvalidAMIID.Malformed', client.send(new DescribeImageAttributeCommand(malformed)));
}

async function launchers(options: ClientOptions): Promise<void> {
  const client = new EC2Client(options);
  const latest = { Versions: ['$Latest', '$Default'] };
  await client.send(new DescribeLaunchTemplateVersionsCommand({ ...latest, MaxResults: 5 }));
  for await (const { LaunchTemplates = [] } of paginateDescribeLaunchTemplates({ client, pageSize: 5 }, {})) {
    for (const { LaunchTemplateId, LaunchTemplateName } of LaunchTemplates.slice(0, 2)) {
      await client.send(new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId }));
      const resolved = { LaunchTemplateName, Versions: ['1'], ResolveAlias: true };
      await client.send(new DescribeLaunchTemplateVersionsCommand(resolved));
      const absent = { LaunchTemplateId, Versions: ['99'] };
      await expectError(
        'InvalidLaunchTemplateId.VersionNotFound',
        client.send(new DescribeLaunchTemplateVersionsCommand(absent)),
      );
    }
  }
  const LaunchTemplateIds = ['lt-0fffffffffffffff0'];
  await expectError(
    'InvalidLaunchTemplateId.NotFound',
    client.send(new DescribeLaunchTemplatesCommand({ LaunchTemplateIds })),
  );
  await client.send(new DescribeSpotFleetRequestsCommand({}));
  const SpotFleetRequestIds = ['sfr-00000000-0000-0000-0000-000000000000'];
  await expectError(
    'InvalidSpotFleetRequestId.NotFound',
    client.send(new DescribeSpotFleetRequestsCommand({ SpotFleetRequestIds })),
  );
  const scaling = new AutoScalingClient(options);
  await scaling.send(new DescribeLaunchConfigurationsCommand({ MaxRecords: 2 }));
  await expectError('InvalidNextToken', scaling.send(new DescribeLaunchConfigurationsCommand({ NextToken: 'x' })));
}

async function snapshots(options: ClientOptions): Promise<void> {
  const client = new EC2Client(options);
  await client.send(new DescribeSnapshotTierStatusCommand({ MaxResults: 20 }));
  await client.send(new DescribeFastSnapshotRestoresCommand({ MaxResults: 2 }));
  const enabled = [{ Name: 'state', Values: ['enabled'] }];
  await client.send(new DescribeFastSnapshotRestoresCommand({ Filters: enabled }));
  const dlm = new DLMClient(options);
  const { Policies = [] } = await dlm.send(new GetLifecyclePoliciesCommand({ State: 'ENABLED' }));
  const PolicyIds = Policies.flatMap(({ PolicyId }) => PolicyId ?? []);
  if (PolicyIds.length > 0) await dlm.send(new GetLifecyclePoliciesCommand({ PolicyIds }));
  const absent = new GetLifecyclePoliciesCommand({ PolicyIds: ['policy-0fffffffffffffff0'] });
  await expectError('ResourceNotFoundException', dlm.send(absent));
}

async function backups(options: ClientOptions): Promise<void> {
  const client = new BackupClient(options);
  const { BackupVaultList = [] } = await client.send(new ListBackupVaultsCommand({ MaxResults: 10 }));
  for (const { BackupVaultName } of BackupVaultList) {
    const pages = paginateListRecoveryPointsByBackupVault({ client, pageSize: 10 }, { BackupVaultName });
    for await (const { RecoveryPoints = [] } of pages) {
      const own = RecoveryPoints.find(({ RecoveryPointArn = '' }) => RecoveryPointArn.startsWith('arn:aws:backup:'));
      if (own) await client.send(new ListTagsCommand({ ResourceArn: own.RecoveryPointArn }));
    }
  }
  const { LegalHolds = [] } = await client.send(new ListLegalHoldsCommand({}));
  for (const { LegalHoldId } of LegalHolds)
    await client.send(new ListRecoveryPointsByLegalHoldCommand({ LegalHoldId }));
  const absent = new ListRecoveryPointsByBackupVaultCommand({ BackupVaultName: 'none' });
  await expectError('ResourceNotFoundException', client.send(absent));
  const ofEc2 = new ListTagsCommand({ ResourceArn: 'arn:aws:ec2:us-east-1::snapshot/snap-0fffffffffffffff0' });
  await expectError('InvalidParameterValueException', client.send(ofEc2));
}
