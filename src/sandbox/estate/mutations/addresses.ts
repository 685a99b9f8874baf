import { EstateError } from '../estate-error.ts';
import { PUBLIC_ADDRESSES, publicAddress } from '../generate/builder.ts';
import { withBooks } from '../ledger-of.ts';
import type { AwsAddress, Estate } from '../model.ts';
import { addressesOf, findAddress, findInstance } from './lookup.ts';
import { nextId, nextNumber } from './session.ts';
import { checkedTags, type Tags } from './tags.ts';

export interface AllocateAddressParams {
  readonly tags?: Tags;
}

/** Addresses that the generator never gives out start here. */
const FIRST_NEW_ADDRESS = 60_000;

export function allocateAddress(
  estate: Estate,
  accountId: string,
  region: string,
  params: AllocateAddressParams,
  now: number,
): AwsAddress {
  const tags = checkedTags(params.tags ?? {});
  const make = (): AwsAddress => {
    const address: AwsAddress = {
      allocationId: nextId(estate, 'eipalloc'),
      publicIp: newPublicIp(estate),
      accountId,
      region,
      allocatedAt: now,
      tags,
    };
    estate.addresses.set(address.allocationId, address);
    return address;
  };
  return withBooks(estate, now, [], make, ({ allocationId }) => [allocationId]);
}

/** An address that nothing in the estate has had before. */
function newPublicIp(estate: Estate): string {
  const index = FIRST_NEW_ADDRESS + nextNumber(estate);
  if (index >= PUBLIC_ADDRESSES) {
    throw new EstateError('AddressLimitExceeded', 'The maximum number of addresses has been reached.');
  }
  return publicAddress(index);
}

export interface ReleaseAddressParams {
  readonly allocationId: string;
}

export function releaseAddress(
  estate: Estate,
  accountId: string,
  region: string,
  params: ReleaseAddressParams,
  now: number,
): void {
  const address = findAddress(estate, accountId, region, params.allocationId);
  if (address.associationId !== undefined) {
    throw new EstateError('InvalidIPAddress.InUse', `Address ${address.publicIp} is in use.`);
  }
  withBooks(estate, now, [address.allocationId], () => estate.addresses.delete(address.allocationId));
}

export interface DisassociateAddressParams {
  readonly associationId: string;
}

export function disassociateAddress(
  estate: Estate,
  accountId: string,
  region: string,
  params: DisassociateAddressParams,
  now: number,
): void {
  const address = [...estate.addresses.values()].find(
    (candidate) =>
      candidate.associationId === params.associationId &&
      candidate.accountId === accountId &&
      candidate.region === region,
  );
  if (address === undefined) {
    const message = `The association ID '${params.associationId}' does not exist`;
    throw new EstateError('InvalidAssociationID.NotFound', message);
  }
  withBooks(estate, now, [address.allocationId], () => leave(estate, address));
}

/** Takes an address off its holder. */
export function leave(estate: Estate, address: AwsAddress): void {
  const host = address.instanceId === undefined ? undefined : estate.instances.get(address.instanceId);
  if (host?.publicIp === address.publicIp) delete host.publicIp;
  delete address.associationId;
  delete address.instanceId;
  delete address.networkInterfaceId;
  delete address.privateIp;
}

export interface AssociateAddressParams {
  readonly allocationId: string;
  readonly instanceId?: string;
  readonly networkInterfaceId?: string;
  /** False refuses an address that is associated; EC2 moves it when this is left out. */
  readonly allowReassociation?: boolean;
}

export function associateAddress(
  estate: Estate,
  accountId: string,
  region: string,
  params: AssociateAddressParams,
  now: number,
): { readonly associationId: string } {
  const address = findAddress(estate, accountId, region, params.allocationId);
  const { instanceId, networkInterfaceId } = params;
  if ((instanceId === undefined) === (networkInterfaceId === undefined)) {
    throw new EstateError('MissingParameter', 'Either instance ID or network interface id must be specified');
  }
  const instance = instanceId === undefined ? undefined : findInstance(estate, accountId, region, instanceId);
  if (instance !== undefined && instance.state !== 'running' && instance.state !== 'stopped') {
    throw new EstateError('IncorrectInstanceState', `Instance '${instance.id}' is not in a valid state.`);
  }
  if (address.associationId !== undefined && params.allowReassociation === false) {
    const message = `resource ${address.allocationId} is already associated with associate-id ${address.associationId}`;
    throw new EstateError('Resource.AlreadyAssociated', message);
  }
  const displaced = instance === undefined ? [] : addressesOf(estate, instance.id).filter((other) => other !== address);
  const touched = [address, ...displaced].map(({ allocationId }) => allocationId);
  // The instance's own public address is billed with the instance, and an Elastic IP takes its place.
  const hosts = [address.instanceId, instance?.id].filter((id) => id !== undefined);
  return withBooks(estate, now, [...touched, ...new Set(hosts)], () => {
    for (const other of [address, ...displaced]) leave(estate, other);
    address.associationId = nextId(estate, 'eipassoc');
    address.networkInterfaceId = networkInterfaceId ?? nextId(estate, 'eni');
    if (instance !== undefined) {
      address.instanceId = instance.id;
      address.privateIp = instance.privateIp;
      instance.publicIp = address.publicIp;
    }
    return { associationId: address.associationId };
  });
}
