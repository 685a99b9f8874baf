/**
 * Writes `src/sandbox/data/gcp-prices.json`, the Google Cloud price facts that ship with the sandbox, from a larger price
 * file: `node scripts/make-sandbox-gcp-prices.ts <gcp.json> [out.json]`.
 *
 * Google bills cores and memory apart, so each family has two rates, which are worked out from its machine types: a
 * family is taken only when the two rates give back every type's price in every region. Prices become decimal text, so
 * that nothing downstream adds floats, and the sources travel along: they are the attribution.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const REGIONS = ['us-central1', 'us-east1', 'europe-west1', 'europe-west4', 'asia-southeast1'] as const;
const FAMILIES = ['e2', 'n1', 'n2', 'n2d', 'n4', 'c2d', 'c3', 'c3d', 'c4', 'c4a'] as const;

interface InputType {
  readonly vcpu: number;
  readonly memoryGiB: number;
  readonly usdPerHour: Readonly<Record<string, number>>;
  readonly usdPerHourSpot: Readonly<Record<string, number>>;
  readonly usdPerMonth1yCommit: Readonly<Record<string, number>>;
  readonly usdPerMonth3yCommit: Readonly<Record<string, number>>;
}

interface Input {
  readonly currency: string;
  readonly sources: readonly object[];
  readonly instanceTypes: Readonly<Record<string, InputType>>;
  readonly disksGiBMonth: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly network: Readonly<
    Record<string, Readonly<Record<string, { readonly hour?: number; readonly month: number }>>>
  >;
  readonly bucketGiBMonth: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly unitPrices: readonly {
    readonly resource: string;
    readonly name: string;
    readonly usd: number;
    readonly asOf: string;
    readonly source: string;
  }[];
}

/** Our key, and where the input has it (resource, name). All of us-central1. */
const UNIT_PRICES = {
  sqlVcpuZonal: ['google_sql_database_instance', 'vCPUs (2, zonal)'],
  sqlVcpuRegional: ['google_sql_database_instance', 'vCPUs (2, regional)'],
  sqlMemoryZonalMonth: ['google_sql_database_instance', 'Memory (7.5 GB, zonal)'],
  sqlMemoryRegionalMonth: ['google_sql_database_instance', 'Memory (7.5 GB, regional)'],
  sqlStorageZonal: ['google_sql_database_instance', 'Replica / Storage (SSD, zonal)'],
  sqlStorageRegional: ['google_sql_database_instance', 'Storage (SSD, regional)'],
  sqlBackup: ['google_sql_database_instance', 'Backups'],
  sqlAddressUnused: ['google_sql_database_instance', 'IP address (if unused)'],
  natVmHour: ['google_compute_router_nat', 'Assigned VMs (first 32)'],
  forwardingRuleData: ['google_compute_forwarding_rule', 'Ingress data'],
  gkeClusterHour: ['google_container_cluster', 'Cluster management fee'],
  loggingGb: ['google_logging_project_sink', 'Logging data'],
  bigqueryTb: ['google_bigquery_dataset', 'Queries (on-demand)'],
  bucketRegionMulti: ['google_storage_bucket', 'Storage (standard)'],
  redisBasicM1Month: ['google_redis_instance', 'Redis instance (basic, M1)'],
  redisStandardM1Month: ['google_redis_instance', 'Redis instance (standard, M1)'],
  redisBasicM2Month: ['google_redis_instance', 'Redis instance (basic, M2)'],
  redisStandardM2Month: ['google_redis_instance', 'Redis instance (standard, M2)'],
  redisBasicM3Month: ['google_redis_instance', 'Redis instance (basic, M3)'],
  redisStandardM3Month: ['google_redis_instance', 'Redis instance (standard, M3)'],
} as const;

const [source, target = 'src/sandbox/data/gcp-prices.json'] = process.argv.slice(2);
if (source === undefined) throw new Error('usage: node scripts/make-sandbox-gcp-prices.ts <gcp.json> [out.json]');
const input = JSON.parse(readFileSync(source, 'utf8')) as Input;

const text = (usd: number): string =>
  Number(usd.toFixed(9))
    .toFixed(9)
    .replace(/\.?0+$/, '');

function typesOf(family: string): readonly (readonly [string, InputType])[] {
  return Object.entries(input.instanceTypes).filter(
    ([name, { vcpu }]) => name.startsWith(`${family}-`) && !/lssd|metal/.test(name) && vcpu >= 1,
  );
}

/** Rate of a vCPU and of a GiB, which give back the price of every type. */
function rates(family: string, priceOf: (type: InputType) => number | undefined): readonly [string, string] {
  const points = typesOf(family).map(([, type]) => [type.vcpu, type.memoryGiB, priceOf(type) ?? Number.NaN] as const);
  for (const [v1, m1, p1] of points) {
    for (const [v2, m2, p2] of points) {
      const determinant = v1 * m2 - m1 * v2;
      if (Math.abs(determinant) < 1e-6) continue;
      const core = (p1 * m2 - m1 * p2) / determinant;
      const memory = (v1 * p2 - p1 * v2) / determinant;
      const holds = points.every(([v, m, p]) => Math.abs(v * core + m * memory - p) < 2e-6 * p + 2e-6);
      if (holds) return [text(core), text(memory)];
    }
  }
  throw new Error(`no two rates give back the prices of ${family}`);
}

const families = Object.fromEntries(
  FAMILIES.map((family) => [
    family,
    Object.fromEntries(
      REGIONS.map((region) => [
        region,
        [
          ...rates(family, (type) => type.usdPerHour[region]),
          ...rates(family, (type) => type.usdPerHourSpot[region]),
          ...rates(family, (type) => type.usdPerMonth1yCommit[region]),
          ...rates(family, (type) => type.usdPerMonth3yCommit[region]),
        ].join('|'),
      ]),
    ),
  ]),
);

const byRegion = (prices: Readonly<Record<string, number>>) =>
  Object.fromEntries(REGIONS.map((region) => [region, text(prices[region] ?? Number.NaN)]));

const unitPrices = Object.fromEntries(
  Object.entries(UNIT_PRICES).map(([key, [resource, name]]) => {
    const found = input.unitPrices.find((price) => price.resource === resource && price.name === name);
    if (found === undefined) throw new Error(`no price for ${name} of ${resource}`);
    return [key, { usd: text(found.usd), asOf: found.asOf, source: found.source }];
  }),
);

const document = {
  currency: input.currency,
  note: 'On-demand list prices. A family: USD per vCPU-hour and GiB-hour on demand, the same for spot, and USD per month of a vCPU and a GiB committed for one and for three years.',
  sources: input.sources,
  families: { columns: 'core|memory|spotCore|spotMemory|core1y|memory1y|core3y|memory3y', rates: families },
  machineTypes: FAMILIES.flatMap((family) =>
    typesOf(family).map(([name, { vcpu, memoryGiB }]) => `${name}|${vcpu}|${memoryGiB}`),
  ),
  disksGiBMonth: Object.fromEntries(
    Object.entries(input.disksGiBMonth).map(([type, prices]) => [type, byRegion(prices)]),
  ),
  addressHour: {
    inUse: Object.fromEntries(REGIONS.map((r) => [r, text(input.network['ip.inUseByVm']?.[r]?.hour ?? Number.NaN)])),
    unused: Object.fromEntries(REGIONS.map((r) => [r, text(input.network['ip.unused']?.[r]?.hour ?? Number.NaN)])),
  },
  vpnTunnelHour: Object.fromEntries(
    REGIONS.map((r) => [r, text(input.network['vpn.tunnel']?.[r]?.hour ?? Number.NaN)]),
  ),
  natGiB: Object.fromEntries(REGIONS.map((r) => [r, text(input.network['nat.perGiB']?.[r]?.month ?? Number.NaN)])),
  bucketGiBMonth: Object.fromEntries(
    Object.entries(input.bucketGiBMonth).map(([storageClass, prices]) => [
      storageClass === 'archiv' ? 'archive' : storageClass,
      byRegion(prices),
    ]),
  ),
  unitPrices,
};
if (JSON.stringify(document).includes('NaN')) throw new Error('a price is missing');
writeFileSync(target, `${JSON.stringify(document, null, 2)}\n`);
