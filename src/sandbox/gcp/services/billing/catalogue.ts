import { picoOf } from '../../../estate/decimal.ts';
import {
  addressRate,
  BIGQUERY_STORAGE,
  bucketRate,
  customRates,
  diskRate,
  FAMILIES,
  familyRates,
  FORWARDING_RULES,
  LOG_RETENTION_GIB_MONTH,
  machineHourly,
  PRICED_REGIONS,
  T4_HOUR,
  unitRate,
  vpnTunnelRate,
  WINDOWS_VCPU_HOUR,
} from '../../../provider-estate/gcp/prices.ts';
import {
  AUTOPILOT_GIB_HOUR,
  AUTOPILOT_MILLI_CPU_HOUR,
  GKE_EXTENDED_HOUR,
} from '../../../provider-estate/gcp/platform-prices.ts';
import { DATAPROC_VCPU_HOUR } from '../../../provider-estate/gcp/dataproc.ts';
import { REPOSITORY_GIB_MONTH } from '../../../provider-estate/gcp/repositories.ts';
import { TRAFFIC_GIB } from '../../../provider-estate/gcp/traffic.ts';
import { SPANNER_REPLICA_HOUR } from '../../../provider-estate/gcp/node-databases.ts';
import type { SkuSpec } from './sku.ts';

/** What leaves the machines of the regions, as the catalogue names it; destinations are SKUs of their own. */
export const TRAFFIC_SKUS: Readonly<Record<keyof typeof TRAFFIC_GIB, string>> = {
  internet: 'Network Internet Data Transfer Out to Americas',
  'internet-standard': 'Network Internet Standard Tier Data Transfer Out',
  zones: 'Network Inter Zone Data Transfer Out',
  regions: 'Network Inter Region Data Transfer Out to Americas',
};

/** On top of each machine of a Dataproc cluster. */
export const DATAPROC_FEE = 'Licensing Fee for Google Cloud Dataproc (CPU cost)';

/** The services of the catalogue, with the ids that Google gave them. */
export const CATALOGUE_SERVICES = {
  compute: ['6F81-5844-456A', 'Compute Engine'],
  networking: ['E505-1604-58F8', 'Networking'],
  sql: ['9662-B51E-5089', 'Cloud SQL'],
  storage: ['95FF-2EF5-5EA1', 'Cloud Storage'],
  redis: ['5AF5-2C11-D467', 'Cloud Memorystore for Redis'],
  filestore: ['D97E-AB26-5D95', 'Cloud Filestore'],
  kubernetes: ['CCD8-9BF1-090E', 'Kubernetes Engine'],
  run: ['152E-C115-5142', 'Cloud Run'],
  spanner: ['CC63-0873-48FD', 'Cloud Spanner'],
  bigquery: ['24E6-581D-38E5', 'BigQuery'],
  logging: ['5490-F7B7-8DF6', 'Cloud Logging'],
  artifactRegistry: ['149C-F9EC-3994', 'Artifact Registry'],
} as const;
export type CatalogueService = keyof typeof CATALOGUE_SERVICES;

/** Regions as the descriptions of cores and memory spell them, and the others. */
const AREAS: Readonly<Record<string, { readonly cores: string; readonly city: string }>> = {
  'us-central1': { cores: 'Americas', city: 'Iowa' },
  'us-east1': { cores: 'Americas', city: 'South Carolina' },
  'europe-west1': { cores: 'EMEA', city: 'Belgium' },
  'europe-west4': { cores: 'Netherlands', city: 'Netherlands' },
  'asia-southeast1': { cores: 'Singapore', city: 'Singapore' },
};

type Draft = Omit<SkuSpec, 'serviceId' | 'serviceName' | 'usageType' | 'rates' | 'regions'> &
  Partial<Pick<SkuSpec, 'usageType'>>;

/** One SKU for the regions that have the same description and price. */
class Catalogue {
  readonly skus: SkuSpec[] = [];

  add(
    service: CatalogueService,
    draft: (area: { readonly cores: string; readonly city: string }) => Draft,
    rateOf: (region: string) => bigint,
  ): void {
    const groups = Map.groupBy(PRICED_REGIONS, (region) => `${draft(AREAS[region]!).description} ${rateOf(region)}`);
    for (const regions of groups.values()) {
      this.put(service, draft(AREAS[regions[0]!]!), regions, [{ from: 0, pico: rateOf(regions[0]!) }]);
    }
  }

  put(service: CatalogueService, draft: Draft, regions: readonly string[], rates: SkuSpec['rates']): void {
    const [serviceId, serviceName] = CATALOGUE_SERVICES[service];
    this.skus.push({ serviceId, serviceName, usageType: 'OnDemand', ...draft, regions, rates });
  }
}

/** How the descriptions begin that are not the family in capitals. Source: Cloud Billing catalogue, Compute Engine. */
const CORE_NAMES: Readonly<Record<string, string>> = {
  n1: 'N1 Predefined',
  n2d: 'N2D AMD',
  c2d: 'C2D AMD',
  c4a: 'C4A Arm',
};
const COMMIT_NAMES: Readonly<Record<string, string>> = { n1: '', n2d: 'N2D AMD ', c2d: 'C2D AMD ', c4a: 'C4A Arm ' };

function addMachines(catalogue: Catalogue): void {
  for (const family of FAMILIES) {
    const name = CORE_NAMES[family] ?? family.toUpperCase();
    for (const [part, rate, unit, group] of [
      ['Core', 'core', 'h', family === 'n1' ? 'N1Standard' : 'CPU'],
      ['Ram', 'memory', 'GiBy.h', family === 'n1' ? 'N1Standard' : 'RAM'],
    ] as const) {
      const draft =
        (what: string, usageType: SkuSpec['usageType'] = 'OnDemand') =>
        (area: { readonly cores: string }): Draft => ({
          description: `${what} ${part} running in ${area.cores}`,
          family: 'Compute',
          group,
          unit,
          usageType,
        });
      const spot = rate === 'core' ? 'spotCore' : 'spotMemory';
      catalogue.add('compute', draft(`${name} Instance`), (region) => familyRates(family, region)[rate]);
      catalogue.add(
        'compute',
        draft(`Spot Preemptible ${name} Instance`, 'Preemptible'),
        (region) => familyRates(family, region)[spot],
      );
      if (['n1', 'n2', 'n2d', 'e2', 'n4'].includes(family)) {
        // N1's custom types have no family in their name.
        const custom = family === 'n1' ? 'Custom Instance' : `${name} Custom Instance`;
        catalogue.add('compute', draft(custom), (region) => customRates(family, region)[rate]);
      }
    }
    addCommitments(catalogue, family);
  }
  addSoleTenancy(catalogue);
  catalogue.add(
    'compute',
    ({ cores }) => ({
      description: `Small Instance with 1 VCPU running in ${cores}`,
      family: 'Compute',
      group: 'G1Small',
      unit: 'h',
    }),
    (region) => machineHourly('g1-small', region),
  );
}

/** Nodes of N2: as machines, and a tenth more. Source: Compute Engine, "Sole-tenant node pricing". */
function addSoleTenancy(catalogue: Catalogue): void {
  for (const [part, rate, unit, group] of [
    ['Core', 'core', 'h', 'CPU'],
    ['Ram', 'memory', 'GiBy.h', 'RAM'],
  ] as const) {
    const sku = (prefix: string) => (area: { readonly cores: string }) => ({
      description: `${prefix}N2 Sole Tenancy Instance ${part} running in ${area.cores}`,
      family: 'Compute' as const,
      group,
      unit,
    });
    catalogue.add('compute', sku(''), (region) => familyRates('n2', region)[rate]);
    // The list has nine decimals of a dollar.
    catalogue.add(
      'compute',
      sku('Sole Tenancy Premium for '),
      (region) => (familyRates('n2', region)[rate] / 10_000n) * 1000n,
    );
  }
}

/** Committed use is listed by the hour of a vCPU and of a GiB. */
function addCommitments(catalogue: Catalogue, family: string): void {
  const name = COMMIT_NAMES[family] ?? `${family.toUpperCase()} `;
  for (const [years, usageType] of [
    ['1', 'Commit1Yr'],
    ['3', 'Commit3Yr'],
  ] as const) {
    for (const [part, rate, unit, group] of [
      ['Cpu', `core${years}y`, 'h', 'CPU'],
      ['Ram', `memory${years}y`, 'GiBy.h', 'RAM'],
    ] as const) {
      const term = years === '1' ? '1 Year' : '3 Years';
      catalogue.add(
        'compute',
        ({ cores }) => ({
          description: `Commitment v1: ${name}${part} in ${cores} for ${term}`,
          family: 'Compute',
          group,
          unit,
          usageType,
        }),
        // The list has nine decimals of a dollar.
        (region) => (familyRates(family, region)[rate] / 730n / 1000n) * 1000n,
      );
    }
  }
}

const DISKS = [
  ['pd-standard', 'Storage PD Capacity', 'PDStandard'],
  ['pd-balanced', 'Balanced PD Capacity', 'SSD'],
  ['pd-ssd', 'SSD backed PD Capacity', 'SSD'],
  ['pd-extreme', 'Extreme PD Capacity', 'SSD'],
] as const;

/** The first regions of the Americas are not named in the descriptions of disks. */
const where = (city: string): string => (/Iowa|South Carolina/.test(city) ? '' : ` in ${city}`);

function addStorage(catalogue: Catalogue): void {
  const capacity =
    (description: string, group: string) =>
    ({ city }: { readonly city: string }): Draft => ({
      description: `${description}${where(city)}`,
      family: 'Storage',
      group,
      unit: 'GiBy.mo',
    });
  for (const [type, description, group] of DISKS) {
    catalogue.add('compute', capacity(description, group), (region) => diskRate(type, region));
    if (type !== 'pd-extreme') {
      catalogue.add('compute', capacity(`Regional ${description}`, group), (region) => diskRate(type, region, true));
    }
  }
  catalogue.add('compute', capacity('Storage PD Snapshot', 'PDSnapshot'), (region) => diskRate('snapshot', region));
  // 0.019 USD, as the others of its kind do not differ by region. Source: Compute Engine, disk pricing, "Archive snapshots".
  catalogue.add('compute', capacity('Storage PD Archive Snapshot', 'PDSnapshot'), () => picoOf('0.019'));
  // Source: Compute Engine, disk pricing, "Images": 0.05 USD per GB-month.
  catalogue.add('compute', capacity('Storage Image', 'StorageImage'), () => picoOf('0.05'));
}

function addNetwork(catalogue: Catalogue): void {
  const network =
    (description: string, group: string, unit: SkuSpec['unit'] = 'h') =>
    ({ city }: { readonly city: string }): Draft => ({
      description: `${description}${where(city)}`,
      family: 'Network',
      group,
      unit,
    });
  catalogue.add('compute', network('Static Ip Charge', 'IpAddress'), (region) => addressRate('unused', region));
  const inUse = (region: string): bigint => addressRate('inUse', region);
  catalogue.put(
    'compute',
    { description: 'External IP Charge on a Standard VM', family: 'Network', group: 'IpAddress', unit: 'h' },
    PRICED_REGIONS,
    [{ from: 0, pico: inUse('us-central1') }],
  );
  const rule = 'Network Load Balancing: Forwarding Rule';
  catalogue.add(
    'networking',
    network(`${rule} Minimum Service Charge`, 'LoadBalancing'),
    () => FORWARDING_RULES.firstFive,
  );
  catalogue.add(
    'networking',
    network(`${rule} Additional Service Charge`, 'LoadBalancing'),
    () => FORWARDING_RULES.additional,
  );
  for (const [description, pico] of [
    ['Cloud Load Balancer Forwarding Rule Minimum Global', FORWARDING_RULES.firstFive],
    ['Cloud Load Balancer Forwarding Rule Additional Global', FORWARDING_RULES.additional],
  ] as const) {
    const draft = { description, family: 'Network', group: 'LoadBalancing', unit: 'h' } as const;
    catalogue.put('networking', draft, ['global'], [{ from: 0, pico }]);
  }
  catalogue.add('networking', network('Networking Cloud Nat Gateway Uptime', 'CloudNat'), () => unitRate('natVmHour'));
  catalogue.add('networking', network('Networking Cloud Nat Data Processing', 'CloudNat', 'GiBy'), () =>
    picoOf('0.045'),
  );
  for (const [way, description] of Object.entries(TRAFFIC_SKUS)) {
    const group =
      way === 'zones' ? 'InterzoneEgress' : way === 'regions' ? 'InterregionEgress' : 'PremiumInternetEgress';
    const draft = { description, family: 'Network', group, unit: 'GiBy' } as const;
    const pico = TRAFFIC_GIB[way as keyof typeof TRAFFIC_GIB];
    catalogue.put('compute', draft, PRICED_REGIONS, [{ from: 0, pico }]);
  }
  catalogue.add('networking', network('Cloud VPN Tunnel', 'VPNTunnel'), vpnTunnelRate);
}

const SQL_GROUPS: Readonly<Record<string, string>> = {
  vCPU: 'SQLGen2InstancesCPU',
  RAM: 'SQLGen2InstancesRAM',
  'IP address reservation': 'IpAddress',
};

function addDatabases(catalogue: Catalogue): void {
  // Cloud SQL's list has one source, of us-central1: the regions here cost about the same.
  for (const engine of ['MySQL', 'PostgreSQL']) {
    for (const [scope, cpu, memory, storage] of [
      ['Zonal', 'sqlVcpuZonal', 'sqlMemoryZonalMonth', 'sqlStorageZonal'],
      ['Regional', 'sqlVcpuRegional', 'sqlMemoryRegionalMonth', 'sqlStorageRegional'],
    ] as const) {
      const sku =
        (what: string, unit: SkuSpec['unit']) =>
        ({ cores, city }: { readonly cores: string; readonly city: string }): Draft => ({
          description: `Cloud SQL for ${engine}: ${scope} - ${what} in ${cores === 'EMEA' ? city : cores}`,
          family: 'ApplicationServices',
          group: SQL_GROUPS[what] ?? 'SSD',
          unit,
        });
      catalogue.add('sql', sku('vCPU', 'h'), () => unitRate(cpu));
      catalogue.add('sql', sku('RAM', 'GiBy.h'), () => unitRate(memory) / 730n);
      catalogue.add('sql', sku('Standard storage', 'GiBy.mo'), () => unitRate(storage));
      catalogue.add('sql', sku('IP address reservation', 'h'), () => unitRate('sqlAddressUnused'));
    }
  }
  catalogue.add(
    'sql',
    ({ city }) => ({
      description: `Cloud SQL: Backups in ${city}`,
      family: 'ApplicationServices',
      group: 'Backups',
      unit: 'GiBy.mo',
    }),
    () => unitRate('sqlBackup'),
  );
  for (const tier of ['Basic', 'Standard'] as const) {
    for (const size of ['M1', 'M2', 'M3'] as const) {
      catalogue.add(
        'redis',
        ({ city }) => ({
          description: `Redis Capacity ${tier} ${size} ${city}`,
          family: 'ApplicationServices',
          group: `Redis${tier}${size}`,
          unit: 'GiBy.h',
        }),
        () => unitRate(`redis${tier}${size}Month`) / 730n,
      );
    }
  }
}

function addNodeDatabases(catalogue: Catalogue): void {
  catalogue.add(
    'spanner',
    ({ city }) => ({
      description: `Read-Write Replica Enterprise Edition ${city}`,
      family: 'ApplicationServices',
      group: 'Spanner',
      unit: 'h',
    }),
    () => SPANNER_REPLICA_HOUR,
  );
}

const CLASSES = ['Standard', 'Nearline', 'Coldline', 'Archive'] as const;

function addBuckets(catalogue: Catalogue): void {
  for (const storageClass of CLASSES) {
    const draft = (description: string): Draft => ({
      description,
      family: 'Storage',
      group: storageClass === 'Standard' ? 'RegionalStorage' : storageClass,
      unit: 'GiBy.mo',
    });
    catalogue.add(
      'storage',
      ({ city }) => draft(`${storageClass} Storage ${city}`),
      (region) => bucketRate(storageClass, region),
    );
    for (const [location, name, regions] of [
      ['us', 'US Multi-region', ['us']],
      ['eu', 'Europe Multi-region', ['europe']],
    ] as const) {
      catalogue.put('storage', draft(`${storageClass} Storage ${name}`), regions, [
        { from: 0, pico: bucketRate(storageClass, location) },
      ]);
    }
  }
}

function addOthers(catalogue: Catalogue): void {
  const global = (
    service: CatalogueService,
    description: string,
    group: string,
    unit: SkuSpec['unit'],
    rates: SkuSpec['rates'],
  ): void => catalogue.put(service, { description, family: 'ApplicationServices', group, unit }, ['global'], rates);
  for (const kind of ['Regional', 'Zonal', 'Autopilot']) {
    catalogue.add(
      'kubernetes',
      ({ city }) => ({
        description: `${kind} Kubernetes Clusters${where(city)}`,
        family: 'Compute',
        group: 'GKE',
        unit: 'h',
      }),
      () => unitRate('gkeClusterHour'),
    );
  }
  global('kubernetes', 'Kubernetes Clusters in Extended Period', 'GKE', 'h', [{ from: 0, pico: GKE_EXTENDED_HOUR }]);
  for (const region of PRICED_REGIONS) {
    for (const [what, unit, pico] of [
      ['mCPU', 'h', AUTOPILOT_MILLI_CPU_HOUR],
      ['Memory', 'GiBy.h', AUTOPILOT_GIB_HOUR],
    ] as const) {
      const description = `Autopilot Pod ${what} Requests (${region})`;
      const draft = { description, family: 'Compute', group: 'GKE', unit } as const;
      catalogue.put('kubernetes', draft, [region], [{ from: 0, pico }]);
    }
  }
  global('artifactRegistry', 'Artifact Registry Storage', 'Storage', 'GiBy.mo', [
    // Half a GiB of a billing account and month is free.
    { from: 0, pico: 0n },
    { from: 0.5, pico: REPOSITORY_GIB_MONTH },
  ]);
  global('logging', 'Log Storage cost', 'Logging', 'GiBy', [
    // The first 50 GiB of a project and month are free.
    { from: 0, pico: 0n },
    { from: 50, pico: unitRate('loggingGb') },
  ]);
  global('logging', 'Log Retention cost', 'Logging', 'GiBy.mo', [{ from: 0, pico: LOG_RETENTION_GIB_MONTH }]);
  for (const [description, key] of [
    ['Active Logical Storage', 'activeLogical'],
    ['Long Term Logical Storage', 'longTermLogical'],
    ['Active Physical Storage', 'activePhysical'],
    ['Long-Term Physical Storage', 'longTermPhysical'],
  ] as const) {
    for (const [suffix, regions] of [
      ['(us multi-region)', ['us']],
      ['(eu multi-region)', ['europe']],
    ] as const) {
      const draft = {
        description: `${description} ${suffix}`,
        family: 'Storage',
        group: key,
        unit: 'GiBy.mo',
      } as const;
      catalogue.put('bigquery', draft, regions, [{ from: 0, pico: BIGQUERY_STORAGE[key] }]);
    }
  }
  for (const [description, unit, usd] of [
    // Instance-based billing, tier 1 regions. Source: Cloud Run pricing: 0.000018 a vCPU-second, 0.000002 a GiB-second.
    ['Services CPU (Instance-based billing)', 'h', '0.0648'],
    ['Services Memory (Instance-based billing)', 'GiBy.h', '0.0072'],
    // Request-based: 0.000024 a vCPU-second and 0.0000025 a GiB-second while a request is served.
    ['Services CPU (Request-based billing)', 'h', '0.0864'],
    ['Services Memory (Request-based billing)', 'GiBy.h', '0.009'],
    ['Services Min Instance CPU (Request-based billing)', 'h', '0.009'],
    ['Services Min Instance Memory (Request-based billing)', 'GiBy.h', '0.009'],
  ] as const) {
    catalogue.add(
      'run',
      ({ city }) => ({
        description: `${description} in ${city}`,
        family: 'ApplicationServices',
        group: 'Compute',
        unit,
      }),
      () => picoOf(usd),
    );
  }
  catalogue.add(
    'compute',
    ({ cores }) => ({
      description: `Nvidia Tesla T4 GPU running in ${cores}`,
      family: 'Compute',
      group: 'GPU',
      unit: 'h',
    }),
    () => T4_HOUR,
  );
  catalogue.put(
    'compute',
    { description: DATAPROC_FEE, family: 'Compute', group: 'Google', unit: 'h' },
    ['global'],
    [{ from: 0, pico: DATAPROC_VCPU_HOUR }],
  );
  catalogue.put(
    'compute',
    {
      description: 'Licensing Fee for Windows Server 2022 Datacenter Edition (CPU cost)',
      family: 'Compute',
      group: 'Google',
      unit: 'h',
    },
    ['global'],
    [{ from: 0, pico: WINDOWS_VCPU_HOUR }],
  );
}

let all: readonly SkuSpec[] | undefined;

/** All SKUs of the catalogue: about three hundred of the vendor's forty thousand. */
export function skuCatalogue(): readonly SkuSpec[] {
  if (all === undefined) {
    const catalogue = new Catalogue();
    addMachines(catalogue);
    addStorage(catalogue);
    addNetwork(catalogue);
    addDatabases(catalogue);
    addNodeDatabases(catalogue);
    addBuckets(catalogue);
    addOthers(catalogue);
    all = catalogue.skus;
  }
  return all;
}
