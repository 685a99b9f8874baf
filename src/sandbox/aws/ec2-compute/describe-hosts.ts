import { computeFamily } from '../../estate/compute/family.ts';
import type { DedicatedHost } from '../../estate/compute/model.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { readFilters, type FilterTable } from '../ec2/filters.ts';
import { tagSet } from '../ec2/fragments.ts';
import { listPage, type PageLimits } from '../ec2/paging.ts';
import { zoneId } from '../regions.ts';
import { documentXml, ec2Form } from '../wire/document-xml.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { itemList, xmlTime } from '../wire/xml.ts';

const limits: PageLimits = { min: 5, max: 500, above: 'refused', unasked: 500 };

const filters: FilterTable<DedicatedHost> = {
  'auto-placement': () => 'on',
  'availability-zone': ({ zone }) => zone,
  'host-reservation-id': ({ reservationId }) => reservationId,
  'instance-type': ({ family }) => family,
  state: () => 'available',
};

/** DescribeHosts: its filters are called `Filter`, as nowhere else. */
export function describeHosts(call: Call, params: QueryParams): string {
  const index = call.world.index.of(familyState(call.world.estate, computeFamily).hosts);
  const matches = readFilters(params, filters);
  const ids = params.list('HostId');
  const missing = ids.find((id) => index.find(call.accountId, call.region, id) === undefined);
  if (missing !== undefined) throw new AwsError('InvalidHostID.NotFound', `The host ID '${missing}' does not exist`);
  function* listing(after: string) {
    for (const host of index.resources(call.accountId, call.region, after)) {
      if ((ids.length === 0 || ids.includes(host.id)) && matches(host)) yield host;
    }
  }
  const { items, nextToken } = listPage(call, params, limits, listing, ({ id }) => id);
  return (
    itemList(
      'hostSet',
      items.map((host) => hostXml(call, host)),
    ) + nextToken
  );
}

function hostXml(call: Call, host: DedicatedHost): string {
  const { instance, accountId } = host;
  const there = instance && call.world.index.instances.find(accountId, host.region, instance.id);
  const runs = there !== undefined && there.state !== 'terminated';
  const document = {
    autoPlacement: 'on',
    availabilityZone: host.zone,
    availableCapacity: {
      availableInstanceCapacity: [],
      availableVCpus: host.totalVcpus - (runs ? (instance?.vcpus ?? 0) : 0),
    },
    hostId: host.id,
    hostProperties: {
      cores: host.cores,
      instanceFamily: host.family,
      sockets: host.sockets,
      totalVCpus: host.totalVcpus,
    },
    hostReservationId: host.reservationId,
    instances: runs ? [{ instanceId: instance?.id, instanceType: instance?.type, ownerId: accountId }] : [],
    state: 'available',
    allocationTime: xmlTime(host.allocatedAt),
    hostRecovery: 'on',
    allowsMultipleInstanceTypes: 'on',
    ownerId: accountId,
    availabilityZoneId: zoneId(host.zone),
    memberOfServiceLinkedResourceGroup: false,
    hostMaintenance: 'on',
  };
  return documentXml(document, ec2Form) + tagSet(host.tags);
}
