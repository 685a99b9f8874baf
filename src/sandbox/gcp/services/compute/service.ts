import { GCP_REGIONS, PRICED_REGIONS } from '../../../provider-estate/gcp/prices.ts';
import { zonesOf } from '../../../provider-estate/gcp/organization.ts';
import { selfLink } from '../../../provider-estate/gcp/names.ts';
import type { GcpCall, GcpMethod, GcpService } from '../../service.ts';
import { notFound } from '../../wire/errors.ts';
import { collections } from './collections.ts';
import { backendHealth } from './backend-health.ts';
import { fingerprint } from './documents.ts';
import { routerStatus } from './router-status.ts';
import { listNodes } from './node-group-documents.ts';
import { aggregatedList, projectIdOf, scopedList, type CollectionSpec } from './lists.ts';

/** One resource by its name. */
function getOf(spec: CollectionSpec, scope: 'global' | 'zones' | 'regions'): GcpMethod {
  const field = scope === 'zones' ? 'zone' : 'region';
  const place = scope === 'global' ? 'global' : `${scope}/{${field}}`;
  return {
    id: `compute.${spec.resource ?? spec.collection}.get`,
    verb: 'GET',
    path: `/compute/v1/projects/{project}/${place}/${spec.collection}/{name}`,
    permission: spec.permission.replace(/list$/, 'get'),
    answer(call) {
      const projectId = projectIdOf(call);
      const within = scope === 'global' ? 'global' : `${scope}/${call.params[field] ?? ''}`;
      const { name = '' } = call.params;
      const found = spec
        .entries(call, projectId)
        .find((entry) => entry.scope === within && isCalled(entry.document, name));
      if (!found) throw notFound(`projects/${projectId}/${within}/${spec.collection}/${name}`);
      return found.document;
    },
  };
}

const isCalled = (document: object, name: string): boolean =>
  'name' in document && (document.name === name || ('id' in document && document.id === name));

/** Who may use an image by its own policy. A policy without bindings has its version and etag alone. */
const imagePolicy: GcpMethod = {
  id: 'compute.images.getIamPolicy',
  verb: 'GET',
  path: '/compute/v1/projects/{project}/global/images/{resource}/getIamPolicy',
  permission: 'compute.images.getIamPolicy',
  answer(call) {
    const projectId = projectIdOf(call);
    const { resource = '' } = call.params;
    const image = call.world.estate.images.find((each) => each.projectId === projectId && each.name === resource);
    if (image === undefined) throw notFound(`projects/${projectId}/global/images/${resource}`);
    const { sharedWith } = image;
    return {
      version: 1,
      etag: fingerprint(image.id),
      ...(sharedWith !== undefined && { bindings: [{ role: 'roles/compute.imageUser', members: [sharedWith] }] }),
    };
  },
};

/** The regions and zones that the estate has resources in. */
const regionsList: GcpMethod = {
  id: 'compute.regions.list',
  verb: 'GET',
  path: '/compute/v1/projects/{project}/regions',
  permission: 'compute.regions.list',
  answer: (call: GcpCall) => {
    const projectId = projectIdOf(call);
    const items = PRICED_REGIONS.map((name, index) => ({
      kind: 'compute#region',
      id: String(1000 + index * 10),
      creationTimestamp: '1969-12-31T16:00:00.000-08:00',
      name,
      description: name,
      status: 'UP',
      zones: zonesOf(name).map((zone) => selfLink(projectId, `zones/${zone}`)),
      selfLink: selfLink(projectId, `regions/${name}`),
    }));
    return {
      kind: 'compute#regionList',
      id: `projects/${projectId}/regions`,
      items,
      selfLink: selfLink(projectId, 'regions'),
    };
  },
};

const zonesList: GcpMethod = {
  id: 'compute.zones.list',
  verb: 'GET',
  path: '/compute/v1/projects/{project}/zones',
  permission: 'compute.zones.list',
  answer: (call: GcpCall) => {
    const projectId = projectIdOf(call);
    const items = GCP_REGIONS.flatMap((region, r) =>
      zonesOf(region).map((name, z) => ({
        kind: 'compute#zone',
        id: String(2000 + r * 10 + z),
        creationTimestamp: '1969-12-31T16:00:00.000-08:00',
        name,
        description: name,
        status: 'UP',
        region: selfLink(projectId, `regions/${region}`),
        selfLink: selfLink(projectId, `zones/${name}`),
      })),
    );
    return {
      kind: 'compute#zoneList',
      id: `projects/${projectId}/zones`,
      items,
      selfLink: selfLink(projectId, 'zones'),
    };
  },
};

const c = collections;

export const compute: GcpService = {
  id: 'compute',
  host: 'compute.googleapis.com',
  display: 'Compute Engine API',
  legacyErrors: true,
  methods: [
    ...Object.values<CollectionSpec>(c)
      .filter(({ collection }) => collection !== 'snapshots' && collection !== 'images')
      .map(aggregatedList),
    scopedList(c.snapshots, 'global'),
    scopedList(c.images, 'global'),
    scopedList(c.addresses, 'global', 'globalAddresses'),
    scopedList(c.forwardingRules, 'global', 'globalForwardingRules'),
    scopedList(c.backendServices, 'global'),
    scopedList(c.targetHttpProxies, 'global'),
    scopedList(c.urlMaps, 'global'),
    scopedList(c.instanceTemplates, 'global'),
    scopedList(c.addresses, 'regions'),
    scopedList(c.forwardingRules, 'regions'),
    scopedList(c.instances, 'zones'),
    scopedList(c.disks, 'zones'),
    scopedList(c.machineTypes, 'zones'),
    imagePolicy,
    listNodes,
    getOf(c.instances, 'zones'),
    getOf(c.disks, 'zones'),
    getOf(c.snapshots, 'global'),
    getOf(c.addresses, 'regions'),
    getOf(c.resourcePolicies, 'regions'),
    getOf(c.machineTypes, 'zones'),
    backendHealth('global'),
    backendHealth('regions'),
    routerStatus,
    regionsList,
    zonesList,
  ],
};
