import type { GoogleExchanges } from './exchanges.ts';
import type { Google } from './google.ts';

type Named = { readonly name: string; readonly location: string };

const RECOMMENDERS = [
  'google.compute.instance.IdleResourceRecommender',
  'google.compute.instance.MachineTypeRecommender',
  'google.compute.disk.IdleResourceRecommender',
  'google.compute.address.IdleResourceRecommender',
  'google.cloudsql.instance.IdleRecommender',
  'google.cloudsql.instance.OverprovisionedRecommender',
  'google.run.service.CostRecommender',
];
const LOCATIONS = [
  'us-central1',
  'us-central1-a',
  'us-central1-b',
  'us-central1-c',
  'us-east1',
  'us-east1-b',
  'europe-west1',
  'global',
  'us',
];

/** Databases, buckets, clusters, caches, services, logs, datasets and recommendations. */
export const exchanges: GoogleExchanges = {
  reads: {
    sqladmin: (google, projectId, token) => google.get('sqladmin', `v1/projects/${projectId}/instances`, {}, token),
    storage: (google, project, token) => google.get('storage', 'storage/v1/b', { project }, token),
    container: (google, projectId, token) =>
      google.get('container', `v1/projects/${projectId}/locations/-/clusters`, {}, token),
    redis: (google, projectId, token) =>
      google.get('redis', `v1/projects/${projectId}/locations/-/instances`, {}, token),
    file: (google, projectId, token) => google.get('file', `v1/projects/${projectId}/locations/-/instances`, {}, token),
    run: (google, projectId, token) =>
      google.get('run', `v2/projects/${projectId}/locations/us-central1/services`, {}, token),
    logging: (google, projectId, token) =>
      google.get('logging', `v2/projects/${projectId}/locations/-/buckets`, {}, token),
    bigquery: (google, projectId, token) =>
      google.get('bigquery', `bigquery/v2/projects/${projectId}/datasets`, {}, token),
    recommender: (google, projectId, token) =>
      google.get(
        'recommender',
        `v1/projects/${projectId}/locations/us-central1-a/recommenders/${RECOMMENDERS[0]}/recommendations`,
        {},
        token,
      ),
    serviceusage: (google, projectId, token) =>
      google.get('serviceusage', `v1/projects/${projectId}/services`, {}, token),
  },
  async everywhere(google, projectId) {
    const project = `projects/${projectId}`;
    const [databases] = await google.pages('sqladmin', `v1/${project}/instances`, { maxResults: '2' });
    for (const { name } of (databases?.['items'] ?? []) as readonly Named[])
      await google.get('sqladmin', `v1/${project}/instances/${name}`);
    await google.get('sqladmin', `v1/${project}/instances/none`);
    await google.get('sqladmin', `sql/v1beta4/${project}/instances`);
    await google.get('sqladmin', `v1/${project}/tiers`);
    const [buckets] = await google.pages('storage', 'storage/v1/b', {
      project: projectId,
      maxResults: '2',
      projection: 'noAcl',
    });
    for (const { name } of (buckets?.['items'] ?? []) as readonly Named[])
      await google.get('storage', `storage/v1/b/${name}`);
    await google.get('storage', 'storage/v1/b/none');
    await google.get('storage', 'storage/v1/b');
    const { body } = await google.get('container', `v1/${project}/locations/-/clusters`);
    for (const { name, location } of (body['clusters'] ?? []) as readonly Named[]) {
      await google.get('container', `v1/${project}/locations/${location}/clusters/${name}`);
      await google.get('container', `v1/${project}/locations/${location}/clusters/${name}/nodePools`);
      await google.get('container', `v1/${project}/locations/${location}/clusters/${name}:fetchClusterUpgradeInfo`);
    }
    await google.get('container', `v1/${project}/locations/us-central1/clusters/none`);
    for (const service of ['redis', 'file']) {
      await google.get(service, `v1/${project}/locations`);
      await google.pages(service, `v1/${project}/locations/-/instances`, { pageSize: '1' });
    }
    const [locations] = await google.pages('run', `v1/${project}/locations`);
    for (const { locationId } of (locations?.['locations'] ?? []) as readonly { readonly locationId: string }[]) {
      await google.pages('run', `v2/${project}/locations/${locationId}/services`, { pageSize: '1' });
    }
    await google.get('run', `v2/${project}/locations/-/services`);
    await google.pages('logging', `v2/${project}/locations/-/buckets`, { pageSize: '1' });
    const [datasets] = await google.pages('bigquery', `bigquery/v2/${project}/datasets`, { maxResults: '2' });
    for (const { datasetReference } of (datasets?.['datasets'] ?? []) as readonly {
      readonly datasetReference: { readonly datasetId: string };
    }[]) {
      const path = `bigquery/v2/${project}/datasets/${datasetReference.datasetId}`;
      await google.get('bigquery', path);
      const [tables] = await google.pages('bigquery', `${path}/tables`, { maxResults: '2' });
      for (const { tableReference } of (tables?.['tables'] ?? []) as readonly {
        readonly tableReference: { readonly tableId: string };
      }[]) {
        await google.get('bigquery', `${path}/tables/${tableReference.tableId}`);
      }
      await google.get('bigquery', `${path}/tables/none`);
    }
    await google.get('bigquery', `bigquery/v2/${project}/datasets/none`);
    await runQueries(google, `bigquery/v2/${project}/queries`, projectId);
    for (const recommender of RECOMMENDERS) {
      for (const location of LOCATIONS) {
        await google.pages(
          'recommender',
          `v1/${project}/locations/${location}/recommenders/${recommender}/recommendations`,
          {
            pageSize: '2',
            filter: 'stateInfo.state="ACTIVE"',
          },
        );
      }
    }
    const spend = 'google.cloudbilling.commitment.SpendBasedCommitmentRecommender';
    for (const account of [google.billingAccountId, '000000-000000-000000']) {
      await google.get(
        'recommender',
        `v1/billingAccounts/${account}/locations/global/recommenders/${spend}/recommendations`,
      );
    }
    await google.get('recommender', `v1/${project}/locations/global/recommenders/nonsense/recommendations`);
    await google.pages('serviceusage', `v1/${project}/services`, { filter: 'state:ENABLED', pageSize: '5' });
  },
};

async function runQueries(google: Google, path: string, projectId: string): Promise<void> {
  const ask = (query: string, more: object = {}) =>
    google.post('bigquery', path, { query, useLegacySql: false, ...more });
  await ask(
    `SELECT table_schema, SUM(total_logical_bytes) FROM \`${projectId}\`.\`region-us\`.INFORMATION_SCHEMA.TABLE_STORAGE GROUP BY 1`,
  );
  const bill = `SELECT sku.id, SUM(cost) AS cost FROM \`${google.billingExport}\` WHERE _PARTITIONDATE = DATE_SUB(CURRENT_DATE(), INTERVAL 2 DAY) GROUP BY 1`;
  await ask(bill, { dryRun: true });
  await ask(bill, { maximumBytesBilled: '1000' });
  const { body } = await ask(bill, { maxResults: 3 });
  const { jobReference, pageToken = '' } = body as {
    readonly jobReference?: { readonly jobId: string };
    readonly pageToken?: string;
  };
  await google.get('bigquery', `${path}/${jobReference?.jobId ?? ''}`, { pageToken, maxResults: '5' });
  await google.get('bigquery', `${path}/job_none`);
  await ask('SELECT');
  await ask('SELECT 1 FROM `no.such.table`');
}
