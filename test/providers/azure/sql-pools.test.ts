import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { collected, ReplayServer, subscription, subscriptionId } from './replay-server.ts';

let server: ReplayServer;
beforeAll(async () => {
  server = await ReplayServer.start();
});
afterEach(() => server.reset());
afterAll(() => server.close());

const TYPE = 'azure:synapse:sql-pool';
const known = (value: unknown) => ({ known: true, value });
const WORKSPACE = `/subscriptions/${subscriptionId}/resourceGroups/sqlcrudtest-6852/providers/Microsoft.Synapse/workspaces/sqlcrudtest-2080`;

/** Source: azure-rest-api-specs, Synapse 2021-06-01, GetSqlPool.json. */
const pool = {
  tags: { tagKey1: 'TagValue1' },
  id: `${WORKSPACE}/sqlPools/sqlcrudtest-9187`,
  name: 'sqlcrudtest-9187',
  type: 'Microsoft.Synapse/workspaces/sqlPools',
  location: 'Japan East',
  properties: {
    status: 'Online',
    collation: 'SQL_Latin1_General_CP1_CI_AS',
    maxSizeBytes: 268435456000,
    creationDate: '2017-02-10T00:56:19.2Z',
    provisioningState: 'Succeeded',
    restorePointInTime: '0001-01-01T00:00:00Z',
    storageAccountType: 'GRS',
  },
  sku: { name: 'DW100c', tier: '' },
};

describe('dedicated SQL pools', () => {
  it('are read workspace by workspace, as the vendor’s example has them', async () => {
    server.get('/microsoft.synapse/workspaces', { value: [{ id: WORKSPACE, name: 'sqlcrudtest-2080' }] });
    const paused = { ...pool, name: 'night', properties: { ...pool.properties, status: 'Paused' } };
    const scaling = { ...pool, name: 'busy', properties: { ...pool.properties, status: 'Scaling' } };
    server.get('/sqlcrudtest-2080/sqlpools', { value: [pool, paused, scaling] });
    const { resources, unread } = await collected(server.connect(), TYPE);
    expect(unread).toEqual([]);
    expect(resources).toMatchObject([
      {
        kind: 'warehouse',
        name: 'sqlcrudtest-9187',
        resourceId: pool.id.toLowerCase(),
        scope: { ...subscription, regionId: 'japaneast' },
        sizeName: 'DW100c',
        powerState: 'running',
        createdAt: known('2017-02-10T00:56:19.200Z'),
        tags: known({ tagKey1: 'TagValue1' }),
        pauseSchedules: { known: false },
      },
      { name: 'night', powerState: 'stopped' },
      { name: 'busy', powerState: 'changing' },
    ]);
  });

  it('without a size are unread one by one', async () => {
    const { sku: _sku, ...broken } = pool;
    server.get('/microsoft.synapse/workspaces', { value: [{ id: WORKSPACE }] });
    server.get('/sqlcrudtest-2080/sqlpools', { value: [broken, { ...pool, name: 'whole' }] });
    const { resources, unread } = await collected(server.connect(), TYPE);
    expect(resources).toMatchObject([{ name: 'whole' }]);
    expect(unread).toHaveLength(1);
  });

  it('are not read where the list of one workspace is denied', async () => {
    server.get('/microsoft.synapse/workspaces', { value: [{ id: WORKSPACE }] });
    server.get('/sqlcrudtest-2080/sqlpools', { error: { code: 'AuthorizationFailed', message: 'no' } }, 403);
    await expect(collected(server.connect(), TYPE)).rejects.toMatchObject({ category: 'denied' });
  });
});
