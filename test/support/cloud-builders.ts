import { known } from '../../src/domain/fact.ts';
import type { Scope } from '../../src/domain/ids.ts';
import type { MetricDigest, MetricName } from '../../src/domain/metrics.ts';
import type { Price, PriceUnit, Size } from '../../src/domain/prices.ts';
import type {
  AppPlan,
  Database,
  DatabasePool,
  Dataset,
  DedicatedLine,
  LoadBalancer,
  LogStore,
  NetworkGateway,
  NodeGroup,
  ProtectionPlan,
} from '../../src/domain/resources.ts';
import { daysAgo, digest, instance } from './resource-builders.ts';

export const GCP: Scope = { provider: 'gcp', accountId: 'shop-prod', regionId: 'us-central1' };
export const AZURE: Scope = {
  provider: 'azure',
  accountId: '00000000-0000-0000-0000-000000000001',
  regionId: 'eastus',
};

const of = (scope: Scope) => ({ scope, createdAt: known(daysAgo(90)), tags: known({}), state: 'active' });

/** `[item, amount, unit]` as prices of one cloud, in US dollars. */
export const cloudPrices = (
  { provider, regionId }: Scope,
  rows: readonly (readonly [item: string, amount: string, unit: PriceUnit])[],
): Map<string, Price> =>
  new Map(
    rows.map(([item, amount, unit]) => [
      item,
      {
        provider,
        regionId,
        item,
        skuId: item.toUpperCase(),
        listPrice: { amount, currency: 'USD', unit },
        source: provider === 'gcp' ? 'Cloud Billing Catalog API' : 'Azure Retail Prices API',
        asOf: daysAgo(10),
      },
    ]),
  );

export const cloudSize = (
  { provider, regionId }: Scope,
  name: string,
  vcpus: number,
  memoryGiB: number,
  change: Partial<Size> = {},
): Size => ({
  provider,
  regionId,
  name,
  vcpus,
  memoryMiB: memoryGiB * 1024,
  architectures: ['x86_64'],
  family: name.split('-')[0] ?? name,
  currentGeneration: true,
  burstable: false,
  gpus: 0,
  localStorageGiB: 0,
  ...change,
});

/** A Linux n2-standard-4 that has run for 90 days. */
export const gcpMachine = (change: Parameters<typeof instance>[0] = {}) =>
  instance({
    type: 'gcp:compute:instance',
    resourceId: '//compute.googleapis.com/projects/shop-prod/zones/us-central1-a/instances/web',
    scope: GCP,
    zoneId: 'us-central1-a',
    sizeName: 'n2-standard-4',
    licence: known('none'),
    ...change,
  });

/** A Windows Standard_D4s_v5 of 90 days that pays for its licence. Azure tells no start. */
export const azureMachine = (change: Parameters<typeof instance>[0] = {}) =>
  instance({
    type: 'azure:compute:virtual-machine',
    resourceId: '/subscriptions/s/resourcegroups/g/providers/microsoft.compute/virtualmachines/web',
    scope: AZURE,
    sizeName: 'Standard_D4s_v5',
    operatingSystem: known('windows'),
    startedAt: { known: false, reason: 'Azure does not tell when a machine was started' },
    licence: known('included'),
    ...change,
  });

/** A forwarding rule of HTTP with nothing behind it, alone in its project and region. */
export const forwardingRule = (change: Partial<LoadBalancer> = {}): LoadBalancer => ({
  ...of(GCP),
  kind: 'load-balancer',
  type: 'gcp:compute:forwarding-rule',
  resourceId: '//compute.googleapis.com/projects/shop-prod/regions/us-central1/forwardingRules/web',
  flavor: 'application',
  internetFacing: true,
  targets: known({ groups: 0, registered: 0, healthy: 0, unchecked: 0, kinds: [] }),
  answersItself: known(false),
  endpointServiceIds: known([]),
  ruleCount: known(1),
  ...change,
});

/** A Standard load balancer of Azure with two machines behind it. */
export const azureBalancer = (change: Partial<LoadBalancer> = {}): LoadBalancer => ({
  ...of(AZURE),
  kind: 'load-balancer',
  type: 'azure:network:load-balancer',
  resourceId: '/subscriptions/s/resourcegroups/g/providers/microsoft.network/loadbalancers/web',
  flavor: 'network',
  internetFacing: true,
  targets: known({ groups: 1, registered: 2, healthy: 0, unchecked: 2, kinds: ['instance'] }),
  endpointServiceIds: known([]),
  sku: 'Standard',
  carriesOutbound: false,
  ...change,
});

export const networkGateway = (change: Partial<NetworkGateway> = {}): NetworkGateway => ({
  ...of(AZURE),
  kind: 'network-gateway',
  type: 'azure:network:virtual-network-gateway',
  resourceId: '/subscriptions/s/resourcegroups/g/providers/microsoft.network/virtualnetworkgateways/vpn',
  flavor: 'vpn',
  networkId: 'vnet',
  sku: 'VpnGw1',
  attachedTo: known([]),
  servesClients: false,
  ...change,
});

export const protectionPlan = (change: Partial<ProtectionPlan> = {}): ProtectionPlan => ({
  ...of(AZURE),
  kind: 'protection-plan',
  type: 'azure:network:ddos-protection-plan',
  resourceId: '/subscriptions/s/resourcegroups/g/providers/microsoft.network/ddosprotectionplans/ddos',
  attachedTo: known([]),
  ...change,
});

export const dedicatedLine = (change: Partial<DedicatedLine> = {}): DedicatedLine => ({
  ...of(AZURE),
  kind: 'dedicated-line',
  type: 'azure:network:express-route-circuit',
  resourceId: '/subscriptions/s/resourcegroups/g/providers/microsoft.network/expressroutecircuits/er',
  sku: 'Standard_MeteredData',
  bandwidthMbps: 50,
  provisioned: false,
  ...change,
});

/** Four P1v3 machines with Linux that run two applications and that nothing scales. */
export const appPlan = (change: Partial<AppPlan> = {}): AppPlan => ({
  ...of(AZURE),
  kind: 'app-plan',
  type: 'azure:web:server-farm',
  resourceId: '/subscriptions/s/resourcegroups/g/providers/microsoft.web/serverfarms/web',
  sizeName: 'P1v3',
  tier: 'PremiumV3',
  operatingSystem: 'linux',
  workers: 4,
  autoscaled: known(false),
  zoneRedundant: false,
  apps: known(2),
  ...change,
});

/** A PostgreSQL of 4 vCPUs and 16 GiB in one zone, Enterprise edition. */
export const cloudSql = (change: Partial<Database> = {}): Database => ({
  ...of(GCP),
  kind: 'database',
  type: 'gcp:sql:instance',
  resourceId: '//cloudsql.googleapis.com/projects/shop-prod/instances/orders',
  engine: 'postgres',
  engineVersion: '16',
  licence: 'none',
  sizeName: 'db-custom-4-16384',
  powerState: 'running',
  automaticRestarts: known(0),
  redundancy: 'none',
  storage: { tier: 'ssd', sizeGiB: 100 },
  tier: 'enterprise',
  support: known(null),
  paysForExtendedSupport: known(false),
  orderableSizes: { known: false, reason: 'any number of vCPUs' },
  ...change,
});

/** A General Purpose database of 8 vCores that pays for its licence. */
export const azureSql = (change: Partial<Database> = {}): Database => ({
  ...of(AZURE),
  kind: 'database',
  type: 'azure:sql:database',
  resourceId: '/subscriptions/s/resourcegroups/g/providers/microsoft.sql/servers/s/databases/orders',
  engine: 'sqlserver',
  engineVersion: '12.0',
  licence: 'included',
  sizeName: 'GP_Gen5_8',
  powerState: 'running',
  automaticRestarts: known(0),
  redundancy: 'none',
  storage: { tier: 'GeneralPurpose', sizeGiB: 100 },
  tier: 'GeneralPurpose',
  capacity: { unit: 'vCore', max: 8 },
  support: known(null),
  paysForExtendedSupport: known(false),
  orderableSizes: { known: false, reason: 'not asked' },
  uses: known([]),
  ...change,
});

export const databasePool = (change: Partial<DatabasePool> = {}): DatabasePool => ({
  ...of(AZURE),
  kind: 'database-pool',
  type: 'azure:sql:elastic-pool',
  resourceId: '/subscriptions/s/resourcegroups/g/providers/microsoft.sql/servers/s/elasticpools/p',
  engine: 'sqlserver',
  licence: 'included',
  sizeName: 'GP_Gen5_2',
  tier: 'GeneralPurpose',
  capacity: { unit: 'vCore', max: 2 },
  storageGiB: 32,
  attachedTo: known([]),
  ...change,
});

const TIB = 2 ** 40;

/** 10 TiB before compression, 2 TiB stored: five to one. */
export const dataset = (change: Partial<Dataset> = {}): Dataset => ({
  ...of(GCP),
  kind: 'dataset',
  type: 'gcp:bigquery:dataset',
  resourceId: '//bigquery.googleapis.com/projects/shop-prod/datasets/events',
  storageBilling: known('logical'),
  stored: known({
    activeLogicalBytes: 6 * TIB,
    longTermLogicalBytes: 4 * TIB,
    activePhysicalBytes: 1.5 * TIB,
    longTermPhysicalBytes: 0.5 * TIB,
  }),
  ...change,
});

export const logStore = (change: Partial<LogStore> = {}): LogStore => ({
  ...of(GCP),
  kind: 'log-store',
  type: 'gcp:logging:bucket',
  resourceId: '//logging.googleapis.com/projects/shop-prod/locations/global/buckets/_Default',
  retentionDays: known(365),
  includedDays: 30,
  locked: false,
  ...change,
});

/** Ten e2-standard-4 that nothing scales. */
export const nodePool = (change: Partial<NodeGroup> = {}): NodeGroup => ({
  ...of(GCP),
  kind: 'node-group',
  type: 'gcp:container:node-pool',
  resourceId: '//container.googleapis.com/projects/shop-prod/locations/us-central1/clusters/c/nodePools/p',
  clusterName: 'c',
  minSize: 10,
  desiredSize: 10,
  sizeNames: known(['n2-standard-4']),
  operatingSystem: 'linux',
  pricingModel: 'on-demand',
  accelerated: false,
  scalingGroups: [],
  subnets: 1,
  scalesItself: false,
  ...change,
});

/** Samples of a whole window of `days`, by the day where `daily`. */
export const windowOf = (
  metric: MetricName,
  max: number,
  resourceId: string,
  {
    days = 14,
    daily = false,
    ...change
  }: Partial<MetricDigest> & { readonly days?: number; readonly daily?: boolean } = {},
): MetricDigest => {
  const count = daily ? days : days * 24;
  return digest(metric, max, {
    resourceId,
    window: { start: daysAgo(days), end: daysAgo(0) },
    periodSeconds: daily ? 86_400 : 3600,
    sampleCount: count,
    expectedCount: count,
    maxDaySum: max,
    ...change,
  });
};
