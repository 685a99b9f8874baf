import { ResourceManagementClient } from '@azure/arm-resources';
import { type Fact, unread } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import { type Instant, instant } from '../../domain/instant.ts';
import { armId, ownerOf } from './arm-rows.ts';
import { factOf } from './facts-beside.ts';
import { genericListPermission } from './generic-list-permission.ts';
import type { AzureReader } from './reader.ts';

/** When each resource of a subscription was made, by id in lower case. */
export type CreationTimes = ReadonlyMap<string, Instant>;

/**
 * Networks and many other types do not tell when they were made; Resource Manager's generic list does, of everything.
 * Source: Resources API, Resources_List with `$expand=createdTime`.
 */
export const creationTimes = (reader: AzureReader, scope: Scope): Promise<Fact<CreationTimes>> =>
  reader.once(`created/${scope.accountId}`, () => factOf(() => readTimes(reader, scope)));

async function readTimes(reader: AzureReader, scope: Scope): Promise<CreationTimes> {
  const { credential, options } = reader.azure.sdkSettings('resources', genericListPermission, scope);
  const client = new ResourceManagementClient(credential, scope.accountId, { ...options, apiVersion: '2024-03-01' });
  const times = new Map<string, Instant>();
  for await (const { id, createdTime } of client.resources.list({ expand: 'createdTime' })) {
    if (id !== undefined && createdTime instanceof Date && !Number.isNaN(createdTime.getTime())) {
      times.set(armId(id), instant(createdTime));
    }
  }
  return times;
}

/** Of a part of a resource (a node pool), the time of the whole. */
export function creationOf(resourceId: string, times: Fact<CreationTimes>): Fact<Instant> {
  if (!times.known) return times;
  const at = times.value.get(resourceId) ?? times.value.get(ownerOf(resourceId));
  return at === undefined ? unread('the list of resources tells no time of creation') : { known: true, value: at };
}
