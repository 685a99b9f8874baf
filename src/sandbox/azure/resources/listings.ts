import type { AzureResource } from '../../provider-estate/azure/model.ts';
import type { AzureCall, Operation } from '../wire/call.ts';
import { listDocument } from '../wire/paging.ts';
import { resourceDocument } from './document.ts';
import { existingGroup, existingResource, existingSubscription } from './existing.ts';

/** How a resource type is read through the API of its provider. */
export interface ListedType {
  readonly service: string;
  /** `Microsoft.Compute/disks` */
  readonly type: string;
  /** operationIds; a kind of call that the provider does not have is left out. */
  readonly list?: string;
  readonly listByGroup?: string;
  readonly get?: string;
  /** Names in the path as the specification calls them, the resource's own last: `diskName`. */
  readonly names: readonly string[];
  readonly flatErrors?: true;
  readonly toDocument?: (resource: AzureResource, call: AzureCall) => unknown;
}

/** List by subscription, list by group and get of a type: for a nested type the list of its parent. */
export function listingOperations(listed: ListedType): readonly Operation[] {
  const { service, type, names, toDocument = resourceDocument } = listed;
  const [namespace = '', ...types] = type.split('/');
  const common = {
    service,
    method: 'GET',
    action: `${namespace}/${types.join('/')}/read`,
    ...(listed.flatErrors === true && { flatErrors: true as const }),
  } as const;
  const inGroup = '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}';
  const parents = types.slice(0, -1).map((each, index) => `${each}/{${names[index]}}`);
  const parentPath = ['', 'providers', namespace, ...parents].join('/');
  const leaf = types.at(-1) ?? '';
  const operations: Operation[] = [];
  const document = (call: AzureCall) => (resource: AzureResource) => toDocument(resource, call);
  if (listed.list !== undefined) {
    operations.push({
      ...common,
      id: listed.list,
      path: `/subscriptions/{subscriptionId}/providers/${namespace}/${leaf}`,
      run: (call) => listDocument(call, call.world.ofType(existingSubscription(call).id, type), document(call)),
    });
  }
  if (listed.listByGroup !== undefined) {
    operations.push({
      ...common,
      id: listed.listByGroup,
      path: `${inGroup}${parentPath}/${leaf}`,
      run: (call) => listDocument(call, inGroupOrParent(call, listed), document(call)),
    });
  }
  if (listed.get !== undefined) {
    operations.push({
      ...common,
      id: listed.get,
      path: `${inGroup}${parentPath}/${leaf}/{${names.at(-1)}}`,
      run: (call) =>
        toDocument(
          existingResource(
            call,
            type,
            names.map((name) => call.params[name] ?? ''),
          ),
          call,
        ),
    });
  }
  return operations;
}

function inGroupOrParent(call: AzureCall, { type, names }: ListedType): readonly AzureResource[] {
  const all = call.world.ofType(existingSubscription(call).id, type);
  if (names.length === 1) {
    const group = existingGroup(call);
    return all.filter(({ resourceGroup }) => resourceGroup === group);
  }
  const parentType = type.split('/').slice(0, -1).join('/');
  const parent = existingResource(
    call,
    parentType,
    names.slice(0, -1).map((name) => call.params[name] ?? ''),
  );
  const prefix = `${parent.id.toLowerCase()}/`;
  return all.filter(({ id }) => id.toLowerCase().startsWith(prefix));
}
