import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeLaunchConfigurationsCommand,
} from '@aws-sdk/client-auto-scaling';
import { BackupClient, CreateBackupVaultCommand } from '@aws-sdk/client-backup';
import {
  AllocateHostsCommand,
  CreateImageCommand,
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DescribeImagesCommand,
  EC2Client,
  RequestSpotFleetCommand,
} from '@aws-sdk/client-ec2';
import { type FleetPlace, given, made, type Made } from './made.ts';

/** An image of an instance, and the snapshots that it consists of. */
export async function images({ client, base }: FleetPlace): Promise<readonly Made[]> {
  const ec2 = new EC2Client(client);
  const [instance] = base.instances;
  const { ImageId } = await ec2.send(new CreateImageCommand({ InstanceId: instance?.id, Name: 'golden' }));
  const { Images: [image] = [] } = await ec2.send(new DescribeImagesCommand({ ImageIds: [given(ImageId, 'ImageId')] }));
  const snapshotIds = (image?.BlockDeviceMappings ?? []).flatMap(({ Ebs }) => Ebs?.SnapshotId ?? []);
  ec2.destroy();
  return [
    made('aws:ec2:image', ImageId, { name: 'golden', disabled: false, protected: false }),
    ...snapshotIds.map((id) => made('aws:ec2:snapshot', id)),
  ];
}

export async function launchers({ client, regionId, at }: FleetPlace): Promise<readonly Made[]> {
  const ec2 = new EC2Client(client);
  const { Images: [image] = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ['amazon'] }));
  const ImageId = given(image?.ImageId, 'ImageId');
  const LaunchTemplateData = { ImageId, InstanceType: 't3.micro' as const };
  const { LaunchTemplate } = await ec2.send(
    new CreateLaunchTemplateCommand({ LaunchTemplateName: 'web', LaunchTemplateData }),
  );
  const LaunchTemplateId = given(LaunchTemplate?.LaunchTemplateId, 'LaunchTemplateId');
  await ec2.send(new CreateLaunchTemplateVersionCommand({ LaunchTemplateId, LaunchTemplateData }));
  const { HostIds: [hostId] = [] } = await ec2.send(
    new AllocateHostsCommand({ AvailabilityZone: `${regionId}a`, InstanceType: 'm5.large', Quantity: 1 }),
  );
  ec2.destroy();

  const autoscaling = new AutoScalingClient(client);
  await autoscaling.send(
    new CreateLaunchConfigurationCommand({ LaunchConfigurationName: 'old', ImageId, InstanceType: 'm5.large' }),
  );
  const { LaunchConfigurations: [configuration] = [] } = await autoscaling.send(
    new DescribeLaunchConfigurationsCommand({}),
  );
  // Without members: an emulator's would be instances of their own.
  const bounds = { MinSize: 0, DesiredCapacity: 0, MaxSize: 3 + at };
  await autoscaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: 'web',
      LaunchTemplate: { LaunchTemplateId, Version: '$Latest' },
      AvailabilityZones: [`${regionId}a`],
      ...bounds,
    }),
  );
  const { AutoScalingGroups: [group] = [] } = await autoscaling.send(new DescribeAutoScalingGroupsCommand({}));
  autoscaling.destroy();
  return [
    made('aws:ec2:launch-template', LaunchTemplateId, { name: 'web' }),
    made('aws:ec2:dedicated-host', hostId, { reserved: false }),
    made('aws:autoscaling:launch-configuration', configuration?.LaunchConfigurationARN, { name: 'old' }),
    made('aws:autoscaling:group', group?.AutoScalingGroupARN, {
      minSize: 0,
      desiredSize: 0,
      maxSize: bounds.MaxSize,
      members: [],
      mixesSpot: false,
    }),
  ];
}

/** Its instance is one of EC2's too: see `fleet.ts`. */
export async function spotFleets({ client, accountId, network }: FleetPlace): Promise<readonly Made[]> {
  const ec2 = new EC2Client(client);
  const { Images: [image] = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ['amazon'] }));
  const { SpotFleetRequestId } = await ec2.send(
    new RequestSpotFleetCommand({
      SpotFleetRequestConfig: {
        IamFleetRole: `arn:aws:iam::${accountId}:role/fleet`,
        TargetCapacity: 1,
        AllocationStrategy: 'lowestPrice',
        LaunchSpecifications: [
          { ImageId: image?.ImageId, InstanceType: 't3.small', SubnetId: network.subnetIds[0], SpotPrice: '0.1' },
        ],
      },
    }),
  );
  ec2.destroy();
  return [made('aws:ec2:spot-fleet-request', SpotFleetRequestId)];
}

/** A vault that says that it is empty: moto makes no recovery points, and does not list them either. */
export async function vaults({ client }: FleetPlace): Promise<readonly Made[]> {
  const backup = new BackupClient(client);
  await backup.send(new CreateBackupVaultCommand({ BackupVaultName: 'main' }));
  backup.destroy();
  return [];
}
