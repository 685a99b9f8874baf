import { afterEach, describe, expect, it } from 'vitest';
import { known } from '../../../src/domain/fact.ts';
import { type Answer, type Asked, collectAll, googleError, replay, type Replay } from './replay.ts';

const PROJECT = 'shop-prod';
let server: Replay;
afterEach(() => server.close());

async function collectFrom(type: string, answer: (asked: Asked) => Answer | undefined) {
  server = await replay(answer);
  return collectAll(server.connection, type, PROJECT);
}

const LOCATIONS = `/v1/projects/${PROJECT}/locations`;
const locations = (...ids: readonly string[]) => ({
  locations: ids.map((locationId) => ({
    name: `projects/${PROJECT}/locations/${locationId}`,
    locationId,
    displayName: locationId,
    labels: { 'cloud.googleapis.com/region': locationId },
  })),
});
const servicesPath = (location: string): string => `/v2/projects/${PROJECT}/locations/${location}/services`;

/** A service with the fields of "REST Resource: projects.locations.services" (Cloud Run Admin API v2). */
const service = (name: string, change: object = {}, template: object = {}): object => ({
  name: `projects/${PROJECT}/locations/us-central1/services/${name}`,
  uid: 'a8c0ad4b-9a5c-4dd2-a1b3-5f0d1c3f9a11',
  generation: '3',
  labels: { team: 'web' },
  createTime: '2026-01-15T09:12:33.104823Z',
  updateTime: '2026-01-15T09:12:33.104823Z',
  ingress: 'INGRESS_TRAFFIC_ALL',
  launchStage: 'GA',
  template: {
    scaling: { minInstanceCount: 2, maxInstanceCount: 10 },
    timeout: '300s',
    containers: [
      {
        image: 'us-docker.pkg.dev/cloudrun/container/hello',
        resources: { limits: { cpu: '1000m', memory: '512Mi' }, cpuIdle: true, startupCpuBoost: true },
        ports: [{ name: 'http1', containerPort: 8080 }],
      },
    ],
    maxInstanceRequestConcurrency: 80,
    ...template,
  },
  traffic: [{ type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', percent: 100 }],
  uri: 'https://hello-abc123-uc.a.run.app',
  etag: '"CJ"',
  ...change,
});

describe('Cloud Run services', () => {
  const container = (limits: object, more: object = {}) => ({ image: 'i', resources: { limits, ...more } });

  it('are read of every location, with all of their fields', async () => {
    const { resources, unread } = await collectFrom('gcp:run:service', ({ path }) => {
      if (path === LOCATIONS) return { body: locations('us-central1', 'europe-west1') };
      if (path === servicesPath('us-central1')) return { body: { services: [service('hello')] } };
      return path === servicesPath('europe-west1') ? { body: {} } : undefined;
    });
    expect(unread).toEqual([]);
    expect(resources).toEqual([
      {
        kind: 'request-service',
        type: 'gcp:run:service',
        resourceId: `//run.googleapis.com/projects/${PROJECT}/locations/us-central1/services/hello`,
        scope: { provider: 'gcp', accountId: PROJECT, regionId: 'us-central1' },
        name: 'hello',
        state: 'active',
        createdAt: known('2026-01-15T09:12:33.104Z'),
        tags: known({ team: 'web' }),
        minInstances: 2,
        vcpus: 1,
        memoryMiB: 512,
        cpuAllocation: 'requests',
        accelerated: false,
      },
    ]);
  });

  it.each`
    change                                                            | template                                                                                                                                       | read
    ${{ scaling: { minInstanceCount: 5 } }}                           | ${{}}                                                                                                                                          | ${{ minInstances: 5 }}
    ${{ scaling: { scalingMode: 'MANUAL', manualInstanceCount: 3 } }} | ${{}}                                                                                                                                          | ${{ minInstances: 3 }}
    ${{}}                                                             | ${{ scaling: { maxInstanceCount: 3 } }}                                                                                                        | ${{ minInstances: 0 }}
    ${{}}                                                             | ${{ scaling: undefined }}                                                                                                                      | ${{ minInstances: 0 }}
    ${{}}                                                             | ${{ containers: [{ image: 'i' }] }}                                                                                                            | ${{ vcpus: 1, memoryMiB: 512, cpuAllocation: 'requests' }}
    ${{}}                                                             | ${{ containers: [container({ cpu: '2', memory: '2Gi' })] }}                                                                                    | ${{ vcpus: 2, memoryMiB: 2048, cpuAllocation: 'always' }}
    ${{}}                                                             | ${{ containers: [container({ cpu: '4', 'nvidia.com/gpu': '1' })] }}                                                                            | ${{ accelerated: true }}
    ${{}}                                                             | ${{ containers: [container({ cpu: '1', memory: '1Gi' }, { cpuIdle: true }), container({ cpu: '500m', memory: '256Mi' }, { cpuIdle: true })] }} | ${{ vcpus: 1.5, memoryMiB: 1280, cpuAllocation: 'requests' }}
  `('are read: $change $template', async ({ change, template, read }) => {
    const { resources } = await collectFrom('gcp:run:service', ({ path }) =>
      path === LOCATIONS
        ? { body: locations('us-central1') }
        : { body: { services: [service('hello', change as object, template as object)] } },
    );
    expect(resources[0]).toMatchObject(read as object);
  });

  it('leave a hole for a location that fails, and none for one that is gone', async () => {
    const { resources, unread } = await collectFrom('gcp:run:service', ({ path }) => {
      if (path === LOCATIONS) return { body: locations('us-central1', 'europe-west1') };
      return path === servicesPath('us-central1')
        ? { body: { services: [service('kept'), service('going', { deleteTime: '2026-11-20T00:00:00Z' })] } }
        : { status: 503, body: googleError(503, 'UNAVAILABLE', 'The service is currently unavailable.') };
    });
    expect(resources.map(({ name }) => name)).toEqual(['kept']);
    expect(unread).toHaveLength(1);
    expect(unread[0]?.reason).toMatch(/^europe-west1: unavailable/);
  });

  it('are unread as a whole where they are refused', async () => {
    const asked = collectFrom('gcp:run:service', ({ path }) =>
      path === LOCATIONS
        ? { body: locations('us-central1') }
        : { status: 403, body: googleError(403, 'PERMISSION_DENIED', "Permission 'run.services.list' denied.") },
    );
    await expect(asked).rejects.toMatchObject({ category: 'denied' });
  });
});

describe('Memorystore for Redis', () => {
  it('is billed by node where it has read replicas', async () => {
    const instance = (name: string, more: object): object => ({
      name: `projects/${PROJECT}/locations/us-central1/instances/${name}`,
      tier: 'STANDARD_HA',
      memorySizeGb: 8,
      state: 'READY',
      createTime: '2026-04-27T18:06:30.253765021Z',
      ...more,
    });
    const { resources } = await collectFrom('gcp:redis:instance', () => ({
      body: {
        instances: [
          instance('plain', {
            readReplicasMode: 'READ_REPLICAS_DISABLED',
            nodes: [{ id: 'node-0' }, { id: 'node-1' }],
          }),
          instance('replicated', {
            readReplicasMode: 'READ_REPLICAS_ENABLED',
            replicaCount: 2,
            nodes: [{ id: 'node-0' }, { id: 'node-1' }, { id: 'node-2' }],
          }),
        ],
      },
    }));
    expect(resources).toMatchObject([
      { sizeName: 'standard/m2/8' },
      { sizeName: 'standard-node/m2/8', nodeIds: ['node-0', 'node-1', 'node-2'] },
    ]);
  });
});

describe('Spanner and Bigtable', () => {
  it('instances of Spanner are read with all of their fields', async () => {
    // The fields of "REST Resource: projects.instances" (Spanner API v1).
    const instance = (name: string, more: object): object => ({
      name: `projects/${PROJECT}/instances/${name}`,
      config: `projects/${PROJECT}/instanceConfigs/regional-us-central1`,
      displayName: name,
      state: 'READY',
      createTime: '2026-03-05T08:11:41.523Z',
      updateTime: '2026-03-05T08:11:41.523Z',
      edition: 'ENTERPRISE_PLUS',
      instanceType: 'PROVISIONED',
      ...more,
    });
    const { resources, unread } = await collectFrom('gcp:spanner:instance', ({ path }) =>
      path === `/v1/projects/${PROJECT}/instances`
        ? {
            body: {
              instances: [
                instance('orders', { nodeCount: 3, processingUnits: 3000, labels: { team: 'web' } }),
                instance('parts', { processingUnits: 200, autoscalingConfig: { autoscalingLimits: { minNodes: 1 } } }),
                instance('wide', { nodeCount: 1, config: `projects/${PROJECT}/instanceConfigs/nam6` }),
                instance('trial', { instanceType: 'FREE_INSTANCE' }),
              ],
              unreachable: [`projects/${PROJECT}/instances/lost`],
            },
          }
        : undefined,
    );
    expect(unread).toHaveLength(1);
    expect(resources).toEqual([
      {
        kind: 'node-database',
        type: 'gcp:spanner:instance',
        resourceId: `//spanner.googleapis.com/projects/${PROJECT}/instances/orders`,
        scope: { provider: 'gcp', accountId: PROJECT, regionId: 'us-central1' },
        name: 'orders',
        state: 'READY',
        createdAt: known('2026-03-05T08:11:41.523Z'),
        tags: known({ team: 'web' }),
        engine: 'spanner',
        nodes: 3,
        nodeStep: 1,
        partStep: 0.1,
        scalesItself: false,
        placement: 'alone',
        tier: 'enterprise-plus',
        replicas: 3,
      },
      expect.objectContaining({ name: 'parts', nodes: 0.2, scalesItself: true, tags: known({}) }),
      expect.objectContaining({
        name: 'wide',
        nodes: 1,
        placement: 'shared',
        scope: expect.objectContaining({ regionId: 'nam6' }) as unknown,
      }),
    ]);
    expect(resources[2]).not.toHaveProperty('replicas');
  });

  /** The fields of "REST Resource: projects.instances.clusters" (Cloud Bigtable Admin API v2). */
  const cluster = (instance: string, name: string, more: object = {}): object => ({
    name: `projects/${PROJECT}/instances/${instance}/clusters/${name}`,
    location: `projects/${PROJECT}/locations/us-central1-b`,
    state: 'READY',
    serveNodes: 3,
    nodeScalingFactor: 'NODE_SCALING_FACTOR_1X',
    defaultStorageType: 'SSD',
    ...more,
  });
  const clustersPath = `/v2/projects/${PROJECT}/instances/-/clusters`;
  const instances = {
    instances: [
      {
        name: `projects/${PROJECT}/instances/events`,
        displayName: 'events',
        state: 'READY',
        type: 'PRODUCTION',
        labels: { team: 'data' },
        createTime: '2025-02-11T10:00:00.100Z',
      },
    ],
  };

  it('clusters of Bigtable are read with what their instance tells', async () => {
    const { resources, unread } = await collectFrom('gcp:bigtable:cluster', ({ path }) =>
      path === clustersPath
        ? {
            body: {
              clusters: [
                cluster('events', 'events-c1'),
                cluster('pair', 'pair-c1', {
                  nodeScalingFactor: 'NODE_SCALING_FACTOR_2X',
                  defaultStorageType: 'HDD',
                  clusterConfig: { clusterAutoscalingConfig: { autoscalingLimits: { minServeNodes: 2 } } },
                }),
                cluster('pair', 'pair-c2'),
              ],
              failedLocations: [`projects/${PROJECT}/locations/europe-west1-b`],
            },
          }
        : { body: instances },
    );
    expect(unread.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('locations/europe-west1-b could not be reached'),
    ]);
    expect(resources).toEqual([
      {
        kind: 'node-database',
        type: 'gcp:bigtable:cluster',
        resourceId: `//bigtable.googleapis.com/projects/${PROJECT}/instances/events/clusters/events-c1`,
        scope: { provider: 'gcp', accountId: PROJECT, regionId: 'us-central1' },
        zoneId: 'us-central1-b',
        name: 'events/events-c1',
        state: 'READY',
        createdAt: known('2025-02-11T10:00:00.100Z'),
        tags: known({ team: 'data' }),
        engine: 'bigtable',
        nodes: 3,
        nodeStep: 1,
        scalesItself: false,
        placement: 'alone',
        tier: 'ssd',
        replicas: 1,
      },
      expect.objectContaining({ tier: 'hdd', nodeStep: 2, scalesItself: true, placement: 'shared' }),
      expect.objectContaining({
        placement: 'shared',
        tags: { known: false, reason: 'its instance pair was not listed' },
      }),
    ]);
  });

  it('clusters are unread where instances are refused', async () => {
    const asked = collectFrom('gcp:bigtable:cluster', ({ path }) =>
      path === clustersPath
        ? { body: { clusters: [] } }
        : { status: 403, body: googleError(403, 'PERMISSION_DENIED', 'Access denied.') },
    );
    await expect(asked).rejects.toMatchObject({ category: 'denied' });
  });
});

describe('prices of data services', () => {
  const sku = (description: string, nanos: number): object => ({
    skuId: description.slice(-14),
    description,
    category: { usageType: 'OnDemand' },
    serviceRegions: ['us-central1'],
    pricingInfo: [
      {
        pricingExpression: {
          usageUnit: 'h',
          tieredRates: [{ startUsageAmount: 0, unitPrice: { currencyCode: 'USD', units: '0', nanos } }],
        },
      },
    ],
  });

  /** Names as the catalogue has them; amounts are made up. */
  const SKUS = [
    'Cloud SQL for PostgreSQL: Zonal - Enterprise Plus N vCPU in Americas',
    'Cloud SQL for PostgreSQL: Zonal - vCPU in Americas',
    'Cloud SQL for My SQL: Regional - Enterprise Plus Performance Optimized C4A vCPU in Iowa',
    'Cloud SQL for PostgreSQL: Regional - Enterprise Plus Extended support vCPU v13 in Iowa',
    'Cloud SQL for MySQL: Zonal - Extended support vCPU v57 in Iowa',
    'Cloud SQL for MySQL: Zonal - Extended support 16 vCPU + 104GB RAM v56 in Iowa',
    'Cloud SQL for PostgreSQL: Zonal - IP address reservation in Americas',
    'Redis Capacity Standard M2 Iowa',
    'Redis Standard Node Capacity M2 Iowa',
    'Services Min Instance CPU (Request-based billing) in us-central1',
    'Read-Write Replica Enterprise Edition Iowa',
    'Read-Write Replica Enterprise Plus Edition Iowa',
  ];

  async function pricesOf(family: string): Promise<Readonly<Record<string, string>>> {
    server = await replay(({ path }) => {
      if (path.endsWith('/skus')) return { body: { skus: SKUS.map((name, at) => sku(name, at + 1)) } };
      return path === '/v3/projects:search'
        ? { body: { projects: [{ name: 'projects/1', projectId: PROJECT }] } }
        : undefined;
    });
    const items: Record<string, string> = {};
    for await (const { prices } of server.connection.prices('us-central1', family, new Map())) {
      for (const { item, listPrice } of prices) items[item] = `${listPrice.amount} ${listPrice.unit}`;
    }
    return items;
  }

  it('tell editions, extended support and addresses of Cloud SQL apart', async () => {
    expect(await pricesOf('databases')).toEqual({
      'database-vcpu/postgres/enterprise-plus/zonal': '0.000000001 vCPU-hour',
      'database-vcpu/postgres/enterprise/zonal': '0.000000002 vCPU-hour',
      'database-extended-support/postgres/enterprise-plus/regional/13': '0.000000004 vCPU-hour',
      'database-extended-support/mysql/enterprise/zonal/57': '0.000000005 vCPU-hour',
      'database-address/idle/zonal': '0.000000007 hour',
    });
  });

  it('tell a node of Redis from a pair, and waiting instances of Cloud Run', async () => {
    expect(await pricesOf('caches')).toEqual({
      'cache-memory/redis/standard/m2': '0.000000008 GiB-hour',
      'cache-memory/redis/standard-node/m2': '0.000000009 GiB-hour',
    });
    await server.close();
    expect(await pricesOf('node-databases')).toEqual({
      'database-node/spanner/enterprise': '0.000000011 hour',
      'database-node/spanner/enterprise-plus': '0.000000012 hour',
    });
    await server.close();
    expect(await pricesOf('services')).toEqual({ 'container-service/vcpu-idle': '0.00000001 vCPU-hour' });
  });
});
