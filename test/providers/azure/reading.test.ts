import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CloudError } from '../../../src/domain/cloud-error.ts';
import type { ProviderEvent } from '../../../src/domain/ports/provider.ts';
import {
  collected,
  graphAnswer,
  isGraph,
  refusal,
  ReplayServer,
  subscription,
  subscriptionId,
} from './replay-server.ts';

let server: ReplayServer;
beforeAll(async () => {
  server = await ReplayServer.start();
});
afterEach(() => server.reset());
afterAll(() => server.close());

const type = 'azure:compute:disk';
const listPath = `/subscriptions/${subscriptionId}/providers/microsoft.compute/disks`;

const disk = (name: string, more: object = {}) => ({
  id: `/subscriptions/${subscriptionId}/resourceGroups/rg/providers/Microsoft.Compute/disks/${name}`,
  name,
  type: 'Microsoft.Compute/disks',
  location: 'eastus',
  sku: { name: 'Premium_LRS' },
  properties: { diskSizeGB: 4, diskState: 'Unattached' },
  ...more,
});

const namesOf = (page: { readonly resources: readonly { readonly name?: string }[] }) =>
  page.resources.map(({ name }) => name);

async function failure(run: () => Promise<unknown>): Promise<CloudError> {
  const error: unknown = await run().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof CloudError) return error;
  throw new Error(`no CloudError but ${String(error)}`);
}

describe('Resource Graph', () => {
  it('is read to the end by its token, once for all types', async () => {
    server.on((call) => {
      if (!isGraph(call, 'resources |')) return undefined;
      const { options } = call.body as { options: { $skipToken?: string; $top?: number } };
      const second = options.$skipToken === 'more';
      const rows = second ? [disk('b'), disk('c')] : [disk('a')];
      return { body: { ...graphAnswer(rows, 3), ...(second ? {} : { $skipToken: 'more', resultTruncated: 'true' }) } };
    });
    const connection = server.connect();
    expect(namesOf(await collected(connection, type))).toEqual(['a', 'b', 'c']);
    await collected(connection, 'azure:network:public-ip-address');
    const asked = server.calls.filter((call) => isGraph(call, 'resources |'));
    expect(asked).toHaveLength(2);
    expect(asked[0]?.body).toMatchObject({
      subscriptions: [subscriptionId],
      options: { $top: 1000, resultFormat: 'objectArray' },
    });
    expect(server.calls.some(({ path }) => path === listPath)).toBe(false);
  });

  it.each`
    why                                         | answer
    ${'is denied'}                              | ${refusal('AuthorizationFailed', 'no')}
    ${'was cut, and nothing leads to the rest'} | ${{ body: { ...graphAnswer([disk('a')]), resultTruncated: 'true' } }}
    ${'counts other rows than it holds'}        | ${{ body: { ...graphAnswer([disk('a')]), count: 2 } }}
    ${'tells of more rows than came'}           | ${{ body: graphAnswer([disk('a')], 2) }}
    ${'holds a row that is of no known type'}   | ${{ body: graphAnswer([{ id: 'x' }]) }}
  `('that $why leaves the list to tell', async ({ answer }) => {
    server.on((call) => (isGraph(call, 'resources |') ? answer : undefined));
    server.get('/microsoft.compute/disks', { value: [disk('listed')] });
    const page = await collected(server.connect({}, { attempts: 1 }), type);
    expect(namesOf(page)).toEqual(['listed']);
  });

  it('that has no row of a type is not believed: its list says whether one may be seen', async () => {
    server.graph([]);
    server.on(({ path }) => (path === listPath ? refusal('AuthorizationFailed', 'no') : undefined));
    expect(await failure(() => collected(server.connect(), type))).toMatchObject({ category: 'denied' });
  });

  it('is not believed at all by who may not list over the whole subscription', async () => {
    server.graph([disk('of-my-group')]);
    server.on(({ path }) => (path.endsWith('/ddosprotectionplans') ? refusal('AuthorizationFailed', 'no') : undefined));
    server.on(({ path }) => (path === listPath ? refusal('AuthorizationFailed', 'no') : undefined));
    expect(await failure(() => collected(server.connect(), type))).toMatchObject({ category: 'denied' });
  });

  it('is left alone until its quota is whole again', async () => {
    server.on((call) => {
      if (!isGraph(call, 'resources |')) return undefined;
      const headers = { 'x-ms-user-quota-remaining': '0', 'x-ms-user-quota-resets-after': '00:00:01' };
      const second = (call.body as { options: { $skipToken?: string } }).options.$skipToken === 'more';
      return {
        headers,
        body: { ...graphAnswer([disk(second ? 'b' : 'a')], 2), ...(second ? {} : { $skipToken: 'more' }) },
      };
    });
    await collected(server.connect(), type);
    const [first, second] = server.calls.filter((call) => isGraph(call, 'resources |'));
    expect((second?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(990);
  });
});

describe('a list', () => {
  it('is read to its last page', async () => {
    server.on(({ path, query }) => {
      if (path !== listPath) return undefined;
      const second = query.get('$skiptoken') === 'more';
      const nextLink = `https://management.azure.com${listPath}?api-version=2024-03-02&$skiptoken=more`;
      return { body: second ? { value: [disk('b')] } : { value: [disk('a')], nextLink } };
    });
    expect(namesOf(await collected(server.connect(), type))).toEqual(['a', 'b']);
  });

  it.each(['https://evil.example/next', 'http://management.azure.com.evil.example/x'])(
    'whose next page would be at %s is not followed there, and no token leaves',
    async (nextLink) => {
      server.get('/microsoft.compute/disks', { value: [disk('a')], nextLink });
      expect(await failure(() => collected(server.connect(), type))).toMatchObject({ category: 'invalid' });
      expect(server.calls.every(({ host }) => host === 'management.azure.com')).toBe(true);
    },
  );

  it('that leads to itself ends', async () => {
    const nextLink = `https://management.azure.com${listPath}?api-version=2024-03-02&$skiptoken=again`;
    server.get('/microsoft.compute/disks', { value: [], nextLink });
    expect(await failure(() => collected(server.connect(), type))).toMatchObject({ category: 'malformed' });
  });

  it('with a row that cannot be read tells it, and keeps the others', async () => {
    server.get('/microsoft.compute/disks', {
      value: [disk('a'), { ...disk('b'), properties: { diskSizeGB: 'much' } }],
    });
    const { resources, unread } = await collected(server.connect(), type);
    expect(resources.map(({ name }) => name)).toEqual(['a']);
    expect(unread).toEqual([
      {
        resourceId: disk('b').id,
        reason:
          'malformed: Microsoft.Compute/disks/read: properties.diskSizeGB: Invalid input: expected number, received string',
      },
    ]);
  });

  it('cut off in its midst is asked again, and is an error when it stays so', async () => {
    server.on(({ path }, count) =>
      path === listPath ? { body: { value: [disk('a')] }, ...(count < 2 && { cutOff: true }) } : undefined,
    );
    expect(namesOf(await collected(server.connect(), type))).toEqual(['a']);
    server.reset();
    server.on(({ path }) => (path === listPath ? { body: { value: [disk('a')] }, cutOff: true } : undefined));
    expect(await failure(() => collected(server.connect({}, { attempts: 2 }), type))).toMatchObject({
      category: 'malformed',
    });
  });

  it('of a provider that was never registered is empty', async () => {
    server.on(({ path }) =>
      path === listPath ? refusal('MissingSubscriptionRegistration', 'not registered', 409) : undefined,
    );
    expect(await collected(server.connect(), type)).toEqual({ resources: [], unread: [] });
  });
});

describe('an error', () => {
  const actionMessage =
    "The client 'x' with object id 'y' does not have authorization to perform action 'Microsoft.Compute/disks/read' over scope '/subscriptions/1'.";

  it.each`
    status | body                                                                      | category             | code                            | operation
    ${403} | ${{ error: { code: 'AuthorizationFailed', message: actionMessage } }}     | ${'denied'}          | ${'AuthorizationFailed'}        | ${'Microsoft.Compute/disks/read'}
    ${401} | ${{ error: { code: 'InvalidAuthenticationToken', message: 'bad' } }}      | ${'unauthenticated'} | ${'InvalidAuthenticationToken'} | ${'Microsoft.Compute/disks/read'}
    ${404} | ${{ error: { code: 'SubscriptionNotFound', message: 'none' } }}           | ${'not-found'}       | ${'SubscriptionNotFound'}       | ${'Microsoft.Compute/disks/read'}
    ${400} | ${{ error: { code: 'BadRequest', details: [{ code: 'InvalidQuery' }] } }} | ${'invalid'}         | ${'InvalidQuery'}               | ${'Microsoft.Compute/disks/read'}
    ${500} | ${'<html>oops</html>'}                                                    | ${'unavailable'}     | ${undefined}                    | ${'Microsoft.Compute/disks/read'}
    ${504} | ${{ error: { code: 'GatewayTimeout', message: 'late' } }}                 | ${'timeout'}         | ${'GatewayTimeout'}             | ${'Microsoft.Compute/disks/read'}
    ${200} | ${'not json'}                                                             | ${'malformed'}       | ${undefined}                    | ${'Microsoft.Compute/disks/read'}
    ${200} | ${{ rows: [] }}                                                           | ${'malformed'}       | ${undefined}                    | ${'Microsoft.Compute/disks/read'}
  `('of status $status with $code is $category', async ({ status, body, category, code, operation }) => {
    server.on(({ path }) => (path === listPath ? { status, body } : undefined));
    const error = await failure(() => collected(server.connect({}, { attempts: 1 }), type));
    expect(error).toMatchObject({ category, vendorCode: code, operation });
  });

  it('that names its action is about that one', async () => {
    const message = actionMessage.replace('disks/read', 'other/read');
    server.on(({ path }) => (path === listPath ? refusal('AuthorizationFailed', message) : undefined));
    expect(await failure(() => collected(server.connect(), type))).toMatchObject({
      operation: 'Microsoft.Compute/other/read',
    });
  });

  it('of a token that ended is mended by a new one, once', async () => {
    server.on(({ path }, count) =>
      path === listPath
        ? count === 1
          ? refusal('ExpiredAuthenticationToken', 'old', 401)
          : { body: { value: [disk('a')] } }
        : undefined,
    );
    expect(namesOf(await collected(server.connect(), type))).toEqual(['a']);
  });
});

describe('a throttled call', () => {
  it.each`
    headers                                                                                   | waitMs
    ${{ 'retry-after': '1' }}                                                                 | ${1000}
    ${{ 'x-ms-ratelimit-microsoft.costmanagement-entity-retry-after': '1' }}                  | ${1000}
    ${{ 'x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after': '1', 'retry-after': '0' }} | ${1000}
    ${{ 'x-ms-ratelimit-microsoft.costmanagement-tenant-retry-after': '1' }}                  | ${1000}
    ${{ 'x-ms-ratelimit-microsoft.costmanagement-client-retry-after': '1' }}                  | ${1000}
  `('with $headers is not made again before that is over', async ({ headers, waitMs }) => {
    server.on(({ path }, count) =>
      path.endsWith('/microsoft.costmanagement/query') && count === 1
        ? { ...refusal('429', 'Too many requests', 429), headers }
        : path.endsWith('/microsoft.costmanagement/query')
          ? {
              body: { properties: { columns: ['Cost', 'ResourceId', 'Currency'].map((name) => ({ name })), rows: [] } },
            }
          : undefined,
    );
    const events: ProviderEvent[] = [];
    const connection = server.connect({ billingScope: '/providers/Microsoft.Billing/billingAccounts/1' }, {}, (event) =>
      events.push(event),
    );
    await connection.resourceCosts();
    const times = server.calls.filter(({ path }) => path.endsWith('/query')).map(({ atMs }) => atMs);
    // The first question twice, and the second.
    expect(times).toHaveLength(3);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(waitMs - 10);
    expect(events).toContainEqual(expect.objectContaining({ kind: 'throttled' }));
  });
});

describe('a request', () => {
  it('carries the token to Azure, and none to the open price list', async () => {
    server.on(({ host }) => (host === 'prices.azure.com' ? { body: { Items: [] } } : undefined));
    const connection = server.connect();
    await collected(connection, type);
    for await (const _page of connection.prices('eastus', 'disks', new Map())) continue;
    const byHost = new Map(server.calls.map(({ host, authorization }) => [host, authorization]));
    expect(byHost).toEqual(
      new Map([
        ['management.azure.com', 'Bearer replay-token'],
        ['prices.azure.com', undefined],
      ]),
    );
  });

  it('names its api-version', async () => {
    await collected(server.connect(), type);
    const call = server.calls.find(({ path }) => path === listPath);
    expect(call?.query.get('api-version')).toBe('2024-03-02');
    expect(subscription.accountId).toBe(subscriptionId);
  });
});
