import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  AttachVolumeCommand,
  CreateSnapshotCommand,
  CreateTagsCommand,
  CreateVolumeCommand,
  DeleteSnapshotCommand,
  DeleteTagsCommand,
  DeleteVolumeCommand,
  DescribeInstancesCommand,
  DescribeVolumesModificationsCommand,
  DetachVolumeCommand,
  DisassociateAddressCommand,
  ModifyInstanceAttributeCommand,
  ModifyVolumeCommand,
  ReleaseAddressCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import type { AwsInstance } from '../../src/sandbox/estate/model.ts';
import { expectError, type AwsClients } from './aws-clients.ts';

/** Every write operation once, on things made for it and on one running instance that is ended in the end. */
export async function exerciseWrites({ ec2 }: AwsClients, instance: AwsInstance): Promise<void> {
  const tags = (ResourceType: 'volume' | 'snapshot' | 'elastic-ip') => [
    { ResourceType, Tags: [{ Key: 'Name', Value: 'made & <tagged>' }] },
  ];
  const InstanceIds = [instance.id];
  const { VolumeId } = await ec2.send(
    new CreateVolumeCommand({
      AvailabilityZone: instance.zone,
      Size: 20,
      VolumeType: 'gp2',
      TagSpecifications: tags('volume'),
    }),
  );
  await ec2.send(new AttachVolumeCommand({ VolumeId, InstanceId: instance.id, Device: '/dev/sdz' }));
  await ec2.send(new DescribeInstancesCommand({ InstanceIds }));
  await expectError('VolumeInUse', ec2.send(new DeleteVolumeCommand({ VolumeId })));
  await ec2.send(new DetachVolumeCommand({ VolumeId }));
  await ec2.send(new ModifyVolumeCommand({ VolumeId, VolumeType: 'gp3' }));
  await ec2.send(new DescribeVolumesModificationsCommand({ VolumeIds: VolumeId === undefined ? [] : [VolumeId] }));
  const { SnapshotId } = await ec2.send(
    new CreateSnapshotCommand({ VolumeId, Description: 'before the end', TagSpecifications: tags('snapshot') }),
  );
  await ec2.send(new CreateTagsCommand({ Resources: [instance.id], Tags: [{ Key: 'ci', Value: '1' }] }));
  await ec2.send(new DeleteTagsCommand({ Resources: [instance.id], Tags: [{ Key: 'ci' }] }));
  await expectError('DryRunOperation', ec2.send(new DeleteVolumeCommand({ VolumeId, DryRun: true })));
  await ec2.send(new DeleteVolumeCommand({ VolumeId }));
  await ec2.send(new DeleteSnapshotCommand({ SnapshotId }));
  await expectError('InvalidSnapshot.NotFound', ec2.send(new DeleteSnapshotCommand({ SnapshotId })));
  const { AllocationId } = await ec2.send(new AllocateAddressCommand({ TagSpecifications: tags('elastic-ip') }));
  const { AssociationId } = await ec2.send(new AssociateAddressCommand({ AllocationId, InstanceId: instance.id }));
  await expectError('InvalidIPAddress.InUse', ec2.send(new ReleaseAddressCommand({ AllocationId })));
  await ec2.send(new DisassociateAddressCommand({ AssociationId }));
  await ec2.send(new ReleaseAddressCommand({ AllocationId }));
  await ec2.send(new StopInstancesCommand({ InstanceIds }));
  await ec2.send(
    new ModifyInstanceAttributeCommand({ InstanceId: instance.id, InstanceType: { Value: instance.type } }),
  );
  await ec2.send(new StartInstancesCommand({ InstanceIds }));
  await ec2.send(new TerminateInstancesCommand({ InstanceIds }));
  await ec2.send(new DescribeInstancesCommand({ InstanceIds }));
}
