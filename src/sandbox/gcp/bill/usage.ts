import { DAY } from '../../estate/generate/time.ts';
import type { RunPeriod } from '../../estate/model.ts';
import type { GcpEstate } from '../../provider-estate/gcp/estate.ts';
import type { GcpCluster, GcpInstance, GcpNodeGroup } from '../../provider-estate/gcp/model.ts';
import { nodeShape } from '../../provider-estate/gcp/node-groups.ts';
import { repositoryName } from '../../provider-estate/gcp/repositories.ts';
import { shapeOf } from '../../provider-estate/gcp/prices.ts';
import {
  type CatalogueService,
  CATALOGUE_SERVICES,
  DATAPROC_FEE,
  skuCatalogue,
  TRAFFIC_SKUS,
} from '../services/billing/catalogue.ts';
import { skuIdOf, type SkuSpec } from '../services/billing/sku.ts';

/** What a resource is billed for: so many units of a SKU while it is there. */
export interface BilledUsage {
  readonly projectId: string;
  readonly region: string;
  readonly zone?: string;
  readonly service: CatalogueService;
  readonly sku: SkuSpec;
  readonly skuId: string;
  /** Name and full name with the numeric id, as the detailed export has them. */
  readonly resourceName: string;
  readonly globalName: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Units for each hour (`h`, `GiBy.h`) or held for a month (`GiBy.mo`). */
  readonly quantity: number;
  readonly runs: readonly RunPeriod[];
  /** Share that sustained use and commitments take off, 0 to 1 (positive). */
  readonly sustained?: number;
  readonly committed?: number;
  readonly instance?: GcpInstance;
}

let index: ReadonlyMap<string, SkuSpec> | undefined;

/** The SKU of a description in a region. Descriptions end with a place, which follows from the region. */
function skuOf(service: CatalogueService, description: string, region: string): SkuSpec {
  if (index === undefined) {
    const made = new Map<string, SkuSpec>();
    for (const sku of skuCatalogue()) {
      for (const each of sku.regions) made.set(`${sku.serviceId} ${withoutPlace(sku.description)} ${each}`, sku);
    }
    index = made;
  }
  const [serviceId] = CATALOGUE_SERVICES[service];
  const found = index.get(`${serviceId} ${description} ${region}`);
  if (found === undefined) throw new RangeError(`no SKU for ${description} in ${region}`);
  return found;
}

const PLACES =
  / (?:running )?in (?:Americas|EMEA|Netherlands|Singapore|Iowa|South Carolina|Belgium)(?= for |$)| (?:Iowa|South Carolina|Belgium|Netherlands|Singapore|US Multi-region|Europe Multi-region)$/;
const withoutPlace = (description: string): string => description.replace(PLACES, '');

const CORES: Readonly<Record<string, string>> = { n1: 'N1 Predefined', n2d: 'N2D AMD', c2d: 'C2D AMD', c4a: 'C4A Arm' };

/** Discounts for machines that run all month. Source: Compute Engine, "Sustained use discounts". */
const SUSTAINED: Readonly<Record<string, number>> = { n1: 0.3, g1: 0.3, n2: 0.2, n2d: 0.2 };

type Held = { readonly projectId: string; readonly region: string; readonly labels: Readonly<Record<string, string>> };

function usage(
  resource: Held & { readonly zone?: string },
  [service, description, region = resource.region]: readonly [CatalogueService, string, string?],
  resourceName: string,
  globalName: string,
  quantity: number,
  runs: readonly RunPeriod[],
): BilledUsage {
  const sku = skuOf(service, description, region);
  const { projectId, labels, zone } = resource;
  return {
    projectId,
    region: resource.region,
    ...(zone !== undefined && { zone }),
    service,
    sku,
    skuId: skuIdOf(sku),
    resourceName,
    globalName,
    labels,
    quantity,
    runs,
  };
}

const since = (from: number): readonly RunPeriod[] => [{ from, to: Number.POSITIVE_INFINITY }];
const compute = (projectId: string, scope: string, collection: string, id: string): string =>
  `//compute.googleapis.com/projects/${projectId}/${scope}/${collection}/${id}`;

/** All usage of an estate, from each resource's beginning. */
export function* usageOf(estate: GcpEstate): Generator<BilledUsage> {
  const covered = coverageOf(estate);
  for (const instance of estate.instances) yield* machineUsage(estate, instance, covered);
  for (const group of estate.nodeGroups) yield* nodeUsage(group);
  yield* storageUsage(estate);
  yield* networkUsage(estate);
  yield* commitmentUsage(estate);
  yield* shortLivedUsage(estate);
  yield* serviceUsage(estate);
}

function* machineUsage(
  estate: GcpEstate,
  instance: GcpInstance,
  covered: ReadonlyMap<string, number>,
): Generator<BilledUsage> {
  // It is paid with its node.
  if (instance.tenantOf) return;
  const shape = shapeOf(instance.machineType);
  const base = CORES[shape.family] ?? shape.family.toUpperCase();
  const custom = shape.family === 'n1' ? 'Custom' : `${base} Custom`;
  const name = instance.spot ? `Spot Preemptible ${base}` : shape.custom ? custom : base;
  const global = compute(instance.projectId, `zones/${instance.zone}`, 'instances', instance.id);
  const wholeMonth =
    instance.status === 'RUNNING' && !instance.spot && estate.generatedAt - instance.createdAt > 31 * DAY;
  const committed = isCovered(estate, instance) ? (covered.get(`${instance.projectId} ${instance.region}`) ?? 0) : 0;
  const sustained = wholeMonth ? (SUSTAINED[shape.family] ?? 0) * (1 - committed) : 0;
  const more = { instance, ...(committed > 0 && { committed }), ...(sustained > 0 && { sustained }) };
  const parts: readonly (readonly [string, number])[] =
    shape.family === 'g1'
      ? [['Small Instance with 1 VCPU', 1]]
      : [
          [`${name} Instance Core`, shape.billedVcpus],
          [`${name} Instance Ram`, shape.memoryMiB / 1024],
        ];
  for (const [description, quantity] of parts) {
    const line = usage(instance, ['compute', description], instance.name, global, quantity, instance.runs);
    yield { ...line, ...more };
  }
  if (instance.accelerator)
    yield usage(instance, ['compute', 'Nvidia Tesla T4 GPU'], instance.name, global, 1, instance.runs);
  if (instance.labels['goog-dataproc-cluster-name'] !== undefined) {
    yield usage(instance, ['compute', DATAPROC_FEE, 'global'], instance.name, global, shape.vcpus, instance.runs);
  }
  if (instance.os === 'windows') {
    const licence = 'Licensing Fee for Windows Server 2022 Datacenter Edition (CPU cost)';
    yield usage(instance, ['compute', licence, 'global'], instance.name, global, shape.vcpus, instance.runs);
  }
}

/** A node is paid by its vCPUs and memory, as machines are, and with a premium on both. */
function* nodeUsage(group: GcpNodeGroup): Generator<BilledUsage> {
  const { family, vcpus, memoryGiB } = nodeShape(group.nodeType);
  const global = compute(group.projectId, `zones/${group.zone}`, 'nodeGroups', group.id);
  const runs = since(group.createdAt);
  for (const [part, each] of [
    ['Core', vcpus],
    ['Ram', memoryGiB],
  ] as const) {
    const sku = `${family.toUpperCase()} Sole Tenancy Instance ${part}`;
    const quantity = each * group.nodes.length;
    yield usage(group, ['compute', sku], group.name, global, quantity, runs);
    yield usage(group, ['compute', `Sole Tenancy Premium for ${sku}`], group.name, global, quantity, runs);
  }
}

/** N2 machines that ran for two months, and take what is committed. */
function isCovered(estate: GcpEstate, instance: GcpInstance): boolean {
  return (
    shapeOf(instance.machineType).family === 'n2' &&
    instance.status === 'RUNNING' &&
    !instance.spot &&
    estate.generatedAt - instance.createdAt > 60 * DAY
  );
}

/** Share of the covered machines' vCPUs that commitments pay for, by project and region. */
function coverageOf(estate: GcpEstate): ReadonlyMap<string, number> {
  const used = new Map<string, number>();
  for (const instance of estate.instances) {
    if (!isCovered(estate, instance)) continue;
    const key = `${instance.projectId} ${instance.region}`;
    used.set(key, (used.get(key) ?? 0) + shapeOf(instance.machineType).vcpus);
  }
  const committed = new Map<string, number>();
  for (const { projectId, region, vcpus, status } of estate.commitments) {
    if (status !== 'ACTIVE') continue;
    const key = `${projectId} ${region}`;
    committed.set(key, (committed.get(key) ?? 0) + vcpus);
  }
  return new Map([...committed].map(([key, vcpus]) => [key, Math.min(1, vcpus / Math.max(1, used.get(key) ?? 0))]));
}

const DISKS: Readonly<Record<string, string>> = {
  'pd-standard': 'Storage PD Capacity',
  'pd-balanced': 'Balanced PD Capacity',
  'pd-ssd': 'SSD backed PD Capacity',
  'pd-extreme': 'Extreme PD Capacity',
};
const GIB = 1024 ** 3;

function* storageUsage(estate: GcpEstate): Generator<BilledUsage> {
  for (const disk of estate.disks) {
    const scope = disk.zone === undefined ? `regions/${disk.region}` : `zones/${disk.zone}`;
    const description = `${disk.zone === undefined ? 'Regional ' : ''}${DISKS[disk.type] ?? ''}`;
    const global = compute(disk.projectId, scope, 'disks', disk.id);
    yield usage(disk, ['compute', description], disk.name, global, disk.sizeGiB, since(disk.createdAt));
  }
  for (const snapshot of estate.snapshots) {
    const place = { ...snapshot, region: snapshot.location };
    const global = compute(snapshot.projectId, 'global', 'snapshots', snapshot.id);
    yield usage(
      place,
      ['compute', 'Storage PD Snapshot'],
      snapshot.name,
      global,
      snapshot.storageBytes / GIB,
      since(snapshot.createdAt),
    );
  }
  for (const image of estate.images) {
    const place = { ...image, region: image.storageLocation };
    const global = compute(image.projectId, 'global', 'images', image.id);
    yield usage(
      place,
      ['compute', 'Storage Image'],
      image.name,
      global,
      image.archiveSizeBytes / GIB,
      since(image.createdAt),
    );
  }
}

function* networkUsage(estate: GcpEstate): Generator<BilledUsage> {
  const running = new Set(
    estate.instances
      .filter(({ status }) => status === 'RUNNING')
      .map(({ projectId, zone, name }) => `${projectId} zones/${zone}/instances/${name}`),
  );
  for (const address of estate.addresses) {
    // An address of a balancer is paid with its rule.
    if (address.addressType === 'INTERNAL' || address.user?.includes('forwardingRules')) continue;
    const scope = address.region === 'global' ? 'global' : `regions/${address.region}`;
    const global = compute(address.projectId, scope, 'addresses', address.id);
    const inUse =
      running.has(`${address.projectId} ${address.user ?? ''}`) || (address.user ?? '').includes('/routers/');
    const description = inUse ? 'External IP Charge on a Standard VM' : 'Static Ip Charge';
    const region = address.region === 'global' ? 'us-central1' : address.region;
    yield usage(address, ['compute', description, region], address.name, global, 1, since(address.createdAt));
  }
  const rules = Map.groupBy(
    estate.forwardingRules.filter(({ scheme }) => scheme !== ''),
    ({ projectId, region }) => `${projectId} ${region}`,
  );
  for (const together of rules.values()) {
    const sorted = together.toSorted((a, b) => a.createdAt - b.createdAt);
    for (const [at, rule] of sorted.entries()) {
      // The first five share one price: the oldest of them carries it.
      if (at > 0 && at < 5) continue;
      const what = at === 0 ? 'Minimum' : 'Additional';
      const description =
        rule.region === 'global'
          ? `Cloud Load Balancer Forwarding Rule ${what} Global`
          : `Network Load Balancing: Forwarding Rule ${what} Service Charge`;
      const scope = rule.region === 'global' ? 'global' : `regions/${rule.region}`;
      const global = compute(rule.projectId, scope, 'forwardingRules', rule.id);
      yield usage(rule, ['networking', description], rule.name, global, 1, since(rule.createdAt));
    }
  }
  for (const { projectId, region, way, gibPerHour } of estate.traffic) {
    const held = { projectId, region, labels: {} };
    // Of machines by name; here what they send is summed up, on no resource.
    yield usage(held, ['compute', TRAFFIC_SKUS[way]], '', '', gibPerHour, since(estate.organization.createdAt));
  }
  for (const tunnel of estate.vpnTunnels) {
    const global = compute(tunnel.projectId, `regions/${tunnel.region}`, 'vpnTunnels', tunnel.id);
    yield usage(tunnel, ['networking', 'Cloud VPN Tunnel'], tunnel.name, global, 1, since(tunnel.createdAt));
  }
}

function* commitmentUsage(estate: GcpEstate): Generator<BilledUsage> {
  for (const commitment of estate.commitments) {
    const global = compute(commitment.projectId, `regions/${commitment.region}`, 'commitments', commitment.id);
    const runs = [{ from: commitment.startAt, to: commitment.endAt }];
    const term = commitment.plan === 'TWELVE_MONTH' ? '1 Year' : '3 Years';
    yield usage(
      commitment,
      ['compute', `Commitment v1: N2 Cpu for ${term}`],
      commitment.name,
      global,
      commitment.vcpus,
      runs,
    );
    yield usage(
      commitment,
      ['compute', `Commitment v1: N2 Ram for ${term}`],
      commitment.name,
      global,
      commitment.memoryMiB / 1024,
      runs,
    );
  }
}

function* shortLivedUsage(estate: GcpEstate): Generator<BilledUsage> {
  for (const gone of estate.shortLived) {
    const { projectId, region, service, name, id, vcpus, runs } = gone;
    const isMachine = service === 'compute';
    const global = isMachine
      ? compute(projectId, `zones/${region}-b`, 'instances', id)
      : `//cloudsql.googleapis.com/projects/${projectId}/instances/${name}`;
    const description = isMachine ? 'E2 Instance Core' : 'Cloud SQL for MySQL: Zonal - vCPU';
    yield usage({ ...gone, labels: {} }, [service, description], name, global, vcpus, runs);
  }
}

/** Of an Autopilot cluster pods are billed by what they ask for. */
function* podUsage(cluster: GcpCluster, global: string): Generator<BilledUsage> {
  for (const { containers, requestedCores, requestedMemoryGiB, runs = since(cluster.createdAt) } of cluster.workloads) {
    for (const [what, quantity] of [
      ['mCPU', requestedCores * 1000],
      ['Memory', requestedMemoryGiB],
    ] as const) {
      const sku = ['kubernetes', `Autopilot Pod ${what} Requests (${cluster.region})`] as const;
      yield usage(cluster, sku, cluster.name, global, quantity * containers, runs);
    }
  }
}

function* serviceUsage(estate: GcpEstate): Generator<BilledUsage> {
  for (const database of estate.sqlInstances) {
    const global = `//cloudsql.googleapis.com/projects/${database.projectId}/instances/${database.name}`;
    const engine = `Cloud SQL for ${database.engine === 'MYSQL' ? 'MySQL' : 'PostgreSQL'}: ${database.regional ? 'Regional' : 'Zonal'} -`;
    const runs = [{ from: database.createdAt, to: database.stoppedAt ?? Number.POSITIVE_INFINITY }];
    yield usage(database, ['sql', `${engine} vCPU`], database.name, global, database.vcpus, runs);
    yield usage(database, ['sql', `${engine} RAM`], database.name, global, database.memoryMiB / 1024, runs);
    yield usage(
      database,
      ['sql', `${engine} Standard storage`],
      database.name,
      global,
      database.storageGiB,
      since(database.createdAt),
    );
    // An address of one that runs bills nothing.
    if (database.publicIp !== undefined && database.stoppedAt !== undefined) {
      const address = `${engine} IP address reservation`;
      yield usage(database, ['sql', address], database.name, global, 1, since(database.stoppedAt));
    }
  }
  for (const bucket of estate.buckets) {
    const region = bucket.locationType === 'multi-region' ? (bucket.region === 'us' ? 'us' : 'europe') : bucket.region;
    for (const part of bucket.bytes) {
      const storageClass = `${part.storageClass[0] ?? ''}${part.storageClass.slice(1).toLowerCase()}`;
      const global = `//storage.googleapis.com/${bucket.name}`;
      yield usage(
        bucket,
        ['storage', `${storageClass} Storage`, region],
        bucket.name,
        global,
        part.bytes / GIB,
        since(bucket.createdAt),
      );
    }
  }
  for (const repository of estate.repositories) {
    const gib = repository.bytes / GIB;
    const what = ['artifactRegistry', 'Artifact Registry Storage', 'global'] as const;
    yield usage(repository, what, repository.name, repositoryName(repository), gib, since(repository.createdAt));
  }
  for (const cluster of estate.clusters) {
    const kind = cluster.autopilot ? 'Autopilot' : cluster.zones.length > 1 ? 'Regional' : 'Zonal';
    const global = `//container.googleapis.com/projects/${cluster.projectId}/locations/${cluster.location}/clusters/${cluster.name}`;
    yield usage(
      cluster,
      ['kubernetes', `${kind} Kubernetes Clusters`],
      cluster.name,
      global,
      1,
      since(cluster.createdAt),
    );
    if (cluster.channel === 'EXTENDED') {
      const from = Math.max(cluster.createdAt, cluster.support.standardEndsAt);
      const extended = ['kubernetes', 'Kubernetes Clusters in Extended Period', 'global'] as const;
      yield usage(cluster, extended, cluster.name, global, 1, since(from));
    }
    if (cluster.autopilot) yield* podUsage(cluster, global);
  }
  for (const database of estate.nodeDatabases) {
    if (database.engine !== 'spanner') continue;
    const global = `//spanner.googleapis.com/projects/${database.projectId}/instances/${database.name}`;
    const replicas = (database.processingUnits / 1000) * 3;
    const runs = since(database.createdAt);
    yield usage(database, ['spanner', 'Read-Write Replica Enterprise Edition'], database.name, global, replicas, runs);
  }
  for (const service of estate.runServices) {
    const { projectId, region, name, cpuIdle, minInstances, activeInstances } = service;
    const global = `//run.googleapis.com/projects/${projectId}/locations/${region}/services/${name}`;
    const billed = (description: string, instances: number) => [
      [`Services ${description.replace('?', 'CPU')}`, service.cpu * instances] as const,
      [`Services ${description.replace('?', 'Memory')}`, (service.memoryMiB / 1024) * instances] as const,
    ];
    const parts = cpuIdle
      ? [
          ...billed('? (Request-based billing)', activeInstances),
          ...billed('Min Instance ? (Request-based billing)', Math.max(0, minInstances - activeInstances)),
        ]
      : billed('? (Instance-based billing)', Math.max(minInstances, activeInstances));
    for (const [description, quantity] of parts) {
      if (quantity > 0) yield usage(service, ['run', description], name, global, quantity, since(service.createdAt));
    }
  }
  for (const redis of estate.redis) {
    const size = redis.memoryGiB <= 4 ? 'M1' : redis.memoryGiB <= 10 ? 'M2' : 'M3';
    const global = `//redis.googleapis.com/projects/${redis.projectId}/locations/${redis.region}/instances/${redis.name}`;
    const description = `Redis Capacity ${redis.tier === 'BASIC' ? 'Basic' : 'Standard'} ${size}`;
    yield usage(redis, ['redis', description], redis.name, global, redis.memoryGiB, since(redis.createdAt));
  }
}
