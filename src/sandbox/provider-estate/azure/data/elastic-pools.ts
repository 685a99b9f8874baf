import { DAY } from '../../../estate/generate/time.ts';
import type { Random } from '../../../estate/random.ts';
import type { ProviderPlace } from '../../context.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK } from '../check-ids.ts';
import type { AzureResource } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { HOURS_PER_MONTH, plus, share, times } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { guidOf } from '../tenant.ts';
import { plainTime } from '../times.ts';
import { DATABASE, databaseMetrics, type Server } from './databases.ts';

const POOL = 'Microsoft.Sql/servers/elasticPools';
const GIB = 1024 ** 3;

type PoolRole = 'working' | 'empty' | 'young';

/** Elastic pools by DTU: those that work hold databases, whose own meters are at rest. */
export function makePools(context: AzureContext, servers: readonly Server[]): void {
  const shares = { empty: 0.4, young: 0.2 };
  castOf<PoolRole>(context, 'elastic pools', shares, context.count(3, 3), 'working').forEach((role, index) => {
    const random = context.random('elastic pool', index);
    const { place, server } = random.pick(servers);
    const capacity = random.pick([100, 200]);
    const createdAt = context.now - (role === 'young' ? random.between(1, 4) : random.between(70, 500)) * DAY;
    const name = `pool-${index}`;
    const pool = context.add({
      place,
      type: POOL,
      name: `${server.name}/${name}`,
      resourceGroup: server.resourceGroup,
      tags: { team: 'data' },
      createdAt,
      top: { sku: { name: 'StandardPool', tier: 'Standard', capacity }, kind: 'pool' },
      properties: {
        state: 'Ready',
        creationDate: plainTime(createdAt),
        maxSizeBytes: 100 * GIB,
        perDatabaseSettings: { minCapacity: 0, maxCapacity: 50 },
        zoneRedundant: false,
        maintenanceConfigurationId: `/subscriptions/${place.accountId}/providers/Microsoft.Maintenance/publicMaintenanceConfigurations/SQL_Default`,
      },
      metrics: {
        dtu_consumption_percent: {
          of: 'gauge',
          unit: 'Percent',
          shape: 'daily',
          mean: role === 'working' ? 40 : 0,
          peak: role === 'working' ? 75 : 0,
        },
      },
    });
    context.bill(pool, `sql/StandardPool/${capacity}`);
    if (role === 'working') {
      for (const member of [0, 1])
        addMember(context, context.random('pooled', index, member), pool, server, place, member);
      context.fine(CHECK.sqlPoolEmpty, pool, 'holds two databases');
    } else if (role === 'empty') {
      const monthly = share(times(usdOf(`sql/StandardPool/${capacity}`, place.region), HOURS_PER_MONTH), 1, 24);
      context.waste(CHECK.sqlPoolEmpty, pool, 'holds no database', plus(monthly));
    } else context.fine(CHECK.sqlPoolEmpty, pool, 'younger than the window of 7 days');
  });
}

function addMember(
  context: AzureContext,
  random: Random,
  pool: AzureResource,
  server: AzureResource,
  place: ProviderPlace,
  member: number,
): void {
  const sku = { name: 'ElasticPool', tier: 'Standard', capacity: 0 };
  context.add({
    place,
    type: DATABASE,
    name: `${server.name}/${pool.name}-db-${member}`,
    resourceGroup: server.resourceGroup,
    tags: { team: 'data' },
    createdAt: pool.createdAt,
    top: { sku, kind: 'v12.0,user,pool' },
    properties: {
      collation: 'SQL_Latin1_General_CP1_CI_AS',
      maxSizeBytes: 100 * GIB,
      status: 'Online',
      databaseId: guidOf(random),
      creationDate: plainTime(pool.createdAt),
      currentServiceObjectiveName: 'ElasticPool',
      requestedServiceObjectiveName: 'ElasticPool',
      elasticPoolId: pool.id,
      zoneRedundant: false,
      readScale: 'Disabled',
      currentSku: sku,
      currentBackupStorageRedundancy: 'Geo',
      requestedBackupStorageRedundancy: 'Geo',
    },
    metrics: databaseMetrics(random, 'working'),
  });
}
