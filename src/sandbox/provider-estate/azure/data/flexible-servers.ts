import type { Random } from '../../../estate/random.ts';
import type { ProviderPlace } from '../../context.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { AzureResource, JsonObject } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { minus, monthly, plus, times } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { createdAt, level, tagsFor } from './store-parts.ts';

type Role =
  | 'working'
  | 'idle'
  | 'oversized'
  | 'standby in development'
  | 'standby in production'
  | 'young'
  | 'keep'
  | 'disk'
  | 'crowded'
  | 'job'
  | 'small';

const SHARES: Readonly<Partial<Record<Role, number>>> = {
  idle: 0.12,
  oversized: 0.12,
  'standby in development': 0.08,
  'standby in production': 0.06,
  young: 0.06,
  keep: 0.06,
  disk: 0.06,
  crowded: 0.06,
  job: 0.06,
  small: 0.06,
};

/** Why each look-alike is one. */
const FINE: Readonly<Partial<Record<Role, string>>> = {
  'standby in production': 'a standby, and it is production',
  young: 'younger than the window of 14 days',
  keep: `protected by the tag ${KEEP_TAG}`,
  disk: 'CPU and memory rest, and its disk does not',
  crowded: 'CPU and memory rest, and it has more connections than a smaller size takes',
  job: 'hardly any connections, and they work',
  small: 'CPU and memory rest, and there is no smaller size of its series',
};

interface Flavor {
  readonly label: 'PostgreSQL' | 'MySQL';
  readonly prefix: string;
  readonly size: (vcores: number) => string;
  readonly compute: (vcores: number) => string;
  readonly storage: string;
  readonly properties: (name: string, role: Role, random: Random, place: ProviderPlace) => JsonObject;
  readonly disk: (used: number) => NonNullable<AzureResource['metrics']>;
}

/** GiB of storage of each server. */
const STORAGE_GIB = 128;

const postgresql: Flavor = {
  label: 'PostgreSQL',
  prefix: 'psql',
  size: (vcores) => `Standard_D${vcores}s_v3`,
  compute: (vcores) => `postgresql/GeneralPurpose/Standard_D${vcores}s_v3`,
  storage: 'postgresql/storage',
  properties: (name, role, random, place) => ({
    administratorLogin: 'pgadmin',
    version: '14',
    minorVersion: '12',
    state: 'Ready',
    fullyQualifiedDomainName: `${name}.postgres.database.azure.com`,
    storage: { storageSizeGB: STORAGE_GIB },
    authConfig: { activeDirectoryAuth: 'Disabled', passwordAuth: 'Enabled' },
    dataEncryption: { type: 'SystemManaged' },
    backup: { backupRetentionDays: 7, geoRedundantBackup: 'Disabled' },
    network: { publicNetworkAccess: 'Enabled' },
    highAvailability: availability(role),
    maintenanceWindow: { customWindow: 'Disabled', startHour: 0, startMinute: 0, dayOfWeek: 0 },
    replicationRole: 'Primary',
    replicaCapacity: 5,
    availabilityZone: random.pick(place.zones),
  }),
  disk: (used) => ({
    disk_iops_consumed_percentage: level('Percent', used),
    disk_bandwidth_consumed_percentage: level('Percent', used * 0.6),
    iops: level('Count', used * 5),
  }),
};

const mysql: Flavor = {
  label: 'MySQL',
  prefix: 'mysql',
  size: (vcores) => `Standard_D${vcores}ads_v5`,
  compute: () => 'mysql/GeneralPurpose/Dadsv5',
  storage: 'mysql/storage',
  properties: (name, role, random, place) => ({
    administratorLogin: 'mysqladmin',
    version: '8.0.21',
    availabilityZone: random.pick(place.zones),
    state: 'Ready',
    fullyQualifiedDomainName: `${name}.mysql.database.azure.com`,
    storage: {
      storageSizeGB: STORAGE_GIB,
      // What comes with that much space: 300 and three for each GiB.
      iops: 300 + 3 * STORAGE_GIB,
      autoGrow: 'Enabled',
      autoIoScaling: 'Disabled',
      storageSku: 'Premium_LRS',
      logOnDisk: 'Disabled',
    },
    backup: { backupRetentionDays: 7, geoRedundantBackup: 'Disabled' },
    highAvailability: availability(role),
    network: { publicNetworkAccess: 'Enabled' },
    privateEndpointConnections: [],
    maintenanceWindow: { customWindow: 'Disabled', startHour: 0, startMinute: 0, dayOfWeek: 0 },
    replicationRole: 'None',
    replicaCapacity: 10,
  }),
  disk: (used) => ({ io_consumption_percent: level('Percent', used) }),
};

const availability = (role: Role): JsonObject =>
  hasStandby(role)
    ? { mode: 'ZoneRedundant', state: 'Healthy', standbyAvailabilityZone: '2' }
    : { mode: 'Disabled', state: 'NotEnabled' };

const hasStandby = (role: Role): boolean => role === 'standby in development' || role === 'standby in production';

/** Flexible servers of PostgreSQL and MySQL. */
export function makeFlexibleServers(context: AzureContext): void {
  for (const [flavor, perThousand] of [
    [postgresql, 6],
    [mysql, 4],
  ] as const) {
    castOf<Role>(context, flavor.label, SHARES, context.count(perThousand, 13), 'working').forEach((role, index) => {
      addServer(context, flavor, role, index);
    });
  }
}

function addServer(context: AzureContext, flavor: Flavor, role: Role, index: number): void {
  const random = context.random(flavor.label, index);
  const place = context.places.pick(random);
  const environment = { 'standby in development': 'dev', 'standby in production': 'prod' } as const;
  const identity = context.identity(random, {
    ...place,
    environment: hasStandby(role) ? environment[role as keyof typeof environment] : place.environment,
  });
  const name = `${flavor.prefix}-${context.nameOf(identity)}-${index}`;
  const vcores = vcoresOf(random, role);
  const server = context.add({
    place,
    type: `Microsoft.DBfor${flavor.label}/flexibleServers`,
    name,
    resourceGroup: context.groupOf(identity, place),
    tags: tagsFor(context, random, identity, name, role === 'keep'),
    createdAt: createdAt(context, random, role === 'young'),
    top: { sku: { name: flavor.size(vcores), tier: 'GeneralPurpose' } },
    properties: flavor.properties(name, role, random, place),
    metrics: metricsOf(random, flavor, role),
  });
  const copies = hasStandby(role) ? 2 : 1;
  context.bill(server, flavor.compute(vcores), { quantity: copies * meteredParts(flavor, vcores) });
  context.bill(server, flavor.storage, { quantity: copies * STORAGE_GIB });
  plant(context, flavor, role, server, vcores);
}

/** The price of PostgreSQL is of a size, that of MySQL of a vCore. */
const meteredParts = ({ label }: Flavor, vcores: number): number => (label === 'MySQL' ? vcores : 1);

function vcoresOf(random: Random, role: Role): number {
  if (role === 'small') return 2;
  return role === 'working' || role === 'idle' || hasStandby(role) ? random.pick([2, 4]) : random.pick([8, 16]);
}

function metricsOf(random: Random, flavor: Flavor, role: Role): NonNullable<AzureResource['metrics']> {
  const busy = role === 'working' || hasStandby(role) || role === 'job';
  const idle = role === 'idle';
  const cpu = busy ? random.between(62, 82) : idle ? random.between(2, 5) : random.between(11, 18);
  const connections =
    idle || role === 'job'
      ? random.between(1, 6)
      : role === 'crowded'
        ? random.between(2_600, 2_700)
        : random.between(30, 200);
  return {
    cpu_percent: level('Percent', cpu),
    memory_percent: level('Percent', busy ? random.between(62, 82) : random.between(23, 32)),
    storage_percent: level('Percent', random.between(20, 40)),
    active_connections: level('Count', connections),
    ...flavor.disk(role === 'disk' ? random.between(60, 90) : idle ? 1 : random.between(5, 20)),
  };
}

function plant(context: AzureContext, flavor: Flavor, role: Role, server: AzureResource, vcores: number): void {
  const { region } = server;
  const compute = (of: number): string => times(usdOf(flavor.compute(of), region), meteredParts(flavor, of));
  const storage = times(usdOf(flavor.storage, region), STORAGE_GIB);
  const whole = plus(monthly(compute(vcores)), storage);
  const because = FINE[role];
  if (role === 'idle') context.waste(CHECK.postgresql, server, 'never more than six connections, and they rest', whole);
  else if (role === 'standby in development') {
    context.waste(CHECK.postgresql, server, 'high availability of a development server', whole);
  } else if (role === 'oversized') {
    const saved = monthly(minus(compute(vcores), compute(vcores / 2)));
    context.waste(CHECK.postgresql, server, 'CPU under 18 % and memory under 32 %', saved);
  } else if (because !== undefined) context.fine(CHECK.postgresql, server, because);
}
