import type { GoogleExchanges } from './exchanges.ts';

const AGGREGATED = [
  'instances',
  'disks',
  'addresses',
  'forwardingRules',
  'backendServices',
  'targetHttpProxies',
  'urlMaps',
  'instanceGroupManagers',
  'autoscalers',
  'instanceTemplates',
  'resourcePolicies',
  'commitments',
  'reservations',
  'routers',
  'vpnTunnels',
  'targetPools',
  'nodeGroups',
  'machineTypes',
];
const GLOBAL = [
  'snapshots',
  'images',
  'addresses',
  'forwardingRules',
  'backendServices',
  'targetHttpProxies',
  'urlMaps',
  'instanceTemplates',
];

type Row = Readonly<Record<string, string>>;

export const exchanges: GoogleExchanges = {
  reads: {
    compute: (google, projectId, token) =>
      google.get('compute', `compute/v1/projects/${projectId}/aggregated/instances`, { maxResults: '5' }, token),
  },
  async everywhere(google, projectId) {
    const base = `compute/v1/projects/${projectId}`;
    for (const collection of AGGREGATED)
      await google.pages('compute', `${base}/aggregated/${collection}`, { maxResults: '100' });
    for (const collection of GLOBAL)
      await google.pages('compute', `${base}/global/${collection}`, { maxResults: '40' });
    await google.get('compute', `${base}/aggregated/instances`, { filter: 'status = TERMINATED' });
    await google.get('compute', `${base}/aggregated/disks`, { filter: 'labels.env:* AND sizeGb > 20' });
    await google.get('compute', `${base}/aggregated/disks`, { filter: '((' });
    await google.get('compute', `${base}/aggregated/disks`, { maxResults: '501' });
    await google.get('compute', `${base}/aggregated/disks`, { pageToken: 'nonsense' });
    for (const list of ['zones', 'regions', 'zones/us-central1-a/instances', 'zones/us-central1-a/disks']) {
      await google.get('compute', `${base}/${list}`);
    }
    for (const list of [
      'zones/us-central1-a/machineTypes',
      'regions/us-central1/addresses',
      'regions/us-central1/forwardingRules',
    ]) {
      await google.get('compute', `${base}/${list}`);
    }
    await google.get('compute', `${base}/zones/us-central1-a/machineTypes/n2-standard-4`);
    await google.get('compute', `${base}/zones/us-central1-a/machineTypes/n9-standard-4`);
    for (const collection of ['instances', 'disks', 'addresses', 'resourcePolicies', 'snapshots']) {
      const list = collection === 'snapshots' ? 'global/snapshots' : `aggregated/${collection}`;
      const { body } = await google.get('compute', `${base}/${list}`);
      const [row] = rowsOf(body, collection).filter(
        ({ selfLink }) => collection !== 'addresses' || /regions/.test(selfLink ?? ''),
      );
      const relative = row?.['selfLink']?.split(`/projects/${projectId}/`)[1];
      if (relative !== undefined) await google.get('compute', `${base}/${relative}`);
    }
    for (const { name = '', region = '' } of rowsOf(
      (await google.get('compute', `${base}/aggregated/routers`)).body,
      'routers',
    )) {
      const place = region.slice(region.lastIndexOf('/') + 1);
      await google.get('compute', `${base}/regions/${place}/routers/${name}/getRouterStatus`);
    }
    await google.get('compute', `${base}/regions/us-central1/routers/none/getRouterStatus`);
    const nodeGroups = rowsOf((await google.get('compute', `${base}/aggregated/nodeGroups`)).body, 'nodeGroups');
    for (const { selfLink = '' } of nodeGroups.slice(0, 3)) {
      await google.post('compute', `${base}/${selfLink.split(`/projects/${projectId}/`)[1] ?? ''}/listNodes`, {});
    }
    await google.post('compute', `${base}/zones/us-central1-a/nodeGroups/none-such/listNodes`, {});
    for (const { name = '' } of rowsOf((await google.get('compute', `${base}/global/images`)).body, 'images').slice(
      0,
      4,
    )) {
      await google.get('compute', `${base}/global/images/${name}/getIamPolicy`);
    }
    await google.get('compute', `${base}/global/images/none-such/getIamPolicy`);
    for (const service of rowsOf(
      (await google.get('compute', `${base}/aggregated/backendServices`)).body,
      'backendServices',
    ).slice(0, 8)) {
      const { backends = [], selfLink = '' } = service as unknown as {
        backends?: { group: string }[];
        selfLink?: string;
      };
      const relative = selfLink.split(`/projects/${projectId}/`)[1] ?? '';
      for (const { group } of backends) await google.post('compute', `${base}/${relative}/getHealth`, { group });
    }
  },
};

function rowsOf(body: Readonly<Record<string, unknown>>, collection: string): readonly Row[] {
  const { items = {} } = body as {
    readonly items?: readonly Row[] | Readonly<Record<string, Readonly<Record<string, readonly Row[]>>>>;
  };
  return Array.isArray(items)
    ? (items as readonly Row[])
    : Object.values(items).flatMap((scope) => scope[collection] ?? []);
}
