import type { AwsInstance } from '../../estate/model.ts';
import type { Call } from '../call.ts';
import { zoneId } from '../regions.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { itemList, xmlTime } from '../wire/xml.ts';
import { readFilters, type FilterTable } from './filters.ts';
import {
  platformOf,
  privateDnsName,
  publicDnsName,
  publicIpOf,
  reservationId,
  reservationXml,
  stateCodes,
  type InstanceParts,
} from './instance-xml.ts';
import { siblingId } from './fragments.ts';
import { lookUpAll } from './lookups.ts';
import { listPage, type PageLimits } from './paging.ts';
import { isStillListed } from './termination.ts';

const limits: PageLimits = { min: 5, max: 1000, above: 'refused', unasked: Infinity };

const filters: FilterTable<AwsInstance & InstanceParts> = {
  architecture: ({ architecture }) => architecture,
  'availability-zone': ({ zone }) => zone,
  'availability-zone-id': ({ zone }) => zoneId(zone),
  'block-device-mapping.device-name': ({ volumes, id }) => attachmentsOf(volumes, id).map(({ device }) => device),
  'block-device-mapping.volume-id': ({ volumes }) => volumes.map((volume) => volume.id),
  'block-device-mapping.delete-on-termination': ({ volumes, id }) =>
    attachmentsOf(volumes, id).map(({ deleteOnTermination }) => String(deleteOnTermination)),
  'dns-name': (instance) => publicDnsName(instance.region, publicIpOf(instance, instance.address)),
  'capacity-reservation-id': ({ capacityReservationId }) => capacityReservationId,
  'host-id': ({ hostId }) => hostId,
  hypervisor: () => 'xen',
  'image-id': ({ imageId }) => imageId,
  'instance-id': ({ id }) => id,
  'instance-lifecycle': ({ lifecycle }) => lifecycle,
  'instance-state-code': ({ state }) => stateCodes[state],
  'instance-state-name': ({ state }) => state,
  'instance-type': ({ type }) => type,
  'instance.group-id': ({ vpcId }) => siblingId('sg', vpcId),
  'ip-address': (instance) => publicIpOf(instance, instance.address),
  'launch-time': ({ launchedAt }) => xmlTime(launchedAt),
  'monitoring-state': ({ detailedMonitoring }) => (detailedMonitoring ? 'enabled' : 'disabled'),
  'network-interface.network-interface-id': ({ id }) => siblingId('eni', id),
  'owner-id': ({ accountId }) => accountId,
  platform: ({ platform }) => platform,
  'platform-details': (instance) => platformOf(instance).details,
  'private-dns-name': (instance) => privateDnsName(instance),
  'private-ip-address': ({ privateIp }) => privateIp,
  reason: ({ stateTransitionReason }) => stateTransitionReason,
  'reservation-id': (instance) => reservationId(instance),
  'root-device-name': ({ rootDeviceName }) => rootDeviceName,
  'root-device-type': () => 'ebs',
  'subnet-id': ({ subnetId }) => subnetId,
  tenancy: ({ hostId }) => (hostId === undefined ? 'default' : 'host'),
  'virtualization-type': () => 'hvm',
  'vpc-id': ({ vpcId }) => vpcId,
};

/** DescribeInstances: by id, or page by page; a terminated instance stays listed for about an hour. */
export function describeInstances(call: Call, params: QueryParams): string {
  const { world, accountId, region, now } = call;
  const { instances } = world.index;
  const matches = readFilters(params, filters);
  const withParts = (instance: AwsInstance) => ({
    ...instance,
    volumes: world.attachments.volumesOf(instance.id),
    address: world.attachments.addressOf(instance.id),
  });
  const ids = params.list('InstanceId');
  if (ids.length > 0 && params.has('MaxResults')) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameter instancesSet cannot be used with the parameter maxResults',
    );
  }
  const find = (id: string) => {
    const instance = instances.find(accountId, region, id);
    return instance && isStillListed(instance, now) ? instance : undefined;
  };
  function* listing(after: string) {
    const candidates =
      ids.length > 0 ? lookUpAll('instance', ids, find, after) : instances.resources(accountId, region, after);
    for (const instance of candidates) {
      if (!isStillListed(instance, now)) continue;
      const complete = withParts(instance);
      if (matches(complete)) yield complete;
    }
  }
  const { items, nextToken } = listPage(call, params, limits, listing, ({ id }) => id);
  return (
    itemList(
      'reservationSet',
      items.map((instance) => reservationXml(instance, instance)),
    ) + nextToken
  );
}

function attachmentsOf(volumes: InstanceParts['volumes'], instanceId: string) {
  return volumes.flatMap(({ attachments }) => attachments.filter((attachment) => attachment.instanceId === instanceId));
}
