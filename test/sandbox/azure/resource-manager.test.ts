import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ARM, firstSubscription, serveAzure, type ServedAzure } from './served-azure.ts';

let azure: ServedAzure;
let subscription: string;
const compute = (type: string): string => `${ARM}/subscriptions/${subscription}/providers/Microsoft.Compute/${type}`;

beforeAll(async () => {
  azure = await serveAzure();
  subscription = await firstSubscription(azure);
});
afterAll(() => azure.close());

describe('Resource Manager', () => {
  it('pages a list by links to the real host, and loses and repeats nothing', async () => {
    const address = `${ARM}/subscriptions/${subscription}/resources?api-version=2024-03-01`;
    const { body } = await azure.get(address);
    expect(body.value).toHaveLength(200);
    expect(body.nextLink).toMatch(/^https:\/\/management\.azure\.com\/subscriptions\/.+[?&]\$skiptoken=/);
    const ids = (await azure.all(address)).map(({ id }) => id as string);
    const { body: counted } = await azure.graph('resources | count', { subscriptions: [subscription] });
    // Resource Graph has no agent pools and no management policies.
    expect(ids.length).toBeGreaterThanOrEqual(counted.data[0].Count as number);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tells the power state where the instance view is asked for, and nowhere else', async () => {
    const [plain] = await azure.all(`${compute('virtualMachines')}?api-version=2024-07-01`);
    expect(plain?.properties.instanceView).toBeUndefined();
    const [expanded] = await azure.all(`${compute('virtualMachines')}?api-version=2024-07-01&$expand=instanceView`);
    const codes = (expanded!.properties.instanceView.statuses as { code: string }[]).map(({ code }) => code);
    expect(codes).toEqual(['ProvisioningState/succeeded', expect.stringMatching(/^PowerState\/\w+$/)]);
    const [status] = await azure.all(`${compute('virtualMachines')}?api-version=2024-07-01&statusOnly=true`);
    expect(Object.keys(status!.properties as object).toSorted()).toEqual(['instanceView', 'provisioningState']);
  });

  it('finds a resource whatever the case of its path', async () => {
    const [disk] = await azure.all(`${compute('disks')}?api-version=2024-03-02`);
    const { status, body } = await azure.get(`${ARM}${(disk!.id as string).toUpperCase()}?api-version=2024-03-02`);
    expect(status).toBe(200);
    expect(body.id).toBe(disk!.id);
  });

  it.each([
    ['SubscriptionNotFound', 404, '/subscriptions/00000000-0000-4000-a000-000000000000/resourcegroups', '2024-03-01'],
    ['InvalidSubscriptionId', 400, '/subscriptions/no-guid/resourcegroups', '2024-03-01'],
    [
      'InvalidResourceType',
      404,
      '/subscriptions/00000000-0000-4000-a000-000000000000/providers/Microsoft.Foo/bars',
      '1999-01-01',
    ],
  ])('answers %s with %i', async (code, status, path, version) => {
    const reply = await azure.get(`${ARM}${path}?api-version=${version}`);
    expect(reply.status).toBe(status);
    expect(reply.body.error.code).toBe(code);
  });

  it('refuses a group, a resource, a version and a token that are not there', async () => {
    const group = `${ARM}/subscriptions/${subscription}/resourceGroups/none/providers/Microsoft.Compute/disks`;
    expect((await azure.get(`${group}?api-version=2024-03-02`)).body.error.code).toBe('ResourceGroupNotFound');
    const [disk] = await azure.all(`${compute('disks')}?api-version=2024-03-02`);
    const missing = `${ARM}${(disk!.id as string).replace(/[^/]+$/, 'missing')}?api-version=2024-03-02`;
    expect((await azure.get(missing)).body.error.code).toBe('ResourceNotFound');
    expect((await azure.get(compute('disks'))).body.error.code).toBe('MissingApiVersionParameter');
    expect((await azure.get(`${compute('disks')}?api-version=new`)).body.error.code).toBe('InvalidApiVersionParameter');
    const token = `${compute('disks')}?api-version=2024-03-02&$skiptoken=x`;
    expect((await azure.get(token)).body.error.code).toBe('InvalidSkipToken');
  });

  it('asks for its own token, and says in a header where to get one', async () => {
    const missing = await fetch(`${azure.url}/azure/management.azure.com/subscriptions?api-version=2022-12-01`);
    expect(missing.status).toBe(401);
    expect(missing.headers.get('www-authenticate')).toMatch(/^Bearer authorization_uri="https:\/\/login\./);
    const wrong = await azure.get(`${ARM}/subscriptions?api-version=2022-12-01`, { authorization: 'Bearer other' });
    expect(wrong.body.error.code).toBe('InvalidAuthenticationToken');
  });

  it('denies with the action and the scope, throttles with a time to wait, and names what is not registered', async () => {
    const address = `${compute('disks')}?api-version=2024-03-02`;
    await azure.fault({ service: 'compute', action: 'Microsoft.Compute/disks/read', kind: 'deny', times: 1 });
    const denied = await azure.get(address);
    expect(denied.status).toBe(403);
    expect(denied.body.error.code).toBe('AuthorizationFailed');
    expect(denied.body.error.message).toContain(
      `'Microsoft.Compute/disks/read' over scope '/subscriptions/${subscription}'`,
    );
    await azure.fault({
      account: subscription,
      operation: 'Disks_List',
      kind: 'throttle',
      retryAfterSeconds: 7,
      times: 1,
    });
    const throttled = await azure.get(address);
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '7']);
    await azure.fault({ service: 'compute', kind: 'error', code: 'MissingSubscriptionRegistration', times: 1 });
    const unknown = await azure.get(address);
    expect([unknown.status, unknown.body.error.code]).toEqual([409, 'MissingSubscriptionRegistration']);
    expect((await azure.get(address)).status).toBe(200);
  });

  it('breaks a page in the middle: the first half comes, the rest does not', async () => {
    await azure.fault({ id: 'half', operation: 'NetworkInterfaces_ListAll', kind: 'half-page' });
    const address = `${ARM}/subscriptions/${subscription}/providers/Microsoft.Network/networkInterfaces?api-version=2024-01-01`;
    const first = await azure.get(address);
    expect(first.status).toBe(200);
    expect((await azure.get(first.body.nextLink as string)).status).toBe(500);
    await fetch(`${azure.url}/_sandbox/fault?id=half`, { method: 'DELETE' });
  });

  it('counts calls by service, operation and permission', async () => {
    const { counts } = await azure.control('calls');
    expect(counts).toContainEqual(
      expect.objectContaining({
        cloud: 'azure',
        service: 'compute',
        operation: 'Disks_List',
        action: 'Microsoft.Compute/disks/read',
        accountId: subscription,
        status: 200,
      }),
    );
  });

  it('has management groups with the chain above each subscription', async () => {
    const { body } = await azure.post(`${ARM}/providers/Microsoft.Management/getEntities?api-version=2020-05-01`, {});
    const entity = (body.value as { name: string; properties: { parentDisplayNameChain: string[] } }[]).find(
      ({ name }) => name === subscription,
    );
    expect(entity?.properties.parentDisplayNameChain).toEqual(['Tenant Root Group', 'Landing zones', 'Production']);
  });
});
