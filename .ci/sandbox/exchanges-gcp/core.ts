import type { GoogleExchanges } from './exchanges.ts';

const SERVICES = [
  '6F81-5844-456A',
  'E505-1604-58F8',
  '9662-B51E-5089',
  '95FF-2EF5-5EA1',
  '5AF5-2C11-D467',
  'CCD8-9BF1-090E',
  '152E-C115-5142',
  'CC63-0873-48FD',
  '24E6-581D-38E5',
  '5490-F7B7-8DF6',
];
const DAY_MS = 86_400_000;

/** Google's organisation, its prices and its metrics. */
export const exchanges: GoogleExchanges = {
  reads: {
    cloudresourcemanager: (google, _projectId, token) =>
      google.get('cloudresourcemanager', 'v3/projects:search', {}, token),
    cloudbilling: (google, projectId, token) =>
      google.get('cloudbilling', `v1/projects/${projectId}/billingInfo`, {}, token),
    monitoring: (google, projectId, token) =>
      google.get('monitoring', `v3/projects/${projectId}/metricDescriptors`, { pageSize: '3' }, token),
  },
  async once(google) {
    const parent = `organizations/${google.organizationId}`;
    await google.pages('cloudresourcemanager', 'v3/projects:search', { pageSize: '1', query: 'state:ACTIVE' });
    await google.get('cloudresourcemanager', 'v3/projects', { parent, showDeleted: 'true' });
    await google.get('cloudresourcemanager', 'v3/organizations:search');
    await google.get('cloudresourcemanager', `v3/${parent}`);
    await google.get('cloudresourcemanager', 'v3/organizations/1');
    const [page] = await google.pages('cloudresourcemanager', 'v3/folders:search');
    for (const { name } of (page?.['folders'] ?? []) as readonly { readonly name: string }[]) {
      await google.get('cloudresourcemanager', `v3/${name}`);
      await google.get('cloudresourcemanager', 'v3/projects', { parent: name });
      await google.get('cloudresourcemanager', 'v3/folders', { parent: name });
      await google.post('cloudresourcemanager', `v3/${name}:testIamPermissions`, {
        permissions: ['resourcemanager.folders.list'],
      });
    }
    await google.get('cloudresourcemanager', 'v3/folders', { parent });
    await google.get('cloudresourcemanager', 'v3/folders', { parent: 'folders/1' });
    await google.post('cloudresourcemanager', `v3/${parent}:testIamPermissions`, { permissions: [] });
    await google.get('cloudbilling', 'v1/services');
    for (const service of SERVICES)
      await google.pages('cloudbilling', `v1/services/${service}/skus`, { pageSize: '200' });
    await google.get('cloudbilling', 'v1/services/0000-0000-0000/skus');
    await google.get('cloudbilling', 'v1/billingAccounts');
    await google.get('cloudbilling', `v1/billingAccounts/${google.billingAccountId}`);
    await google.get('cloudbilling', `v1/billingAccounts/${google.billingAccountId}/projects`);
  },
  async everywhere(google, projectId) {
    await google.get('cloudresourcemanager', `v3/projects/${projectId}`);
    const permissions = ['compute.instances.list', 'storage.buckets.list'];
    await google.post('cloudresourcemanager', `v3/projects/${projectId}:testIamPermissions`, { permissions });
    await google.get('cloudbilling', `v1/projects/${projectId}/billingInfo`);
    const [page] = await google.pages('monitoring', `v3/projects/${projectId}/metricDescriptors`);
    const end = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    for (const metric of (page?.['metricDescriptors'] ?? []) as readonly {
      readonly type: string;
      readonly metricKind: string;
    }[]) {
      const query = {
        filter: `metric.type = "${metric.type}"`,
        'interval.startTime': new Date(end - 2 * DAY_MS).toISOString(),
        'interval.endTime': new Date(end).toISOString(),
        'aggregation.alignmentPeriod': '86400s',
      };
      const path = `v3/projects/${projectId}/timeSeries`;
      const aligner = metric.metricKind === 'GAUGE' ? 'ALIGN_MAX' : 'ALIGN_DELTA';
      await google.pages('monitoring', path, { ...query, 'aggregation.perSeriesAligner': aligner, pageSize: '50' });
      await google.get('monitoring', path, {
        ...query,
        'aggregation.perSeriesAligner': 'ALIGN_MEAN',
        'aggregation.crossSeriesReducer': 'REDUCE_SUM',
      });
      await google.get('monitoring', path, { ...query, view: 'HEADERS', 'aggregation.perSeriesAligner': 'ALIGN_MEAN' });
      await google.get('monitoring', path, { ...query, 'aggregation.perSeriesAligner': 'ALIGN_NONSENSE' });
    }
  },
};
