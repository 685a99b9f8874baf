import { EstateError } from '../estate-error.ts';
import type { AwsVolume, AwsVolumeAttachment, Estate } from '../model.ts';
import { findInstance, findVolume, volumesOf } from './lookup.ts';
import type { VolumeParams } from './volumes.ts';

export interface AttachVolumeParams extends VolumeParams {
  readonly instanceId: string;
  readonly device: string;
}

export function attachVolume(
  estate: Estate,
  accountId: string,
  region: string,
  params: AttachVolumeParams,
  now: number,
): AwsVolumeAttachment {
  const volume = findVolume(estate, accountId, region, params.volumeId);
  const instance = findInstance(estate, accountId, region, params.instanceId);
  if (volume.state !== 'available') {
    throw new EstateError('VolumeInUse', `${volume.id} is already attached to an instance`);
  }
  if (instance.state !== 'running' && instance.state !== 'stopped') {
    throw new EstateError('IncorrectState', `Instance '${instance.id}' is not 'running' or 'stopped'.`);
  }
  if (volume.zone !== instance.zone) {
    const message = `The volume '${volume.id}' is not in the same availability zone as instance '${instance.id}'`;
    throw new EstateError('InvalidVolume.ZoneMismatch', message);
  }
  const taken = volumesOf(estate, instance.id).some(({ attachments }) => attachments[0]!.device === params.device);
  if (taken) {
    const message = `Invalid value '${params.device}' for unixDevice. Attachment point ${params.device} is already in use`;
    throw new EstateError('InvalidParameterValue', message);
  }
  const attachment: AwsVolumeAttachment = {
    instanceId: instance.id,
    device: params.device,
    attachedAt: now,
    deleteOnTermination: false,
    state: 'attached',
  };
  volume.state = 'in-use';
  volume.attachments = [attachment];
  delete volume.detachedAt;
  return { ...attachment, state: 'attaching' };
}

export interface DetachVolumeParams extends VolumeParams {
  readonly instanceId?: string;
  readonly device?: string;
}

export function detachVolume(
  estate: Estate,
  accountId: string,
  region: string,
  params: DetachVolumeParams,
  now: number,
): AwsVolumeAttachment {
  const volume = findVolume(estate, accountId, region, params.volumeId);
  const attachment = volume.attachments[0];
  if (attachment === undefined) {
    throw new EstateError('IncorrectState', `Volume '${volume.id}' is in the 'available' state.`);
  }
  const { instanceId, device } = params;
  if (
    (instanceId ?? attachment.instanceId) !== attachment.instanceId ||
    (device ?? attachment.device) !== attachment.device
  ) {
    throw new EstateError(
      'InvalidAttachment.NotFound',
      `Volume '${volume.id}' is not attached to instance '${instanceId}'.`,
    );
  }
  const instance = estate.instances.get(attachment.instanceId);
  if (instance?.state === 'running' && instance.rootDeviceName === attachment.device) {
    const message = `Unable to detach root volume '${volume.id}' from instance '${instance.id}'`;
    throw new EstateError('IncorrectState', message);
  }
  release(volume, now);
  return { ...attachment, state: 'detaching' };
}

/** Leaves a volume by itself. */
export function release(volume: AwsVolume, now: number): void {
  volume.state = 'available';
  volume.attachments = [];
  volume.detachedAt = now;
}
