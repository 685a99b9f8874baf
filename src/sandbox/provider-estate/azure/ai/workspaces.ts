import { meanFor } from '../../../estate/metric-shapes.ts';
import { DAY } from '../../../estate/generate/time.ts';
import type { Random } from '../../../estate/random.ts';
import type { ProviderPlace } from '../../context.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { AzureResource, JsonObject } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { monthly, times } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { guidOf } from '../tenant.ts';
import { tickTime } from '../times.ts';

type EndpointRole = 'asked' | 'idle' | 'rare' | 'changed' | 'on-cluster' | 'empty' | 'keep';

const WORKSPACE = 'Microsoft.MachineLearningServices/workspaces';
const ENDPOINT = `${WORKSPACE}/onlineEndpoints`;
const SIZES = ['Standard_D2s_v5', 'Standard_D4s_v5', 'Standard_F8s_v2'];
const SHARES: Readonly<Partial<Record<EndpointRole, number>>> = {
  idle: 0.25,
  rare: 0.12,
  changed: 0.1,
  'on-cluster': 0.08,
  empty: 0.1,
  keep: 0.1,
};

/** Machine Learning workspaces, one in each place that has any, and the endpoints that serve their models. */
export function makeWorkspaces(context: AzureContext): void {
  const workspaces = new Map<string, AzureResource>();
  castOf<EndpointRole>(context, 'online endpoints', SHARES, context.count(4, 10), 'asked').forEach((role, index) => {
    const random = context.random('online endpoint', index);
    const place = context.places.pick(random);
    const key = `${place.accountId} ${place.region}`;
    const workspace = workspaces.get(key) ?? makeWorkspace(context, random, place);
    workspaces.set(key, workspace);
    makeEndpoint(context, random, { place, workspace, role, index });
  });
}

function makeWorkspace(context: AzureContext, random: Random, place: ProviderPlace): AzureResource {
  const createdAt = context.now - random.between(300, 900) * DAY;
  const name = `mlw-${place.region}`;
  return context.add({
    place,
    type: WORKSPACE,
    name,
    resourceGroup: context.group(`rg-ml-${place.region}`, place.accountId, place.region, { team: 'data-science' }),
    tags: { team: 'data-science' },
    createdAt,
    top: {
      kind: 'Default',
      sku: { name: 'Basic', tier: 'Basic' },
      identity: { type: 'SystemAssigned', principalId: guidOf(random), tenantId: context.tenantId },
      systemData: systemData(createdAt, createdAt),
    },
    properties: {
      friendlyName: name,
      description: '',
      provisioningState: 'Succeeded',
      workspaceId: guidOf(random),
      hbiWorkspace: false,
      publicNetworkAccess: 'Enabled',
      discoveryUrl: `https://${place.region}.api.azureml.ms/discovery`,
      mlFlowTrackingUri: `azureml://${place.region}.api.azureml.ms/mlflow/v1.0`,
    },
  });
}

const systemData = (createdAt: number, changedAt: number): JsonObject => ({
  createdAt: tickTime(createdAt),
  createdBy: 'ml-platform',
  createdByType: 'Application',
  lastModifiedAt: tickTime(changedAt),
});

interface EndpointPart {
  readonly place: ProviderPlace;
  readonly workspace: AzureResource;
  readonly role: EndpointRole;
  readonly index: number;
}

function makeEndpoint(context: AzureContext, random: Random, { place, workspace, role, index }: EndpointPart): void {
  const name = `ep-${random.pick(['fraud', 'ranking', 'forecast', 'churn', 'search'])}-${index}`;
  const size = random.pick(SIZES);
  const count = random.integer(1, 3);
  const createdAt = context.now - random.between(60, 290) * DAY;
  const changedAt = role === 'changed' ? context.now - random.between(2, 10) * DAY : createdAt;
  const onCluster = role === 'on-cluster';
  const cluster = context.idOf(place, workspace.resourceGroup, 'Microsoft.ContainerService/managedClusters', 'aks-ml');
  const made = { place, resourceGroup: workspace.resourceGroup, createdAt };
  const top = (kind: string) => ({
    location: place.region,
    kind,
    identity: { type: 'SystemAssigned', principalId: guidOf(random), tenantId: context.tenantId },
    systemData: systemData(createdAt, changedAt),
  });
  const perHour = role === 'asked' ? random.between(30, 4000) : role === 'rare' ? random.between(0.1, 0.6) : 0;
  const endpoint = context.add({
    ...made,
    type: ENDPOINT,
    name: `${workspace.name}/${name}`,
    tags: { team: 'data-science', ...(role === 'keep' && { [KEEP_TAG]: 'waits for the season' }) },
    top: top(onCluster ? 'Kubernetes' : 'Managed'),
    properties: {
      authMode: 'Key',
      provisioningState: 'Succeeded',
      publicNetworkAccess: 'Enabled',
      scoringUri: `https://${name}.${place.region}.inference.ml.azure.com/score`,
      swaggerUri: `https://${name}.${place.region}.inference.ml.azure.com/swagger.json`,
      traffic: role === 'empty' ? {} : { blue: 100 },
      mirrorTraffic: {},
      properties: {},
      ...(onCluster && { compute: cluster }),
    },
    metrics: {
      // A mean by the minute: samples of five minutes hold a twelfth of the hour's calls, by five.
      RequestsPerMinute: { of: 'counter', unit: 'Count', shape: 'daily', perHour: perHour / 5, sparse: true },
    },
  });
  if (role !== 'empty') {
    const peak = role === 'asked' ? random.between(30, 90) : random.between(2, 6);
    context.add({
      ...made,
      type: `${ENDPOINT}/deployments`,
      name: `${workspace.name}/${name}/blue`,
      tags: {},
      top: { ...top(onCluster ? 'Kubernetes' : 'Managed'), sku: { name: 'Default', capacity: count } },
      properties: {
        endpointComputeType: onCluster ? 'Kubernetes' : 'Managed',
        ...(!onCluster && { instanceType: size }),
        model: `${workspace.id}/models/model/versions/1`,
        provisioningState: 'Succeeded',
        appInsightsEnabled: false,
        scaleSettings: { scaleType: 'Default' },
        requestSettings: { requestTimeout: 'PT5S', maxConcurrentRequestsPerInstance: 1, maxQueueWait: 'PT0.5S' },
        properties: {},
      },
      metrics: {
        CpuUtilizationPercentage: {
          of: 'gauge',
          unit: 'Percent',
          shape: 'daily',
          mean: meanFor('daily', peak * 0.4, peak),
          peak,
        },
      },
    });
  }
  const fine = (because: string): void => context.fine(CHECK.endpoint, endpoint, because);
  if (onCluster) return fine('a cluster of one’s own serves it');
  if (role === 'empty') return fine('without a deployment: nothing is paid');
  context.bill(endpoint, `vm/${size}/linux`, { quantity: count });
  if (role === 'idle') {
    const cost = monthly(times(usdOf(`vm/${size}/linux`, place.region), count));
    context.waste(CHECK.endpoint, endpoint, 'nobody asks it anything', cost);
  } else if (role === 'rare') fine('a few calls on some days');
  else if (role === 'changed') fine('changed within the window of 14 days');
  else if (role === 'keep') fine(`protected by the tag ${KEEP_TAG}`);
}
