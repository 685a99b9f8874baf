import type { Operation } from '../../../src/sandbox/azure/wire/call.ts';

/** The api-versions that the vendor's descriptions hold, by service; first of all by the type in the path. */
const BY_TYPE: readonly (readonly [RegExp, string])[] = [
  [/Microsoft\.Compute\/(disks|snapshots)/, '2024-03-02'],
  [/Microsoft\.Compute\/skus/, '2021-07-01'],
  [/Microsoft\.Insights\/autoscalesettings/, '2022-10-01'],
  [/^\/(subscriptions(\/\{subscriptionId\})?|tenants)$/, '2022-12-01'],
];

const BY_SERVICE: Readonly<Record<string, string>> = {
  advisor: '2023-01-01',
  apimanagement: '2022-08-01',
  cache: '2024-03-01',
  capacity: '2022-11-01',
  cognitiveservices: '2024-10-01',
  compute: '2024-07-01',
  consumption: '2023-05-01',
  containerservice: '2024-05-01',
  costmanagement: '2023-11-01',
  dbformysql: '2023-12-30',
  documentdb: '2024-05-15',
  dbforpostgresql: '2022-12-01',
  insights: '2023-10-01',
  kusto: '2023-08-15',
  machinelearningservices: '2024-04-01',
  management: '2020-05-01',
  network: '2024-01-01',
  recoveryservices: '2024-04-01',
  resourcegraph: '2022-10-01',
  resources: '2024-03-01',
  sql: '2021-11-01',
  storage: '2023-05-01',
  synapse: '2021-06-01',
  web: '2023-12-01',
};

export function versionOf({ service, path, host }: Operation): string {
  if (host?.startsWith('*.metrics.')) return '2024-02-01';
  return BY_TYPE.find(([type]) => type.test(path))?.[1] ?? BY_SERVICE[service] ?? '2023-01-01-preview';
}

/**
 * Where the descriptions are not what the service sends, and why: a violation that one of these fits is none.
 * - Resource Manager itself turns a caller away (401, 403, 429), in its own form: `{ error: { … } }`. The descriptions of
 *   these providers know their own form alone.
 * - A connection names its gateways by their ids: so do the vendor's examples, though a gateway's properties are required.
 */
export const KNOWN: readonly RegExp[] = [
  /^unknown: (insights \w+|network Private\w+) (401|403|429): \$\.error: /,
  /^error: network VirtualNetworkGatewayConnections_\w+ 200: .*(virtualNetworkGateway1|localNetworkGateway2): required field 'properties'/,
];

/** What no description that is held tells of: Monitor's data plane, the price list, management groups, savings plans, DDoS plans. */
export const UNDESCRIBED: ReadonlySet<string> = new Set([
  'Metrics_Batch',
  'RetailPrices_List',
  'Entities_List',
  'SavingsPlan_ListAll',
  'DdosProtectionPlans_List',
  'DdosProtectionPlans_ListByResourceGroup',
  'DdosProtectionPlans_Get',
  'FirewallPolicies_ListAll',
  'ApiManagementService_List',
  'Clusters_List',
  'Accounts_List',
  'Accounts_ListByResourceGroup',
  'Accounts_Get',
  'Accounts_ListModels',
  'Deployments_List',
  'Deployments_Get',
  'Workspaces_ListBySubscription',
  'Workspaces_ListByResourceGroup',
  'Workspaces_Get',
  'OnlineEndpoints_List',
  'OnlineEndpoints_Get',
  'OnlineDeployments_List',
  'OnlineDeployments_Get',
  'Clusters_ListByResourceGroup',
  'Clusters_Get',
  'Workspaces_List',
  'SqlPools_ListByWorkspace',
  'SqlPools_Get',
  'DatabaseAccounts_List',
  'DatabaseAccounts_ListByResourceGroup',
  'DatabaseAccounts_Get',
  'SqlResources_ListSqlDatabases',
  'SqlResources_GetSqlDatabase',
  'SqlResources_ListSqlContainers',
  'SqlResources_GetSqlContainer',
  'SqlResources_GetSqlDatabaseThroughput',
  'SqlResources_GetSqlContainerThroughput',
  'Vaults_ListBySubscriptionId',
  'Vaults_ListByResourceGroup',
  'Vaults_Get',
  'BackupProtectedItems_List',
  'ApiManagementService_ListByResourceGroup',
  'ApiManagementService_Get',
  'FirewallPolicies_List',
  'FirewallPolicies_Get',
  'FirewallPolicyRuleCollectionGroups_List',
]);
