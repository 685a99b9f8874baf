import { zonesOf } from '../../../provider-estate/gcp/organization.ts';
import { GCP_REGIONS } from '../../../provider-estate/gcp/prices.ts';
import type { GcpEstate } from '../../../provider-estate/gcp/estate.ts';
import type { GcpDisk } from '../../../provider-estate/gcp/model.ts';
import { type GcpCall, projectOf } from '../../service.ts';
import {
  autoscalerDocument,
  commitmentDocument,
  instanceGroupManagerDocument,
  instanceTemplateDocument,
  machineTypeDocuments,
  reservationDocument,
  resourcePolicyDocument,
} from './group-documents.ts';
import { instanceDocument } from './instance-document.ts';
import type { CollectionSpec, Scoped } from './lists.ts';
import { nodeGroupDocument } from './node-group-documents.ts';
import {
  addressDocument,
  backendServiceDocument,
  forwardingRuleDocument,
  routerDocument,
  targetProxyDocument,
  urlMapDocument,
  vpnTunnelDocument,
} from './network-documents.ts';
import { diskDocument, imageDocument, snapshotDocument } from './storage-documents.ts';

interface Named {
  readonly projectId: string;
  readonly region: string;
  readonly zone?: string;
  readonly name: string;
}

const scopeOf = ({ region, zone }: Named): string =>
  zone === undefined ? (region === 'global' ? 'global' : `regions/${region}`) : `zones/${zone}`;

type DocumentOf<T> = (resource: T, call: GcpCall) => object;

/** Documents are made once: a page of ten thousand machines is asked for twenty times. */
const made = new WeakMap<object, object>();

function entriesOf<T extends Named>(select: (estate: GcpEstate) => readonly T[], documentOf: DocumentOf<T>) {
  return (call: GcpCall, projectId: string): readonly Scoped[] =>
    inScopes(call.world.lists.of(select(call.world.estate), projectId)).map((resource) => ({
      scope: scopeOf(resource),
      get document() {
        let document = made.get(resource);
        if (document === undefined) made.set(resource, (document = documentOf(resource, call)));
        return document;
      },
    }));
}

const sorted = new WeakMap<readonly Named[], readonly Named[]>();

/** One scope after the other, as the pages of an aggregated list go. */
function inScopes<T extends Named>(all: readonly T[]): readonly T[] {
  let list = sorted.get(all) as readonly T[] | undefined;
  if (list === undefined) {
    list = [...all].sort((a, b) => (scopeOf(a) < scopeOf(b) ? -1 : Number(scopeOf(a) > scopeOf(b))));
    sorted.set(all, list);
  }
  return list;
}

const disksByName = new WeakMap<GcpEstate, ReadonlyMap<string, GcpDisk>>();

function diskNamed({ estate }: GcpCall['world'], projectId: string, zone: string, name: string): GcpDisk | undefined {
  let disks = disksByName.get(estate);
  if (disks === undefined) {
    disks = new Map(estate.disks.map((disk) => [`${disk.projectId} ${disk.zone ?? ''} ${disk.name}`, disk]));
    disksByName.set(estate, disks);
  }
  return disks.get(`${projectId} ${zone} ${name}`);
}

const spec = <T extends Named>(
  collection: string,
  kind: string,
  permission: string,
  scopes: CollectionSpec['scopes'],
  select: (estate: GcpEstate) => readonly T[],
  documentOf: DocumentOf<T>,
): CollectionSpec => ({ collection, kind, permission, scopes, entries: entriesOf(select, documentOf) });

export const collections = {
  instances: spec(
    'instances',
    'instance',
    'compute.instances.list',
    ['zones'],
    (e) => e.instances,
    (instance, { world }) =>
      instanceDocument(instance, projectOf(world, instance.projectId)?.number ?? '', (name) =>
        diskNamed(world, instance.projectId, instance.zone, name),
      ),
  ),
  disks: spec('disks', 'disk', 'compute.disks.list', ['zones', 'regions'], (e) => e.disks, diskDocument),
  snapshots: spec('snapshots', 'snapshot', 'compute.snapshots.list', ['global'], (e) => e.snapshots, snapshotDocument),
  images: spec('images', 'image', 'compute.images.list', ['global'], (e) => e.images, imageDocument),
  addresses: spec(
    'addresses',
    'address',
    'compute.addresses.list',
    ['global', 'regions'],
    (e) => e.addresses,
    addressDocument,
  ),
  forwardingRules: spec(
    'forwardingRules',
    'forwardingRule',
    'compute.forwardingRules.list',
    ['global', 'regions'],
    (e) => e.forwardingRules,
    forwardingRuleDocument,
  ),
  backendServices: spec(
    'backendServices',
    'backendService',
    'compute.backendServices.list',
    ['global', 'regions'],
    (e) => e.backendServices,
    backendServiceDocument,
  ),
  targetHttpProxies: spec(
    'targetHttpProxies',
    'targetHttpProxy',
    'compute.targetHttpProxies.list',
    ['global', 'regions'],
    (e) => e.targetProxies,
    targetProxyDocument,
  ),
  urlMaps: spec('urlMaps', 'urlMap', 'compute.urlMaps.list', ['global', 'regions'], (e) => e.urlMaps, urlMapDocument),
  instanceGroupManagers: spec(
    'instanceGroupManagers',
    'instanceGroupManager',
    'compute.instanceGroupManagers.list',
    ['zones', 'regions'],
    (e) => e.groups,
    instanceGroupManagerDocument,
  ),
  autoscalers: {
    ...spec(
      'autoscalers',
      'autoscaler',
      'compute.autoscalers.list',
      ['zones', 'regions'],
      (e) => e.groups,
      () => ({}),
    ),
    entries: (call: GcpCall, projectId: string) =>
      call.world.lists
        .of(call.world.estate.groups, projectId)
        .filter(({ autoscaler }) => autoscaler !== undefined)
        .map((group) => ({ scope: scopeOf(group), document: autoscalerDocument(group) })),
  },
  instanceTemplates: spec(
    'instanceTemplates',
    'instanceTemplate',
    'compute.instanceTemplates.list',
    ['global', 'regions'],
    (e) => e.templates,
    instanceTemplateDocument,
  ),
  resourcePolicies: spec(
    'resourcePolicies',
    'resourcePolicy',
    'compute.resourcePolicies.list',
    ['regions'],
    (e) => e.policies,
    resourcePolicyDocument,
  ),
  commitments: {
    ...spec(
      'commitments',
      'commitment',
      'compute.commitments.list',
      ['regions'],
      (e) => e.commitments,
      commitmentDocument,
    ),
    resource: 'regionCommitments',
  },
  reservations: spec(
    'reservations',
    'reservation',
    'compute.reservations.list',
    ['zones'],
    (e) => e.reservations,
    reservationDocument,
  ),
  routers: spec('routers', 'router', 'compute.routers.list', ['regions'], (e) => e.routers, routerDocument),
  vpnTunnels: spec(
    'vpnTunnels',
    'vpnTunnel',
    'compute.vpnTunnels.list',
    ['regions'],
    (e) => e.vpnTunnels,
    vpnTunnelDocument,
  ),
  targetPools: spec(
    'targetPools',
    'targetPool',
    'compute.targetPools.list',
    ['regions'],
    () => [],
    () => ({}),
  ),
  nodeGroups: spec(
    'nodeGroups',
    'nodeGroup',
    'compute.nodeGroups.list',
    ['zones'],
    (e) => e.nodeGroups,
    nodeGroupDocument,
  ),
  machineTypes: {
    ...spec(
      'machineTypes',
      'machineType',
      'compute.machineTypes.list',
      ['zones'],
      () => [],
      () => ({}),
    ),
    entries: (_call: GcpCall, projectId: string) =>
      GCP_REGIONS.flatMap((region) =>
        zonesOf(region).flatMap((zone) =>
          machineTypeDocuments(projectId, zone).map((document) => ({ scope: `zones/${zone}`, document })),
        ),
      ),
  },
} as const satisfies Readonly<Record<string, CollectionSpec>>;
