import { decimalOf } from '../../estate/decimal.ts';
import { daysBefore } from '../../estate/generate/time.ts';
import type { Random } from '../../estate/random.ts';
import { type GcpBuilder, KEEP_LABEL, partOf, type PartOptions } from './builder.ts';
import { CHECK } from './instance-roles.ts';
import type { GcpSqlInstance, SqlLoad } from './model.ts';
import { HOURS_PER_MONTH, unitRate } from './prices.ts';

/** Cloud SQL instances, and how many there are in a thousand resources. */
const ROLES = {
  busy: 6,
  idle: 2,
  'idle-young': 1.2,
  'idle-keep': 1.2,
  'idle-importing': 1.2,
  oversized: 2,
  'oversized-memory': 1.2,
  'oversized-keep': 1.2,
  'regional-nonprod': 1.5,
  'regional-prod': 1.5,
  'regional-keep': 1.2,
  office: 1.5,
  'office-prod': 1.2,
  replica: 1.2,
  stopped: 1.2,
  'stopped-recent': 1.2,
  'stopped-keep': 1.2,
  overgrown: 1.2,
  'overgrown-half': 1.2,
  'overgrown-young': 1.2,
  'overgrown-keep': 1.2,
  extended: 1.2,
  'extended-keep': 1.2,
  newest: 1.2,
} as const;
type Role = keyof typeof ROLES;

const NONPROD: readonly Role[] = [
  'regional-nonprod',
  'regional-keep',
  'office',
  'stopped',
  'stopped-recent',
  'stopped-keep',
];
const PROD: readonly Role[] = ['regional-prod', 'office-prod', 'busy'];

export function buildDatabases(builder: GcpBuilder): void {
  for (const [role, perThousand] of Object.entries(ROLES) as [Role, number][]) {
    for (let index = 0; index < builder.context.count(perThousand); index++) addDatabase(builder, role, index);
  }
}

function addDatabase(builder: GcpBuilder, role: Role, index: number): void {
  const environment = NONPROD.includes(role) ? 'nonprod' : PROD.includes(role) ? 'prod' : undefined;
  const options: PartOptions = { keep: role.endsWith('-keep'), ...(environment && { environment }) };
  const { random, place, zone, name, labels } = partOf(builder, 'database', role, index, options);
  const vcpus = role.startsWith('oversized') ? random.pick([8, 16]) : random.pick([2, 4, 8]);
  const engine = random.pick(['MYSQL', 'POSTGRES'] as const);
  const regional = role.startsWith('regional') || (role === 'busy' && random.chance(0.3));
  const database: GcpSqlInstance = {
    projectId: place.accountId,
    region: place.region,
    name: `${name}-sql`,
    createdAt: daysBefore(builder.now, ageOf(random, role)),
    zone,
    engine,
    version: random.pick(
      VERSIONS[role.startsWith('extended') ? 'extended' : role === 'newest' ? 'newest' : 'usual'][engine],
    ),
    edition: 'ENTERPRISE',
    vcpus,
    memoryMiB: vcpus * 3840,
    regional,
    storageGiB: role.startsWith('overgrown') ? random.pick([500, 1000, 2000]) : random.pick([50, 100, 250, 500]),
    storageUsed: storageUsedOf(random, role),
    running: !role.startsWith('stopped'),
    ...(role.startsWith('stopped') && {
      stoppedAt: daysBefore(builder.now, role === 'stopped-recent' ? random.between(5, 20) : random.between(35, 55)),
    }),
    replicas: role === 'replica' ? [`${name}-sql-replica`] : [],
    retainedBackups: 7,
    pointInTime: regional,
    ...(random.chance(0.4) && { publicIp: builder.publicAddress() }),
    deletionProtection: random.chance(0.5),
    labels,
    load: loadOf(random, role),
  };
  builder.sqlInstances.push(database);
  if (role === 'replica') builder.sqlInstances.push(replicaOf(database, random));
  plantDatabase(builder, role, database);
}

/** Cloud SQL, "Database version support policy": what is in extended support, what most have, and the latest. */
const VERSIONS = {
  extended: { MYSQL: ['MYSQL_5_6', 'MYSQL_5_7', 'MYSQL_8_0'], POSTGRES: ['POSTGRES_11', 'POSTGRES_12', 'POSTGRES_13'] },
  usual: { MYSQL: ['MYSQL_8_4'], POSTGRES: ['POSTGRES_15', 'POSTGRES_16'] },
  newest: { MYSQL: ['MYSQL_8_4'], POSTGRES: ['POSTGRES_17'] },
} as const;

function ageOf(random: Random, role: Role): number {
  if (role === 'idle-young') return random.between(3, 9);
  return role === 'overgrown-young' ? random.between(16, 24) : random.between(60, 600);
}

function storageUsedOf(random: Random, role: Role): number {
  if (role === 'overgrown-half') return random.between(0.46, 0.55);
  return role.startsWith('overgrown') ? random.between(0.1, 0.25) : random.between(0.6, 0.85);
}

function replicaOf(primary: GcpSqlInstance, random: Random): GcpSqlInstance {
  const { publicIp: _, ...rest } = primary;
  return {
    ...rest,
    name: `${primary.name}-replica`,
    createdAt: daysBefore(primary.createdAt, -10),
    regional: false,
    primary: primary.name,
    replicas: [],
    retainedBackups: 0,
    load: loadOf(random, 'busy'),
  };
}

function loadOf(random: Random, role: Role): SqlLoad {
  const load = (
    shape: SqlLoad['shape'],
    [base, peak]: readonly [number, number],
    memoryPercent: number,
    connectionsPeak: number,
  ): SqlLoad => ({ shape, cpuMeanPercent: base, cpuPeakPercent: peak, memoryPercent, connectionsPeak });
  const full = random.between(70, 80);
  switch (role) {
    case 'idle':
    case 'idle-young':
    case 'idle-keep':
      // What an engine has cached stays, whoever asks.
      return load('idle', [0.8, random.between(1.5, 3.2)], full, 0);
    case 'idle-importing':
      return load('daily', [20, random.between(55, 70)], full, 0);
    case 'oversized':
    case 'oversized-keep':
      return load('daily', [8, random.between(12, 17)], random.between(18, 25), random.integer(20, 80));
    case 'oversized-memory':
      return load('daily', [8, random.between(12, 17)], random.between(82, 90), random.integer(20, 80));
    case 'office':
    case 'office-prod':
      return load('office', [12, random.between(60, 75)], full, random.integer(20, 80));
    default:
      return load(
        random.pick(['daily', 'weekly', 'steady']),
        [35, random.between(62, 78)],
        full,
        random.integer(30, 120),
      );
  }
}

export const sqlName = ({ projectId, name }: GcpSqlInstance): string =>
  `//cloudsql.googleapis.com/projects/${projectId}/instances/${name}`;

/** Pico-USD a month of the vCPUs and the memory, and of the storage. */
export function sqlMonthly({
  vcpus,
  memoryMiB,
  regional,
  storageGiB,
}: Pick<GcpSqlInstance, 'vcpus' | 'memoryMiB' | 'regional' | 'storageGiB'>) {
  const vcpu = unitRate(regional ? 'sqlVcpuRegional' : 'sqlVcpuZonal') * HOURS_PER_MONTH * BigInt(vcpus);
  const memory = (unitRate(regional ? 'sqlMemoryRegionalMonth' : 'sqlMemoryZonalMonth') * BigInt(memoryMiB)) / 1024n;
  const storage = unitRate(regional ? 'sqlStorageRegional' : 'sqlStorageZonal') * BigInt(storageGiB);
  return { machine: vcpu + memory, storage };
}

/** "IPv4 addresses while idle". Source: Cloud SQL pricing, networking. */
const stoppedAddress = ({ publicIp }: GcpSqlInstance): bigint =>
  publicIp === undefined ? 0n : unitRate('sqlAddressUnused') * HOURS_PER_MONTH;

function plantDatabase(builder: GcpBuilder, role: Role, database: GcpSqlInstance): void {
  const at = { accountId: database.projectId, region: database.region };
  const id = sqlName(database);
  const fine = (check: string, because: string): void => builder.context.plantFine(check, at, id, because);
  const waste = (check: string, because: string, pico: bigint): void =>
    builder.context.plantWaste(check, at, id, because, decimalOf(pico));
  const { machine, storage } = sqlMonthly(database);
  const keep = `protected by the label ${KEEP_LABEL}`;
  switch (role) {
    case 'idle':
      return waste(CHECK.sqlIdle, 'no connection for weeks, and a CPU under 4 %', machine + storage);
    case 'idle-young':
      return fine(CHECK.sqlIdle, 'younger than the window of 14 days');
    case 'idle-keep':
      return fine(CHECK.sqlIdle, keep);
    case 'idle-importing':
      return fine(CHECK.sqlIdle, 'no connection, but its CPU works: it takes in data');
    case 'oversized':
      return waste(
        CHECK.sqlRightsize,
        'CPU under 18 % and memory under 26 %: half of both is room enough',
        machine / 2n,
      );
    case 'oversized-memory':
      return fine(CHECK.sqlRightsize, 'hardly any CPU, but its memory is full');
    case 'oversized-keep':
      return fine(CHECK.sqlRightsize, keep);
    case 'regional-nonprod': {
      if (database.name.includes('-staging-')) {
        return fine(CHECK.sqlHighAvailability, 'a standby in staging, which is built as production is');
      }
      const zonal = sqlMonthly({ ...database, regional: false });
      const saved = machine + storage - zonal.machine - zonal.storage;
      return waste(CHECK.sqlHighAvailability, 'a standby in another zone, for what is not production', saved);
    }
    case 'regional-prod':
      return fine(CHECK.sqlHighAvailability, 'a standby, but it is production');
    case 'regional-keep':
      return fine(CHECK.sqlHighAvailability, keep);
    case 'office':
      return waste(CHECK.sqlSchedule, 'connections in office hours alone', (machine * 112n) / 168n);
    case 'office-prod':
      return fine(CHECK.sqlSchedule, 'connections in office hours alone, but it is production');
    case 'stopped':
      fine(CHECK.sqlIdle, 'it is stopped');
      return waste(
        CHECK.sqlStopped,
        'stopped for more than 30 days; its storage and address bill, and a backup would cost less',
        storage + stoppedAddress(database) - unitRate('sqlBackup') * BigInt(database.storageGiB),
      );
    case 'stopped-recent':
      return fine(CHECK.sqlStopped, 'it was up within the last 30 days');
    case 'stopped-keep':
      return fine(CHECK.sqlStopped, keep);
    case 'overgrown': {
      // A reserve of 100 GiB stays beside what is in it.
      const data = database.storageGiB * database.storageUsed;
      const target = Math.ceil(data + Math.max(100, data * 0.2));
      const saved = storage - sqlMonthly({ ...database, storageGiB: target }).storage;
      return waste(CHECK.sqlStopped, 'less than a quarter of its storage is in use', saved);
    }
    case 'overgrown-half':
      return fine(CHECK.sqlStopped, 'half of its storage is in use');
    case 'overgrown-young':
      return fine(CHECK.sqlStopped, 'younger than the window of 30 days');
    case 'overgrown-keep':
      return fine(CHECK.sqlStopped, keep);
    case 'extended':
      return waste(
        CHECK.sqlExtended,
        'its version is in paid extended support; the price list has no figure of it',
        0n,
      );
    case 'extended-keep':
      return fine(CHECK.sqlExtended, keep);
    case 'newest':
      return fine(CHECK.sqlExtended, 'its version is within its regular support');
    default:
      return undefined;
  }
}
