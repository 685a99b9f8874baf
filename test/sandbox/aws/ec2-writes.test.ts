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
  DescribeAddressesCommand,
  DescribeInstancesCommand,
  DescribeSnapshotsCommand,
  DescribeVolumesCommand,
  DescribeVolumesModificationsCommand,
  DetachVolumeCommand,
  DisassociateAddressCommand,
  EC2Client,
  ModifyInstanceAttributeCommand,
  ModifyVolumeCommand,
  ReleaseAddressCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AwsInstance } from '../../../src/sandbox/estate/model.ts';
import { startSandbox, type RunningSandbox } from '../../../src/sandbox/main.ts';
import { busiestPlace, clientOptions, errorOf, keysFor, now } from './support.ts';

let sandbox: RunningSandbox;
let client: EC2Client;
let hosts: AwsInstance[];

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 11, resources: 400, regions: ['us-east-1'], now });
  const place = busiestPlace(sandbox);
  client = new EC2Client(clientOptions(sandbox, await keysFor(sandbox, place.accountId), place.region));
  const addressed = new Set([...sandbox.estate.addresses.values()].map(({ instanceId }) => instanceId));
  hosts = [...sandbox.estate.instances.values()].filter(
    ({ id, accountId, state, lifecycle }) =>
      accountId === place.accountId && state === 'running' && lifecycle !== 'spot' && !addressed.has(id),
  );
});
afterAll(() => sandbox.close());

const nextHost = (): AwsInstance => {
  const host = hosts.pop();
  if (!host) throw new Error('the estate has too few running instances for this test');
  return host;
};
const volumeOf = async (id: string | undefined) => {
  const { Volumes = [] } = await client.send(new DescribeVolumesCommand({ VolumeIds: [id ?? ''] }));
  return Volumes[0];
};
const instanceOf = async (id: string) => {
  const { Reservations = [] } = await client.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return Reservations[0]?.Instances?.[0];
};

describe('what is changed stays changed', () => {
  it('a volume: made, attached, detached, converted, copied, deleted', async () => {
    const host = nextHost();
    const made = await client.send(
      new CreateVolumeCommand({
        AvailabilityZone: host.zone,
        Size: 50,
        VolumeType: 'gp2',
        TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'why', Value: '<test> & "more"' }] }],
      }),
    );
    const { VolumeId } = made;
    expect(made.State).toBe('creating');
    expect(await volumeOf(VolumeId)).toMatchObject({
      State: 'available',
      Size: 50,
      Iops: 150,
      Tags: [{ Key: 'why', Value: '<test> & "more"' }],
    });

    await client.send(new AttachVolumeCommand({ VolumeId, InstanceId: host.id, Device: '/dev/sdy' }));
    expect((await instanceOf(host.id))?.BlockDeviceMappings?.map(({ DeviceName }) => DeviceName)).toContain('/dev/sdy');
    expect(await errorOf(client.send(new DeleteVolumeCommand({ VolumeId })))).toEqual({
      name: 'VolumeInUse',
      status: 400,
    });
    await client.send(new DetachVolumeCommand({ VolumeId }));
    expect((await instanceOf(host.id))?.BlockDeviceMappings?.map(({ DeviceName }) => DeviceName)).not.toContain(
      '/dev/sdy',
    );

    const { VolumeModification } = await client.send(new ModifyVolumeCommand({ VolumeId, VolumeType: 'gp3' }));
    expect(VolumeModification).toMatchObject({
      OriginalVolumeType: 'gp2',
      TargetVolumeType: 'gp3',
      ModificationState: 'modifying',
    });
    expect(await volumeOf(VolumeId)).toMatchObject({ VolumeType: 'gp3', Iops: 3000 });
    const { VolumesModifications } = await client.send(
      new DescribeVolumesModificationsCommand({ VolumeIds: [VolumeId ?? ''] }),
    );
    expect(VolumesModifications).toMatchObject([{ VolumeId, ModificationState: 'completed', TargetVolumeType: 'gp3' }]);

    const { SnapshotId } = await client.send(new CreateSnapshotCommand({ VolumeId, Description: 'kept' }));
    const { Snapshots } = await client.send(
      new DescribeSnapshotsCommand({ Filters: [{ Name: 'volume-id', Values: [VolumeId ?? ''] }] }),
    );
    expect(Snapshots).toMatchObject([{ SnapshotId, State: 'completed', Description: 'kept', VolumeSize: 50 }]);

    expect((await errorOf(client.send(new DeleteVolumeCommand({ VolumeId, DryRun: true })))).name).toBe(
      'DryRunOperation',
    );
    expect((await volumeOf(VolumeId))?.VolumeId).toBe(VolumeId);
    await client.send(new DeleteVolumeCommand({ VolumeId }));
    expect(await errorOf(volumeOf(VolumeId))).toEqual({ name: 'InvalidVolume.NotFound', status: 400 });
    await client.send(new DeleteSnapshotCommand({ SnapshotId }));
    expect((await errorOf(client.send(new DeleteSnapshotCommand({ SnapshotId })))).name).toBe(
      'InvalidSnapshot.NotFound',
    );
  });

  it('a client token makes one volume, however often it is sent', async () => {
    const request = { AvailabilityZone: 'us-east-1a', Size: 8, ClientToken: 'once' };
    const first = await client.send(new CreateVolumeCommand(request));
    const again = await client.send(new CreateVolumeCommand(request));
    expect(again.VolumeId).toBe(first.VolumeId);
  });

  it('an address: allocated, associated, left, released', async () => {
    const host = nextHost();
    const { AllocationId, PublicIp } = await client.send(new AllocateAddressCommand({}));
    const { AssociationId } = await client.send(new AssociateAddressCommand({ AllocationId, InstanceId: host.id }));
    expect((await instanceOf(host.id))?.PublicIpAddress).toBe(PublicIp);
    expect((await errorOf(client.send(new ReleaseAddressCommand({ AllocationId })))).name).toBe(
      'InvalidIPAddress.InUse',
    );
    await client.send(new DisassociateAddressCommand({ AssociationId }));
    const { Addresses } = await client.send(new DescribeAddressesCommand({ AllocationIds: [AllocationId ?? ''] }));
    expect(Addresses?.[0]?.AssociationId).toBeUndefined();
    await client.send(new ReleaseAddressCommand({ AllocationId }));
    const gone = client.send(new DescribeAddressesCommand({ AllocationIds: [AllocationId ?? ''] }));
    expect((await errorOf(gone)).name).toBe('InvalidAllocationID.NotFound');
  });

  it('an instance: stopped, resized, started, ended', async () => {
    const host = nextHost();
    const InstanceIds = [host.id];
    const stopped = await client.send(new StopInstancesCommand({ InstanceIds }));
    expect(stopped.StoppingInstances).toMatchObject([
      { CurrentState: { Name: 'stopping' }, PreviousState: { Name: 'running' } },
    ]);
    const afterStop = await instanceOf(host.id);
    expect(afterStop?.State?.Name).toBe('stopped');
    expect(afterStop?.StateTransitionReason).toMatch(/^User initiated \(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d GMT\)$/);
    const type = host.architecture === 'arm64' ? 'm6g.2xlarge' : 'm5.2xlarge';
    await client.send(new ModifyInstanceAttributeCommand({ InstanceId: host.id, InstanceType: { Value: type } }));
    await client.send(new StartInstancesCommand({ InstanceIds }));
    expect(await instanceOf(host.id)).toMatchObject({ State: { Name: 'running' }, InstanceType: type });
    await client.send(new TerminateInstancesCommand({ InstanceIds }));
    expect((await instanceOf(host.id))?.State?.Name).toBe('terminated');
    const { Reservations } = await client.send(
      new DescribeInstancesCommand({ Filters: [{ Name: 'instance-id', Values: InstanceIds }] }),
    );
    expect(Reservations).toHaveLength(1);
  });

  it('an ended instance is told for an hour, and then no more', async () => {
    const host = nextHost();
    const InstanceIds = [host.id];
    await client.send(new TerminateInstancesCommand({ InstanceIds }));
    host.terminatedAt = (host.terminatedAt ?? 0) - 59 * 60_000;
    expect((await instanceOf(host.id))?.State?.Name).toBe('terminated');
    host.terminatedAt -= 2 * 60_000;
    expect((await errorOf(instanceOf(host.id))).name).toBe('InvalidInstanceID.NotFound');
    expect((await errorOf(client.send(new StopInstancesCommand({ InstanceIds })))).name).toBe(
      'InvalidInstanceID.NotFound',
    );
    const { Reservations } = await client.send(
      new DescribeInstancesCommand({ Filters: [{ Name: 'instance-state-name', Values: ['terminated'] }] }),
    );
    expect(Reservations?.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId }) => InstanceId))).not.toContain(
      host.id,
    );
  });

  it('tags: set, replaced, removed with and without a value', async () => {
    const { id } = nextHost();
    const tags = async () =>
      Object.fromEntries(((await instanceOf(id))?.Tags ?? []).map(({ Key, Value }) => [Key, Value]));
    await client.send(
      new CreateTagsCommand({
        Resources: [id],
        Tags: [
          { Key: 'ballast:keep', Value: 'yes' },
          { Key: 'empty', Value: '' },
        ],
      }),
    );
    expect(await tags()).toMatchObject({ 'ballast:keep': 'yes', empty: '' });
    await client.send(new DeleteTagsCommand({ Resources: [id], Tags: [{ Key: 'ballast:keep', Value: 'no' }] }));
    expect(await tags()).toHaveProperty('ballast:keep');
    await client.send(new DeleteTagsCommand({ Resources: [id], Tags: [{ Key: 'ballast:keep' }] }));
    expect(await tags()).not.toHaveProperty('ballast:keep');
  });
});

describe('refusals', () => {
  it('of what another account holds', async () => {
    const [foreign] = [...sandbox.estate.volumes.values()].filter(
      ({ accountId }) => accountId !== busiestPlace(sandbox).accountId,
    );
    expect((await errorOf(client.send(new DeleteVolumeCommand({ VolumeId: foreign?.id })))).name).toBe(
      'InvalidVolume.NotFound',
    );
    expect(sandbox.estate.volumes.has(foreign?.id ?? '')).toBe(true);
  });

  it('of a type change while the instance runs', async () => {
    const { id } = nextHost();
    const change = client.send(
      new ModifyInstanceAttributeCommand({ InstanceId: id, InstanceType: { Value: 'm5.large' } }),
    );
    expect((await errorOf(change)).name).toBe('IncorrectInstanceState');
  });

  it('of tags meant for another kind of resource', async () => {
    const made = client.send(
      new CreateVolumeCommand({
        AvailabilityZone: 'us-east-1a',
        Size: 8,
        TagSpecifications: [{ ResourceType: 'snapshot', Tags: [{ Key: 'a', Value: 'b' }] }],
      }),
    );
    expect((await errorOf(made)).name).toBe('InvalidParameterValue');
  });
});
