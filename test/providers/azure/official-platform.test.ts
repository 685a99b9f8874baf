import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasOfficialExamples, officialBody } from './official-examples.ts';
import { collected, refusal, ReplayServer, subscription, subscriptionId } from './replay-server.ts';

let server: ReplayServer;
beforeAll(async () => {
  server = await ReplayServer.start();
});
afterEach(() => server.reset());
afterAll(() => server.close());

const known = (value: unknown) => ({ known: true, value });
const at = (regionId: string) => ({ ...subscription, regionId });

describe.skipIf(!hasOfficialExamples)('official lists of network services', () => {
  it('of bastion hosts, each kind', async () => {
    server.get(
      '/microsoft.network/bastionhosts',
      officialBody('network', 'examples/BastionHostListBySubscription.json'),
    );
    const { resources, unread } = await collected(server.connect(), 'azure:network:bastion-host');
    expect(unread).toEqual([]);
    expect(resources).toMatchObject([
      { name: 'bastionhosttenant', scope: at('westus'), sku: 'Standard', scaleUnits: 2, features: [] },
      { name: 'bastionhostdeveloper', sku: 'Developer', scaleUnits: 2, features: [] },
      { name: 'bastionhost3', sku: 'Premium', features: ['enableSessionRecording'] },
    ]);
  });

  it('of firewalls, with rules of their own', async () => {
    server.get(
      '/microsoft.network/azurefirewalls',
      officialBody('network', 'examples/AzureFirewallListBySubscription.json'),
    );
    const { resources } = await collected(server.connect(), 'azure:network:firewall');
    expect(resources).toMatchObject([
      {
        name: 'azurefirewall',
        scope: at('westus'),
        tier: 'Standard',
        inHub: false,
        allocated: true,
        premiumFeatures: known([]),
        tags: known({ key1: 'value1' }),
      },
    ]);
  });
});

/** Source: API Management documentation, "Api Management Service - List", sample response (shortened where nothing is read). */
it('API Management services, as the documentation prints them', async () => {
  const service = {
    id: `/subscriptions/${subscriptionId}/resourceGroups/rg1/providers/Microsoft.ApiManagement/service/apimService1`,
    name: 'apimService1',
    type: 'Microsoft.ApiManagement/service',
    tags: { UID: '52ed5986-717b-45b4-b17c-3df8db372cff' },
    location: 'East Asia',
    etag: 'AAAAAAAXX6Y=',
    properties: {
      publisherEmail: 'admin@live.com',
      publisherName: 'Contoso',
      provisioningState: 'Succeeded',
      targetProvisioningState: '',
      createdAtUtc: '2016-08-12T07:52:57.9700000Z',
      additionalLocations: null,
      virtualNetworkType: 'None',
    },
    sku: { name: 'Standard', capacity: 1 },
  };
  server.get('/microsoft.apimanagement/service', { value: [service] });
  const { resources } = await collected(server.connect(), 'azure:apimanagement:service');
  expect(resources).toMatchObject([
    {
      kind: 'api-gateway',
      name: 'apimService1',
      scope: at('eastasia'),
      tier: 'Standard',
      units: 1,
      furtherRegions: 0,
      zoneCount: 0,
      inNetwork: false,
      createdAt: known('2016-08-12T07:52:57.970Z'),
    },
  ]);
});

/** Source: Backup documentation, "Backup Protected Items - List", sample response; of two items, one never backed up. */
describe('items of Recovery Services vaults', () => {
  const group = `/subscriptions/${subscriptionId}/resourceGroups/SwaggerTestRg`;
  const vault = {
    id: `${group}/providers/Microsoft.RecoveryServices/vaults/NetSDKTestRsVault`,
    name: 'NetSDKTestRsVault',
    type: 'Microsoft.RecoveryServices/vaults',
    location: 'westus',
    properties: { provisioningState: 'Succeeded' },
    sku: { name: 'Standard' },
  };
  const machine = (name: string) => `${group}/providers/Microsoft.Compute/virtualMachines/${name}`;
  const item = (name: string, more: object) => ({
    id: `/Subscriptions/${vault.id.slice('/subscriptions/'.length)}/backupFabrics/Azure/protectionContainers/IaasVMContainer;iaasvmcontainerv2;iaasvm-rg;${name}/protectedItems/VM;iaasvmcontainerv2;iaasvm-rg;${name}`,
    name: `VM;iaasvmcontainerv2;iaasvm-rg;${name}`,
    type: 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems',
    properties: {
      friendlyName: name,
      virtualMachineId: machine(name),
      sourceResourceId: machine(name),
      protectionStatus: 'Healthy',
      lastBackupStatus: '',
      protectedItemType: 'Microsoft.Compute/virtualMachines',
      backupManagementType: 'AzureIaasVM',
      workloadType: 'VM',
      extendedInfo: null,
      ...more,
    },
  });

  it('are read vault by vault', async () => {
    server.get('/microsoft.recoveryservices/vaults', { value: [vault] });
    server.get('/vaults/netsdktestrsvault/backupprotecteditems', {
      value: [
        item('iaas-vm-1', { protectionState: 'Protected', lastBackupTime: '2017-12-01T20:33:53.8132541Z' }),
        item('iaas-vm-2', { protectionState: 'IRPending', lastBackupTime: '2001-01-01T00:00:00Z' }),
      ],
    });
    const { resources } = await collected(server.connect(), 'azure:recoveryservices:protected-item');
    expect(resources).toMatchObject([
      {
        name: 'iaas-vm-1',
        scope: at('westus'),
        resourceId: expect.stringMatching(
          /^\/subscriptions\/.*\/protecteditems\/vm;iaasvmcontainerv2;iaasvm-rg;iaas-vm-1$/,
        ) as string,
        protection: 'on',
        sourceType: 'VM',
        source: { kind: 'instance', resourceId: machine('iaas-vm-1').toLowerCase() },
        lastBackupAt: known('2017-12-01T20:33:53.813Z'),
        softDeleted: false,
        locked: false,
        itemsInVault: 2,
      },
      { name: 'iaas-vm-2', protection: 'pending', lastBackupAt: known(null) },
    ]);
    expect(resources[0]?.billingIds).toBeUndefined();
  });

  it('are not taken for absent where a vault refuses', async () => {
    server.get('/microsoft.recoveryservices/vaults', { value: [vault] });
    server.on(({ path }) =>
      path.endsWith('/backupprotecteditems') ? refusal('AuthorizationFailed', 'no') : undefined,
    );
    await expect(collected(server.connect(), 'azure:recoveryservices:protected-item')).rejects.toMatchObject({
      category: 'denied',
    });
  });
});

/** Source: azure-rest-api-specs, Microsoft.Kusto 2023-08-15, examples/KustoClustersList.json (shortened where nothing is read). */
it('Data Explorer clusters, as the specification’s example has them', async () => {
  const group = `/subscriptions/${subscriptionId}/resourceGroups/kustorptest/providers/Microsoft.Kusto/Clusters`;
  const cluster = (name: string, properties: object) => ({
    id: `${group}/${name}`,
    name,
    type: 'Microsoft.Kusto/Clusters',
    location: 'westus',
    properties: { provisioningState: 'Succeeded', engineType: 'V3', ...properties },
    sku: { name: 'Standard_L16as_v3', capacity: 2, tier: 'Standard' },
    etag: 'abcd123',
  });
  server.get('/microsoft.kusto/clusters', {
    value: [
      cluster('kustoCluster', { enableAutoStop: true }),
      cluster('KustoClusterRPTest3', { enableStreamingIngest: true }),
      cluster('running', { state: 'Running' }),
    ],
  });
  const { resources } = await collected(server.connect(), 'azure:kusto:cluster');
  expect(resources).toMatchObject([
    { name: 'kustoCluster', sizeName: 'Standard_L16as_v3', nodes: 2, stopsItself: true, powerState: 'changing' },
    { name: 'KustoClusterRPTest3', stopsItself: false, scope: at('westus') },
    { powerState: 'running' },
  ]);
});

describe('online endpoints of Machine Learning', () => {
  const workspace = `/subscriptions/${subscriptionId}/resourceGroups/test-rg/providers/Microsoft.MachineLearningServices/workspaces/my-aml-workspace`;
  const systemData = { createdAt: '2020-01-01T12:34:56.999Z', lastModifiedAt: '2020-01-02T12:34:56.999Z' };
  /** In the form of the Machine Learning API 2024-04-01, OnlineEndpoints_List and OnlineDeployments_List. */
  const endpoint = (name: string, more: object = {}) => ({
    id: `${workspace}/onlineEndpoints/${name}`,
    name,
    type: 'Microsoft.MachineLearningServices/workspaces/onlineEndpoints',
    location: 'eastus',
    kind: 'Managed',
    tags: { env: 'prod' },
    systemData,
    properties: { authMode: 'Key', provisioningState: 'Succeeded', traffic: { blue: 100 }, mirrorTraffic: {}, ...more },
  });
  const deployment = {
    id: `${workspace}/onlineEndpoints/fraud/deployments/blue`,
    name: 'blue',
    kind: 'Managed',
    sku: { name: 'Default', capacity: 2, tier: 'Standard' },
    properties: { endpointComputeType: 'Managed', instanceType: 'Standard_DS3_v2', provisioningState: 'Succeeded' },
  };

  it('are read workspace by workspace, with the machines of each deployment', async () => {
    server.get('/microsoft.machinelearningservices/workspaces', {
      value: [{ id: workspace, name: 'my-aml-workspace' }],
    });
    server.get('/workspaces/my-aml-workspace/onlineendpoints', {
      value: [endpoint('fraud', { mirrorTraffic: { blue: 10 } }), endpoint('own', { compute: '/subscriptions/s/aks' })],
    });
    server.get('/onlineendpoints/fraud/deployments', { value: [deployment] });
    const { resources } = await collected(server.connect(), 'azure:machinelearning:online-endpoint');
    expect(resources).toMatchObject([
      {
        name: 'fraud',
        scope: at('eastus'),
        state: 'Succeeded',
        createdAt: known('2020-01-01T12:34:56.999Z'),
        changedAt: '2020-01-02T12:34:56.999Z',
        serving: known('real-time'),
        variants: [{ name: 'blue', instances: 2, sizeName: known('Standard_DS3_v2'), shadow: true }],
        tags: known({ env: 'prod' }),
      },
    ]);
    expect(resources).toHaveLength(1);
  });

  it('tell of no machines where the deployments are refused', async () => {
    server.get('/microsoft.machinelearningservices/workspaces', {
      value: [{ id: workspace, name: 'my-aml-workspace' }],
    });
    server.get('/workspaces/my-aml-workspace/onlineendpoints', { value: [endpoint('fraud')] });
    server.on(({ path }) => (path.endsWith('/deployments') ? refusal('AuthorizationFailed', 'no') : undefined));
    const { resources } = await collected(server.connect(), 'azure:machinelearning:online-endpoint');
    expect(resources).toMatchObject([{ serving: { known: false } }]);
  });
});

describe('deployments of models', () => {
  const account = `/subscriptions/${subscriptionId}/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/oai`;
  /** Source: azure-rest-api-specs, Microsoft.CognitiveServices 2023-05-01, examples/ListDeployments.json, with a `sku`. */
  const deployment = (name: string, sku: object) => ({
    id: `${account}/deployments/${name}`,
    name,
    type: 'Microsoft.CognitiveServices/accounts/deployments',
    sku,
    systemData: { createdAt: '2026-05-01T00:00:00Z' },
    properties: { model: { format: 'OpenAI', name: 'gpt-4o', version: '2024-11-20' }, provisioningState: 'Succeeded' },
  });
  const serve = () => {
    server.get('/microsoft.cognitiveservices/accounts', {
      value: [
        { id: account, name: 'oai', location: 'eastus2', kind: 'OpenAI', sku: { name: 'S0' }, properties: {} },
        { id: `${account}-speech`, name: 'speech', location: 'eastus2', kind: 'SpeechServices', properties: {} },
      ],
    });
    server.get('/accounts/oai/deployments', {
      value: [
        deployment('ptu', { name: 'GlobalProvisionedManaged', capacity: 50 }),
        deployment('shared', { name: 'GlobalStandard', capacity: 100 }),
      ],
    });
  };
  const model = (skus: readonly object[]) => ({ format: 'OpenAI', name: 'gpt-4o', version: '2024-11-20', skus });

  it('with units of their own, and what units may be had', async () => {
    serve();
    server.get('/accounts/oai/models', {
      value: [model([{ name: 'GlobalProvisionedManaged', capacity: { minimum: 15, step: 5, maximum: 1000 } }])],
    });
    const { resources } = await collected(server.connect(), 'azure:cognitiveservices:deployment');
    expect(resources).toMatchObject([
      {
        name: 'ptu',
        scope: at('eastus2'),
        modelId: 'gpt-4o 2024-11-20',
        modelUnits: 50,
        plan: 'GlobalProvisionedManaged',
        unitSteps: known({ minimum: 15, step: 5 }),
        createdAt: known('2026-05-01T00:00:00.000Z'),
      },
    ]);
    expect(resources).toHaveLength(1);
    // An account for something else is not asked for deployments.
    expect(server.calls.some(({ path }) => path.includes('speech/deployments'))).toBe(false);
  });

  it('do not tell the least units where the models do not', async () => {
    serve();
    server.get('/accounts/oai/models', { value: [model([])] });
    const { resources } = await collected(server.connect(), 'azure:cognitiveservices:deployment');
    expect(resources).toMatchObject([{ unitSteps: { known: false } }]);
  });
});

const network = `/subscriptions/${subscriptionId}/resourceGroups/rg/providers/Microsoft.Network`;
const premium = (more: object = {}) => ({
  id: `${network}/azureFirewalls/afw`,
  name: 'afw',
  location: 'eastus',
  properties: {
    sku: { name: 'AZFW_VNet', tier: 'Premium' },
    ipConfigurations: [{}],
    firewallPolicy: { id: `${network}/firewallPolicies/child` },
    ...more,
  },
});

describe('firewalls of tier Premium', () => {
  const policy = (name: string, properties: object) => ({ id: `${network}/firewallPolicies/${name}`, properties });
  const features = async () => {
    const [found] = (await collected(server.connect(), 'azure:network:firewall')).resources;
    return (found as { readonly premiumFeatures?: unknown } | undefined)?.premiumFeatures;
  };

  it('have what the policy above theirs has', async () => {
    server.get('/microsoft.network/azurefirewalls', { value: [premium()] });
    server.get('/microsoft.network/firewallpolicies', {
      value: [
        policy('child', { basePolicy: { id: `${network}/firewallPolicies/Parent` } }),
        policy('parent', { intrusionDetection: { mode: 'Deny' } }),
      ],
    });
    expect(await features()).toEqual(known(['intrusionDetection: Deny']));
    expect(server.calls.some(({ path }) => path.includes('rulecollectiongroups'))).toBe(false);
  });

  it('have rules by URL, which are asked for where nothing else decides', async () => {
    server.get('/microsoft.network/azurefirewalls', { value: [premium()] });
    server.get('/microsoft.network/firewallpolicies', {
      value: [policy('child', { intrusionDetection: { mode: 'Off' } })],
    });
    server.get('/firewallpolicies/child/rulecollectiongroups', {
      value: [{ properties: { ruleCollections: [{ rules: [{ targetUrls: ['example.com/a'] }] }, {}] } }],
    });
    expect(await features()).toEqual(known(['targetUrls']));
  });

  it('are not known to have nothing where the policy, or its rules, were refused', async () => {
    server.get('/microsoft.network/azurefirewalls', { value: [premium()] });
    expect(await features()).toMatchObject({ known: false });
    server.get('/microsoft.network/firewallpolicies', { value: [policy('child', {})] });
    server.on(({ path }) =>
      path.endsWith('/rulecollectiongroups') ? refusal('AuthorizationFailed', 'no') : undefined,
    );
    expect(await features()).toMatchObject({ known: false, reason: expect.stringContaining('denied') as string });
  });

  it('cost nothing while they are deallocated', async () => {
    server.get('/microsoft.network/azurefirewalls', { value: [premium({ ipConfigurations: undefined })] });
    const { resources } = await collected(server.connect(), 'azure:network:firewall');
    expect(resources).toMatchObject([{ allocated: false }]);
  });
});
