import { describe, expect, it } from 'vitest';
import type { AwsAddress, AwsInstance, AwsVolume, Estate } from '../../../src/sandbox/estate/model.ts';
import {
  allocateAddress,
  associateAddress,
  attachVolume,
  createSnapshot,
  createTags,
  createVolume,
  deleteSnapshot,
  deleteTags,
  deleteVolume,
  detachVolume,
  disassociateAddress,
  modifyInstanceType,
  modifyVolume,
  releaseAddress,
  startInstances,
  stopInstances,
  terminateInstances,
} from '../../../src/sandbox/estate/mutations.ts';
import { estateDocument } from '../../../src/sandbox/estate/serialise.ts';
import { estateOf, first, HOUR, NOW } from './estates.ts';

type Placed = { readonly accountId: string; readonly region: string };
type Mutation<P, R> = (estate: Estate, accountId: string, region: string, params: P, now: number) => R;

function at<P, R>(mutation: Mutation<P, R>, estate: Estate, place: Placed, params: P, now = NOW): R {
  return mutation(estate, place.accountId, place.region, params, now);
}

const text = (estate: Estate): string => JSON.stringify(estateDocument(estate));

/** The change is refused with this code, and nothing has changed. */
function expectRefused(estate: Estate, code: string, change: () => unknown): void {
  const before = text(estate);
  expect(change).toThrow(expect.objectContaining({ name: 'EstateError', code }));
  expect(text(estate)).toBe(before);
}

const free = (estate: Estate): AwsVolume => first(estate.volumes.values(), ({ state }) => state === 'available');
const rootOf = (estate: Estate, instance: AwsInstance): AwsVolume =>
  first(
    estate.volumes.values(),
    ({ attachments: [held] }) => held?.instanceId === instance.id && held.device === instance.rootDeviceName,
  );
const runningOne = (estate: Estate): AwsInstance =>
  first(estate.instances.values(), ({ state, lifecycle }) => state === 'running' && lifecycle === undefined);
const withAddress = (estate: Estate): AwsAddress =>
  first(estate.addresses.values(), ({ instanceId }) => estate.instances.get(instanceId ?? '')?.state === 'running');
const idleAddress = (estate: Estate): AwsAddress =>
  first(estate.addresses.values(), ({ associationId }) => associationId === undefined);
const ELSEWHERE = { accountId: '999999999999', region: 'us-east-1' };

describe('volumes', () => {
  it('are made with what the type implies', () => {
    const estate = estateOf({ resources: 60 });
    const place = runningOne(estate);
    const make = (params: object) => at(createVolume, estate, place, { zone: place.zone, sizeGiB: 100, ...params });
    expect(make({})).toMatchObject({
      type: 'gp2',
      state: 'available',
      attachments: [],
      createdAt: NOW,
      encrypted: false,
    });
    expect(make({ type: 'gp3' })).toMatchObject({ iops: 3000, throughputMiBps: 125 });
    expect(make({ type: 'io2', iops: 9000, encrypted: true, tags: { Name: 'x' } })).toMatchObject({
      iops: 9000,
      encrypted: true,
      tags: { Name: 'x' },
    });
    expect(estate.volumes.has(make({}).id)).toBe(true);
  });

  it('come back from a snapshot with its size and encryption', () => {
    const estate = estateOf({ resources: 200 });
    const snapshot = first(estate.snapshots.values(), ({ encrypted }) => encrypted);
    const made = at(createVolume, estate, snapshot, {
      zone: `${snapshot.region}a`,
      snapshotId: snapshot.id,
      type: 'gp3',
    });
    expect(made).toMatchObject({ sizeGiB: snapshot.volumeSizeGiB, encrypted: true, snapshotId: snapshot.id });
  });

  it('are made once per token', () => {
    const estate = estateOf({ resources: 60 });
    const place = runningOne(estate);
    const params = { zone: place.zone, sizeGiB: 10, clientToken: 'retry-1' };
    const volume = at(createVolume, estate, place, params);
    const count = estate.volumes.size;
    expect(at(createVolume, estate, place, params, NOW + HOUR)).toBe(volume);
    expect(estate.volumes.size).toBe(count);
    expectRefused(estate, 'IdempotentParameterMismatch', () =>
      at(createVolume, estate, place, { ...params, sizeGiB: 11 }),
    );
    expect(at(createVolume, estate, place, { ...params, clientToken: 'retry-2' }).id).not.toBe(volume.id);
  });

  it.each([
    ['InvalidZone.NotFound', { zone: 'us-east-9z', sizeGiB: 1 }],
    ['MissingParameter', {}],
    ['InvalidParameterValue', { sizeGiB: 0 }],
    ['InvalidParameterValue', { sizeGiB: 20_000 }],
    ['InvalidParameterValue', { sizeGiB: 100, type: 'st1' as const }],
    ['InvalidParameterValue', { sizeGiB: 10, type: 'io1' as const, iops: 501 }],
    ['InvalidParameterValue', { sizeGiB: 100, type: 'gp3' as const, throughputMiBps: 751 }],
    ['InvalidParameterCombination', { sizeGiB: 10, iops: 3000 }],
    ['InvalidParameterCombination', { sizeGiB: 10, type: 'io2' as const, iops: 100, throughputMiBps: 125 }],
    ['MissingParameter', { sizeGiB: 10, type: 'io2' as const }],
    ['InvalidSnapshot.NotFound', { snapshotId: 'snap-00000000000000000' }],
    ['InvalidParameterValue', { sizeGiB: 10, tags: { 'aws:x': 'y' } }],
  ])('are refused with %s for %j', (code, params) => {
    const estate = estateOf({ resources: 60 });
    const place = runningOne(estate);
    expectRefused(estate, code, () => at(createVolume, estate, place, { zone: place.zone, ...params }));
  });

  it('are deleted when free, and then gone', () => {
    const estate = estateOf({ resources: 60 });
    const volume = free(estate);
    at(deleteVolume, estate, volume, { volumeId: volume.id });
    expect(estate.volumes.has(volume.id)).toBe(false);
    expectRefused(estate, 'InvalidVolume.NotFound', () => at(deleteVolume, estate, volume, { volumeId: volume.id }));
  });

  it('are not deleted while attached, nor seen from another account', () => {
    const estate = estateOf({ resources: 60 });
    const root = rootOf(estate, runningOne(estate));
    expectRefused(estate, 'VolumeInUse', () => at(deleteVolume, estate, root, { volumeId: root.id }));
    const volume = free(estate);
    expectRefused(estate, 'InvalidVolume.NotFound', () => at(deleteVolume, estate, ELSEWHERE, { volumeId: volume.id }));
  });

  it('change type in place, once in six hours', () => {
    const estate = estateOf({ resources: 200 });
    const volume = first(estate.volumes.values(), ({ type, sizeGiB }) => type === 'gp2' && sizeGiB <= 170);
    const params = { volumeId: volume.id, type: 'gp3' as const, iops: 3000, throughputMiBps: 125 };
    const answer = at(modifyVolume, estate, volume, params);
    expect(answer).toMatchObject({
      state: 'modifying',
      original: { type: 'gp2' },
      target: { type: 'gp3', iops: 3000 },
    });
    expect(volume).toMatchObject({
      type: 'gp3',
      iops: 3000,
      throughputMiBps: 125,
      modification: { state: 'completed' },
    });
    const again = () => at(modifyVolume, estate, volume, { volumeId: volume.id, sizeGiB: 500 }, NOW + 6 * HOUR - 1);
    expectRefused(estate, 'VolumeModificationRateExceeded', again);
    at(modifyVolume, estate, volume, { volumeId: volume.id, type: 'gp2' }, NOW + 6 * HOUR);
    expect(volume.type).toBe('gp2');
    expect(volume.iops).toBeUndefined();
    expect(volume.throughputMiBps).toBeUndefined();
  });

  it.each([
    [100, 3000, 128],
    [500, 3000, 250],
    [2000, 6000, 250],
  ])(
    'keep the performance of a gp2 volume of %i GiB when nothing is said: %i IOPS, %i MiB/s',
    (sizeGiB, iops, throughputMiBps) => {
      const estate = estateOf({ resources: 60 });
      const place = runningOne(estate);
      const { id: volumeId } = at(createVolume, estate, place, { zone: place.zone, sizeGiB });
      const { target } = at(modifyVolume, estate, place, { volumeId, type: 'gp3' });
      expect(target).toEqual({ type: 'gp3', sizeGiB, iops, throughputMiBps });
    },
  );

  it('never shrink', () => {
    const estate = estateOf({ resources: 60 });
    const volume = first(estate.volumes.values(), ({ type, sizeGiB }) => type !== 'standard' && sizeGiB > 8);
    expectRefused(estate, 'InvalidParameterValue', () =>
      at(modifyVolume, estate, volume, { volumeId: volume.id, sizeGiB: 8 }),
    );
    expectRefused(estate, 'MissingParameter', () => at(modifyVolume, estate, volume, { volumeId: volume.id }));
  });

  it('move from one instance to another', () => {
    const estate = estateOf({ resources: 400 });
    const instance = runningOne(estate);
    const volume = at(createVolume, estate, instance, { zone: instance.zone, sizeGiB: 10, type: 'gp3' });
    const params = { volumeId: volume.id, instanceId: instance.id, device: '/dev/sdz' };
    expect(at(attachVolume, estate, instance, params)).toMatchObject({ state: 'attaching', device: '/dev/sdz' });
    expect(volume).toMatchObject({ state: 'in-use', attachments: [{ instanceId: instance.id, state: 'attached' }] });
    expectRefused(estate, 'VolumeInUse', () => at(attachVolume, estate, instance, params));
    const wrong = { volumeId: volume.id, instanceId: 'i-00000000000000000' };
    expectRefused(estate, 'InvalidAttachment.NotFound', () => at(detachVolume, estate, instance, wrong));
    expect(at(detachVolume, estate, instance, { volumeId: volume.id }, NOW + HOUR)).toMatchObject({
      state: 'detaching',
    });
    expect(volume).toMatchObject({ state: 'available', attachments: [], detachedAt: NOW + HOUR });
    expectRefused(estate, 'IncorrectState', () => at(detachVolume, estate, instance, { volumeId: volume.id }));
  });

  it('attach only in their zone, to a device that is free, and roots stay on running instances', () => {
    const estate = estateOf({ resources: 400 });
    const instance = runningOne(estate);
    const zone = first(['a', 'b', 'c'], (letter) => `${instance.region}${letter}` !== instance.zone);
    const far = at(createVolume, estate, instance, { zone: `${instance.region}${zone}`, sizeGiB: 1 });
    const near = at(createVolume, estate, instance, { zone: instance.zone, sizeGiB: 1 });
    const attach = (volumeId: string, device: string) => () =>
      at(attachVolume, estate, instance, { volumeId, instanceId: instance.id, device });
    expectRefused(estate, 'InvalidVolume.ZoneMismatch', attach(far.id, '/dev/sdz'));
    expectRefused(estate, 'InvalidParameterValue', attach(near.id, instance.rootDeviceName));
    const root = rootOf(estate, instance);
    expectRefused(estate, 'IncorrectState', () => at(detachVolume, estate, instance, { volumeId: root.id }));
    at(stopInstances, estate, instance, { instanceIds: [instance.id] });
    at(detachVolume, estate, instance, { volumeId: root.id });
    expect(root.state).toBe('available');
  });
});

describe('snapshots', () => {
  it('are made of a volume, complete in the state while the answer says pending', () => {
    const estate = estateOf({ resources: 60 });
    const volume = free(estate);
    const answer = at(createSnapshot, estate, volume, { volumeId: volume.id, description: 'before deletion' });
    expect(answer).toMatchObject({ state: 'pending', progressPercent: 0, volumeSizeGiB: volume.sizeGiB });
    expect(estate.snapshots.get(answer.id)).toMatchObject({ state: 'completed', description: 'before deletion' });
    const second = at(createSnapshot, estate, volume, { volumeId: volume.id });
    expect(second.storedGiB!).toBeLessThanOrEqual(answer.storedGiB!);
    at(deleteSnapshot, estate, volume, { snapshotId: answer.id });
    expect(estate.snapshots.has(answer.id)).toBe(false);
  });

  it('of images stay, and unknown ones are not found', () => {
    const estate = estateOf({ resources: 300 });
    const held = first(estate.snapshots.values(), ({ imageId }) => imageId !== undefined);
    expectRefused(estate, 'InvalidSnapshot.InUse', () => at(deleteSnapshot, estate, held, { snapshotId: held.id }));
    const other = first(estate.snapshots.values(), ({ imageId }) => imageId === undefined);
    expectRefused(estate, 'InvalidSnapshot.NotFound', () =>
      at(deleteSnapshot, estate, ELSEWHERE, { snapshotId: other.id }),
    );
    const missing = { volumeId: 'vol-00000000000000000' };
    expectRefused(estate, 'InvalidVolume.NotFound', () => at(createSnapshot, estate, held, missing));
  });
});

describe('addresses', () => {
  it('are allocated, each with an address of its own, and released', () => {
    const estate = estateOf({ resources: 60 });
    const place = runningOne(estate);
    const made = [1, 2].map(() => at(allocateAddress, estate, place, { tags: { Name: 'nat' } }));
    const all = [...estate.addresses.values()].map(({ publicIp }) => publicIp);
    expect(new Set(all).size).toBe(all.length);
    at(releaseAddress, estate, place, { allocationId: made[0]!.allocationId });
    expect(estate.addresses.has(made[0]!.allocationId)).toBe(false);
    const again = () => at(releaseAddress, estate, place, { allocationId: made[0]!.allocationId });
    expectRefused(estate, 'InvalidAllocationID.NotFound', again);
  });

  it('are not released in use; once disassociated they are', () => {
    const estate = estateOf({ resources: 400 });
    const address = withAddress(estate);
    const { allocationId, associationId } = address;
    const instance = estate.instances.get(address.instanceId!)!;
    expectRefused(estate, 'InvalidIPAddress.InUse', () => at(releaseAddress, estate, address, { allocationId }));
    at(disassociateAddress, estate, address, { associationId: associationId! });
    expect(instance.publicIp).toBeUndefined();
    expect(address.instanceId).toBeUndefined();
    const again = () => at(disassociateAddress, estate, address, { associationId: associationId! });
    expectRefused(estate, 'InvalidAssociationID.NotFound', again);
    at(releaseAddress, estate, address, { allocationId });
    expect(estate.addresses.has(allocationId)).toBe(false);
  });

  it('move to an instance and push out the one that it had', () => {
    const estate = estateOf({ resources: 400 });
    const held = withAddress(estate);
    const instance = estate.instances.get(held.instanceId!)!;
    const fresh = at(allocateAddress, estate, instance, {});
    const params = { allocationId: fresh.allocationId, instanceId: instance.id };
    const { associationId } = at(associateAddress, estate, instance, params);
    expect(fresh).toMatchObject({ associationId, instanceId: instance.id, privateIp: instance.privateIp });
    expect(instance.publicIp).toBe(fresh.publicIp);
    expect(held.associationId).toBeUndefined();
    const strict = { ...params, allowReassociation: false };
    expectRefused(estate, 'Resource.AlreadyAssociated', () => at(associateAddress, estate, instance, strict));
  });

  it('need exactly one holder, in their own place', () => {
    const estate = estateOf({ resources: 400 });
    const { allocationId, ...address } = idleAddress(estate);
    expectRefused(estate, 'MissingParameter', () => at(associateAddress, estate, address, { allocationId }));
    const both = { allocationId, instanceId: 'i-0', networkInterfaceId: 'eni-0' };
    expectRefused(estate, 'MissingParameter', () => at(associateAddress, estate, address, both));
    const unknown = { allocationId, instanceId: 'i-00000000000000000' };
    expectRefused(estate, 'InvalidInstanceID.NotFound', () => at(associateAddress, estate, address, unknown));
  });
});

describe('instances', () => {
  it('stop: the reason tells when, and an address that came with the start is given back', () => {
    const estate = estateOf({ resources: 400 });
    const elastic = new Set([...estate.addresses.values()].map(({ publicIp }) => publicIp));
    const instance = first(
      estate.instances.values(),
      ({ state, publicIp, lifecycle }) =>
        state === 'running' && publicIp !== undefined && !elastic.has(publicIp) && lifecycle === undefined,
    );
    const call = { instanceIds: [instance.id] };
    expect(at(stopInstances, estate, instance, call)).toEqual([
      { instanceId: instance.id, previousState: 'running', currentState: 'stopping' },
    ]);
    expect(instance).toMatchObject({
      state: 'stopped',
      stoppedAt: NOW,
      stateTransitionReason: 'User initiated (2026-11-24 09:30:00 GMT)',
    });
    expect(instance.publicIp).toBeUndefined();
    expect(rootOf(estate, instance).state).toBe('in-use');
    expect(at(stopInstances, estate, instance, call, NOW + HOUR)[0]).toMatchObject({ currentState: 'stopped' });
    expect(instance.stoppedAt).toBe(NOW);
  });

  it('keep an Elastic IP over a stop and a start', () => {
    const estate = estateOf({ resources: 400 });
    const address = withAddress(estate);
    const instance = estate.instances.get(address.instanceId!)!;
    const { launchedAt } = instance;
    at(stopInstances, estate, instance, { instanceIds: [instance.id] });
    expect(address.instanceId).toBe(instance.id);
    expect(at(startInstances, estate, instance, { instanceIds: [instance.id] }, NOW + HOUR)[0]).toMatchObject({
      previousState: 'stopped',
      currentState: 'pending',
    });
    expect(instance).toMatchObject({ state: 'running', launchedAt: NOW + HOUR, publicIp: address.publicIp });
    expect(instance.stateTransitionReason).toBe('');
    expect(instance.earlierRuns!.at(-1)).toEqual({ from: launchedAt, to: NOW });
  });

  it('terminate: volumes go or stay as they were told, addresses are left over', () => {
    const estate = estateOf({ resources: 400 });
    const address = withAddress(estate);
    const instance = estate.instances.get(address.instanceId!)!;
    const root = rootOf(estate, instance);
    const data = at(createVolume, estate, instance, { zone: instance.zone, sizeGiB: 5 });
    at(attachVolume, estate, instance, { volumeId: data.id, instanceId: instance.id, device: '/dev/sdz' });
    expect(at(terminateInstances, estate, instance, { instanceIds: [instance.id] }, NOW + HOUR)[0]).toMatchObject({
      currentState: 'shutting-down',
    });
    expect(instance).toMatchObject({ state: 'terminated', terminatedAt: NOW + HOUR });
    expect(estate.volumes.has(root.id)).toBe(false);
    expect(data).toMatchObject({ state: 'available', attachments: [], detachedAt: NOW + HOUR });
    expect(address.associationId).toBeUndefined();
    expect(at(terminateInstances, estate, instance, { instanceIds: [instance.id] })[0]).toMatchObject({
      currentState: 'terminated',
    });
    const call = { instanceIds: [instance.id] };
    expectRefused(estate, 'IncorrectInstanceState', () => at(startInstances, estate, instance, call));
    expectRefused(estate, 'IncorrectInstanceState', () => at(stopInstances, estate, instance, call));
  });

  it('are changed all or none', () => {
    const estate = estateOf({ resources: 400 });
    const instance = runningOne(estate);
    const call = { instanceIds: [instance.id, 'i-00000000000000000'] };
    for (const mutation of [stopInstances, startInstances, terminateInstances]) {
      expectRefused(estate, 'InvalidInstanceID.NotFound', () => at(mutation, estate, instance, call));
      expectRefused(estate, 'MissingParameter', () => at(mutation, estate, instance, { instanceIds: [] }));
    }
    const spot = first(estate.instances.values(), ({ lifecycle }) => lifecycle === 'spot');
    expectRefused(estate, 'UnsupportedOperation', () => at(stopInstances, estate, spot, { instanceIds: [spot.id] }));
  });

  it('change type only while stopped, and within their architecture', () => {
    const estate = estateOf({ resources: 400 });
    const stopped = first(
      estate.instances.values(),
      ({ state, architecture, type }) => state === 'stopped' && architecture === 'x86_64' && type !== 'm5.xlarge',
    );
    at(modifyInstanceType, estate, stopped, { instanceId: stopped.id, type: 'm5.xlarge' });
    expect(stopped.type).toBe('m5.xlarge');
    const change = (instance: AwsInstance, type: string) => () =>
      at(modifyInstanceType, estate, instance, { instanceId: instance.id, type });
    expectRefused(estate, 'InvalidParameterValue', change(stopped, 'm5.enormous'));
    const arm = stopped.region === 'us-east-1' ? 'InvalidParameterValue' : 'Unsupported';
    expectRefused(estate, arm, change(stopped, 'm6g.xlarge'));
    expectRefused(estate, 'IncorrectInstanceState', change(runningOne(estate), 'm5.xlarge'));
  });
});

describe('tags', () => {
  it('are set, replaced and deleted on all resources or none', () => {
    const estate = estateOf({ resources: 400 });
    const address = withAddress(estate);
    const { instanceId, allocationId } = address;
    const instance = estate.instances.get(instanceId!)!;
    const resourceIds = [instanceId!, allocationId, rootOf(estate, instance).id];
    at(createTags, estate, address, { resourceIds, tags: { owner: 'a', Name: 'new' } });
    at(createTags, estate, address, { resourceIds: [instanceId!], tags: { owner: 'b' } });
    expect(instance.tags).toMatchObject({ owner: 'b', Name: 'new' });
    expect(address.tags).toMatchObject({ owner: 'a' });
    at(deleteTags, estate, address, { resourceIds, tags: [{ key: 'owner', value: 'a' }, { key: 'Name' }] });
    expect(instance.tags['owner']).toBe('b');
    expect(address.tags['owner']).toBeUndefined();
    expect(instance.tags['Name']).toBeUndefined();
    const withUnknown = { resourceIds: [instanceId!, 'vol-00000000000000000'], tags: { x: 'y' } };
    expectRefused(estate, 'InvalidVolume.NotFound', () => at(createTags, estate, address, withUnknown));
  });

  it('of AWS itself are neither set nor deleted', () => {
    const estate = estateOf({ resources: 400 });
    const instance = first(estate.instances.values(), ({ tags }) => tags['aws:autoscaling:groupName'] !== undefined);
    at(deleteTags, estate, instance, { resourceIds: [instance.id] });
    expect(Object.keys(instance.tags).every((key) => key.startsWith('aws:'))).toBe(true);
    expect(instance.tags['aws:autoscaling:groupName']).toBeDefined();
    const reserved = { resourceIds: [instance.id], tags: { 'aws:createdBy': 'me' } };
    expectRefused(estate, 'InvalidParameterValue', () => at(createTags, estate, instance, reserved));
  });

  it('have limits', () => {
    const estate = estateOf({ resources: 400 });
    const volume = free(estate);
    const set = (tags: Record<string, string>) => () =>
      at(createTags, estate, volume, { resourceIds: [volume.id], tags });
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`key-${i}`, '']));
    expectRefused(estate, 'TagLimitExceeded', set(many(51)));
    at(createTags, estate, volume, { resourceIds: [volume.id], tags: many(40) });
    expectRefused(
      estate,
      'TagLimitExceeded',
      set({ ...many(40), ...Object.fromEntries(Object.entries(many(15)).map(([k]) => [`b${k}`, ''])) }),
    );
    expectRefused(estate, 'InvalidParameterValue', set({ ['k'.repeat(129)]: '' }));
    expectRefused(estate, 'InvalidParameterValue', set({ key: 'v'.repeat(257) }));
    expectRefused(estate, 'InvalidID', () => at(createTags, estate, volume, { resourceIds: ['subnet-1'], tags: {} }));
  });
});

describe('a sequence of changes', () => {
  it('gives the same ids in two equal estates', () => {
    const run = () => {
      const estate = estateOf({ resources: 60 });
      const place = runningOne(estate);
      at(allocateAddress, estate, place, {});
      at(createSnapshot, estate, place, { volumeId: rootOf(estate, place).id });
      at(createVolume, estate, place, { zone: place.zone, sizeGiB: 3 });
      return text(estate);
    };
    expect(run()).toBe(run());
  });
});
