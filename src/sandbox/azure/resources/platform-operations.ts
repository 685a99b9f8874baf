import { type AzureResource, textOf } from '../../provider-estate/azure/model.ts';
import { notFound } from '../wire/arm-error.ts';
import type { AzureCall, Operation } from '../wire/call.ts';
import { listDocument } from '../wire/paging.ts';
import { resourceDocument } from './document.ts';
import { existingResource } from './existing.ts';
import { listingOperations, type ListedType } from './listings.ts';

const GROUP = '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}';
const PLAN = 'Microsoft.Web/serverfarms';
const SITE = 'Microsoft.Web/sites';
const POLICY = 'Microsoft.Storage/storageAccounts/managementPolicies';
const POOL = 'Microsoft.Sql/servers/elasticPools';
const DATABASE = 'Microsoft.Sql/servers/databases';

const LISTED: readonly ListedType[] = [
  {
    service: 'sql',
    type: 'Microsoft.Sql/servers',
    list: 'Servers_List',
    listByGroup: 'Servers_ListByResourceGroup',
    get: 'Servers_Get',
    names: ['serverName'],
  },
  {
    service: 'sql',
    type: DATABASE,
    listByGroup: 'Databases_ListByServer',
    get: 'Databases_Get',
    names: ['serverName', 'databaseName'],
  },
  {
    service: 'sql',
    type: POOL,
    listByGroup: 'ElasticPools_ListByServer',
    get: 'ElasticPools_Get',
    names: ['serverName', 'elasticPoolName'],
  },
  {
    service: 'sql',
    type: 'Microsoft.Sql/managedInstances',
    list: 'ManagedInstances_List',
    names: ['managedInstanceName'],
  },
  {
    service: 'web',
    type: PLAN,
    list: 'AppServicePlans_List',
    listByGroup: 'AppServicePlans_ListByResourceGroup',
    get: 'AppServicePlans_Get',
    names: ['name'],
  },
  {
    service: 'storage',
    type: 'Microsoft.Storage/storageAccounts',
    list: 'StorageAccounts_List',
    listByGroup: 'StorageAccounts_ListByResourceGroup',
    get: 'StorageAccounts_GetProperties',
    names: ['accountName'],
  },
  {
    service: 'containerservice',
    type: 'Microsoft.ContainerService/managedClusters',
    list: 'ManagedClusters_List',
    listByGroup: 'ManagedClusters_ListByResourceGroup',
    get: 'ManagedClusters_Get',
    names: ['resourceName'],
  },
  {
    service: 'containerservice',
    type: 'Microsoft.ContainerService/managedClusters/agentPools',
    listByGroup: 'AgentPools_List',
    get: 'AgentPools_Get',
    names: ['resourceName', 'agentPoolName'],
  },
  {
    service: 'cache',
    type: 'Microsoft.Cache/Redis',
    list: 'Redis_ListBySubscription',
    listByGroup: 'Redis_ListByResourceGroup',
    get: 'Redis_Get',
    names: ['name'],
  },
  {
    service: 'synapse',
    type: 'Microsoft.Synapse/workspaces',
    list: 'Workspaces_List',
    names: ['workspaceName'],
  },
  {
    service: 'synapse',
    type: 'Microsoft.Synapse/workspaces/sqlPools',
    listByGroup: 'SqlPools_ListByWorkspace',
    get: 'SqlPools_Get',
    names: ['workspaceName', 'sqlPoolName'],
  },
  {
    service: 'dbforpostgresql',
    type: 'Microsoft.DBforPostgreSQL/flexibleServers',
    list: 'Servers_List',
    listByGroup: 'Servers_ListByResourceGroup',
    get: 'Servers_Get',
    names: ['serverName'],
  },
  {
    service: 'dbformysql',
    type: 'Microsoft.DBforMySQL/flexibleServers',
    list: 'Servers_List',
    names: ['serverName'],
  },
];

/** SQL, App Service, storage, AKS, Redis, PostgreSQL and MySQL. */
export const platformOperations: readonly Operation[] = [
  ...LISTED.flatMap(listingOperations),
  {
    service: 'sql',
    id: 'Databases_ListByElasticPool',
    action: `${POOL}/databases/read`,
    method: 'GET',
    path: `${GROUP}/providers/Microsoft.Sql/servers/{serverName}/elasticPools/{elasticPoolName}/databases`,
    run(call) {
      const { serverName = '', elasticPoolName = '' } = call.params;
      const pool = existingResource(call, POOL, [serverName, elasticPoolName]);
      return listDocument(call, holding(call, DATABASE, 'elasticPoolId', pool), resourceDocument);
    },
  },
  {
    service: 'web',
    id: 'AppServicePlans_ListWebApps',
    action: `${PLAN}/sites/read`,
    method: 'GET',
    path: `${GROUP}/providers/${PLAN}/{name}/sites`,
    run(call) {
      const plan = existingResource(call, PLAN, [call.params.name ?? '']);
      return listDocument(call, holding(call, SITE, 'serverFarmId', plan), resourceDocument);
    },
  },
  {
    service: 'storage',
    id: 'ManagementPolicies_Get',
    action: `${POLICY}/read`,
    method: 'GET',
    path: `${GROUP}/providers/${POLICY.replace('/managementPolicies', '')}/{accountName}/managementPolicies/{managementPolicyName}`,
    run(call) {
      const { accountName = '' } = call.params;
      const account = existingResource(call, 'Microsoft.Storage/storageAccounts', [accountName]);
      const policy = call.world.resource(`${account.id}/managementPolicies/default`);
      if (policy === undefined) {
        throw notFound('ManagementPolicyNotFound', `No ManagementPolicy found for account ${account.name}`);
      }
      return { ...resourceDocument(policy), name: 'DefaultManagementPolicy' };
    },
  },
];

/** Resources of a type whose property names this one. */
function holding(call: AzureCall, type: string, property: string, holder: AzureResource): readonly AzureResource[] {
  const wanted = holder.id.toLowerCase();
  return call.world
    .ofType(holder.accountId, type)
    .filter(({ properties }) => textOf(properties[property]).toLowerCase() === wanted);
}
