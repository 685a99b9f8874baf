import { EstateError } from '../estate-error.ts';
import { withBooks } from '../ledger-of.ts';
import type { AwsVolume, AwsVolumeModification, AwsVolumeShape, Estate } from '../model.ts';
import { findSnapshot, findVolume } from './lookup.ts';
import { madeWithToken, nextId, rememberToken } from './session.ts';
import { checkedTags, type Tags } from './tags.ts';
import { checkedShape, modifiedShape, type ShapeChange } from './volume-rules.ts';

export interface CreateVolumeParams {
  readonly zone: string;
  /** May be left out with a snapshot. */
  readonly sizeGiB?: number;
  readonly snapshotId?: string;
  /** The API's default is gp2. */
  readonly type?: AwsVolume['type'];
  readonly iops?: number;
  readonly throughputMiBps?: number;
  readonly encrypted?: boolean;
  readonly tags?: Tags;
  /** A repeated token gives back the volume that it made. */
  readonly clientToken?: string;
}

export function createVolume(
  estate: Estate,
  accountId: string,
  region: string,
  params: CreateVolumeParams,
  now: number,
): AwsVolume {
  const { clientToken, ...request } = params;
  const scope = `CreateVolume ${accountId} ${region}`;
  const earlier = madeWithToken(estate, scope, clientToken, request);
  if (earlier !== undefined) return findVolume(estate, accountId, region, earlier);

  if (!new RegExp(`^${region}[a-f]$`).test(params.zone)) {
    throw new EstateError('InvalidZone.NotFound', `The zone '${params.zone}' does not exist.`);
  }
  const snapshot =
    params.snapshotId === undefined ? undefined : findSnapshot(estate, accountId, region, params.snapshotId);
  const sizeGiB = params.sizeGiB ?? snapshot?.volumeSizeGiB;
  if (sizeGiB === undefined) {
    throw new EstateError('MissingParameter', 'The request must contain the parameter size or snapshotId');
  }
  if (snapshot !== undefined && sizeGiB < snapshot.volumeSizeGiB) {
    throw new EstateError(
      'InvalidParameterValue',
      `Volume of ${sizeGiB}GiB is smaller than snapshot '${snapshot.id}'.`,
    );
  }
  const { iops, throughputMiBps } = params;
  const shape = checkedShape({
    type: params.type ?? 'gp2',
    sizeGiB,
    ...(iops !== undefined && { iops }),
    ...(throughputMiBps !== undefined && { throughputMiBps }),
  });
  const tags = checkedTags(params.tags ?? {});
  const make = (): AwsVolume => {
    const volume: AwsVolume = {
      id: nextId(estate, 'vol'),
      accountId,
      region,
      zone: params.zone,
      ...shape,
      state: 'available',
      createdAt: now,
      // What comes from an encrypted snapshot is encrypted.
      encrypted: snapshot?.encrypted === true || params.encrypted === true,
      ...(snapshot !== undefined && { snapshotId: snapshot.id }),
      attachments: [],
      tags,
    };
    estate.volumes.set(volume.id, volume);
    rememberToken(estate, scope, clientToken, request, volume.id);
    return volume;
  };
  return withBooks(estate, now, [], make, ({ id }) => [id]);
}

export interface VolumeParams {
  readonly volumeId: string;
}

export function deleteVolume(
  estate: Estate,
  accountId: string,
  region: string,
  params: VolumeParams,
  now: number,
): void {
  const volume = findVolume(estate, accountId, region, params.volumeId);
  const holder = volume.attachments[0];
  if (holder !== undefined) {
    throw new EstateError('VolumeInUse', `Volume ${volume.id} is currently attached to ${holder.instanceId}`);
  }
  withBooks(estate, now, [volume.id], () => estate.volumes.delete(volume.id));
}

export interface ModifyVolumeParams extends VolumeParams, ShapeChange {}

/** Elastic Volumes lets a volume rest between changes. Source: EBS user guide, "Elastic Volumes limitations". */
const REST_MS = 6 * 60 * 60 * 1000;

/**
 * Changes a volume in place, attached or not. The answer is the modification as it begins; the volume has its
 * new shape at once.
 */
export function modifyVolume(
  estate: Estate,
  accountId: string,
  region: string,
  params: ModifyVolumeParams,
  now: number,
): AwsVolumeModification {
  const { volumeId, ...change } = params;
  const volume = findVolume(estate, accountId, region, volumeId);
  if (Object.values(change).every((value) => value === undefined)) {
    throw new EstateError(
      'MissingParameter',
      'At least one of size, volumeType, iops or throughput must be specified.',
    );
  }
  if (volume.type === 'standard') {
    throw new EstateError('UnsupportedOperation', `Volume ${volume.id} is of type standard, which cannot be modified.`);
  }
  if (volume.modification !== undefined && now - volume.modification.startedAt < REST_MS) {
    throw new EstateError(
      'VolumeModificationRateExceeded',
      "You've reached the maximum modification rate per volume limit. Wait at least 6 hours between modifications per EBS volume.",
    );
  }
  const target = modifiedShape(volume, change);
  const record: AwsVolumeModification = {
    startedAt: now,
    state: 'completed',
    progressPercent: 100,
    original: shapeOf(volume),
    target,
  };
  withBooks(estate, now, [volume.id], () => {
    delete volume.iops;
    delete volume.throughputMiBps;
    Object.assign(volume, target);
    volume.modification = record;
  });
  return { ...record, state: 'modifying', progressPercent: 0 };
}

function shapeOf({ type, sizeGiB, iops, throughputMiBps }: AwsVolume): AwsVolumeShape {
  return {
    type,
    sizeGiB,
    ...(iops !== undefined && { iops }),
    ...(throughputMiBps !== undefined && { throughputMiBps }),
  };
}
