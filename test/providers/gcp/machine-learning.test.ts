import { describe, expect, it } from 'vitest';
import { known } from '../../../src/domain/fact.ts';
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

const located = (location: string): object => ({
  metric: { type: 'aiplatform.googleapis.com/prediction/online/replicas' },
  resource: { type: 'aiplatform.googleapis.com/Endpoint', labels: { project_id: 'p', location } },
  points: [{ interval: { endTime: '2026-11-24T00:00:00Z' }, value: { int64Value: '2' } }],
});

/** Source: Vertex AI API v1, reference of the resource `projects.locations.endpoints`. */
const ENDPOINT = {
  name: 'projects/123/locations/europe-west4/endpoints/456',
  displayName: 'churn',
  description: '',
  deployedModels: [
    {
      id: '789',
      dedicatedResources: {
        machineSpec: { machineType: 'n1-standard-8', acceleratorType: 'NVIDIA_TESLA_T4', acceleratorCount: 2 },
        minReplicaCount: 2,
        maxReplicaCount: 5,
        autoscalingMetricSpecs: [],
      },
      model: 'projects/123/locations/europe-west4/models/1',
      modelVersionId: '1',
      displayName: 'churn-v2',
      createTime: '2026-05-02T10:00:00.123456Z',
      status: { availableReplicaCount: 2 },
    },
    { id: '790', automaticResources: { minReplicaCount: 1, maxReplicaCount: 1 }, displayName: 'auto' },
    { id: '791', sharedResources: 'projects/123/locations/europe-west4/deploymentResourcePools/pool' },
  ],
  trafficSplit: { '789': 100 },
  etag: 'AMEw9yP',
  labels: { team: 'growth' },
  createTime: '2026-05-01T09:00:00.000001Z',
  updateTime: '2026-05-02T09:00:00Z',
};

const LIST = '/v1/projects/p/locations/europe-west4/endpoints';
const SERIES = '/v3/projects/p/timeSeries';

describe('endpoints of Vertex AI', () => {
  it('are asked of the regions in which something has replicas, under their hosts', async () => {
    const { resources, unread, asked } = await collectFrom('gcp:aiplatform:endpoint', ({ path }) =>
      path === SERIES
        ? { body: { timeSeries: [located('europe-west4')] } }
        : path === LIST
          ? { body: { endpoints: [ENDPOINT] } }
          : undefined,
    );
    expect(unread).toEqual([]);
    expect(asked.map(({ service }) => service)).toEqual(['monitoring', 'europe-west4-aiplatform']);
    expect(asked[0]?.query.get('interval.startTime')).toBe('2026-11-23T00:00:00.000Z');
    expect(resources).toMatchObject([
      {
        kind: 'model-endpoint',
        resourceId: '//aiplatform.googleapis.com/projects/p/locations/europe-west4/endpoints/456',
        scope: { accountId: 'p', regionId: 'europe-west4' },
        name: 'churn',
        state: 'deployed',
        createdAt: known('2026-05-01T09:00:00.000Z'),
        changedAt: '2026-05-02T10:00:00.123Z',
        tags: known({ team: 'growth' }),
        serving: known('real-time'),
        variants: [
          { name: 'churn-v2', instances: 2, sizeName: known('n1-standard-8 with 2 x NVIDIA_TESLA_T4') },
          { name: 'auto', instances: 1, sizeName: { known: false } },
          { name: '791', instances: 0 },
        ],
      },
    ]);
  });

  it.each([
    { network: 'projects/1/global/networks/n' },
    { privateServiceConnectConfig: { enablePrivateServiceConnect: true } },
  ])('do not tell how they serve where they are private: %o', async (more) => {
    const { resources } = await collectFrom('gcp:aiplatform:endpoint', ({ path }) =>
      path === SERIES
        ? { body: { timeSeries: [located('europe-west4')] } }
        : { body: { endpoints: [{ ...ENDPOINT, ...more }] } },
    );
    expect(resources).toMatchObject([{ serving: { known: false } }]);
  });

  it('are none where nothing ever had a replica; a failed or partial answer is no such thing', async () => {
    const collect = (answer: Answer) => collectFrom('gcp:aiplatform:endpoint', () => answer);
    const never = googleError(404, 'NOT_FOUND', 'Cannot find metric(s) that match type = "aiplatform…".');
    expect((await collect({ status: 404, body: never })).resources).toEqual([]);
    expect((await collect({ body: {} })).resources).toEqual([]);
    const denied = googleError(403, 'PERMISSION_DENIED', 'no');
    await expect(collect({ status: 403, body: denied })).rejects.toMatchObject({ category: 'denied' });
    const partial = { executionErrors: [{ code: 14, message: 'a cell did not answer' }] };
    await expect(collect({ body: partial })).rejects.toMatchObject({ category: 'unavailable' });
  });
});

const MACHINES = '/compute/v1/projects/p/aggregated/instances';
const NOTEBOOKS = '/v2/projects/p/locations/-/instances';

const machine = {
  id: '42',
  name: 'research',
  machineType: 'https://www.googleapis.com/compute/v1/projects/p/zones/us-central1-a/machineTypes/n2-standard-4',
  labels: { 'notebooks-product': 'workbench-instances', 'resource-name': 'research' },
  creationTimestamp: '2026-09-01T00:00:00.000-07:00',
  lastStartTimestamp: '2026-11-01T00:00:00.000-07:00',
};
const machines = (rows: readonly object[]): Answer => ({
  body: { items: { 'zones/us-central1-a': { instances: rows } } },
});

/** Source: Notebooks API v2, reference of the resource `projects.locations.instances`. */
const NOTEBOOK = {
  name: 'projects/p/locations/us-central1-a/instances/research',
  gceSetup: {
    machineType: 'n2-standard-4',
    serviceAccounts: [{ email: 'a@b', scopes: [] }],
    bootDisk: { diskSizeGb: '150', diskType: 'PD_BALANCED' },
    metadata: { 'proxy-mode': 'service_account', 'idle-timeout-seconds': '10800' },
  },
  proxyUri: 'x-dot-us-central1.notebooks.googleusercontent.com',
  instanceOwners: [],
  creator: 'someone@example.com',
  state: 'ACTIVE',
  upgradeHistory: [],
  id: '0b5c1f0e-1111-4222-8333-944444444444',
  healthState: 'HEALTHY',
  healthInfo: { docker_status: '1' },
  createTime: '2026-09-01T07:00:00.5Z',
  updateTime: '2026-11-01T07:00:00Z',
  labels: { team: 'research' },
};

describe('instances of Workbench', () => {
  it('are joined to the machines that they run on', async () => {
    const { resources, unread } = await collectFrom('gcp:notebooks:instance', ({ path }) =>
      path === MACHINES ? machines([machine]) : path === NOTEBOOKS ? { body: { instances: [NOTEBOOK] } } : undefined,
    );
    expect(unread).toEqual([]);
    const machineId = '//compute.googleapis.com/projects/p/zones/us-central1-a/instances/research';
    expect(resources).toEqual([
      {
        kind: 'notebook',
        type: 'gcp:notebooks:instance',
        resourceId: '//notebooks.googleapis.com/projects/p/locations/us-central1-a/instances/research',
        billingIds: ['//compute.googleapis.com/projects/p/zones/us-central1-a/instances/42'],
        scope: { provider: 'gcp', accountId: 'p', regionId: 'us-central1' },
        zoneId: 'us-central1-a',
        name: 'research',
        state: 'ACTIVE',
        createdAt: known('2026-09-01T07:00:00.500Z'),
        tags: known({ team: 'research' }),
        uses: known([{ relation: 'has-member', targetId: machineId }]),
        sizeName: 'n2-standard-4',
        application: 'workbench-instance',
        powerState: 'running',
        runningSince: known('2026-11-01T07:00:00.000Z'),
        lastUsedAt: { known: false, reason: 'Workbench does not tell when somebody last worked in it' },
      },
    ]);
  });

  it('are not asked for where no machine is one of theirs', async () => {
    const { resources, asked } = await collectFrom('gcp:notebooks:instance', () => machines([]));
    expect(resources).toEqual([]);
    expect(asked.map(({ path }) => path)).toEqual([MACHINES]);
    expect(asked[0]?.query.get('filter')).toBe('labels.notebooks-product:*');
  });

  it('are unread without their machine, and where the place was not reached', async () => {
    const { resources, unread } = await collectFrom('gcp:notebooks:instance', ({ path }) =>
      path === MACHINES
        ? machines([{ ...machine, name: 'other' }])
        : { body: { instances: [NOTEBOOK], unreachable: ['projects/p/locations/us-east1-b'] } },
    );
    expect(resources).toEqual([]);
    expect(unread.map(({ reason }) => reason).join('; ')).toMatch(
      /us-east1-b could not be reached.*its machine was not listed/,
    );
  });

  it('leave their machines to themselves', async () => {
    const { resources } = await collectFrom('gcp:compute:instance', ({ path }) =>
      path === MACHINES
        ? machines([{ ...machine, status: 'RUNNING', disks: [], networkInterfaces: [] }])
        : { body: { items: {} } },
    );
    expect(resources).toMatchObject([{ managedBy: 'research' }]);
  });
});
