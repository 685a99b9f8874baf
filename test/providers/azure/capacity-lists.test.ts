import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasOfficialExamples, officialBody } from './official-examples.ts';
import { collected, ReplayServer, subscriptionId } from './replay-server.ts';

let server: ReplayServer;
beforeAll(async () => {
  server = await ReplayServer.start();
});
afterEach(() => server.reset());
afterAll(() => server.close());

const known = (value: unknown) => ({ known: true, value });
const unread = { known: false };
const group = '/subscriptions/subid/resourceGroups/rg1/providers/Microsoft.Compute/capacityReservationGroups/group1';

/** The official example names its reservations by placeholders: they get the names that the group's example has. */
function reservations(): unknown {
  const { value } = officialBody('compute', 'CapacityReservation_ListByReservationGroup.json') as {
    readonly value: readonly { readonly id: string }[];
  };
  return {
    value: value.map((row, at) => ({
      ...row,
      id: `${group}/capacityReservations/myCapacityReservation${at + 1}`,
      name: `myCapacityReservation${at + 1}`,
    })),
  };
}

describe.skipIf(!hasOfficialExamples)('the official examples of reserved capacity', () => {
  const serve = (view: object): void => {
    server.get('/microsoft.compute/capacityreservationgroups', { value: [{ id: group, name: 'group1' }] });
    server.get('/capacityreservationgroups/group1/capacityreservations', reservations());
    server.get('/capacityreservationgroups/group1', view);
  };
  const groupView = () =>
    officialBody('compute', 'CapacityReservationGroup_Get.json') as { readonly properties: object };

  it('become reservations with the machines that hold their places', async () => {
    serve(groupView());
    const { resources, unread: holes } = await collected(server.connect(), 'azure:compute:capacity-reservation');
    expect(holes).toEqual([]);
    const machine = (name: string) =>
      `/subscriptions/{subscription-id}/resourcegroups/myresourcegroup/providers/microsoft.compute/virtualmachines/${name}`;
    expect(resources).toMatchObject([
      {
        kind: 'capacity-reservation',
        resourceId: `${group}/capacityReservations/myCapacityReservation1`.toLowerCase(),
        sizeName: 'Standard_DS1_v2',
        totalCount: 4,
        availableCount: 2,
        attachedTo: known([machine('myvm1'), machine('myvm2')]),
        createdAt: known('2021-06-27T01:02:38.313Z'),
        tags: known({ department: 'HR' }),
        zoneId: '1',
        operatingSystem: known('linux'),
        ends: 'until-cancelled',
      },
      { sizeName: 'Standard_A1_v2', totalCount: 4, attachedTo: known([machine('myvm3'), machine('myvm4')]) },
    ]);
    expect(server.calls.find(({ query }) => query.has('$expand'))?.query.get('$expand')).toBe('instanceView');
  });

  it.each`
    view                                                                                                                                                                                                                          | because
    ${{ properties: { instanceView: { capacityReservations: [] } } }}                                                                                                                                                             | ${'the view does not name it'}
    ${{ properties: {} }}                                                                                                                                                                                                         | ${'there is no view'}
    ${{ properties: { sharingProfile: { subscriptionIds: [{ id: '/subscriptions/other' }] }, instanceView: { capacityReservations: [{ name: 'myCapacityReservation1', utilizationInfo: { virtualMachinesAllocated: [] } }] } } }} | ${'machines of others may hold places'}
  `('do not tell who holds places where $because', async ({ view }) => {
    serve(view);
    const { resources } = await collected(server.connect(), 'azure:compute:capacity-reservation');
    expect(resources[0]).toMatchObject({ attachedTo: unread, availableCount: 0, totalCount: 4 });
  });
});

describe.skipIf(!hasOfficialExamples)('the official example of a scale set', () => {
  it('tells what its machines are', async () => {
    server.get(
      '/microsoft.compute/virtualmachinescalesets',
      officialBody('compute', 'VirtualMachineScaleSet_ListAll_MaximumSet_Gen.json'),
    );
    server.on(({ path }) =>
      path === `/subscriptions/${subscriptionId}`
        ? {
            body: {
              subscriptionId,
              state: 'Enabled',
              subscriptionPolicies: { quotaId: 'EnterpriseAgreement_2014-09-01' },
            },
          }
        : undefined,
    );
    const { resources } = await collected(server.connect(), 'azure:compute:virtual-machine-scale-set');
    expect(resources).toMatchObject([
      {
        desiredSize: 3,
        machines: {
          sizeName: 'Standard_D1_v2',
          operatingSystem: known('windows'),
          software: known('none'),
          licence: known('included'),
        },
      },
    ]);
  });

  it('in flexible mode has no machines of its own', async () => {
    const { value } = officialBody('compute', 'VirtualMachineScaleSet_ListAll_MaximumSet_Gen.json') as {
      readonly value: readonly { readonly properties: object }[];
    };
    const flexible = value.map((row) => ({ ...row, properties: { ...row.properties, orchestrationMode: 'Flexible' } }));
    server.get('/microsoft.compute/virtualmachinescalesets', { value: flexible });
    const { resources } = await collected(server.connect(), 'azure:compute:virtual-machine-scale-set');
    expect(resources[0]).toMatchObject({ members: [] });
    expect(resources[0]).not.toHaveProperty('machines');
  });
});

/** What App Service documents of ListWebApps, "List all apps associated with an App Service plan" (2023-12-01). */
describe('the applications of a plan for functions', () => {
  const plan = (tier: string) => ({
    id: '/subscriptions/subid/resourceGroups/rg1/providers/Microsoft.Web/serverfarms/plan1',
    name: 'plan1',
    location: 'eastus',
    sku: { name: 'EP1', tier, capacity: 1 },
    properties: { numberOfSites: 2, numberOfWorkers: 1, status: 'Ready' },
  });
  const site = (name: string, kind: string) => ({
    id: `/subscriptions/subid/resourceGroups/rg1/providers/Microsoft.Web/sites/${name}`,
    name,
    kind,
    properties: {},
  });

  it.each`
    kinds                                                | ids           | others
    ${['functionapp', 'functionapp,linux']}              | ${['a', 'b']} | ${0}
    ${['functionapp', 'functionapp,workflowapp', 'app']} | ${['a']}      | ${2}
    ${['functionapp,linux,container,kubernetes', 'api']} | ${['a']}      | ${1}
  `('of kinds $kinds are told apart', async ({ kinds, ids, others }) => {
    server.get('/microsoft.web/serverfarms', { value: [plan('ElasticPremium')] });
    server.get('/serverfarms/plan1/sites', {
      value: (kinds as string[]).map((kind, at) => site('abc'.charAt(at), kind)),
    });
    const { resources } = await collected(server.connect(), 'azure:web:server-farm');
    const base = '/subscriptions/subid/resourcegroups/rg1/providers/microsoft.web/sites';
    expect(resources[0]).toMatchObject({
      functionApps: known({ functionAppIds: (ids as string[]).map((name) => `${base}/${name}`), others }),
    });
  });

  it('are not asked for of other plans, and not none where they were refused', async () => {
    server.get('/microsoft.web/serverfarms', { value: [plan('PremiumV3')] });
    const { resources } = await collected(server.connect(), 'azure:web:server-farm');
    expect(resources[0]).not.toHaveProperty('functionApps');
    server.reset();
    server.get('/microsoft.web/serverfarms', { value: [plan('ElasticPremium')] });
    server.on(({ path }) =>
      path.endsWith('/plan1/sites')
        ? { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'no' } } }
        : undefined,
    );
    const refused = await collected(server.connect(), 'azure:web:server-farm');
    expect(refused.resources[0]).toMatchObject({ functionApps: unread });
  });
});
