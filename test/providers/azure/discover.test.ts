import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { hasOfficialExamples, officialBody } from './official-examples.ts';
import { graphAnswer, isGraph, refusal, ReplayServer, subscriptionId, subscriptionRow } from './replay-server.ts';

let server: ReplayServer;
beforeAll(async () => {
  server = await ReplayServer.start();
});
afterEach(() => server.reset());
afterAll(() => server.close());

const other = '22222222-2222-2222-2222-222222222222';
const gone = '33333333-3333-3333-3333-333333333333';

function serve(): void {
  server.on(({ path }) =>
    path === '/subscriptions'
      ? {
          body: {
            value: [
              subscriptionRow({ tags: { team: 'shop' } }),
              subscriptionRow({ subscriptionId: other.toUpperCase(), displayName: 'Late', state: 'PastDue' }),
              subscriptionRow({ subscriptionId: gone, displayName: 'Gone', state: 'Disabled' }),
            ],
          },
        }
      : undefined,
  );
  const chain = [
    { name: 'shops', displayName: 'Shops' },
    { name: 'root', displayName: 'Tenant Root Group' },
  ];
  server.on((call) =>
    isGraph(call, 'resourcecontainers')
      ? {
          body: graphAnswer([
            { id: 'x', subscriptionId, chain },
            { id: 'y', subscriptionId: other, chain: chain.slice(1) },
          ]),
        }
      : undefined,
  );
}

const idsOf = (scopes: readonly { readonly accountId: string }[]) => scopes.map(({ accountId }) => accountId);

describe('discovery', () => {
  it('brings the subscriptions that can be read, with their management groups from the top down', async () => {
    serve();
    const { accounts, scopes, unread, skipped, regionsFromInventory } = await server.connect().discover();
    expect(idsOf(scopes)).toEqual([subscriptionId, other]);
    expect(scopes[0]).toEqual({ provider: 'azure', accountId: subscriptionId, regionId: 'global' });
    expect(regionsFromInventory).toBe(true);
    expect(unread).toEqual([]);
    expect(skipped).toMatchObject([{ scope: { accountId: gone }, reason: 'its state is Disabled' }]);
    expect(accounts[0]).toEqual({
      provider: 'azure',
      accountId: subscriptionId,
      name: 'Production',
      parentPath: { known: true, value: ['Tenant Root Group', 'Shops'] },
      billingAccountId: { known: false, reason: 'a subscription does not tell its billing account' },
      state: 'active',
      tags: { known: true, value: { team: 'shop' } },
    });
    expect(accounts[2]).toMatchObject({ name: 'Gone', state: 'suspended', parentPath: { known: false } });
  });

  it('keeps to the subscriptions that are named, and tells those that are not to be seen', async () => {
    serve();
    const hidden = '44444444-4444-4444-4444-444444444444';
    const { scopes, unread } = await server.connect({ subscriptions: [subscriptionId, hidden] }).discover();
    expect(idsOf(scopes)).toEqual([subscriptionId]);
    expect(unread).toMatchObject([{ scope: { accountId: hidden }, error: { category: 'denied' } }]);
  });

  it('leaves out what is excluded, and says so', async () => {
    serve();
    const { scopes, skipped } = await server.connect({ excludeSubscriptions: [other] }).discover();
    expect(idsOf(scopes)).toEqual([subscriptionId]);
    expect(skipped).toContainEqual(expect.objectContaining({ reason: 'excluded by the configuration' }));
  });

  it('keeps to a management group, and reads none when the groups are not to be seen', async () => {
    serve();
    expect(idsOf((await server.connect({ managementGroup: 'Shops' }).discover()).scopes)).toEqual([subscriptionId]);
    server.on((call) => (isGraph(call, 'resourcecontainers') ? refusal('AuthorizationFailed', 'no') : undefined));
    const { scopes, unread } = await server.connect({ managementGroup: 'Shops' }).discover();
    expect(scopes).toEqual([]);
    expect(unread).toMatchObject([{ error: { category: 'denied' } }]);
  });

  it('says who it is', async () => {
    expect(await server.connect().identity()).toEqual({
      accountId: 'tenant',
      principal: 'sandbox',
      source: 'the sandbox',
    });
  });

  it.skipIf(!hasOfficialExamples)('reads the official list of subscriptions', async () => {
    server.on(({ path }) =>
      path === '/subscriptions'
        ? { body: officialBody('resources', '2022-12-01/examples/GetSubscriptions.json') }
        : undefined,
    );
    const { accounts } = await server.connect().discover();
    expect(accounts.map(({ accountId, name, tags }) => ({ accountId, name, tags }))).toEqual(
      ['291bba3f-e0a5-47bc-a099-3bdcb2a50a05', '72ac930a-f34e-42d8-b06d-dc2a9e12ed71'].map((accountId, at) => ({
        accountId,
        name: `Example Subscription${at === 0 ? '' : '2'}`,
        tags: { known: true, value: { tagKey1: 'tagValue1', tagKey2: 'tagValue2' } },
      })),
    );
  });
});
