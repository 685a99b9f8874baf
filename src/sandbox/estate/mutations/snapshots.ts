import { EstateError } from '../estate-error.ts';
import { withBooks } from '../ledger-of.ts';
import type { AwsSnapshot, Estate } from '../model.ts';
import { findSnapshot, findVolume } from './lookup.ts';
import { nextId } from './session.ts';
import { checkedTags, type Tags } from './tags.ts';

export interface CreateSnapshotParams {
  readonly volumeId: string;
  readonly description?: string;
  readonly tags?: Tags;
}

/** Share of a volume that its first snapshot stores, in percent; later ones store what has changed since. */
const FIRST_PERCENT = 60;
const LATER_PERCENT = 5;

/** The answer is the snapshot as it begins (`pending`); the state has it completed at once. */
export function createSnapshot(
  estate: Estate,
  accountId: string,
  region: string,
  params: CreateSnapshotParams,
  now: number,
): AwsSnapshot {
  const volume = findVolume(estate, accountId, region, params.volumeId);
  const tags = checkedTags(params.tags ?? {});
  const before = [...estate.snapshots.values()].some(({ volumeId }) => volumeId === volume.id);
  const percent = before ? LATER_PERCENT : FIRST_PERCENT;
  const make = (): AwsSnapshot => {
    const snapshot: AwsSnapshot = {
      id: nextId(estate, 'snap'),
      accountId,
      region,
      volumeId: volume.id,
      volumeSizeGiB: volume.sizeGiB,
      storedGiB: Math.max(1, Math.round((volume.sizeGiB * percent) / 100)),
      state: 'completed',
      progressPercent: 100,
      startedAt: now,
      description: params.description ?? '',
      encrypted: volume.encrypted,
      storageTier: 'standard',
      tags,
    };
    estate.snapshots.set(snapshot.id, snapshot);
    return snapshot;
  };
  const snapshot = withBooks(estate, now, [], make, ({ id }) => [id]);
  return { ...snapshot, state: 'pending', progressPercent: 0 };
}

export interface DeleteSnapshotParams {
  readonly snapshotId: string;
}

export function deleteSnapshot(
  estate: Estate,
  accountId: string,
  region: string,
  params: DeleteSnapshotParams,
  now: number,
): void {
  const snapshot = findSnapshot(estate, accountId, region, params.snapshotId);
  if (snapshot.imageId !== undefined) {
    const message = `The snapshot ${snapshot.id} is currently in use by ${snapshot.imageId}`;
    throw new EstateError('InvalidSnapshot.InUse', message);
  }
  withBooks(estate, now, [snapshot.id], () => estate.snapshots.delete(snapshot.id));
}
