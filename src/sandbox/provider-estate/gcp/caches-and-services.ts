import { decimalOf, picoOf } from '../../estate/decimal.ts';
import { daysBefore } from '../../estate/generate/time.ts';
import type { Random } from '../../estate/random.ts';
import { type GcpBuilder, KEEP_LABEL, partOf } from './builder.ts';
import { CHECK } from './instance-roles.ts';
import type { GcpRedis, GcpRunService } from './model.ts';
import { HOURS_PER_MONTH, unitRate } from './prices.ts';

function* each<R extends string>(
  builder: GcpBuilder,
  roles: Readonly<Record<R, number>>,
): Generator<readonly [R, number]> {
  for (const [role, perThousand] of Object.entries(roles) as [R, number][]) {
    for (let index = 0; index < builder.context.count(perThousand); index++) yield [role, index];
  }
}

/** Capacity tiers by size. Source: Memorystore for Redis pricing. */
function redisMonthly({ tier, memoryGiB }: Pick<GcpRedis, 'tier' | 'memoryGiB'>): bigint {
  const size = memoryGiB <= 4 ? 'M1' : memoryGiB <= 10 ? 'M2' : 'M3';
  return unitRate(`redis${tier === 'BASIC' ? 'Basic' : 'Standard'}${size}Month`) * BigInt(memoryGiB);
}

const REDIS_ROLES = {
  busy: 2,
  idle: 1.2,
  low: 1.2,
  'low-keep': 1.2,
  'low-young': 1.2,
  'low-evicting': 1.2,
  'half-full': 1.2,
  smallest: 1.2,
  'idle-young': 1.2,
  'idle-keep': 1.2,
} as const;
type RedisRole = keyof typeof REDIS_ROLES;

/** Memorystore for Redis. */
export function buildRedis(builder: GcpBuilder): void {
  for (const [role, index] of each(builder, REDIS_ROLES)) {
    const { random, place, zone, name, labels } = partOf(builder, 'redis', role, index, {
      keep: role.endsWith('-keep'),
    });
    const redis: GcpRedis = {
      projectId: place.accountId,
      region: place.region,
      name: `${name.slice(0, 30)}-redis`,
      createdAt: daysBefore(builder.now, role.endsWith('-young') ? random.between(2, 9) : random.between(60, 500)),
      zone,
      tier: random.pick(['BASIC', 'STANDARD_HA'] as const),
      memoryGiB: role === 'smallest' ? 1 : role.startsWith('low') ? 16 : random.pick([5, 8, 16]),
      labels,
      clientsPeak: role.startsWith('idle') ? 0 : random.integer(10, 200),
      memoryRatio: memoryRatioOf(random, role),
      evictedPerHour: role === 'low-evicting' ? random.integer(50, 900) : 0,
    };
    builder.redis.push(redis);
    plantRedis(builder, role, redis);
  }
}

function memoryRatioOf(random: Random, role: RedisRole): number {
  if (role.startsWith('low') || role === 'smallest') return random.between(0.08, 0.18);
  return role === 'half-full' ? random.between(0.46, 0.56) : random.between(0.6, 0.75);
}

function plantRedis(builder: GcpBuilder, role: RedisRole, redis: GcpRedis): void {
  const at = { accountId: redis.projectId, region: redis.region };
  const id = `//redis.googleapis.com/projects/${redis.projectId}/locations/${redis.region}/instances/${redis.name}`;
  const fine = (because: string): void => builder.context.plantFine(CHECK.redisUnderused, at, id, because);
  const waste = (because: string, pico: bigint): void =>
    builder.context.plantWaste(CHECK.redisUnderused, at, id, because, decimalOf(pico));
  const monthly = redisMonthly(redis);
  switch (role) {
    case 'idle':
      return waste('no client for weeks', monthly);
    case 'low':
      // Five GiB of M2 hold what is in it, and cost less than four of M1.
      return waste('less than a fifth of its memory is in use', monthly - redisMonthly({ ...redis, memoryGiB: 5 }));
    case 'low-evicting':
      return fine('hardly any memory in use, but keys were evicted');
    case 'half-full':
      return fine('half of its memory is in use');
    case 'smallest':
      return fine('there is none smaller');
    case 'busy':
      return fine('clients, and its memory is in use');
    case 'low-young':
    case 'idle-young':
      return fine('younger than the window of 14 days');
    case 'low-keep':
    case 'idle-keep':
      return fine(`protected by the label ${KEEP_LABEL}`);
  }
}

/** A minimum instance that waits, an hour of one vCPU and of one GiB. Source: Cloud Run pricing, idle minimum instances. */
const RUN_IDLE_HOUR = picoOf('0.009');

const RUN_ROLES = {
  busy: 2,
  waiting: 1.2,
  'waiting-young': 1.2,
  'waiting-keep': 1.2,
  streaming: 1.2,
  worker: 1.2,
  'scales-to-zero': 2,
} as const;
type RunRole = keyof typeof RUN_ROLES;

/** Cloud Run services. */
export function buildRunServices(builder: GcpBuilder): void {
  for (const [role, index] of each(builder, RUN_ROLES)) {
    const { random, place, name, labels } = partOf(builder, 'run', role, index, { keep: role.endsWith('-keep') });
    const service: GcpRunService = {
      projectId: place.accountId,
      region: place.region,
      name: `${name.slice(0, 40)}-run`,
      createdAt: daysBefore(builder.now, role === 'waiting-young' ? random.between(2, 9) : random.between(60, 500)),
      minInstances: role === 'scales-to-zero' ? 0 : role === 'worker' ? 1 : 2,
      maxInstances: 20,
      cpu: random.pick([1, 2]),
      memoryMiB: random.pick([512, 1024, 2048]),
      cpuIdle: role !== 'worker',
      activeInstances: role === 'busy' ? random.integer(2, 5) : role === 'streaming' || role === 'worker' ? 1 : 0,
      labels,
      requestsPerHour: requestsOf(random, role),
    };
    builder.runServices.push(service);
    plantRunService(builder, role, service);
  }
}

function requestsOf(random: Random, role: RunRole): number {
  if (role === 'busy') return random.integer(2000, 30_000);
  return role === 'scales-to-zero' ? random.integer(20, 300) : 1;
}

function plantRunService(builder: GcpBuilder, role: RunRole, service: GcpRunService): void {
  const at = { accountId: service.projectId, region: service.region };
  const id = `//run.googleapis.com/projects/${service.projectId}/locations/${service.region}/services/${service.name}`;
  const fine = (because: string): void => builder.context.plantFine(CHECK.runMinimum, at, id, because);
  switch (role) {
    case 'waiting': {
      const hourly = (RUN_IDLE_HOUR * BigInt(service.cpu * 1024 + service.memoryMiB) * 2n) / 1024n;
      const because = 'two instances wait for 24 requests a day';
      return builder.context.plantWaste(CHECK.runMinimum, at, id, because, decimalOf(hourly * HOURS_PER_MONTH));
    }
    case 'waiting-young':
      return fine('younger than the window of 14 days');
    case 'waiting-keep':
      return fine(`protected by the label ${KEEP_LABEL}`);
    case 'streaming':
      return fine('24 requests a day, but they are streams that keep an instance busy');
    case 'worker':
      return fine('its CPU is always allocated: it works between requests');
    case 'busy':
      return fine('its minimum is in use');
    case 'scales-to-zero':
      return fine('scales to zero');
  }
}
