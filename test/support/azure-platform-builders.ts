import { known } from '../../src/domain/fact.ts';
import type {
  ApiGateway,
  Bastion,
  Firewall,
  ModelEndpoint,
  ModelThroughput,
  ProtectedItem,
  QueryCluster,
} from '../../src/domain/resources.ts';
import { AZURE } from './cloud-builders.ts';
import { daysAgo } from './resource-builders.ts';

const base = { scope: AZURE, createdAt: known(daysAgo(90)), tags: known({}), state: 'Succeeded' };
const idOf = (type: string, name: string): string => `/subscriptions/s/resourcegroups/g/providers/${type}/${name}`;

/** A Basic one of 90 days. */
export const bastion = (change: Partial<Bastion> = {}): Bastion => ({
  ...base,
  kind: 'bastion',
  type: 'azure:network:bastion-host',
  resourceId: idOf('microsoft.network/bastionhosts', 'bas'),
  sku: 'Basic',
  scaleUnits: 2,
  features: [],
  ...change,
});

const vault = idOf('microsoft.recoveryservices/vaults', 'rsv');
export const machineId = idOf('microsoft.compute/virtualmachines', 'web');

/** Backed up yesterday, alone in its vault. */
export const protectedItem = (change: Partial<ProtectedItem> = {}): ProtectedItem => ({
  ...base,
  kind: 'protected-item',
  type: 'azure:recoveryservices:protected-item',
  resourceId: `${vault}/backupfabrics/azure/protectioncontainers/c/protecteditems/web`,
  billingIds: [vault],
  sourceType: 'VM',
  source: { kind: 'instance', resourceId: machineId },
  protection: 'on',
  lastBackupAt: known(daysAgo(1)),
  softDeleted: false,
  locked: false,
  itemsInVault: 1,
  ...change,
});

/** Running, of two machines. */
export const queryCluster = (change: Partial<QueryCluster> = {}): QueryCluster => ({
  ...base,
  kind: 'query-cluster',
  type: 'azure:kusto:cluster',
  resourceId: idOf('microsoft.kusto/clusters', 'adx'),
  sizeName: 'Standard_E8s_v5+2TB_PS',
  nodes: 2,
  powerState: 'running',
  stopsItself: false,
  ...change,
});

/** One machine behind it, unchanged for 90 days. */
export const onlineEndpoint = (change: Partial<ModelEndpoint> = {}): ModelEndpoint => ({
  ...base,
  kind: 'model-endpoint',
  type: 'azure:machinelearning:online-endpoint',
  resourceId: idOf('microsoft.machinelearningservices/workspaces', 'ws/onlineendpoints/fraud'),
  serving: known('real-time'),
  variants: [{ name: 'blue', instances: 1, sizeName: known('Standard_E8s_v5'), shadow: false }],
  changedAt: daysAgo(90),
  ...change,
});

/** A hundred units, had in steps of five from fifteen on. */
export const modelDeployment = (change: Partial<ModelThroughput> = {}): ModelThroughput => ({
  ...base,
  kind: 'model-throughput',
  type: 'azure:cognitiveservices:deployment',
  resourceId: idOf('microsoft.cognitiveservices/accounts', 'oai/deployments/gpt-4o-ptu'),
  name: 'gpt-4o-ptu',
  modelId: 'gpt-4o 2024-11-20',
  modelUnits: 100,
  plan: 'GlobalProvisionedManaged',
  unitSteps: known({ minimum: 15, step: 5 }),
  ...change,
});

/** One unit of Standard. */
export const apiGateway = (change: Partial<ApiGateway> = {}): ApiGateway => ({
  ...base,
  kind: 'api-gateway',
  type: 'azure:apimanagement:service',
  resourceId: idOf('microsoft.apimanagement/service', 'apim'),
  tier: 'Standard',
  units: 1,
  furtherRegions: 0,
  zoneCount: 0,
  inNetwork: false,
  ...change,
});

/** A Standard one in a network. */
export const firewall = (change: Partial<Firewall> = {}): Firewall => ({
  ...base,
  kind: 'firewall',
  type: 'azure:network:firewall',
  resourceId: idOf('microsoft.network/azurefirewalls', 'afw'),
  tier: 'Standard',
  inHub: false,
  allocated: true,
  premiumFeatures: known([]),
  ...change,
});
