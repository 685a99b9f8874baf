import { allocateAddress, associateAddress, disassociateAddress, releaseAddress } from '../../estate/mutations.ts';
import type { Call } from '../call.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { element } from '../wire/xml.ts';
import { done, requiredParam, tagSpecification, textParam } from './write-params.ts';

export function allocateAddressOperation({ world, accountId, region, now }: Call, params: QueryParams): string {
  const tags = tagSpecification(params, 'elastic-ip');
  const address = allocateAddress(world.estate, accountId, region, { tags }, now);
  world.index.addresses.add(address.allocationId);
  return (
    element('publicIp', address.publicIp) +
    element('allocationId', address.allocationId) +
    '<domain>vpc</domain><publicIpv4Pool>amazon</publicIpv4Pool>' +
    element('networkBorderGroup', region)
  );
}

export function releaseAddressOperation({ world, accountId, region, now }: Call, params: QueryParams): string {
  releaseAddress(world.estate, accountId, region, { allocationId: requiredParam(params, 'AllocationId') }, now);
  return done;
}

export function associateAddressOperation({ world, accountId, region, now }: Call, params: QueryParams): string {
  const allocationId = requiredParam(params, 'AllocationId');
  const allowReassociation = params.get('AllowReassociation');
  const { associationId } = associateAddress(
    world.estate,
    accountId,
    region,
    {
      allocationId,
      ...textParam(params, 'InstanceId', 'instanceId'),
      ...textParam(params, 'NetworkInterfaceId', 'networkInterfaceId'),
      ...(allowReassociation === undefined ? {} : { allowReassociation: allowReassociation === 'true' }),
    },
    now,
  );
  const address = world.estate.addresses.get(allocationId);
  if (address) world.attachments.noteAddress(address);
  return done + element('associationId', associationId);
}

export function disassociateAddressOperation({ world, accountId, region, now }: Call, params: QueryParams): string {
  disassociateAddress(world.estate, accountId, region, { associationId: requiredParam(params, 'AssociationId') }, now);
  return done;
}
