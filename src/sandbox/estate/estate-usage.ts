import { familiesOf } from './family.ts';
import type { AwsAddress, AwsInstance, Estate } from './model.ts';
import { addressUsage, instanceUsage, snapshotUsage, volumeUsage, type Usage } from './usage.ts';

/** All usage of the state as it is, from each resource's beginning. */
export function* usageOf(estate: Estate): Generator<Usage> {
  const elasticIps = new Set([...estate.addresses.values()].map(({ publicIp }) => publicIp));
  for (const instance of estate.instances.values()) {
    yield* instanceUsage(instance, elasticIps.has(instance.publicIp ?? ''));
  }
  for (const volume of estate.volumes.values()) yield* volumeUsage(volume);
  for (const snapshot of estate.snapshots.values()) yield* snapshotUsage(snapshot);
  for (const address of estate.addresses.values()) yield* addressUsage(address, hostOfAddress(estate, address));
  yield* familyUsage(estate);
}

function* familyUsage(estate: Estate): Generator<Usage> {
  for (const { family, state } of familiesOf(estate)) yield* family.usage?.(state, estate) ?? [];
}

/** What the resource of an id bills from now on; nothing when there is no such resource. */
export function openUsage(estate: Estate, id: string): readonly Usage[] {
  return [...usageOfId(estate, id)].filter(({ to }) => to === Number.POSITIVE_INFINITY);
}

function* usageOfId(estate: Estate, id: string): Generator<Usage> {
  const instance = estate.instances.get(id);
  if (instance !== undefined) yield* instanceUsage(instance, hasElasticIp(estate, instance));
  const volume = estate.volumes.get(id);
  if (volume !== undefined) yield* volumeUsage(volume);
  const snapshot = estate.snapshots.get(id);
  if (snapshot !== undefined) yield* snapshotUsage(snapshot);
  const address = estate.addresses.get(id);
  if (address !== undefined) yield* addressUsage(address, hostOfAddress(estate, address));
  if ([instance, volume, snapshot, address].every((found) => found === undefined)) {
    for (const usage of familyUsage(estate)) if (usage.resourceId === id) yield usage;
  }
}

function hasElasticIp(estate: Estate, { publicIp }: AwsInstance): boolean {
  if (publicIp === undefined) return false;
  for (const address of estate.addresses.values()) if (address.publicIp === publicIp) return true;
  return false;
}

function hostOfAddress(estate: Estate, { instanceId }: AwsAddress): AwsInstance | undefined {
  return instanceId === undefined ? undefined : estate.instances.get(instanceId);
}
