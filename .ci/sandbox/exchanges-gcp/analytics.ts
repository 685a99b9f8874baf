import type { GoogleExchanges } from './exchanges.ts';

const REGIONS = ['us-central1', 'us-east1', 'europe-west1', 'europe-west4'];

interface Repository {
  readonly name: string;
  readonly format: string;
}

/** Clusters of Dataproc and repositories of images. */
export const exchanges: GoogleExchanges = {
  reads: {
    dataproc: (google, projectId, token) =>
      google.get('dataproc', `v1/projects/${projectId}/regions/us-central1/clusters`, {}, token),
    artifactregistry: (google, projectId, token) =>
      google.get('artifactregistry', `v1/projects/${projectId}/locations/us-central1/repositories`, {}, token),
  },
  async everywhere(google, projectId) {
    const project = `v1/projects/${projectId}`;
    for (const region of REGIONS) {
      await google.pages('dataproc', `${project}/regions/${region}/clusters`, { pageSize: '1' });
      for (const jobStateMatcher of ['ALL', 'ACTIVE', 'NON_ACTIVE', 'NONE']) {
        await google.get('dataproc', `${project}/regions/${region}/jobs`, { jobStateMatcher, clusterName: 'none' });
      }
      await google.pages('dataproc', `${project}/regions/${region}/jobs`, { pageSize: '1' });
    }
    await google.get('dataproc', `${project}/regions/-/clusters`);
    const [page] = await google.pages('artifactregistry', `${project}/locations`);
    for (const { locationId } of (page?.['locations'] ?? []) as readonly { readonly locationId: string }[]) {
      const path = `${project}/locations/${locationId}/repositories`;
      for (const { repositories = [] } of await google.pages('artifactregistry', path, { pageSize: '1' })) {
        for (const { name, format } of repositories as readonly Repository[]) {
          const images = `v1/${name}/dockerImages`;
          await (format === 'DOCKER'
            ? google.pages('artifactregistry', images, { pageSize: '30' })
            : google.get('artifactregistry', images));
        }
      }
    }
    await google.get('artifactregistry', `${project}/locations/-/repositories`);
    await google.get('artifactregistry', `${project}/locations/us/repositories/none/dockerImages`);
  },
};
