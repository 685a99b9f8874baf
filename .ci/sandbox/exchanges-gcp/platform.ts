import type { GoogleExchanges } from './exchanges.ts';

const REGIONS = ['us-central1', 'us-east1', 'europe-west1', 'europe-west4'];

/** Endpoints of Vertex AI, which each region answers for under a host of its own, , instances of Workbench, environments of Composer, jobs of Dataflow. */
export const exchanges: GoogleExchanges = {
  reads: {
    aiplatform: (google, projectId, token) =>
      google.get('us-central1-aiplatform', `v1/projects/${projectId}/locations/us-central1/endpoints`, {}, token),
    notebooks: (google, projectId, token) =>
      google.get('notebooks', `v2/projects/${projectId}/locations/-/instances`, {}, token),
    composer: (google, projectId, token) =>
      google.get('composer', `v1/projects/${projectId}/locations/us-central1/environments`, {}, token),
    dataflow: (google, projectId, token) =>
      google.get('dataflow', `v1b3/projects/${projectId}/jobs:aggregated`, {}, token),
  },
  async everywhere(google, projectId) {
    for (const region of REGIONS) {
      const path = `v1/projects/${projectId}/locations/${region}/endpoints`;
      await google.pages(`${region}-aiplatform`, path, { pageSize: '1' });
      await google.pages('composer', `v1/projects/${projectId}/locations/${region}/environments`, { pageSize: '1' });
    }
    await google.get('us-central1-aiplatform', `v1/projects/${projectId}/locations/-/endpoints`);
    for (const filter of ['ACTIVE', 'ALL', 'TERMINATED']) {
      await google.pages('dataflow', `v1b3/projects/${projectId}/jobs:aggregated`, { pageSize: '1', filter });
    }
    await google.pages('notebooks', `v2/projects/${projectId}/locations/-/instances`, { pageSize: '1' });
  },
};
