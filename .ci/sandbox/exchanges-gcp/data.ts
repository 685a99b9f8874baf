import type { GoogleExchanges } from './exchanges.ts';

/** Databases of nodes. */
export const exchanges: GoogleExchanges = {
  reads: {
    spanner: (google, projectId, token) => google.get('spanner', `v1/projects/${projectId}/instances`, {}, token),
    bigtableadmin: (google, projectId, token) =>
      google.get('bigtableadmin', `v2/projects/${projectId}/instances/-/clusters`, {}, token),
  },
  async everywhere(google, projectId) {
    await google.pages('spanner', `v1/projects/${projectId}/instances`, { pageSize: '1' });
    const { body } = await google.get('bigtableadmin', `v2/projects/${projectId}/instances`);
    for (const { name } of (body['instances'] ?? []) as readonly { readonly name: string }[]) {
      await google.get('bigtableadmin', `v2/${name}/clusters`);
    }
    await google.get('bigtableadmin', `v2/projects/${projectId}/instances/none/clusters`);
  },
};
