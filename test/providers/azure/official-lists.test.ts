import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasOfficialExamples, officialBody } from './official-examples.ts';
import { collected, ReplayServer, subscription } from './replay-server.ts';

let server: ReplayServer;
beforeAll(async () => {
  server = await ReplayServer.start();
});
afterEach(() => server.reset());
afterAll(() => server.close());

interface Case {
  readonly type: string;
  /** End of the list call's path. */
  readonly path: string;
  readonly example: readonly [bundle: string, end: string];
  /** The first resources of the list, in order. */
  readonly expected: readonly object[];
  /** How many there are in all. */
  readonly count: number;
}

const known = (value: unknown) => ({ known: true, value });
const at = (regionId: string) => ({ ...subscription, regionId });

/** What Microsoft's own examples become, by the list call that answers them. */
const cases: readonly Case[] = [
  {
    type: 'azure:network:load-balancer',
    path: '/microsoft.network/loadbalancers',
    example: ['network', 'examples/LoadBalancerListAll.json'],
    count: 2,
    expected: [
      {
        name: 'lb',
        scope: at('westus'),
        flavor: 'network',
        sku: 'Basic',
        internetFacing: false,
        carriesOutbound: false,
        targets: known({ groups: 1, registered: 0, healthy: 0, unchecked: 0, kinds: [] }),
        endpointServiceIds: known([]),
      },
    ],
  },
  {
    type: 'azure:network:application-gateway',
    path: '/microsoft.network/applicationgateways',
    example: ['network', 'examples/ApplicationGatewayListAll.json'],
    count: 1,
    expected: [
      {
        name: 'appgw',
        flavor: 'application',
        state: 'Running',
        sku: 'Standard_Medium',
        capacity: { min: 3, max: 3 },
        internetFacing: true,
        answersItself: known(false),
        targets: known({ groups: 2, registered: 2, healthy: 0, unchecked: 2, kinds: ['address'] }),
      },
    ],
  },
  {
    type: 'azure:network:nat-gateway',
    path: '/microsoft.network/natgateways',
    example: ['network', 'examples/NatGatewayListAll.json'],
    count: 2,
    expected: [
      {
        name: 'test-natGateway',
        networkId: '/subscriptions/subid/resourcegroups/rg1/providers/microsoft.network/virtualnetworks/test-vnet',
        addressIds: [
          '/subscriptions/subid/resourcegroups/rg1/providers/microsoft.network/publicipaddresses/publicipaddress1',
          '/subscriptions/subid/resourcegroups/rg1/providers/microsoft.network/publicipprefixes/publicipprefix1',
        ],
        subnetIds: [
          '/subscriptions/subid/resourcegroups/rg1/providers/microsoft.network/virtualnetworks/test-vnet/subnets/subnet1',
        ],
      },
    ],
  },
  {
    type: 'azure:network:private-endpoint',
    path: '/microsoft.network/privateendpoints',
    example: ['network', 'examples/PrivateEndpointListAll.json'],
    count: 3,
    expected: [
      {
        name: 'pe1',
        connection: 'approved',
        networkId: '/subscriptions/subid/resourcegroups/rg1/providers/microsoft.network/virtualnetworks/myvnet',
        serviceName: '/subscriptions/subid/resourcegroups/rg1/providers/microsoft.network/privatelinkservices/testpls1',
      },
    ],
  },
  {
    type: 'azure:network:express-route-circuit',
    path: '/microsoft.network/expressroutecircuits',
    example: ['network', 'examples/ExpressRouteCircuitListBySubscription.json'],
    count: 2,
    expected: [{ name: 'circuitName1', sku: 'Standard_MeteredData', bandwidthMbps: 200, provisioned: true }],
  },
  {
    type: 'azure:web:server-farm',
    path: '/microsoft.web/serverfarms',
    example: ['web', 'examples/ListAppServicePlans.json'],
    count: 2,
    expected: [
      {
        name: 'testsf6141',
        scope: at('eastus'),
        sizeName: 'P1',
        tier: 'Premium',
        operatingSystem: 'windows',
        workers: 19,
        apps: known(4),
        autoscaled: known(false),
      },
    ],
  },
  {
    type: 'azure:containerservice:managed-cluster',
    path: '/microsoft.containerservice/managedclusters',
    example: ['containerservice', 'examples/ManagedClustersList.json'],
    count: 1,
    expected: [
      {
        name: 'clustername1',
        version: '1.9.6',
        orchestrator: 'kubernetes',
        tags: known({ archv2: '', tier: 'production' }),
      },
    ],
  },
  {
    type: 'azure:containerservice:agent-pool',
    path: '/microsoft.containerservice/managedclusters',
    example: ['containerservice', 'examples/ManagedClustersList.json'],
    count: 1,
    expected: [
      {
        name: 'nodepool1',
        clusterName: 'clustername1',
        desiredSize: 3,
        minSize: 3,
        scalesItself: false,
        sizeNames: known(['Standard_DS1_v2']),
        operatingSystem: 'linux',
      },
    ],
  },
  {
    type: 'azure:sql:managed-instance',
    path: '/microsoft.sql/managedinstances',
    example: ['sql', 'examples/ManagedInstanceList.json'],
    count: 2,
    expected: [
      {
        name: 'testinstance1',
        sizeName: 'GP_Gen4_8',
        tier: 'GeneralPurpose',
        capacity: { unit: 'vCore', max: 8 },
        licence: 'included',
        powerState: 'running',
        storage: { tier: 'GeneralPurpose', sizeGiB: 1024 },
      },
    ],
  },
  {
    type: 'azure:sql:database',
    path: '/databases',
    example: ['sql', 'examples/ListVCoreDatabasesByServer.json'],
    count: 1,
    expected: [
      {
        name: 'testdb',
        sizeName: 'BC_Gen4_2',
        createdAt: known('2017-06-07T04:41:33.937Z'),
        capacity: { unit: 'vCore', max: 2 },
        storage: { tier: 'BusinessCritical', sizeGiB: 250 },
      },
    ],
  },
  {
    type: 'azure:sql:elastic-pool',
    path: '/elasticpools',
    example: ['sql', 'examples/ElasticPoolListByServer.json'],
    count: 3,
    expected: [{ kind: 'database-pool', attachedTo: known([]) }],
  },
  {
    type: 'azure:storage:storage-account',
    path: '/microsoft.storage/storageaccounts',
    example: ['storage', 'examples/StorageAccountList.json'],
    count: 6,
    expected: [
      { name: 'sto1125', redundancy: 'GRS', holdsObjects: false, createdAt: known('2017-05-24T13:28:53.454Z') },
    ],
  },
  {
    type: 'azure:cache:redis',
    path: '/microsoft.cache/redis',
    example: ['redis', 'examples/RedisCacheList.json'],
    count: 1,
    expected: [{ name: 'cache1', sizeName: 'Standard_C6', nodeIds: ['cache1-0', 'cache1-1', 'cache1-2'] }],
  },
  {
    type: 'azure:dbforpostgresql:flexible-server',
    path: '/microsoft.dbforpostgresql/flexibleservers',
    example: ['postgresql', 'examples/ServerList.json'],
    count: 2,
    expected: [
      {
        name: 'pgtestsvc4',
        engine: 'postgresql',
        engineVersion: '12',
        sizeName: 'Standard_D4s_v3',
        redundancy: 'standby',
        storage: { tier: 'unknown', sizeGiB: 512 },
      },
    ],
  },
  {
    type: 'azure:dbformysql:flexible-server',
    path: '/microsoft.dbformysql/flexibleservers',
    example: ['mysql', 'examples/ServersList.json'],
    count: 3,
    expected: [
      {
        name: 'mysqltestserver1',
        engine: 'mysql',
        sizeName: 'Standard_B1ms',
        tier: 'Burstable',
        storage: { tier: 'Premium_LRS', sizeGiB: 23, iops: 369 },
      },
    ],
  },
  {
    type: 'azure:compute:virtual-machine-scale-set',
    path: '/microsoft.compute/virtualmachinescalesets',
    example: ['compute', 'VirtualMachineScaleSet_ListAll_MaximumSet_Gen.json'],
    count: 1,
    expected: [{ desiredSize: 3, minSize: 3, maxSize: 3, servesTraffic: true, mixesSpot: false }],
  },
  {
    type: 'azure:capacity:reservation',
    path: '/microsoft.capacity/reservations',
    example: ['reservations', 'examples/GetReservations.json'],
    count: 1,
    expected: [
      {
        name: 'VM_RI_07-21-2020_12-06',
        billingIds: ['00000000-0000-0000-0000-000000000000'],
        category: 'usage',
        covers: 'VirtualMachines',
        units: 2,
        unitName: 'Standard_D1',
        phase: 'active',
        termMonths: 36,
        startsAt: known('2017-09-22T22:46:32.763Z'),
        endsAt: known('2023-07-21T22:46:32.763Z'),
      },
    ],
  },
];

describe.skipIf(!hasOfficialExamples)('the official example of a list', () => {
  it.each(cases)('of $type is read', async ({ type, path, example: [bundle, end], expected, count }) => {
    server.get('/microsoft.sql/servers', {
      value: [{ id: '/subscriptions/x/resourceGroups/rg/providers/Microsoft.Sql/servers/s1', name: 's1' }],
    });
    server.get(path, officialBody(bundle, end));
    const { resources, unread } = await collected(server.connect(), type);
    expect(unread).toEqual([]);
    expect(resources.slice(0, expected.length)).toMatchObject(expected);
    expect(resources).toHaveLength(count);
  });

  it('of gateways, by resource group, is read with its connections', async () => {
    const group = '/subscriptions/subid/resourceGroups/rg1/providers/Microsoft.Network';
    server.on(({ path, query }) =>
      path.endsWith('/resources') && query.has('$filter')
        ? { body: { value: [{ id: `${group}/virtualNetworkGateways/vpngw1` }] } }
        : undefined,
    );
    server.get(
      '/resourcegroups/rg1/providers/microsoft.network/virtualnetworkgateways',
      officialBody('network', 'examples/VirtualNetworkGatewayList.json'),
    );
    server.get(
      '/resourcegroups/rg1/providers/microsoft.network/connections',
      officialBody('network', 'examples/VirtualNetworkGatewayConnectionsList.json'),
    );
    const { resources, unread } = await collected(server.connect(), 'azure:network:virtual-network-gateway');
    expect(unread).toEqual([]);
    expect(resources).toMatchObject([
      {
        name: 'vpngw1',
        flavor: 'vpn',
        sku: 'VpnGw1',
        servesClients: true,
        networkId: '/subscriptions/subid/resourcegroups/rg1/providers/microsoft.network/virtualnetworks/vnet1',
        attachedTo: known([`${group}/connections/conn1`.toLowerCase()]),
      },
      { name: 'vpngw2' },
    ]);
  });

  it('of a management policy is read rule by rule', async () => {
    const account = {
      id: `/subscriptions/${subscription.accountId}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/a1`,
      name: 'a1',
      kind: 'StorageV2',
      sku: { name: 'Standard_RAGRS' },
      location: 'eastus',
      properties: { accessTier: 'Hot', creationTime: '2026-01-01T00:00:00Z' },
    };
    server.get('/microsoft.storage/storageaccounts', { value: [account] });
    server.get(
      '/managementpolicies/default',
      officialBody('storage', 'examples/StorageAccountGetManagementPolicy.json'),
    );
    const { resources } = await collected(server.connect(), 'azure:storage:storage-account');
    expect(resources).toMatchObject([
      {
        redundancy: 'RAGRS',
        holdsObjects: true,
        lifecycleRules: known([
          {
            enabled: true,
            holdsForAll: false,
            transitions: true,
            expires: true,
            expiresNoncurrent: true,
            transitionsNoncurrent: false,
          },
        ]),
      },
    ]);
  });

  it('of autoscale settings says how far a plan may grow', async () => {
    const body = officialBody('monitor', 'examples/listAutoscaleSettingBySubscription.json') as {
      value: { properties: { targetResourceUri: string } }[];
    };
    const target = body.value[0]?.properties.targetResourceUri ?? '';
    server.get('/microsoft.insights/autoscalesettings', body);
    server.get('/microsoft.web/serverfarms', {
      value: [{ id: target, name: 'plan', location: 'West US', sku: { name: 'S1', tier: 'Standard' }, properties: {} }],
    });
    const { resources } = await collected(server.connect(), 'azure:web:server-farm');
    expect(resources).toMatchObject([
      { scope: at('westus'), autoscaled: known(true), maxWorkers: 10, apps: { known: false } },
    ]);
  });
});
