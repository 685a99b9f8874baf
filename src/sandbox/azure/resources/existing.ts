import type { AzureResource, AzureSubscription } from '../../provider-estate/azure/model.ts';
import { badRequest, notFound } from '../wire/arm-error.ts';
import type { AzureCall } from '../wire/call.ts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The subscription of the path. Throws as Resource Manager does for one that is not there. */
export function existingSubscription({ world, params }: AzureCall): AzureSubscription {
  const id = params.subscriptionId ?? '';
  if (!GUID.test(id)) {
    throw badRequest('InvalidSubscriptionId', `The provided subscription identifier '${id}' is malformed or invalid.`);
  }
  const subscription = world.subscription(id);
  if (subscription === undefined) {
    throw notFound('SubscriptionNotFound', `The subscription '${id}' could not be found.`);
  }
  return subscription;
}

/** The resource group of the path, in its own spelling. */
export function existingGroup(call: AzureCall): string {
  const { id } = existingSubscription(call);
  const asked = call.params.resourceGroupName ?? '';
  const group = call.world.estate.resourceGroups.find(
    ({ name, accountId }) => accountId === id && name.toLowerCase() === asked.toLowerCase(),
  );
  if (group === undefined) {
    throw notFound('ResourceGroupNotFound', `Resource group '${asked}' could not be found.`);
  }
  return group.name;
}

/** The resource of a type whose name (or names, of a nested type) the path gives. */
export function existingResource(call: AzureCall, type: string, names: readonly string[]): AzureResource {
  const group = existingGroup(call);
  const [namespace = '', ...types] = type.split('/');
  const path = types
    .slice(0, names.length)
    .map((each, index) => `${each}/${names[index]}`)
    .join('/');
  const { id } = existingSubscription(call);
  const resource = call.world.resource(`/subscriptions/${id}/resourceGroups/${group}/providers/${namespace}/${path}`);
  if (resource === undefined) {
    const what = `${namespace}/${path}`;
    const help = 'For more details please go to https://aka.ms/ARMResourceNotFoundFix';
    throw notFound('ResourceNotFound', `The Resource '${what}' under resource group '${group}' was not found. ${help}`);
  }
  return resource;
}
