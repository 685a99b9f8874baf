import { notFound } from '../wire/arm-error.ts';
import type { AzureCall, Operation } from '../wire/call.ts';
import { resourceDocument } from './document.ts';
import { existingResource } from './existing.ts';
import { listingOperations, type ListedType } from './listings.ts';

const GROUP = '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}';
const ACCOUNT = 'Microsoft.DocumentDB/databaseAccounts';
const DATABASE = `${ACCOUNT}/sqlDatabases`;
const CONTAINER = `${DATABASE}/containers`;

const LISTED: readonly ListedType[] = [
  {
    service: 'documentdb',
    type: ACCOUNT,
    list: 'DatabaseAccounts_List',
    listByGroup: 'DatabaseAccounts_ListByResourceGroup',
    get: 'DatabaseAccounts_Get',
    names: ['accountName'],
  },
  {
    service: 'documentdb',
    type: DATABASE,
    listByGroup: 'SqlResources_ListSqlDatabases',
    get: 'SqlResources_GetSqlDatabase',
    names: ['accountName', 'databaseName'],
  },
  {
    service: 'documentdb',
    type: CONTAINER,
    listByGroup: 'SqlResources_ListSqlContainers',
    get: 'SqlResources_GetSqlContainer',
    names: ['accountName', 'databaseName', 'containerName'],
  },
];

/** Cosmos DB: accounts with the API for NoSQL, what they hold, and its throughput. */
export const cosmosOperations: readonly Operation[] = [
  ...LISTED.flatMap(listingOperations),
  throughputOperation('SqlResources_GetSqlDatabaseThroughput', DATABASE, ['accountName', 'databaseName']),
  throughputOperation('SqlResources_GetSqlContainerThroughput', CONTAINER, [
    'accountName',
    'databaseName',
    'containerName',
  ]),
];

/** What has no throughput of its own has no such setting. */
function throughputOperation(id: string, type: string, names: readonly string[]): Operation {
  const [namespace = '', ...types] = type.split('/');
  const path = types.map((each, index) => `${each}/{${names[index]}}`).join('/');
  return {
    service: 'documentdb',
    id,
    action: `${type}/throughputSettings/read`,
    method: 'GET',
    path: `${GROUP}/providers/${namespace}/${path}/throughputSettings/default`,
    run(call: AzureCall) {
      const owner = existingResource(
        call,
        type,
        names.map((name) => call.params[name] ?? ''),
      );
      const settings = call.world.resource(`${owner.id}/throughputSettings/default`);
      if (settings === undefined) {
        throw notFound('NotFound', `Message: {"Errors":["The offer for ${owner.name} was not found."]}`);
      }
      return resourceDocument(settings);
    },
  };
}
