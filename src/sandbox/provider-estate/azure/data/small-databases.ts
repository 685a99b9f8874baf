import { meanFor } from '../../../estate/metric-shapes.ts';
import { DAY } from '../../../estate/generate/time.ts';
import type { Random } from '../../../estate/random.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { AzureUnit, Course } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { minus, monthly } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { guidOf } from '../tenant.ts';

type Role = 'working' | 'idle' | 'oversized' | 'young' | 'keep';

const SHARES: Readonly<Partial<Record<Role, number>>> = { idle: 0.16, oversized: 0.16, young: 0.16, keep: 0.16 };

/** Azure Cache for Redis, standard tier. */
export function makeCaches(context: AzureContext): void {
  castOf<Role>(context, 'caches', SHARES, context.count(6, 5), 'working').forEach((role, index) => {
    const random = context.random('cache', index);
    const place = context.places.pick(random);
    const identity = context.identity(random, place);
    const name = `redis-${context.nameOf(identity)}-${index}`;
    const capacity = role === 'oversized' ? 3 : random.pick([1, 2]);
    const cache = context.add({
      place,
      type: 'Microsoft.Cache/Redis',
      name,
      resourceGroup: context.groupOf(identity, place),
      tags: tagsOf(context, random, identity, name, role),
      createdAt: createdAt(context, random, role),
      properties: {
        provisioningState: 'Succeeded',
        redisVersion: '6.0',
        sku: { name: 'Standard', family: 'C', capacity },
        enableNonSslPort: false,
        instances: [{ sslPort: 15_000, isMaster: true, isPrimary: true }],
        publicNetworkAccess: 'Enabled',
        redisConfiguration: { 'maxmemory-policy': 'volatile-lru', maxclients: '2000' },
        accessKeys: null,
        hostName: `${name}.redis.cache.windows.net`,
        port: 6379,
        sslPort: 6380,
        linkedServers: [],
      },
      metrics: {
        serverLoad: level('Percent', role === 'working' ? random.between(62, 78) : random.between(2, 12)),
        usedmemorypercentage: level('Percent', role === 'working' ? random.between(60, 82) : random.between(4, 22)),
        connectedclients: level('Count', role === 'idle' ? 0 : random.between(20, 200)),
        operationsPerSecond: level('Count', role === 'idle' ? 0 : random.between(50, 2000)),
      },
    });
    context.bill(cache, `redis/Standard/C${capacity}`);
    const price = usdOf(`redis/Standard/C${capacity}`, place.region);
    if (role === 'idle') context.waste(CHECK.redis, cache, 'no client has connected for weeks', monthly(price));
    else if (role === 'oversized') {
      const saved = monthly(minus(price, usdOf('redis/Standard/C2', place.region)));
      context.waste(CHECK.redis, cache, 'load under 12 % and memory under 22 %', saved);
    } else if (role === 'young') context.fine(CHECK.redis, cache, 'younger than the window of 14 days');
    else if (role === 'keep') context.fine(CHECK.redis, cache, `protected by the tag ${KEEP_TAG}`);
  });
}

/** PostgreSQL flexible servers. */
export function makePostgresql(context: AzureContext): void {
  castOf<Role>(context, 'PostgreSQL', SHARES, context.count(6, 5), 'working').forEach((role, index) => {
    const random = context.random('PostgreSQL', index);
    const place = context.places.pick(random);
    const identity = context.identity(random, place);
    const name = `psql-${context.nameOf(identity)}-${index}`;
    const vcores = role === 'oversized' ? random.pick([8, 16]) : random.pick([2, 4]);
    const size = `Standard_D${vcores}s_v3`;
    const server = context.add({
      place,
      type: 'Microsoft.DBforPostgreSQL/flexibleServers',
      name,
      resourceGroup: context.groupOf(identity, place),
      tags: tagsOf(context, random, identity, name, role),
      createdAt: createdAt(context, random, role),
      top: { sku: { name: size, tier: 'GeneralPurpose' } },
      properties: {
        administratorLogin: 'pgadmin',
        version: '14',
        minorVersion: '12',
        state: 'Ready',
        fullyQualifiedDomainName: `${name}.postgres.database.azure.com`,
        storage: { storageSizeGB: 128 },
        authConfig: { activeDirectoryAuth: 'Disabled', passwordAuth: 'Enabled' },
        dataEncryption: { type: 'SystemManaged' },
        backup: { backupRetentionDays: 7, geoRedundantBackup: 'Disabled' },
        network: { publicNetworkAccess: 'Enabled' },
        highAvailability: { mode: 'Disabled', state: 'NotEnabled' },
        maintenanceWindow: { customWindow: 'Disabled', startHour: 0, startMinute: 0, dayOfWeek: 0 },
        replicationRole: 'Primary',
        replicaCapacity: 5,
        availabilityZone: random.pick(place.zones),
      },
      metrics: {
        cpu_percent: level('Percent', role === 'working' ? random.between(62, 82) : random.between(3, 18)),
        memory_percent: level('Percent', role === 'working' ? random.between(62, 82) : random.between(15, 32)),
        storage_percent: level('Percent', random.between(20, 40)),
        active_connections: level('Count', role === 'idle' ? random.between(1, 6) : random.between(30, 200)),
      },
    });
    const price = usdOf(`postgresql/GeneralPurpose/${size}`, place.region);
    context.bill(server, `postgresql/GeneralPurpose/${size}`);
    if (role === 'idle') context.waste(CHECK.postgresql, server, 'never more than six connections', monthly(price));
    else if (role === 'oversized') {
      const half = usdOf(`postgresql/GeneralPurpose/Standard_D${vcores / 2}s_v3`, place.region);
      context.waste(CHECK.postgresql, server, 'CPU under 18 % and memory under 32 %', monthly(minus(price, half)));
    } else if (role === 'young') context.fine(CHECK.postgresql, server, 'younger than the window of 14 days');
    else if (role === 'keep') context.fine(CHECK.postgresql, server, `protected by the tag ${KEEP_TAG}`);
  });
}

function level(unit: AzureUnit, peak: number): Course {
  return { of: 'gauge', unit, shape: 'daily', mean: meanFor('daily', peak * 0.4, peak), peak };
}

function createdAt(context: AzureContext, random: Random, role: Role): number {
  return context.now - (role === 'young' ? random.between(2, 10) : random.between(70, 500)) * DAY;
}

function tagsOf(
  context: AzureContext,
  random: Random,
  identity: ReturnType<AzureContext['identity']>,
  name: string,
  role: Role,
): Readonly<Record<string, string>> {
  return {
    ...context.tagsOf(random, identity, name),
    // Its own word for what it is: a code that no two of them share.
    deployment: guidOf(random).slice(0, 8),
    ...(role === 'keep' && { [KEEP_TAG]: 'for the peak season' }),
  };
}
