import { EstateError } from '../estate-error.ts';
import type { AwsAddress, AwsInstance, AwsSnapshot, AwsVolume, Estate } from '../model.ts';

type Placed = { readonly accountId: string; readonly region: string };

/** Another account's or region's resource does not exist for the caller. */
function visible<T extends Placed>(resource: T | undefined, accountId: string, region: string): T | undefined {
  return resource?.accountId === accountId && resource.region === region ? resource : undefined;
}

export function findVolume(estate: Estate, accountId: string, region: string, id: string): AwsVolume {
  const volume = visible(estate.volumes.get(id), accountId, region);
  if (volume === undefined) throw new EstateError('InvalidVolume.NotFound', `The volume '${id}' does not exist.`);
  return volume;
}

export function findSnapshot(estate: Estate, accountId: string, region: string, id: string): AwsSnapshot {
  const snapshot = visible(estate.snapshots.get(id), accountId, region);
  if (snapshot === undefined) throw new EstateError('InvalidSnapshot.NotFound', `The snapshot '${id}' does not exist.`);
  return snapshot;
}

/** A terminated instance is still found: the state decides what can be done with it. */
export function findInstance(estate: Estate, accountId: string, region: string, id: string): AwsInstance {
  return findInstances(estate, accountId, region, [id])[0]!;
}

/** All or nothing, as EC2 does it: one unknown id fails the whole request. */
export function findInstances(
  estate: Estate,
  accountId: string,
  region: string,
  ids: readonly string[],
): readonly AwsInstance[] {
  const missing = ids.filter((id) => visible(estate.instances.get(id), accountId, region) === undefined);
  if (missing.length > 0) {
    const message =
      missing.length === 1
        ? `The instance ID '${missing[0]}' does not exist`
        : `The instance IDs '${missing.join(', ')}' do not exist`;
    throw new EstateError('InvalidInstanceID.NotFound', message);
  }
  return [...new Set(ids)].map((id) => estate.instances.get(id)!);
}

export function findAddress(estate: Estate, accountId: string, region: string, allocationId: string): AwsAddress {
  const address = visible(estate.addresses.get(allocationId), accountId, region);
  if (address === undefined) {
    throw new EstateError('InvalidAllocationID.NotFound', `The allocation ID '${allocationId}' does not exist`);
  }
  return address;
}

export function volumesOf(estate: Estate, instanceId: string): readonly AwsVolume[] {
  return [...estate.volumes.values()].filter(({ attachments }) =>
    attachments.some((attachment) => attachment.instanceId === instanceId),
  );
}

export function addressesOf(estate: Estate, instanceId: string): readonly AwsAddress[] {
  return [...estate.addresses.values()].filter((address) => address.instanceId === instanceId);
}
