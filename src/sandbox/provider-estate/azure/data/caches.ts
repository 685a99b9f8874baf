import type { Random } from '../../../estate/random.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { AzureResource } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { minus, monthly } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { createdAt, level, still, tagsFor } from './store-parts.ts';

type Role = 'working' | 'idle' | 'oversized' | 'young' | 'keep' | 'full' | 'crowded' | 'evicting' | 'linked' | 'small';

const SHARES: Readonly<Partial<Record<Role, number>>> = {
  idle: 0.17,
  oversized: 0.17,
  young: 0.08,
  keep: 0.08,
  full: 0.08,
  crowded: 0.08,
  evicting: 0.08,
  linked: 0.04,
  small: 0.08,
};

/** Why each look-alike is one. */
const FINE: Readonly<Partial<Record<Role, string>>> = {
  young: 'younger than the window of 14 days',
  keep: `protected by the tag ${KEEP_TAG}`,
  full: 'hardly busy, and its memory is more than half full',
  crowded: 'hardly busy, and has more clients than a smaller size allows',
  evicting: 'hardly busy, and evicts: it has too little memory',
  linked: 'linked to a cache in another region, where its clients are',
  small: 'hardly busy, and of the smallest size with more than one core',
};

/** Azure Cache for Redis. */
export function makeCaches(context: AzureContext): void {
  castOf<Role>(context, 'caches', SHARES, context.count(6, 12), 'working').forEach((role, index) => {
    addCache(context, role, index);
  });
}

function addCache(context: AzureContext, role: Role, index: number): void {
  const random = context.random('cache', index);
  const place = context.places.pick(random);
  const identity = context.identity(random, place);
  const name = `redis-${context.nameOf(identity)}-${index}`;
  const sku = skuOf(random, role);
  const group = context.groupOf(identity, place);
  const cache = context.add({
    place,
    type: 'Microsoft.Cache/Redis',
    name,
    resourceGroup: group,
    tags: tagsFor(context, random, identity, name, role === 'keep'),
    createdAt: createdAt(context, random, role === 'young'),
    properties: {
      provisioningState: 'Succeeded',
      redisVersion: '6.0',
      sku,
      enableNonSslPort: false,
      instances: [{ sslPort: 15_000, isMaster: true, isPrimary: true }],
      publicNetworkAccess: 'Enabled',
      redisConfiguration: { 'maxmemory-policy': 'volatile-lru', maxclients: '2000' },
      accessKeys: null,
      hostName: `${name}.redis.cache.windows.net`,
      port: 6379,
      sslPort: 6380,
      linkedServers: role === 'linked' ? [{ id: linkOf(context, place, group, name) }] : [],
    },
    metrics: metricsOf(random, role),
  });
  const key = `redis/${sku.name}/${sku.family}${sku.capacity}`;
  context.bill(cache, key);
  plant(context, role, cache, key);
}

const skuOf = (random: Random, role: Role) =>
  role === 'linked'
    ? { name: 'Premium', family: 'P', capacity: 2 }
    : { name: 'Standard', family: 'C', capacity: capacityOf(random, role) };

function capacityOf(random: Random, role: Role): number {
  if (role === 'working' || role === 'idle') return random.pick([1, 2]);
  return role === 'small' ? 2 : 3;
}

const linkOf = (
  context: AzureContext,
  place: Parameters<AzureContext['idOf']>[0],
  group: string,
  name: string,
): string => `${context.idOf(place, group, 'Microsoft.Cache/Redis', name)}/linkedServers/${name}-secondary`;

function metricsOf(random: Random, role: Role): NonNullable<AzureResource['metrics']> {
  const busy = role === 'working';
  const silent = role === 'idle' || role === 'linked';
  const memory = busy ? random.between(60, 82) : role === 'full' ? random.between(55, 75) : random.between(4, 22);
  const clients = silent ? 0 : role === 'crowded' ? random.between(3000, 4500) : random.between(20, 200);
  const operations = silent ? 0 : random.between(50, 2000);
  return {
    serverLoad: level('Percent', busy ? random.between(62, 78) : random.between(2, 12)),
    usedmemorypercentage: level('Percent', memory),
    connectedclients: level('Count', clients),
    operationsPerSecond: level('Count', operations),
    cacheRead: level('BytesPerSecond', operations * 1_500),
    cacheWrite: level('BytesPerSecond', operations * 400),
    totalcommandsprocessed: { of: 'counter', unit: 'Count', shape: 'daily', perHour: operations * 1_400 },
    evictedkeys:
      role === 'evicting'
        ? { of: 'counter', unit: 'Count', shape: 'daily', perHour: random.between(200, 900) }
        : still('Count', 0),
  };
}

function plant(context: AzureContext, role: Role, cache: AzureResource, key: string): void {
  const price = usdOf(key, cache.region);
  const because = FINE[role];
  if (role === 'idle') context.waste(CHECK.redis, cache, 'no client has connected for weeks', monthly(price));
  else if (role === 'oversized') {
    const saved = monthly(minus(price, usdOf('redis/Standard/C2', cache.region)));
    context.waste(CHECK.redis, cache, 'load under 12 % and memory under 22 %', saved);
  } else if (because !== undefined) context.fine(CHECK.redis, cache, because);
}
