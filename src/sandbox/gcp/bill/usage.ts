import { DAY } from '../../estate/generate/time.ts';
import type { RunPeriod } from '../../estate/model.ts';
import type { GcpEstate } from '../../provider-estate/gcp/estate.ts';
import type { GcpInstance } from '../../provider-estate/gcp/model.ts';
import { shapeOf } from '../../provider-estate/gcp/prices.ts';
import { type CatalogueService, CATALOGUE_SERVICES, skuCatalogue } from '../services/billing/catalogue.ts';
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
const SUSTAINED: Readonly<Record<string, number>> = { n1: 0.3, n2: 0.2, n2d: 0.2 };

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
  yield* storageUsage(estate);
  yield* networkUsage(estate);
  yield* commitmentUsage(estate);
  yield* serviceUsage(estate);
}

function* machineUsage(
  estate: GcpEstate,
  instance: GcpInstance,
  covered: ReadonlyMap<string, number>,
): Generator<BilledUsage> {
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
  for (const [part, quantity] of [
    ['Core', shape.billedVcpus],
    ['Ram', shape.memoryMiB / 1024],
  ] as const) {
    const line = usage(
      instance,
      ['compute', `${name} Instance ${part}`],
      instance.name,
      global,
      quantity,
      instance.runs,
    );
    yield { ...line, ...more };
  }
  if (instance.accelerator)
    yield usage(instance, ['compute', 'Nvidia Tesla T4 GPU'], instance.name, global, 1, instance.runs);
  if (instance.os === 'windows') {
    const licence = 'Licensing Fee for Windows Server 2022 Datacenter Edition (CPU cost)';
    yield usage(instance, ['compute', licence, 'global'], instance.name, global, shape.vcpus, instance.runs);
  }
}

/** N2 machines that ran for two months, and take what is committed. */
function isCovered(estate: GcpEstate, instance: GcpInstance): boolean {
  const { family, custom } = shapeOf(instance.machineType);
  return (
    family === 'n2' &&
    !custom &&
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
  return new Map(
    estate.commitments.map(({ projectId, region, vcpus }) => {
      const key = `${projectId} ${region}`;
      return [key, Math.min(1, vcpus / Math.max(1, used.get(key) ?? 0))];
    }),
  );
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
    const inUse = running.has(`${address.projectId} ${address.user ?? ''}`);
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
  for (const cluster of estate.clusters) {
    const kind = cluster.zones.length > 1 ? 'Regional' : 'Zonal';
    const global = `//container.googleapis.com/projects/${cluster.projectId}/locations/${cluster.location}/clusters/${cluster.name}`;
    yield usage(
      cluster,
      ['kubernetes', `${kind} Kubernetes Clusters`],
      cluster.name,
      global,
      1,
      since(cluster.createdAt),
    );
  }
  for (const redis of estate.redis) {
    const size = redis.memoryGiB <= 4 ? 'M1' : redis.memoryGiB <= 10 ? 'M2' : 'M3';
    const global = `//redis.googleapis.com/projects/${redis.projectId}/locations/${redis.region}/instances/${redis.name}`;
    const description = `Redis Capacity ${redis.tier === 'BASIC' ? 'Basic' : 'Standard'} ${size}`;
    yield usage(redis, ['redis', description], redis.name, global, redis.memoryGiB, since(redis.createdAt));
  }
}
