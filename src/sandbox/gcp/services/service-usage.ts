import type { GcpMethod, GcpService } from '../service.ts';
import { projectOf } from '../service.ts';
import { resourcePage, withToken } from './pages.ts';

const APIS: readonly (readonly [string, string])[] = [
  ['aiplatform.googleapis.com', 'Vertex AI API'],
  ['bigquery.googleapis.com', 'BigQuery API'],
  ['bigtableadmin.googleapis.com', 'Cloud Bigtable Admin API'],
  ['cloudbilling.googleapis.com', 'Cloud Billing API'],
  ['cloudresourcemanager.googleapis.com', 'Cloud Resource Manager API'],
  ['compute.googleapis.com', 'Compute Engine API'],
  ['composer.googleapis.com', 'Cloud Composer API'],
  ['container.googleapis.com', 'Kubernetes Engine API'],
  ['artifactregistry.googleapis.com', 'Artifact Registry API'],
  ['dataflow.googleapis.com', 'Dataflow API'],
  ['dataproc.googleapis.com', 'Cloud Dataproc API'],
  ['logging.googleapis.com', 'Cloud Logging API'],
  ['monitoring.googleapis.com', 'Cloud Monitoring API'],
  ['notebooks.googleapis.com', 'Notebooks API'],
  ['recommender.googleapis.com', 'Recommender API'],
  ['redis.googleapis.com', 'Google Cloud Memorystore for Redis API'],
  ['run.googleapis.com', 'Cloud Run Admin API'],
  ['spanner.googleapis.com', 'Cloud Spanner API'],
  ['sqladmin.googleapis.com', 'Cloud SQL Admin API'],
  ['storage.googleapis.com', 'Cloud Storage API'],
];

/** The APIs that are enabled in a project: all that the sandbox serves. */
const servicesList: GcpMethod = {
  id: 'serviceusage.services.list',
  verb: 'GET',
  path: '/v1/projects/{project}/services',
  permission: 'serviceusage.services.list',
  answer(call) {
    const number = projectOf(call.world, call.params['project'])?.number ?? '';
    const disabled = (call.query.get('filter') ?? '').replaceAll(' ', '') === 'state:DISABLED';
    const page = resourcePage(call, disabled ? [] : APIS, { most: 200, usual: 50 });
    const services = page.items.map(([name, title]) => ({
      name: `projects/${number}/services/${name}`,
      config: {
        name,
        title,
        documentation: {},
        quota: {},
        authentication: {},
        usage: { requirements: ['serviceusage.googleapis.com/tos/cloud'] },
      },
      state: 'ENABLED',
      parent: `projects/${number}`,
    }));
    return { ...(services.length > 0 && { services }), ...withToken(page) };
  },
};

export const serviceUsage: GcpService = {
  id: 'serviceusage',
  host: 'serviceusage.googleapis.com',
  display: 'Service Usage API',
  legacyErrors: false,
  methods: [servicesList],
};
