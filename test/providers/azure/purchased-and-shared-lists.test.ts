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

interface List {
  readonly value: readonly { readonly id: string; readonly name: string; readonly properties: object }[];
}

describe.skipIf(!hasOfficialExamples)('the official example of a list', () => {
  it('of images is read, with the snapshots and disks that they were made of', async () => {
    server.get('/microsoft.compute/images', officialBody('compute', 'Image_ListBySubscription.json'));
    const { resources, unread } = await collected(server.connect(), 'azure:compute:image');
    expect(unread).toEqual([]);
    expect(resources).toHaveLength(1);
    const group = '/subscriptions/{subscriptionid}/resourcegroups/myresourcegroup/providers/microsoft.compute';
    expect(resources[0]).toMatchObject({
      kind: 'machine-image',
      resourceId: `${group}/images/myimage`,
      name: 'myImage',
      scope: { provider: 'azure', accountId: subscriptionId, regionId: 'westus' },
      state: 'created',
      tags: known({}),
      disabled: false,
      protected: false,
      snapshots: [],
      uses: known([
        { relation: 'snapshot', targetId: `${group}/snapshots/mysnapshot1` },
        { relation: 'source-volume', targetId: `${group}/disks/mymanageddisk1` },
        { relation: 'snapshot', targetId: `${group}/snapshots/mysnapshot2` },
        { relation: 'source-volume', targetId: `${group}/disks/mymanageddisk2` },
      ]),
    });
  });

  it('of savings plans is read for the subscription that pays for them', async () => {
    // The Billing API's example: its savings plans have the properties of those of Billing Benefits.
    const body = officialBody('billing', 'examples/savingsPlansListByBillingAccount.json') as List;
    const value = body.value.slice(0, 1).map((row) => ({
      ...row,
      properties: { ...row.properties, billingScopeId: `/subscriptions/${subscriptionId}` },
    }));
    server.get('/microsoft.billingbenefits/savingsplans', { value });
    const { resources, unread } = await collected(server.connect(), 'azure:billing-benefits:savings-plan');
    expect(unread).toEqual([]);
    expect(resources).toHaveLength(1);
    expect(resources[0]).toMatchObject({
      kind: 'commitment',
      name: 'SP1',
      category: 'spend',
      covers: 'Compute',
      hourlyCommitment: { amount: '10', currency: 'USD' },
      termMonths: 12,
      startsAt: known('2022-12-16T02:17:04.989Z'),
      endsAt: known('2023-12-16T02:17:03.739Z'),
    });
  });
});

describe('the documented answer', () => {
  /** Microsoft Learn, "Quickstart: Create and configure Azure DDoS Network Protection", as the REST API nests it. */
  const group = '/subscriptions/b1111111-2222-3333-aaaa-012345678912/resourceGroups/MyResourceGroup/providers';
  const plan = {
    name: 'MyDdosProtectionPlan',
    id: `${group}/Microsoft.Network/ddosProtectionPlans/MyDdosProtectionPlan`,
    etag: 'W/"abcdefgh-1111-2222-bbbb-987654321098"',
    type: 'Microsoft.Network/ddosProtectionPlans',
    location: 'eastus',
    properties: {
      provisioningState: 'Succeeded',
      virtualNetworks: [{ id: `${group}/Microsoft.Network/virtualNetworks/MyVNet` }],
    },
  };

  it('of DDoS protection plans is read, with the networks that they protect', async () => {
    server.get('/microsoft.network/ddosprotectionplans', { value: [plan] });
    const { resources, unread } = await collected(server.connect(), 'azure:network:ddos-protection-plan');
    expect(unread).toEqual([]);
    expect(resources).toHaveLength(1);
    expect(resources[0]).toMatchObject({
      kind: 'protection-plan',
      resourceId: plan.id.toLowerCase(),
      name: 'MyDdosProtectionPlan',
      scope: { provider: 'azure', accountId: subscriptionId, regionId: 'eastus' },
      state: 'Succeeded',
      tags: known({}),
      attachedTo: known([`${group}/microsoft.network/virtualnetworks/myvnet`.toLowerCase()]),
    });
  });
});
