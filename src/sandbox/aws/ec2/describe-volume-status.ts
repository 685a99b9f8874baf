import type { AwsVolume } from '../../estate/model.ts';
import type { Call } from '../call.ts';
import { zoneId } from '../regions.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { element, itemList, list } from '../wire/xml.ts';
import { listVolumes } from './describe-volumes.ts';
import type { FilterTable } from './filters.ts';

const filters: FilterTable<AwsVolume> = {
  'availability-zone': ({ zone }) => zone,
  'volume-status.status': () => 'ok',
  'volume-status.details-name': () => ['io-enabled', 'io-performance'],
};

/** DescribeVolumeStatus: every volume is well. */
export function describeVolumeStatus(call: Call, params: QueryParams): string {
  const { items, nextToken } = listVolumes(call, params, filters);
  return itemList('volumeStatusSet', items.map(statusXml)) + nextToken;
}

function statusXml({ id, zone }: AwsVolume): string {
  const details = [
    '<name>io-enabled</name><status>passed</status>',
    '<name>io-performance</name><status>not-applicable</status>',
  ];
  return (
    element('volumeId', id) +
    element('availabilityZone', zone) +
    element('availabilityZoneId', zoneId(zone)) +
    `<volumeStatus><status>ok</status>${list('details', 'item', details)}</volumeStatus>` +
    '<eventsSet/><actionsSet/>'
  );
}
