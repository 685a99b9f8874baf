import { OPENAI_MODELS } from '../../provider-estate/azure/ai/openai-models.ts';
import { resourceDocument } from './document.ts';
import { existingResource } from './existing.ts';
import { listDocument } from '../wire/paging.ts';
import type { Operation } from '../wire/call.ts';
import { listingOperations, type ListedType } from './listings.ts';

const ACCOUNT = 'Microsoft.CognitiveServices/accounts';

const LISTED: readonly ListedType[] = [
  {
    service: 'apimanagement',
    type: 'Microsoft.ApiManagement/service',
    list: 'ApiManagementService_List',
    listByGroup: 'ApiManagementService_ListByResourceGroup',
    get: 'ApiManagementService_Get',
    names: ['serviceName'],
  },
  {
    service: 'kusto',
    type: 'Microsoft.Kusto/clusters',
    list: 'Clusters_List',
    listByGroup: 'Clusters_ListByResourceGroup',
    get: 'Clusters_Get',
    names: ['clusterName'],
  },
  {
    service: 'machinelearningservices',
    type: 'Microsoft.MachineLearningServices/workspaces',
    list: 'Workspaces_ListBySubscription',
    listByGroup: 'Workspaces_ListByResourceGroup',
    get: 'Workspaces_Get',
    names: ['workspaceName'],
  },
  {
    service: 'machinelearningservices',
    type: 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints',
    listByGroup: 'OnlineEndpoints_List',
    get: 'OnlineEndpoints_Get',
    names: ['workspaceName', 'endpointName'],
  },
  {
    service: 'machinelearningservices',
    type: 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints/deployments',
    listByGroup: 'OnlineDeployments_List',
    get: 'OnlineDeployments_Get',
    names: ['workspaceName', 'endpointName', 'deploymentName'],
  },
  {
    service: 'cognitiveservices',
    type: ACCOUNT,
    list: 'Accounts_List',
    listByGroup: 'Accounts_ListByResourceGroup',
    get: 'Accounts_Get',
    names: ['accountName'],
  },
  {
    service: 'cognitiveservices',
    type: `${ACCOUNT}/deployments`,
    listByGroup: 'Deployments_List',
    get: 'Deployments_Get',
    names: ['accountName', 'deploymentName'],
  },
  {
    service: 'recoveryservices',
    type: 'Microsoft.RecoveryServices/vaults',
    list: 'Vaults_ListBySubscriptionId',
    listByGroup: 'Vaults_ListByResourceGroup',
    get: 'Vaults_Get',
    names: ['vaultName'],
  },
];

const GROUP = '/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}';
const VAULT = 'Microsoft.RecoveryServices/vaults';

/** Models that an account may deploy, with the units that each way of deploying has. */
const listModels: Operation = {
  service: 'cognitiveservices',
  id: 'Accounts_ListModels',
  action: `${ACCOUNT}/models/read`,
  method: 'GET',
  path: `${GROUP}/providers/${ACCOUNT}/{accountName}/models`,
  run(call) {
    existingResource(call, ACCOUNT, [call.params.accountName ?? '']);
    return { value: OPENAI_MODELS.map(modelDocument) };
  },
};

const modelDocument = ({ name, version, minimum, step }: (typeof OPENAI_MODELS)[number]): object => ({
  format: 'OpenAI',
  name,
  version,
  isDefaultVersion: true,
  lifecycleStatus: 'GenerallyAvailable',
  maxCapacity: 3,
  capabilities: { chatCompletion: 'true' },
  skus: [
    { name: 'Standard', usageName: `OpenAI.Standard.${name}`, capacity: { maximum: 10_000, default: 10 } },
    {
      name: 'GlobalProvisionedManaged',
      usageName: 'OpenAI.GlobalProvisionedManaged',
      capacity: { minimum, maximum: 100_000, step, default: minimum },
    },
    {
      name: 'DataZoneProvisionedManaged',
      usageName: 'OpenAI.DataZoneProvisionedManaged',
      capacity: { minimum, maximum: 100_000, step, default: minimum },
    },
  ],
});

/** What is in a vault, over all of its containers. */
const listProtectedItems: Operation = {
  service: 'recoveryservices',
  id: 'BackupProtectedItems_List',
  action: `${VAULT}/backupProtectedItems/read`,
  method: 'GET',
  path: `${GROUP}/providers/${VAULT}/{vaultName}/backupProtectedItems`,
  run(call) {
    const vault = existingResource(call, VAULT, [call.params.vaultName ?? '']);
    const items = call.world
      .ofType(vault.accountId, `${VAULT}/backupFabrics/protectionContainers/protectedItems`)
      .filter(({ id }) => id.toLowerCase().startsWith(`${vault.id.toLowerCase()}/`));
    return listDocument(call, items, resourceDocument);
  },
};

/** Services for APIs, analytics, machine learning and logs, each of a provider of its own. */
export const serviceOperations: readonly Operation[] = [
  ...LISTED.flatMap(listingOperations),
  listModels,
  listProtectedItems,
];
