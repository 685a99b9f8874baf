import { ResourceManagementClient } from '@azure/arm-resources';
import type { Scope } from '../../domain/ids.ts';
import { resourceGroupOf } from './arm-rows.ts';
import { genericListPermission } from './generic-list-permission.ts';
import { valueOf } from './define-azure-collector.ts';
import type { AzureReader } from './reader.ts';

/** A type whose list call takes a resource group alone. */
export interface GroupList {
  /** `Microsoft.Network/virtualNetworkGateways`. */
  readonly armType: string;
  readonly service: string;
  readonly permission: string;
  readonly apiVersion: string;
}

/**
 * Rows of such a type over a subscription: the generic list says in which groups there are some, without what they are
 * like; the type's own list of each of these groups says that. Source: Resources API, Resources_List.
 */
export async function* listByGroup(
  reader: AzureReader,
  scope: Scope,
  { armType, service, permission, apiVersion }: GroupList,
): AsyncGenerator<{ readonly value: readonly unknown[] }, void, undefined> {
  const { credential, options } = reader.azure.sdkSettings('resources', genericListPermission, scope);
  const client = new ResourceManagementClient(credential, scope.accountId, { ...options, apiVersion: '2024-03-01' });
  const groups = new Set<string>();
  for await (const { id } of client.resources.list({ filter: `resourceType eq '${armType}'` })) {
    const group = id === undefined ? undefined : resourceGroupOf(id);
    if (group !== undefined) groups.add(group.toLowerCase());
  }
  for (const group of groups) {
    const path = `/subscriptions/${scope.accountId}/resourceGroups/${group}/providers/${armType}`;
    for await (const page of reader.azure.pages(service, permission, scope, { path, apiVersion })) {
      yield { value: valueOf(page, permission) };
    }
  }
}
