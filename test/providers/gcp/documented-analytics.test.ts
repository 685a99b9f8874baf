import { describe, expect, it } from 'vitest';
import { known } from '../../../src/domain/fact.ts';
import type { ResourceKind } from '../../../src/domain/resources.ts';
import { type Answer, type Asked, collectAll, googleError, replay } from './replay.ts';

/** Answers as Google's reference pages have them: no description of these APIs is at hand. */

async function collectFrom(type: string, answer: (asked: Asked) => Answer | undefined) {
  const server = await replay(answer);
  try {
    return { ...(await collectAll(server.connection, type, 'p')), asked: server.asked };
  } finally {
    await server.close();
  }
}

const MACHINES = '/compute/v1/projects/p/aggregated/instances';

/** Source: Dataproc documentation, REST reference "projects.regions.clusters" and the output of `gcloud dataproc clusters describe`. */
const CLUSTER = {
  projectId: 'p',
  clusterName: 'cluster-1',
  config: {
    configBucket: 'dataproc-1-us',
    gceClusterConfig: {
      zoneUri: 'https://www.googleapis.com/compute/v1/projects/p/zones/us-central1-f',
      networkUri: 'https://www.googleapis.com/compute/v1/projects/p/global/networks/default',
    },
    masterConfig: {
      numInstances: 1,
      instanceNames: ['cluster-1-m'],
      machineTypeUri: 'https://www.googleapis.com/compute/v1/projects/p/zones/us-central1-f/machineTypes/n1-standard-4',
    },
    softwareConfig: { imageVersion: '2.2.57-debian12', optionalComponents: ['JUPYTER', 'TRINO'] },
    lifecycleConfig: { idleDeleteTtl: '1800s', autoDeleteTime: '2026-11-20T22:00:00.000Z' },
    autoscalingConfig: { policyUri: 'projects/p/regions/us-central1/autoscalingPolicies/two' },
  },
  labels: { env: 'dev', 'goog-dataproc-cluster-name': 'cluster-1' },
  status: { state: 'RUNNING', stateStartTime: '2026-11-20T20:33:00.000Z' },
  statusHistory: [{ state: 'CREATING', stateStartTime: '2026-11-20T20:30:00.000Z' }],
  clusterUuid: 'd9d5b2f0-1111-4222-8333-944444444444',
};

const machine = (name: string, more: object = {}): object => ({
  name,
  machineType: 'https://www.googleapis.com/compute/v1/projects/p/zones/us-central1-f/machineTypes/n1-standard-4',
  status: 'RUNNING',
  labels: { 'goog-dataproc-cluster-name': 'cluster-1' },
  scheduling: { provisioningModel: 'STANDARD', preemptible: false },
  ...more,
});

const machines: Answer = {
  body: {
    items: {
      'zones/us-central1-f': {
        instances: [
          machine('cluster-1-m'),
          machine('cluster-1-sw-0', { scheduling: { preemptible: true } }),
          machine('cluster-1-w-0', { status: 'TERMINATED' }),
        ],
      },
    },
  },
};

const dataproc =
  (more: Readonly<Record<string, Answer>> = {}) =>
  ({ path }: Asked): Answer | undefined =>
    more[path] ??
    {
      [MACHINES]: machines,
      '/v1/projects/p/regions/us-central1/clusters': { body: { clusters: [CLUSTER] } },
      '/v1/projects/p/regions/us-central1/jobs': {
        body: { jobs: [{ reference: { jobId: 'j' }, placement: { clusterName: 'cluster-1' } }, { batch: 'other' }] },
      },
    }[path];

describe('clusters of Dataproc', () => {
  it('are read field by field, with the machines that are labelled as theirs', async () => {
    const { resources, unread, asked } = await collectFrom('gcp:dataproc:cluster', dataproc());
    expect(unread).toEqual([]);
    const zone = '//compute.googleapis.com/projects/p/zones/us-central1-f/instances';
    expect(resources).toEqual([
      {
        kind: 'processing-cluster',
        type: 'gcp:dataproc:cluster',
        resourceId: '//dataproc.googleapis.com/projects/p/regions/us-central1/clusters/cluster-1',
        aliases: ['d9d5b2f0-1111-4222-8333-944444444444'],
        scope: { provider: 'gcp', accountId: 'p', regionId: 'us-central1' },
        name: 'cluster-1',
        state: 'RUNNING',
        createdAt: known('2026-11-20T20:30:00.000Z'),
        tags: known({ env: 'dev', 'goog-dataproc-cluster-name': 'cluster-1' }),
        waiting: true,
        activeJobs: known(1),
        scalesItself: true,
        applications: known(['jupyter', 'trino']),
        endsItselfAfterSeconds: known(1800),
        machines: known([
          { instanceId: `${zone}/cluster-1-m`, sizeName: 'n1-standard-4', pricingModel: 'on-demand' },
          { instanceId: `${zone}/cluster-1-sw-0`, sizeName: 'n1-standard-4', pricingModel: 'spot' },
        ]),
        uses: known([
          { relation: 'has-member', targetId: `${zone}/cluster-1-m` },
          { relation: 'has-member', targetId: `${zone}/cluster-1-sw-0` },
        ]),
      },
    ]);
    expect(asked[0]?.query.get('filter')).toBe('labels.goog-dataproc-cluster-name:*');
    expect(asked.find(({ path }) => path.endsWith('/jobs'))?.query.get('jobStateMatcher')).toBe('ACTIVE');
  });

  it('end at the time that is set, where that comes first', async () => {
    const config = { lifecycleConfig: { autoDeleteTime: '2026-11-20T22:00:00.000Z' } };
    const body = {
      clusters: [
        { ...CLUSTER, config },
        { ...CLUSTER, clusterName: 'two', config: {} },
      ],
    };
    const path = '/v1/projects/p/regions/us-central1/clusters';
    const { resources } = await collectFrom('gcp:dataproc:cluster', dataproc({ [path]: { body } }));
    expect(resources).toMatchObject([
      { endsItselfAfterSeconds: known(5400), scalesItself: false, applications: known([]) },
      { endsItselfAfterSeconds: known(null), machines: known([]), activeJobs: known(0) },
    ]);
  });

  it('are no empty list where no region can be told: nothing is asked without machines, and a zone in the dark is an error', async () => {
    const none = await collectFrom('gcp:dataproc:cluster', dataproc({ [MACHINES]: { body: { items: {} } } }));
    expect([none.resources, none.asked.length]).toEqual([[], 1]);
    const dark = { items: { 'zones/us-central1-f': { warning: { code: 'UNREACHABLE', message: '' } } } };
    await expect(collectFrom('gcp:dataproc:cluster', dataproc({ [MACHINES]: { body: dark } }))).rejects.toThrow(
      /could not be reached/,
    );
  });

  it('are there without their jobs', async () => {
    const path = '/v1/projects/p/regions/us-central1/jobs';
    const body = googleError(403, 'PERMISSION_DENIED', "Permission 'dataproc.jobs.list' denied on resource 'p'");
    const denied: Answer = { status: 403, body };
    const { resources } = await collectFrom('gcp:dataproc:cluster', dataproc({ [path]: denied }));
    expect(resources).toMatchObject([{ name: 'cluster-1', activeJobs: { known: false } }]);
  });
});

/** Source: Artifact Registry REST reference, "projects.locations.repositories" and "….dockerImages". */
const REPOSITORY = {
  name: 'projects/p/locations/us-west4/repositories/test-repo',
  format: 'DOCKER',
  description: 'images',
  labels: { team: 'core' },
  createTime: '2024-10-02T15:01:23.045123456Z',
  updateTime: '2026-11-01T00:00:00Z',
  mode: 'STANDARD_REPOSITORY',
  sizeBytes: '5000',
};

const image = (digest: string, more: object = {}): object => ({
  name: `${REPOSITORY.name}/dockerImages/nginx@${digest}`,
  uri: `us-west4-docker.pkg.dev/p/test-repo/nginx@${digest}`,
  imageSizeBytes: '1000',
  uploadTime: '2026-03-04T15:01:23Z',
  mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
  ...more,
});

const IMAGES = [
  image('sha256:aa', { tags: ['v1'], updateTime: '2026-05-01T00:00:00Z' }),
  image('sha256:bb'),
  image('sha256:cc', { uploadTime: undefined, tags: ['v2'] }),
  image('sha256:dd', {
    tags: ['v3'],
    imageSizeBytes: '0',
    mediaType: 'application/vnd.oci.image.index.v1+json',
    imageManifests: [{ digest: 'sha256:ee', architecture: 'amd64', os: 'linux' }],
  }),
  image('sha256:ee'),
];

const registry =
  (repositories: readonly object[], images: readonly object[] = IMAGES, more: Readonly<Record<string, Answer>> = {}) =>
  ({ path }: Asked): Answer | undefined =>
    more[path] ??
    {
      '/v1/projects/p/locations': { body: { locations: [{ locationId: 'us-west4' }, { locationId: 'us' }] } },
      '/v1/projects/p/locations/us-west4/repositories': { body: { repositories } },
      '/v1/projects/p/locations/us/repositories': { body: {} },
      '/v1/projects/p/locations/us-west4/repositories/test-repo/dockerImages': { body: { dockerImages: images } },
    }[path];

const TYPE = 'gcp:artifactregistry:repository';

describe('repositories of images', () => {
  it('are read field by field, with their images by the month of the last push', async () => {
    const { resources, unread } = await collectFrom(TYPE, registry([REPOSITORY]));
    expect(unread).toEqual([]);
    expect(resources).toEqual([
      {
        kind: 'image-repository',
        type: TYPE,
        resourceId: '//artifactregistry.googleapis.com/projects/p/locations/us-west4/repositories/test-repo',
        scope: { provider: 'gcp', accountId: 'p', regionId: 'us-west4' },
        name: 'test-repo',
        state: 'STANDARD_REPOSITORY',
        createdAt: known('2024-10-02T15:01:23.045Z'),
        tags: known({ team: 'core' }),
        hasLifecyclePolicy: known(false),
        images: known({
          count: 5,
          bytes: 5000,
          // One that is part of another is not counted; nor is one without a time, by month.
          untaggedBytes: 1000,
          bytesByLastUse: [
            { month: '2026-03-01', bytes: 2000 },
            { month: '2026-05-01', bytes: 1000 },
          ],
        }),
        countsPulls: false,
      },
    ]);
  });

  it.each`
    change                                                                           | has      | because
    ${{ cleanupPolicies: { old: { action: 'DELETE' } } }}                            | ${true}  | ${'a policy deletes'}
    ${{ cleanupPolicies: { old: { action: 'DELETE' } }, cleanupPolicyDryRun: true }} | ${false} | ${'it is tried out'}
    ${{ cleanupPolicies: { ten: { action: 'KEEP' } } }}                              | ${false} | ${'it only keeps'}
  `('have a policy ($has) where $because', async ({ change, has }) => {
    const { resources, asked } = await collectFrom(TYPE, registry([{ ...REPOSITORY, ...change }]));
    expect(resources).toMatchObject([{ hasLifecyclePolicy: known(has), images: { known: !has } }]);
    expect(asked.some(({ path }) => path.endsWith('dockerImages'))).toBe(!has);
  });

  it('are told of images alone, and tell nothing of untagged ones where parts are not named', async () => {
    const others = [
      { ...REPOSITORY, format: 'NPM' },
      { ...REPOSITORY, mode: 'VIRTUAL_REPOSITORY' },
    ];
    expect((await collectFrom(TYPE, registry(others))).resources).toEqual([]);
    const index = image('sha256:dd', { mediaType: 'application/vnd.docker.distribution.manifest.list.v2+json' });
    const { resources } = await collectFrom(TYPE, registry([REPOSITORY], [index, image('sha256:ee')]));
    expect(resources).toMatchObject([{ images: { value: { untaggedBytes: 0 } } }]);
  });

  it('leave a hole where a location fails, and are there without their images', async () => {
    const denied: Answer = { status: 403, body: googleError(403, 'PERMISSION_DENIED', 'no') };
    const { resources, unread } = await collectFrom(
      TYPE,
      registry([REPOSITORY], IMAGES, {
        '/v1/projects/p/locations/us/repositories': denied,
        '/v1/projects/p/locations/us-west4/repositories/test-repo/dockerImages': denied,
      }),
    );
    expect(unread.map(({ reason }) => reason.slice(0, 3))).toEqual(['us:']);
    expect(resources).toMatchObject([{ images: { known: false } }]);
  });
});

/** Source: Compute Engine API reference, routers.getRouterStatus; the description of the API has it too. */
describe('gateways of Cloud NAT', () => {
  const routers: Answer = {
    body: {
      items: {
        'regions/us-east1': {
          routers: [
            {
              name: 'r',
              network: 'https://www.googleapis.com/compute/v1/projects/p/global/networks/main',
              creationTimestamp: '2026-01-01T00:00:00Z',
              nats: [
                { name: 'a', natIps: [] },
                { name: 'b', natIps: ['projects/p/regions/us-east1/addresses/one'] },
              ],
            },
            { name: 'plain', network: 'n' },
          ],
        },
      },
    },
  };
  const status: Answer = {
    body: {
      result: {
        natStatus: [
          {
            name: 'a',
            numVmEndpointsWithNatMappings: 4,
            autoAllocatedNatIps: ['203.0.113.9'],
            minExtraNatIpsNeeded: 0,
          },
          { name: 'b', userAllocatedNatIps: ['203.0.113.8'] },
        ],
      },
    },
  };
  const answers =
    (of: Answer) =>
    ({ path }: Asked): Answer | undefined =>
      ({
        '/compute/v1/projects/p/aggregated/routers': routers,
        '/compute/v1/projects/p/regions/us-east1/routers/r/getRouterStatus': of,
      })[path];

  it('tell how many machines they serve, and their own addresses; routers without any are not asked', async () => {
    const { resources, asked } = await collectFrom('gcp:compute:router-nat', answers(status));
    expect(resources).toMatchObject([
      { name: 'a', machines: known(4), automaticAddresses: known(1), addressIds: [] },
      {
        name: 'b',
        machines: known(0),
        automaticAddresses: known(0),
        addressIds: ['//compute.googleapis.com/projects/p/regions/us-east1/addresses/one'],
      },
    ]);
    expect(asked.length).toBe(2);
  });

  it('are there without it', async () => {
    const denied: Answer = { status: 403, body: googleError(403, 'PERMISSION_DENIED', 'no') };
    const { resources } = await collectFrom('gcp:compute:router-nat', answers(denied));
    expect(resources).toMatchObject([
      { machines: { known: false }, automaticAddresses: { known: false } },
      { name: 'b', machines: { known: false } },
    ]);
  });
});

/**
 * Sources: BigQuery, "Manage partition and cluster recommendations" and "INFORMATION_SCHEMA.RECOMMENDATIONS view";
 * Recommender, "Unattended project recommender"; Recommender API reference, Recommendation.
 */
describe('what Recommender says of tables and projects', () => {
  const base = { lastRefreshTime: '2026-11-23T13:00:00Z', stateInfo: { state: 'ACTIVE' }, priority: 'P4' };
  const table = '//bigquery.googleapis.com/projects/p/datasets/d/tables/events';
  const partition = {
    ...base,
    name: 'projects/1/locations/eu/recommenders/google.bigquery.table.PartitionClusterRecommender/recommendations/a',
    recommenderSubtype: 'PARTITION',
    primaryImpact: { category: 'COST' },
    content: {
      overview: {
        partitionColumn: 'event_time',
        partitionTimeUnit: 'DAY',
        bytesSavedMonthly: '2048',
        slotMsSavedMonthly: 7_200_000,
      },
    },
    targetResources: [table],
  };
  const cluster = {
    ...partition,
    name: `${partition.name}-2`,
    recommenderSubtype: 'CLUSTER',
    content: { overview: { clusterColumns: ['user', 'day'] } },
  };
  const project = {
    ...base,
    name: 'projects/1/locations/global/recommenders/google.resourcemanager.projectUtilization.Recommender/recommendations/b',
    recommenderSubtype: 'CLEANUP_PROJECT',
    primaryImpact: { category: 'SECURITY' },
    content: {
      operationGroups: [
        { operations: [{ action: 'remove', resource: '//cloudresourcemanager.googleapis.com/projects/1', path: '/' }] },
      ],
    },
    targetResources: ['//cloudresourcemanager.googleapis.com/projects/1'],
  };
  const datasets = { datasets: [{ location: 'EU' }, { location: 'EU' }] };

  async function told(kinds: readonly ResourceKind[], listing: Answer = { body: datasets }) {
    const server = await replay(({ path }: Asked): Answer => {
      if (path.endsWith('/datasets')) return listing;
      if (path.includes('locations/eu/recommenders/google.bigquery.table.Partition')) {
        return { body: { recommendations: [partition, cluster] } };
      }
      return path.includes('projectUtilization') ? { body: { recommendations: [project] } } : { body: {} };
    });
    try {
      const scope = { provider: 'gcp', accountId: 'p', regionId: 'global' } as const;
      const all = await server.connection.recommendations('recommender', scope, new Set(kinds));
      return { all, asked: server.asked };
    } finally {
      await server.close();
    }
  }

  it('is read where datasets are, and of the project whatever it is for', async () => {
    const { all } = await told(['dataset']);
    expect(all).toMatchObject([
      {
        resourceId: table,
        resourceType: 'tables',
        action: 'PARTITION',
        recommended: 'partition by event_time, DAY',
        savedBytes: 2048,
        savedSlotHours: 2,
        scope: { regionId: 'eu' },
        refreshedAt: '2026-11-23T13:00:00.000Z',
      },
      { resourceId: table, action: 'CLUSTER', recommended: 'cluster by user, day' },
      {
        resourceId: '//cloudresourcemanager.googleapis.com/projects/p',
        resourceType: 'projects',
        action: 'CLEANUP_PROJECT',
        scope: { regionId: 'global' },
      },
    ]);
    expect(all.every(({ monthlySavings }) => monthlySavings === undefined)).toBe(true);
  });

  it('asks no datasets where none are wanted, and is no answer where they cannot be listed', async () => {
    const without = await told([]);
    expect(without.all).toHaveLength(1);
    expect(without.asked.some(({ path }) => path.endsWith('/datasets'))).toBe(false);
    const denied: Answer = { status: 403, body: googleError(403, 'PERMISSION_DENIED', 'no') };
    await expect(told(['dataset'], denied)).rejects.toThrow();
    const reason = {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'SERVICE_DISABLED',
      domain: 'googleapis.com',
    };
    const off: Answer = { status: 403, body: googleError(403, 'PERMISSION_DENIED', 'it is disabled', [reason]) };
    expect((await told(['dataset'], off)).all).toHaveLength(1);
  });
});
