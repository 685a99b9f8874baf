import type { AwsVolume, AwsVolumeShape } from '../../estate/model.ts';
import type { Call } from '../call.ts';
import { zoneId } from '../regions.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { element, itemList, xmlTime } from '../wire/xml.ts';
import { readFilters, type FilterTable } from './filters.ts';
import { encryption, tagSet } from './fragments.ts';
import { lookUpAll } from './lookups.ts';
import { listPage, type PageLimits } from './paging.ts';

const limits: PageLimits = { min: 5, max: 500, above: 'capped', unasked: Infinity };

const filters: FilterTable<AwsVolume> = {
  'attachment.attach-time': ({ attachments }) => attachments.map(({ attachedAt }) => xmlTime(attachedAt)),
  'attachment.delete-on-termination': ({ attachments }) =>
    attachments.map(({ deleteOnTermination }) => String(deleteOnTermination)),
  'attachment.device': ({ attachments }) => attachments.map(({ device }) => device),
  'attachment.instance-id': ({ attachments }) => attachments.map(({ instanceId }) => instanceId),
  'attachment.status': ({ attachments }) => attachments.map(({ state }) => state),
  'availability-zone': ({ zone }) => zone,
  'availability-zone-id': ({ zone }) => zoneId(zone),
  'create-time': ({ createdAt }) => xmlTime(createdAt),
  encrypted: ({ encrypted }) => encrypted,
  'fast-restored': () => false,
  'multi-attach-enabled': ({ multiAttach }) => multiAttach === true,
  size: ({ sizeGiB }) => sizeGiB,
  'snapshot-id': ({ snapshotId }) => snapshotId,
  status: ({ state }) => state,
  'volume-id': ({ id }) => id,
  'volume-type': ({ type }) => type,
};

/** DescribeVolumes: by id, or page by page; a page holds 500 however many are asked for. */
export function describeVolumes(call: Call, params: QueryParams): string {
  const { items, nextToken } = listVolumes(call, params, filters);
  return itemList('volumeSet', items.map(volumeXml)) + nextToken;
}

/** One page of the volumes that a request's ids and filters choose. */
export function listVolumes(call: Call, params: QueryParams, table: FilterTable<AwsVolume>) {
  const { world, accountId, region } = call;
  const { volumes } = world.index;
  const matches = readFilters(params, table);
  const ids = params.list('VolumeId');
  function* listing(after: string) {
    const candidates =
      ids.length > 0
        ? lookUpAll('volume', ids, (id) => volumes.find(accountId, region, id), after)
        : volumes.resources(accountId, region, after);
    for (const volume of candidates) if (matches(volume)) yield volume;
  }
  return listPage(call, params, limits, listing, ({ id }) => id);
}

/** A volume's members, as DescribeVolumes and CreateVolume tell them. */
export function volumeXml(volume: AwsVolume): string {
  return (
    element('volumeId', volume.id) +
    element('size', volume.sizeGiB) +
    element('snapshotId', volume.snapshotId ?? '') +
    element('availabilityZone', volume.zone) +
    element('availabilityZoneId', zoneId(volume.zone)) +
    element('status', volume.state) +
    element('createTime', xmlTime(volume.createdAt)) +
    itemList(
      'attachmentSet',
      volume.attachments.map((attachment) => attachmentXml(volume.id, attachment)),
    ) +
    tagSet(volume.tags) +
    element('volumeType', volume.type) +
    element('iops', iopsOf(volume)) +
    encryption(volume) +
    element('multiAttachEnabled', volume.multiAttach === true) +
    element('throughput', volume.type === 'gp3' ? (volume.throughputMiBps ?? 125) : undefined)
  );
}

/** One attachment, as a volume and AttachVolume tell it. */
export function attachmentXml(volumeId: string, attachment: AwsVolume['attachments'][number]): string {
  return (
    element('volumeId', volumeId) +
    element('instanceId', attachment.instanceId) +
    element('device', attachment.device) +
    element('status', attachment.state) +
    element('attachTime', xmlTime(attachment.attachedAt)) +
    element('deleteOnTermination', attachment.deleteOnTermination)
  );
}

/** gp2 tells its baseline (3 IOPS per GiB, 100 to 16,000), gp3 and io1/io2 what is provisioned; disks tell none. */
export function iopsOf({ type, iops, sizeGiB }: AwsVolumeShape): number | undefined {
  switch (type) {
    case 'gp2':
      return Math.min(16_000, Math.max(100, 3 * sizeGiB));
    case 'gp3':
      return iops ?? 3000;
    case 'io1':
    case 'io2':
      return iops;
    case 'st1':
    case 'sc1':
    case 'standard':
      return undefined;
  }
}
