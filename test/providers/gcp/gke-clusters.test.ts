import { afterEach, describe, expect, it } from 'vitest';
import { known } from '../../../src/domain/fact.ts';
import type { MetricName } from '../../../src/domain/metrics.ts';
import type { ContainerCluster } from '../../../src/domain/resources.ts';
import { type Answer, type Asked, collectAll, googleError, NOW, replay, type Replay } from './replay.ts';

const LIST = '/v1/projects/p/locations/-/clusters';
const INFO = '/v1/projects/p/locations/us-central1/clusters/c:fetchClusterUpgradeInfo';

const cluster = (change: object = {}): object => ({
  name: 'c',
  location: 'us-central1',
  status: 'RUNNING',
  createTime: '2025-01-01T00:00:00+00:00',
  currentMasterVersion: '1.29.15-gke.1713000',
  monitoringConfig: { componentConfig: { enableComponents: ['SYSTEM_COMPONENTS', 'POD'] } },
  nodePools: [{ name: 'workers' }],
  ...change,
});

/** All fields of the answer. Source: Kubernetes Engine API v1, ClusterUpgradeInfo. */
const info = {
  autoUpgradeStatus: ['ACTIVE'],
  pausedReason: [],
  upgradeDetails: [
    {
      startType: 'AUTOMATIC',
      state: 'SUCCEEDED',
      startTime: '2026-05-01T02:10:11.123456789Z',
      endTime: '2026-05-01T02:30:11Z',
      initialVersion: '1.28.9-gke.1000000',
      targetVersion: '1.29.15-gke.1713000',
      initialEmulatedVersion: '',
    },
  ],
  minorTargetVersion: '1.30.14-gke.1000000',
  patchTargetVersion: '1.29.15-gke.1900000',
  endOfStandardSupportTimestamp: '2026-03-21T00:00:00Z',
  endOfExtendedSupportTimestamp: '2027-01-21T00:00:00Z',
};
const extended = { releaseChannel: { channel: 'EXTENDED' } };

let server: Replay | undefined;
afterEach(async () => server?.close());

async function one(row: object, upgradeInfo?: Answer): Promise<ContainerCluster> {
  server = await replay(({ path }) =>
    path === LIST ? { body: { clusters: [row] } } : path === INFO ? upgradeInfo : undefined,
  );
  const { resources, unread } = await collectAll(server.connection, 'gcp:container:cluster', 'p');
  expect(unread).toEqual([]);
  expect(resources).toHaveLength(1);
  return resources[0] as ContainerCluster;
}
const askedFor = (path: string): number => (server?.asked ?? []).filter((each) => each.path === path).length;

describe('clusters of GKE', () => {
  it('tell the ends of support where that is paid for', async () => {
    const { support, paysForExtendedSupport, attachedTo, uses } = await one(cluster(extended), { body: info });
    expect(support).toEqual(
      known({
        majorVersion: '1.29',
        standardEndsAt: '2026-03-21T00:00:00.000Z',
        extendedEndsAt: '2027-01-21T00:00:00.000Z',
      }),
    );
    expect(paysForExtendedSupport).toEqual(known(true));
    const pool = '//container.googleapis.com/projects/p/locations/us-central1/clusters/c/nodePools/workers';
    expect(attachedTo).toEqual(known([pool]));
    expect(uses).toEqual(known([{ relation: 'has-member', targetId: pool }]));
  });

  it('are not asked on any other channel', async () => {
    const found = await one(cluster({ releaseChannel: { channel: 'REGULAR' } }), { body: info });
    expect(found.support.known).toBe(false);
    expect(found.paysForExtendedSupport).toEqual(known(false));
    expect(askedFor(INFO)).toBe(0);
  });

  it.each<[string, Answer, string]>([
    ['denied', { status: 403, body: googleError(403, 'PERMISSION_DENIED', 'no') }, 'denied'],
    ['without an end', { body: { autoUpgradeStatus: ['ACTIVE'] } }, 'malformed'],
    ['with what is no time', { body: { ...info, endOfStandardSupportTimestamp: 'soon' } }, 'malformed'],
  ])('do not tell them when the call is answered %s', async (_how, answer, reason) => {
    const { support } = await one(cluster(extended), answer);
    expect(support).toMatchObject({ known: false, reason: expect.stringContaining(reason) as string });
  });

  it.each<[string, object, boolean]>([
    ['its components name the system', {}, true],
    ['they do not', { monitoringConfig: { componentConfig: {} } }, false],
    [
      'the older field says so',
      { monitoringConfig: undefined, monitoringService: 'monitoring.googleapis.com/kubernetes' },
      true,
    ],
    ['the older field says none', { monitoringConfig: undefined, monitoringService: 'none' }, false],
    ['nothing is said', { monitoringConfig: undefined }, false],
    ['Autopilot always does', { monitoringConfig: undefined, autopilot: { enabled: true } }, true],
  ])('count containers where %s', async (_why, change, counted) => {
    expect((await one(cluster(change))).containersCounted?.known).toBe(counted);
  });
});

describe('metrics of clusters', () => {
  it('ask for one series a cluster, of containers outside of the namespaces of the system', async () => {
    const points = [{ interval: { endTime: '2026-11-24T00:00:00Z' }, value: { int64Value: '7' } }];
    const series = { resource: { labels: { cluster_name: 'c', location: 'us-central1' } }, points };
    server = await replay(({ path }: Asked) =>
      path === LIST ? { body: { clusters: [cluster()] } } : { body: { timeSeries: [series] } },
    );
    const { resources } = await collectAll(server.connection, 'gcp:container:cluster', 'p');
    const metrics = new Set<MetricName>(['user-containers', 'used-cores', 'used-memory-gib']);
    const scope = { provider: 'gcp', accountId: 'p', regionId: 'us-central1' } as const;
    const digests = [];
    for await (const page of server.connection.metrics(scope, { subjects: resources, metrics, until: NOW })) {
      expect(page.unread).toEqual([]);
      digests.push(...page.digests);
    }
    expect(digests).toMatchObject([
      // Days without a series are days without a container.
      { metric: 'user-containers', max: 7, sampleCount: 14, expectedCount: 14 },
      { metric: 'used-cores', max: 7, sampleCount: 1, expectedCount: 336 },
      { metric: 'used-memory-gib', max: 7 / 2 ** 30, sampleCount: 1 },
    ]);
    const queries = server.asked.filter(({ service }) => service === 'monitoring').map(({ query }) => query);
    expect(queries).toHaveLength(3);
    for (const query of queries) {
      expect(query.getAll('aggregation.groupByFields')).toEqual([
        'resource.labels.cluster_name',
        'resource.labels.location',
      ]);
      expect(query.get('filter')).toContain(
        'NOT resource.labels.namespace_name=monitoring.regex.full_match("kube-system|kube-public|',
      );
    }
    expect(queries.map((query) => query.get('aggregation.crossSeriesReducer'))).toEqual([
      'REDUCE_COUNT',
      'REDUCE_SUM',
      'REDUCE_SUM',
    ]);
    expect(queries[1]?.get('aggregation.perSeriesAligner')).toBe('ALIGN_RATE');
  });
});
