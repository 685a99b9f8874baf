import type { AwsVolume } from '../../estate/model.ts';
import { attachVolume, createVolume, deleteVolume, detachVolume, modifyVolume } from '../../estate/mutations.ts';
import type { Call } from '../call.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { attachmentXml, volumeXml } from './describe-volumes.ts';
import { modificationXml } from './describe-volumes-modifications.ts';
import { done, integerParam, requiredParam, tagSpecification, textParam } from './write-params.ts';

const volumeTypes: readonly AwsVolume['type'][] = ['gp2', 'gp3', 'io1', 'io2', 'st1', 'sc1', 'standard'];

export function createVolumeOperation({ world, accountId, region, now }: Call, params: QueryParams): string {
  const volume = createVolume(
    world.estate,
    accountId,
    region,
    {
      zone: requiredParam(params, 'AvailabilityZone'),
      ...integerParam(params, 'Size', 'sizeGiB'),
      ...textParam(params, 'SnapshotId', 'snapshotId'),
      ...typeParam(params),
      ...integerParam(params, 'Iops', 'iops'),
      ...integerParam(params, 'Throughput', 'throughputMiBps'),
      encrypted: params.get('Encrypted') === 'true',
      tags: tagSpecification(params, 'volume'),
      ...textParam(params, 'ClientToken', 'clientToken'),
    },
    now,
  );
  world.index.volumes.add(volume.id);
  return volumeXml({ ...volume, state: 'creating' });
}

export function deleteVolumeOperation({ world, accountId, region, now }: Call, params: QueryParams): string {
  deleteVolume(world.estate, accountId, region, { volumeId: requiredParam(params, 'VolumeId') }, now);
  return done;
}

export function modifyVolumeOperation({ world, accountId, region, now }: Call, params: QueryParams): string {
  const volumeId = requiredParam(params, 'VolumeId');
  const change = {
    ...integerParam(params, 'Size', 'sizeGiB'),
    ...typeParam(params),
    ...integerParam(params, 'Iops', 'iops'),
    ...integerParam(params, 'Throughput', 'throughputMiBps'),
  };
  const modification = modifyVolume(world.estate, accountId, region, { volumeId, ...change }, now);
  return `<volumeModification>${modificationXml(volumeId, modification)}</volumeModification>`;
}

export function attachVolumeOperation({ world, accountId, region, now }: Call, params: QueryParams): string {
  const volumeId = requiredParam(params, 'VolumeId');
  const instanceId = requiredParam(params, 'InstanceId');
  const device = requiredParam(params, 'Device');
  const attachment = attachVolume(world.estate, accountId, region, { volumeId, instanceId, device }, now);
  const volume = world.estate.volumes.get(volumeId);
  if (volume) world.attachments.noteVolume(volume);
  return attachmentXml(volumeId, attachment);
}

export function detachVolumeOperation({ world, accountId, region, now }: Call, params: QueryParams): string {
  const volumeId = requiredParam(params, 'VolumeId');
  const from = { ...textParam(params, 'InstanceId', 'instanceId'), ...textParam(params, 'Device', 'device') };
  return attachmentXml(volumeId, detachVolume(world.estate, accountId, region, { volumeId, ...from }, now));
}

function typeParam(params: QueryParams): { readonly type?: AwsVolume['type'] } {
  const text = params.get('VolumeType');
  if (text === undefined) return {};
  const type = volumeTypes.find((known) => known === text);
  if (type === undefined) throw new AwsError('InvalidParameterValue', `Invalid value '${text}' for VolumeType.`);
  return { type };
}
