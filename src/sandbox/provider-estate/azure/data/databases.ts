import { meanFor } from '../../../estate/metric-shapes.ts';
import { DAY } from '../../../estate/generate/time.ts';
import type { Random } from '../../../estate/random.ts';
import type { ProviderPlace } from '../../context.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { AzureResource, Course } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { HOURS_PER_MONTH, minus, share, times } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { guidOf } from '../tenant.ts';
import { plainTime } from '../times.ts';

type DatabaseRole =
  | 'working'
  | 'idle'
  | 'idle-young'
  | 'idle-keep'
  | 'oversized'
  | 'oversized-log'
  | 'oversized-young'
  | 'licence-paid'
  | 'licence-owned'
  | 'dtu-working'
  | 'dtu-oversized';

export const DATABASE = 'Microsoft.Sql/servers/databases';

const SHARES: Readonly<Partial<Record<DatabaseRole, number>>> = {
  idle: 0.12,
  'idle-young': 0.06,
  'idle-keep': 0.06,
  oversized: 0.1,
  'oversized-log': 0.06,
  'oversized-young': 0.06,
  'licence-paid': 0.1,
  'licence-owned': 0.08,
  'dtu-working': 0.1,
  'dtu-oversized': 0.06,
};
const GIB = 1024 ** 3;

export interface Server {
  readonly place: ProviderPlace;
  readonly server: AzureResource;
}

/** Databases by vCore and by DTU. */
export function makeDatabases(context: AzureContext, servers: readonly Server[]): void {
  castOf<DatabaseRole>(context, 'databases', SHARES, context.count(22, 12), 'working').forEach((role, index) => {
    const random = context.random('database', index);
    makeDatabase(context, random, role, index, random.pick(servers));
  });
}

function makeDatabase(
  context: AzureContext,
  random: Random,
  role: DatabaseRole,
  index: number,
  { place, server }: Server,
): void {
  const identity = context.identity(random, place);
  const young = role.endsWith('-young');
  const createdAt = context.now - (young ? random.between(3, 11) : random.between(70, 650)) * DAY;
  const dtu = role.startsWith('dtu');
  const vcores = role === 'working' ? random.pick([2, 4]) : random.pick([4, 8]);
  const level = role === 'dtu-oversized' ? random.pick(['S3', 'S4']) : random.pick(['S1', 'S2']);
  // Those that pay for their licence by the hour are the ones whose role it is.
  const licence = role === 'licence-paid' ? 'LicenseIncluded' : 'BasePrice';
  const name = `${identity.application.app}-${identity.environment}-${index}`;
  const sku = dtu
    ? { name: 'Standard', tier: 'Standard', capacity: dtusOf(level) }
    : { name: 'GP_Gen5', tier: 'GeneralPurpose', family: 'Gen5', capacity: vcores };
  const database = context.add({
    place,
    type: DATABASE,
    name: `${server.name}/${name}`,
    resourceGroup: server.resourceGroup,
    tags: {
      ...context.tagsOf(random, identity, name),
      ...(role === 'idle-keep' && { [KEEP_TAG]: 'closed books, to be kept for seven years' }),
    },
    createdAt,
    top: { sku, kind: dtu ? 'v12.0,user' : 'v12.0,user,vcore' },
    properties: {
      collation: 'SQL_Latin1_General_CP1_CI_AS',
      maxSizeBytes: 250 * GIB,
      status: 'Online',
      databaseId: guidOf(random),
      creationDate: plainTime(createdAt),
      currentServiceObjectiveName: dtu ? level : `GP_Gen5_${vcores}`,
      requestedServiceObjectiveName: dtu ? level : `GP_Gen5_${vcores}`,
      defaultSecondaryLocation: place.region === 'eastus' ? 'westus' : 'eastus',
      catalogCollation: 'SQL_Latin1_General_CP1_CI_AS',
      zoneRedundant: false,
      ...(!dtu && { licenseType: licence }),
      maxLogSizeBytes: 68_719_476_736,
      readScale: 'Disabled',
      currentSku: sku,
      currentBackupStorageRedundancy: 'Geo',
      requestedBackupStorageRedundancy: 'Geo',
      maintenanceConfigurationId: `/subscriptions/${place.accountId}/providers/Microsoft.Maintenance/publicMaintenanceConfigurations/SQL_Default`,
      isLedgerOn: false,
      isInfraEncryptionEnabled: false,
    },
    metrics: databaseMetrics(random, role),
  });
  if (dtu) context.bill(database, `sql/Standard/${level}`);
  else {
    context.bill(database, `sql/GeneralPurpose/${vcores}`);
    if (licence === 'LicenseIncluded') context.bill(database, 'sql/GeneralPurpose/licence', { quantity: vcores });
  }
  plantDatabase(context, role, database, { vcores, level });
}

function plantDatabase(
  context: AzureContext,
  role: DatabaseRole,
  database: AzureResource,
  { vcores, level }: { readonly vcores: number; readonly level: string },
): void {
  const price = (key: string): string => usdOf(key, database.region);
  const fine = (check: string, because: string): void => context.fine(check, database, because);
  const waste = (check: string, because: string, cost: string): void => context.waste(check, database, because, cost);
  switch (role) {
    case 'idle':
      // What nobody uses is larger than needed, too.
      waste(
        CHECK.sqlRightsize,
        'never more than 1 % of anything',
        times(minus(price(`sql/GeneralPurpose/${vcores}`), price('sql/GeneralPurpose/2')), HOURS_PER_MONTH),
      );
      return waste(
        CHECK.sqlIdle,
        'nobody has connected for weeks',
        times(price(`sql/GeneralPurpose/${vcores}`), HOURS_PER_MONTH),
      );
    case 'idle-young':
      return fine(CHECK.sqlIdle, 'younger than the window of 30 days');
    case 'idle-keep':
      return fine(CHECK.sqlIdle, `protected by the tag ${KEEP_TAG}`);
    case 'oversized': {
      const saved = minus(price(`sql/GeneralPurpose/${vcores}`), price(`sql/GeneralPurpose/${vcores / 2}`));
      return waste(
        CHECK.sqlRightsize,
        'never more than 30 % of anything: half the vCores do',
        times(saved, HOURS_PER_MONTH),
      );
    }
    case 'oversized-log':
      return fine(CHECK.sqlRightsize, 'hardly any CPU, but its log is written at 80 % of the limit');
    case 'oversized-young':
      return fine(CHECK.sqlRightsize, 'younger than the window of 14 days');
    case 'licence-paid':
      if (context.subscription(database.accountId).quotaId.startsWith('MSDNDevTest')) {
        return fine(CHECK.sqlHybrid, 'in a dev/test subscription, which bills no licence');
      }
      return waste(
        CHECK.sqlHybrid,
        'pays for SQL Server by the hour',
        times(times(price('sql/GeneralPurpose/licence'), vcores), HOURS_PER_MONTH),
      );
    case 'licence-owned':
      return fine(CHECK.sqlHybrid, 'has the hybrid benefit');
    case 'dtu-working':
      return fine(CHECK.sqlHybrid, 'billed by DTU: its price has no licence of its own');
    case 'dtu-oversized': {
      const smaller = level === 'S4' ? 'S3' : 'S2';
      const saved = minus(price(`sql/Standard/${level}`), price(`sql/Standard/${smaller}`));
      return waste(CHECK.sqlRightsize, 'never more than 30 % of its DTUs', share(times(saved, HOURS_PER_MONTH), 1, 24));
    }
    default:
      return undefined;
  }
}

function dtusOf(level: string): number {
  return { S1: 20, S2: 50, S3: 100, S4: 200 }[level] ?? 10;
}

export function databaseMetrics(random: Random, role: DatabaseRole): Readonly<Record<string, Course>> {
  const idle = role.startsWith('idle');
  const low = role.includes('oversized');
  const level = (peak: number, shape: 'daily' | 'steady' = 'daily'): Course => ({
    of: 'gauge',
    unit: 'Percent',
    shape,
    mean: meanFor(shape, peak * 0.3, peak),
    peak,
  });
  const busy = idle ? random.between(0.2, 0.8) : low ? random.between(12, 28) : random.between(62, 82);
  const log = role === 'oversized-log' ? random.between(76, 86) : busy * 0.5;
  return {
    cpu_percent: level(busy),
    // A database by vCore has no DTUs to use.
    ...(role.startsWith('dtu') && { dtu_consumption_percent: level(busy) }),
    log_write_percent: level(log),
    physical_data_read_percent: level(busy * 0.6),
    workers_percent: level(busy * 0.4),
    sessions_percent: level(busy * 0.1),
    storage_percent: level(random.between(20, 24), 'steady'),
    storage: { of: 'constant', unit: 'Bytes', value: random.integer(40, 60) * GIB },
    connection_successful: {
      of: 'counter',
      unit: 'Count',
      shape: 'daily',
      perHour: idle ? 0 : random.integer(40, 4000),
    },
    connection_failed: { of: 'counter', unit: 'Count', shape: 'daily', perHour: 0 },
  };
}
