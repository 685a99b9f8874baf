import { familyState } from '../../estate/family.ts';
import type { AwsAddress } from '../../estate/model.ts';
import { networkFamily } from '../../estate/network/family.ts';
import type { Call } from '../call.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { element, itemList } from '../wire/xml.ts';
import { readFilters, type FilterTable } from './filters.ts';
import { tagSet } from './fragments.ts';
import { lookUpAll } from './lookups.ts';

const filters: FilterTable<AwsAddress> = {
  'allocation-id': ({ allocationId }) => allocationId,
  'association-id': ({ associationId }) => associationId,
  domain: () => 'vpc',
  'instance-id': ({ instanceId }) => instanceId,
  'network-border-group': ({ region }) => region,
  'network-interface-id': ({ networkInterfaceId }) => networkInterfaceId,
  'network-interface-owner-id': ({ networkInterfaceId, accountId }) =>
    networkInterfaceId === undefined ? undefined : accountId,
  'private-ip-address': ({ privateIp }) => privateIp,
  'public-ip': ({ publicIp }) => publicIp,
};

/** DescribeAddresses: all of a region at once, for the API has no paging. */
export function describeAddresses(call: Call, params: QueryParams): string {
  const { accountId, region } = call;
  const { addresses } = call.world.index;
  const matches = readFilters(params, filters);
  const ids = params.list('AllocationId');
  const publicIps = params.list('PublicIp');
  // Those of NAT gateways and lone interfaces stand with the networks.
  const others = call.world.index.of(familyState(call.world.estate, networkFamily).addresses);
  const all = (
    ids.length > 0
      ? [
          ...lookUpAll(
            'allocation',
            ids,
            (id) => addresses.find(accountId, region, id) ?? others.find(accountId, region, id),
          ),
        ]
      : [...addresses.resources(accountId, region), ...others.resources(accountId, region)]
  ).toSorted((a, b) => (a.allocationId < b.allocationId ? -1 : 1));
  const missing = publicIps.find((ip) => !all.some(({ publicIp }) => publicIp === ip));
  if (missing !== undefined) throw new AwsError('InvalidAddress.NotFound', `Address '${missing}' not found.`);
  const chosen = all.filter(
    (address) => matches(address) && (publicIps.length === 0 || publicIps.includes(address.publicIp)),
  );
  return itemList('addressesSet', chosen.map(addressXml));
}

function addressXml(address: AwsAddress): string {
  return (
    element('publicIp', address.publicIp) +
    element('allocationId', address.allocationId) +
    '<domain>vpc</domain>' +
    element('associationId', address.associationId) +
    element('instanceId', address.instanceId) +
    element('networkInterfaceId', address.networkInterfaceId) +
    element('networkInterfaceOwnerId', address.networkInterfaceId === undefined ? undefined : address.accountId) +
    element('privateIpAddress', address.privateIp) +
    tagSet(address.tags) +
    '<publicIpv4Pool>amazon</publicIpv4Pool>' +
    element('networkBorderGroup', address.region)
  );
}
