import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { collected, ReplayServer, subscription, subscriptionId } from './replay-server.ts';

let server: ReplayServer;
beforeAll(async () => {
  server = await ReplayServer.start();
});
afterEach(() => server.reset());
afterAll(() => server.close());

const TYPE = 'azure:documentdb:sql-container';
const known = (value: unknown) => ({ known: true, value });
const ACCOUNT = `/subscriptions/${subscriptionId}/resourceGroups/rg1/providers/Microsoft.DocumentDB/databaseAccounts/ddb1`;

/** Source: azure-rest-api-specs, Cosmos DB 2024-05-15, CosmosDBDatabaseAccountListByResourceGroup.json (what is read of it). */
const account = (properties: object = {}, kind = 'GlobalDocumentDB') => ({
  id: ACCOUNT,
  name: 'ddb1',
  location: 'West US',
  type: 'Microsoft.DocumentDB/databaseAccounts',
  kind,
  tags: { team: 'shop' },
  properties: {
    provisioningState: 'Succeeded',
    documentEndpoint: 'https://ddb1.documents.azure.com:443/',
    databaseAccountOfferType: 'Standard',
    locations: [
      {
        id: 'ddb1-eastus',
        locationName: 'East US',
        documentEndpoint: 'https://ddb1-eastus.documents.azure.com:443/',
        provisioningState: 'Succeeded',
        failoverPriority: 0,
      },
    ],
    enableFreeTier: false,
    ...properties,
  },
});

/** Source: the same, CosmosDBSqlDatabaseGet.json. */
const database = (name: string) => ({
  id: `${ACCOUNT}/sqlDatabases/${name}`,
  name,
  type: 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases',
  location: 'West US',
  tags: {},
  properties: { resource: { id: name, _rid: 'CqNBAA==', _ts: 1449602962, _colls: 'colls/', _users: 'users/' } },
});

const container = (of: string, name: string) => ({
  id: `${ACCOUNT}/sqlDatabases/${of}/containers/${name}`,
  name,
  type: 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers',
  tags: { owner: 'carts' },
  properties: { resource: { id: name } },
});

/** Source: the same, CosmosDBSqlContainerThroughputGet.json. */
const manual = {
  name: 'default',
  type: 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/sqlContainers/throughputSettings',
  location: 'West US',
  tags: {},
  properties: {
    resource: {
      throughput: 400,
      minimumThroughput: '400',
      offerReplacePending: 'true',
      instantMaximumThroughput: '10000',
      softAllowedMaximumThroughput: '1000000',
      _rid: 'PD5DALigDgw=',
      _ts: 1459200611,
    },
  },
};

/** Source: the same, CosmosDBSqlContainerMigrateToAutoscale.json. */
const autoscale = {
  properties: {
    resource: {
      throughput: 400,
      autoscaleSettings: { maxThroughput: 4000 },
      minimumThroughput: '4000',
      offerReplacePending: 'false',
    },
  },
};

const denied = { error: { code: 'AuthorizationFailed', message: 'not permitted' } };
const notFound = { error: { code: 'NotFound', message: 'The offer was not found.' } };

function serve(row: object): void {
  server.get('/throughputsettings/default', notFound, 404);
  server.get('/microsoft.documentdb/databaseaccounts', { value: [row] });
  server.get('/ddb1/sqldatabases', { value: [database('shop'), database('common')] });
  server.get('/sqldatabases/shop/containers', { value: [container('shop', 'Carts'), container('shop', 'orders')] });
  server.get('/sqldatabases/common/containers', { value: [container('common', 'lookups')] });
  server.get('/containers/carts/throughputsettings/default', manual);
  server.get('/containers/orders/throughputsettings/default', autoscale);
  server.get('/sqldatabases/common/throughputsettings/default', manual);
}

describe('containers of Cosmos DB', () => {
  it('are read with their throughput, and databases that share theirs', async () => {
    serve(account());
    const { resources, unread } = await collected(server.connect(), TYPE);
    expect(unread).toEqual([]);
    expect(resources).toMatchObject([
      {
        name: 'Carts',
        resourceId: `${ACCOUNT}/sqlDatabases/shop/containers/Carts`.toLowerCase(),
        scope: { ...subscription, regionId: 'westus' },
        accountName: 'ddb1',
        databaseName: 'shop',
        containerName: 'Carts',
        tags: known({ team: 'shop', owner: 'carts' }),
        throughput: known({ mode: 'manual', unitsPerSecond: 400, minUnitsPerSecond: 400 }),
        regions: 1,
        multipleWriteRegions: false,
        zoneRedundant: false,
        freeTier: false,
      },
      {
        name: 'orders',
        throughput: known({ mode: 'autoscale', unitsPerSecond: 4000, minUnitsPerSecond: 4000 }),
      },
      { name: 'common', databaseName: 'common', throughput: known({ mode: 'manual', unitsPerSecond: 400 }) },
      { name: 'lookups', containerName: 'lookups', throughput: known(null) },
    ]);
    expect(resources).toHaveLength(4);
    expect(resources[2]).not.toHaveProperty('containerName');
  });

  it.each`
    what            | row
    ${'serverless'} | ${account({ capabilities: [{ name: 'EnableServerless' }] })}
    ${'Cassandra'}  | ${account({ capabilities: [{ name: 'EnableCassandra' }] })}
    ${'MongoDB'}    | ${account({}, 'MongoDB')}
  `('of an account that is $what are not asked for', async ({ row }) => {
    serve(row as object);
    const { resources, unread } = await collected(server.connect(), TYPE);
    expect([resources, unread]).toEqual([[], []]);
    expect(server.calls.some(({ path }) => path.includes('sqldatabases'))).toBe(false);
  });

  it('have an unread throughput where that is denied or garbled, and are there', async () => {
    serve(account());
    server.get('/containers/carts/throughputsettings/default', denied, 403);
    server.get('/containers/orders/throughputsettings/default', { properties: { resource: { throughput: -1 } } });
    const { resources } = await collected(server.connect(), TYPE);
    expect(resources).toHaveLength(4);
    expect(resources.slice(0, 2)).toMatchObject([{ throughput: { known: false } }, { throughput: { known: false } }]);
  });

  it('are not read at all where the list of one database is denied: none would look like absent', async () => {
    serve(account());
    server.get('/sqldatabases/common/containers', denied, 403);
    await expect(collected(server.connect(), TYPE)).rejects.toMatchObject({ category: 'denied' });
  });
});
