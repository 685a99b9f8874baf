import { describe, expect, it } from 'vitest';
import { known } from '../../../src/domain/fact.ts';
import { hasRecorded, recordedBodies } from './recorded.ts';
import { type Asked, collectAll, replay } from './replay.ts';

const PROJECT = 'cloud-custodian';

/** Answers by path, recorded under another path where the API's version is another. */
async function collectFrom(type: string, bodies: Readonly<Record<string, unknown>>) {
  const server = await replay(({ path }: Asked) => (bodies[path] === undefined ? undefined : { body: bodies[path] }));
  try {
    return await collectAll(server.connection, type, PROJECT);
  } finally {
    await server.close();
  }
}

const compute = (path: string): string => `/compute/v1/projects/${PROJECT}/${path}`;

describe.skipIf(!hasRecorded)('recorded answers of other APIs (needs ../shared; skipped without it)', () => {
  it('reads Cloud SQL instances', async () => {
    const bodies = recordedBodies(`/sql/v1beta4/projects/${PROJECT}/instances`);
    const all = await Promise.all(
      bodies.map((body) => collectFrom('gcp:sql:instance', { [`/v1/projects/${PROJECT}/instances`]: body })),
    );
    expect(all.flatMap(({ unread }) => unread)).toEqual([]);
    expect(all[0]?.resources[0]).toMatchObject({
      kind: 'database',
      scope: { regionId: 'us-central1' },
      state: 'RUNNABLE',
      engine: 'mysql',
      engineVersion: '8.0',
      sizeName: 'db-f1-micro',
      powerState: 'running',
      redundancy: 'none',
      tier: 'enterprise',
      licence: 'none',
      storage: { tier: 'ssd', sizeGiB: 10 },
      support: known({
        majorVersion: '8.0',
        standardEndsAt: '2026-07-01T00:00:00.000Z',
        extendedEndsAt: '2029-07-01T00:00:00.000Z',
      }),
    });
    expect(all.flatMap(({ resources }) => resources).length).toBeGreaterThanOrEqual(bodies.length);
  });

  it('reads buckets with their rules', async () => {
    const all = await Promise.all(
      recordedBodies('/storage/v1/b').map((body) => collectFrom('gcp:storage:bucket', { '/storage/v1/b': body })),
    );
    expect(all.flatMap(({ unread }) => unread)).toEqual([]);
    expect(all[0]?.resources[0]).toMatchObject({
      resourceId: '//storage.googleapis.com/c7n-iam-matched-test-x7r2k',
      scope: { regionId: 'us' },
      createdAt: known('2026-03-05T16:18:10.042Z'),
      lifecycleRules: known([]),
      defaultClass: 'STANDARD',
      countsRequests: known(true),
    });
  });

  it('reads clusters, and their pools with the sizes of their groups', async () => {
    const path = `/v1/projects/${PROJECT}/locations/-/clusters`;
    for (const body of recordedBodies(path, 'container')) {
      const clusters = await collectFrom('gcp:container:cluster', { [path]: body });
      expect(clusters.unread).toEqual([]);
      expect(clusters.resources.length).toBe((body['clusters'] as unknown[]).length);
      // No group is listed: how many nodes there are is then not known.
      const pools = await collectFrom('gcp:container:node-pool', {
        [path]: body,
        [compute('aggregated/instanceGroupManagers')]: { items: {} },
      });
      const listed = (body['clusters'] as { nodePools?: { instanceGroupUrls?: string[] }[] }[]).flatMap(
        ({ nodePools = [] }) => nodePools,
      );
      expect(pools.resources.length + pools.unread.length).toBe(listed.length);
      expect(pools.unread.every(({ reason }) => reason.includes('instance groups were not listed'))).toBe(true);
    }
  });

  it('reads commitments', async () => {
    const path = compute('aggregated/commitments');
    const { resources, unread } = await collectFrom('gcp:compute:commitment', { [path]: recordedBodies(path)[0] });
    expect(unread).toEqual([]);
    expect(resources).toMatchObject([
      {
        resourceId: '//compute.googleapis.com/projects/cloud-custodian/regions/us-central1/commitments/c7n-test',
        category: 'usage',
        phase: 'active',
        termMonths: 12,
        units: 1,
        unitName: 'vCPU',
        memoryMiB: 1024,
        family: 'e2',
        scope: { regionId: 'us-central1' },
      },
    ]);
  });

  it('reads forwarding rules; what their proxy leads to is unread where it was not listed', async () => {
    const regional = compute('aggregated/forwardingRules');
    const global = compute('global/forwardingRules');
    const { resources, unread } = await collectFrom('gcp:compute:forwarding-rule', {
      [regional]: recordedBodies(regional)[0],
      [global]: recordedBodies(global)[0],
      [compute('aggregated/targetHttpProxies')]: { items: {} },
      [compute('aggregated/targetHttpsProxies')]: { items: {} },
    });
    expect(unread).toEqual([]);
    expect(resources[0]).toMatchObject({
      resourceId: '//compute.googleapis.com/projects/cloud-custodian/regions/us-central1/forwardingRules/new-fe',
      flavor: 'application',
      internetFacing: true,
      endpointServiceIds: known([]),
      ruleCount: known(1),
      targets: { known: false },
    });
  });

  it('reads routers: those without NAT have no gateway', async () => {
    const path = compute('aggregated/routers');
    const { resources, unread } = await collectFrom('gcp:compute:router-nat', { [path]: recordedBodies(path)[0] });
    expect([resources, unread]).toEqual([[], []]);
  });

  it('reads datasets; their bytes are unread where no query may run', async () => {
    const path = `/bigquery/v2/projects/${PROJECT}/datasets`;
    const { resources } = await collectFrom('gcp:bigquery:dataset', {
      [path]: recordedBodies(path)[0],
      [`${path}/custodian_test`]: recordedBodies(`${path}/custodian_test`)[0],
    });
    expect(resources).toMatchObject([
      {
        resourceId: '//bigquery.googleapis.com/projects/cloud-custodian/datasets/custodian_test',
        scope: { regionId: 'us' },
        tags: known({ delete_me: 'yes' }),
        storageBilling: known('logical'),
        stored: { known: false, reason: expect.stringContaining('bigquery.jobs.query') },
      },
    ]);
  });

  it('reads Redis instances', async () => {
    const path = `/v1/projects/${PROJECT}/locations/-/instances`;
    const { resources, unread } = await collectFrom('gcp:redis:instance', { [path]: recordedBodies(path, 'redis')[0] });
    expect(unread).toEqual([]);
    expect(resources).toMatchObject([
      {
        resourceId:
          '//redis.googleapis.com/projects/cloud-custodian/locations/us-central1/instances/c7n-redis-default-5b53',
        scope: { regionId: 'us-central1' },
        zoneId: 'us-central1-c',
        state: 'READY',
        createdAt: known('2026-04-27T18:06:30.253Z'),
        tags: known({ env: 'default', 'goog-terraform-provisioned': 'true' }),
        engine: 'redis',
        sizeName: 'basic/m1/1',
        nodeIds: ['node-0'],
      },
    ]);
  });

  it('reads custom images', async () => {
    const path = compute('global/images');
    const all = await Promise.all(
      recordedBodies(path).map((body) => collectFrom('gcp:compute:image', { [path]: body })),
    );
    expect(all.flatMap(({ unread }) => unread)).toEqual([]);
    for (const { resources } of all) {
      for (const one of resources) {
        expect(one).toMatchObject({ kind: 'machine-image', createdAt: { known: true } });
        expect(one.resourceId).toMatch(/^\/\/compute\.googleapis\.com\/projects\/cloud-custodian\/global\/images\//);
      }
    }
    expect(all.flatMap(({ resources }) => resources).length).toBeGreaterThan(0);
  });

  it('reads what the Recommender says of disks', async () => {
    const recommender = 'google.compute.disk.IdleResourceRecommender';
    const body = recordedBodies(
      `/v1/projects/${PROJECT}/locations/us-central1-a/recommenders/${recommender}/recommendations`,
    )[0];
    const server = await replay(({ path, service }: Asked) => {
      if (service === 'compute') return { body: { items: { 'zones/us-central1-a': { disks: [{ name: 'disk-1' }] } } } };
      return path.includes(`us-central1-a/recommenders/${recommender}`) ? { body } : { body: {} };
    });
    const scope = { provider: 'gcp', accountId: PROJECT, regionId: 'global' } as const;
    const told = await server.connection.recommendations('recommender', scope, new Set(['block-volume']));
    await server.close();
    expect(told[0]).toMatchObject({
      adviser: 'recommender',
      resourceId: '//compute.googleapis.com/projects/cloud-custodian/zones/us-central1-a/disks/disk-1',
      resourceType: 'disks',
      action: 'SNAPSHOT_AND_DELETE_DISK',
      recommended: 'Snapshot and delete',
      monthlySavings: { nanos: 1_548_387_097n, currency: 'USD' },
      refreshedAt: '2023-05-10T07:00:00.000Z',
      scope: { regionId: 'us-central1' },
    });
    expect(told.length).toBe((body?.['recommendations'] as unknown[] | undefined)?.length);
  });
});
