import { afterEach, describe, expect, it } from 'vitest';
import { known } from '../../../src/domain/fact.ts';
import type { MetricName } from '../../../src/domain/metrics.ts';
import { type Answer, type Asked, collectAll, googleError, NOW, replay, type Replay } from './replay.ts';

/** Answers as Google's reference pages have them: no description of these APIs is at hand. */

let server: Replay | undefined;
afterEach(async () => server?.close());

async function collectFrom(type: string, answer: (asked: Asked) => Answer | undefined) {
  server = await replay(answer);
  return { ...(await collectAll(server.connection, type, 'p')), asked: server.asked };
}

const SERIES = '/v3/projects/p/timeSeries';
const healthyIn = (location: string): object => ({
  resource: { type: 'cloud_composer_environment', labels: { project_id: 'p', location } },
  points: [{ interval: { endTime: '2026-11-24T00:00:00Z' }, value: { int64Value: '1440' } }],
});

/** Source: Cloud Composer API v1, reference of the resource `projects.locations.environments`. */
const ENVIRONMENT = {
  name: 'projects/p/locations/us-central1/environments/nightly',
  config: {
    gkeCluster: 'projects/p/locations/us-central1/clusters/us-central1-nightly-gke',
    dagGcsPrefix: 'gs://us-central1-nightly-1-bucket/dags',
    nodeCount: 3,
    softwareConfig: { imageVersion: 'composer-2.9.7-airflow-2.9.3', pypiPackages: {}, airflowConfigOverrides: {} },
    nodeConfig: { network: 'projects/p/global/networks/default', serviceAccount: 'a@b' },
    airflowUri: 'https://x-dot-us-central1.composer.googleusercontent.com',
    environmentSize: 'ENVIRONMENT_SIZE_SMALL',
    workloadsConfig: { scheduler: { cpu: 0.5, memoryGb: 2, storageGb: 1, count: 1 } },
  },
  uuid: '0b5c1f0e-1111-4222-8333-944444444444',
  state: 'RUNNING',
  createTime: '2026-03-01T10:00:00.123456Z',
  updateTime: '2026-03-01T10:25:00Z',
  labels: { team: 'data' },
  satisfiesPzs: true,
};
const LIST = '/v1/projects/p/locations/us-central1/environments';

describe('environments of Cloud Composer', () => {
  const answers = ({ path }: Asked): Answer | undefined =>
    path === SERIES
      ? { body: { timeSeries: [healthyIn('us-central1')] } }
      : path === LIST
        ? { body: { environments: [ENVIRONMENT] } }
        : undefined;

  it('are asked of the regions in which one reports', async () => {
    const { resources, unread, asked } = await collectFrom('gcp:composer:environment', answers);
    expect(unread).toEqual([]);
    expect(asked.map(({ path }) => path)).toEqual([SERIES, LIST]);
    expect(resources).toEqual([
      {
        kind: 'workflow-environment',
        type: 'gcp:composer:environment',
        resourceId: '//composer.googleapis.com/projects/p/locations/us-central1/environments/nightly',
        scope: { provider: 'gcp', accountId: 'p', regionId: 'us-central1' },
        name: 'nightly',
        state: 'RUNNING',
        createdAt: known('2026-03-01T10:00:00.123Z'),
        tags: known({ team: 'data' }),
        size: 'ENVIRONMENT_SIZE_SMALL',
        version: 'composer-2.9.7-airflow-2.9.3',
      },
    ]);
  });

  it('are none where none ever reported, and unread where that was not told', async () => {
    const never = googleError(404, 'NOT_FOUND', 'Cannot find metric(s) that match type = "composer…".');
    const found = await collectFrom('gcp:composer:environment', () => ({ status: 404, body: never }));
    expect(found.resources).toEqual([]);
    await server?.close();
    const denied = googleError(403, 'PERMISSION_DENIED', 'no');
    await expect(collectFrom('gcp:composer:environment', () => ({ status: 403, body: denied }))).rejects.toMatchObject({
      category: 'denied',
    });
  });

  it('count the runs of all their workflows together, but Composer’s own', async () => {
    const runs = (workflow: string, day: number, count: number): object => ({
      resource: { labels: { workflow_name: workflow, location: 'us-central1' } },
      points: [{ interval: { endTime: `2026-11-${day}T00:00:00Z` }, value: { int64Value: String(count) } }],
    });
    const { resources } = await collectFrom('gcp:composer:environment', (asked) =>
      asked.query.get('filter')?.includes('run_count') === true
        ? {
            body: {
              timeSeries: [
                runs('nightly.load', 24, 2),
                runs('nightly.load.part', 24, 3),
                runs('nightly.sum', 20, 4),
                runs('other.x', 24, 9),
              ],
            },
          }
        : answers(asked),
    );
    const metrics = new Set<MetricName>(['submitted-jobs']);
    const scope = { provider: 'gcp', accountId: 'p', regionId: 'us-central1' } as const;
    const digests = [];
    for await (const page of server!.connection.metrics(scope, { subjects: resources, metrics, until: NOW })) {
      expect(page.unread).toEqual([]);
      digests.push(...page.digests);
    }
    // Days without any run count as none.
    expect(digests).toMatchObject([{ metric: 'submitted-jobs', sampleCount: 14, max: 5 }]);
    expect(digests[0]!.mean * 14).toBeCloseTo(9, 9);
    expect(server!.asked.at(-1)?.query.get('filter')).toBe(
      'metric.type="composer.googleapis.com/workflow/run_count" AND resource.type="cloud_composer_workflow" AND ' +
        'NOT resource.labels.workflow_name=ends_with(".airflow_monitoring") AND ' +
        'resource.labels.workflow_name=monitoring.regex.full_match("(nightly)[.].*")',
    );
  });
});

/** Source: Dataflow API v1b3, reference of `projects.jobs.aggregated` and of the resource `projects.jobs`. */
const JOB = {
  id: '2026-05-01_02_03_04-1234567890123456789',
  projectId: 'p',
  name: 'orders-stream',
  type: 'JOB_TYPE_STREAMING',
  currentState: 'JOB_STATE_RUNNING',
  currentStateTime: '2026-05-01T09:05:00.5Z',
  createTime: '2026-05-01T09:03:04.123456Z',
  labels: { team: 'data' },
  location: 'europe-west1',
  jobMetadata: { sdkVersion: { version: '2.66.0', sdkSupportStatus: 'SUPPORTED' } },
  startTime: '2026-05-01T09:03:04.123456Z',
};

describe('jobs of Dataflow', () => {
  it('are those that stream, of all regions; a region that failed is unread', async () => {
    const { resources, unread, asked } = await collectFrom('gcp:dataflow:job', ({ query }) => ({
      body:
        query.get('pageToken') === null
          ? { jobs: [JOB, { ...JOB, id: '2', type: 'JOB_TYPE_BATCH' }], nextPageToken: 'n' }
          : { failedLocation: [{ name: 'us-east4' }] },
    }));
    expect(asked.map(({ path }) => path)).toEqual([
      '/v1b3/projects/p/jobs:aggregated',
      '/v1b3/projects/p/jobs:aggregated',
    ]);
    expect(asked[0]?.query.get('filter')).toBe('ACTIVE');
    expect(resources).toEqual([
      {
        kind: 'streaming-job',
        type: 'gcp:dataflow:job',
        resourceId:
          '//dataflow.googleapis.com/projects/p/locations/europe-west1/jobs/2026-05-01_02_03_04-1234567890123456789',
        scope: { provider: 'gcp', accountId: 'p', regionId: 'europe-west1' },
        name: 'orders-stream',
        state: 'JOB_STATE_RUNNING',
        createdAt: known('2026-05-01T09:03:04.123Z'),
        tags: known({ team: 'data' }),
      },
    ]);
    expect(unread).toEqual([
      { reason: 'unavailable: dataflow.projects.jobs.aggregated: us-east4 could not be reached' },
    ]);
  });

  it('are unread where a row or page is not what it should be', async () => {
    const { resources, unread } = await collectFrom('gcp:dataflow:job', () => ({
      body: { jobs: [{ ...JOB, location: 7 }] },
    }));
    expect(resources).toEqual([]);
    expect(unread).toHaveLength(1);
    await server?.close();
    await expect(collectFrom('gcp:dataflow:job', () => ({ body: { jobs: 'none' } }))).rejects.toMatchObject({
      category: 'malformed',
    });
  });
});
