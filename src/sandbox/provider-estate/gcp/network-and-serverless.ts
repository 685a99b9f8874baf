import { decimalOf, picoOf } from '../../estate/decimal.ts';
import { daysBefore } from '../../estate/generate/time.ts';
import { type GcpBuilder, KEEP_LABEL, numericId, partOf } from './builder.ts';
import { CHECK } from './instance-roles.ts';
import type { GcpRedis } from './model.ts';
import { computeName } from './names.ts';
import { HOURS_PER_MONTH, unitRate, vpnTunnelRate } from './prices.ts';

type Roles<R extends string> = Readonly<Record<R, number>>;

function* each<R extends string>(builder: GcpBuilder, roles: Roles<R>): Generator<readonly [R, number]> {
  for (const [role, perThousand] of Object.entries(roles) as [R, number][]) {
    for (let index = 0; index < builder.context.count(perThousand); index++) yield [role, index];
  }
}

/** Cloud NAT and VPN tunnels. */
export function buildGateways(builder: GcpBuilder): void {
  for (const [role, index] of each(builder, { busy: 1.5, silent: 1.2 } as const)) addNat(builder, role, index);
  for (const [role, index] of each(builder, { busy: 1.2, silent: 1.2, young: 1.2, keep: 1.2 } as const)) {
    addTunnel(builder, role, index);
  }
}

function addNat(builder: GcpBuilder, role: 'busy' | 'silent', index: number): void {
  const { random, place, name, labels } = partOf(builder, 'router', role, index);
  const router = {
    projectId: place.accountId,
    region: place.region,
    id: numericId(random),
    name: `${name}-router`,
    createdAt: daysBefore(builder.now, random.between(60, 500)),
    labels,
    nats: [
      {
        name: `${name}-nat`,
        addresses: [],
        bytesPerHour: role === 'busy' ? random.integer(10_000_000, 900_000_000) : 0,
      },
    ],
  };
  builder.routers.push(router);
  const at = { accountId: router.projectId, region: router.region };
  const id = `${computeName('routers', router)}/nats/${name}-nat`;
  if (role === 'busy') builder.context.plantFine(CHECK.natVpnIdle, at, id, 'passes traffic');
  else {
    const monthly = decimalOf(unitRate('natVmHour') * HOURS_PER_MONTH);
    builder.context.plantWaste(CHECK.natVpnIdle, at, id, 'no byte for weeks', monthly);
  }
}

function addTunnel(builder: GcpBuilder, role: 'busy' | 'silent' | 'young' | 'keep', index: number): void {
  const { random, place, name, labels } = partOf(builder, 'tunnel', role, index, { keep: role === 'keep' });
  const tunnel = {
    projectId: place.accountId,
    region: place.region,
    id: numericId(random),
    name: `${name}-tunnel`,
    createdAt: daysBefore(builder.now, role === 'young' ? random.between(2, 9) : random.between(60, 500)),
    labels,
    gateway: `${name}-gateway`,
    status: role === 'busy' || role === 'keep' ? 'ESTABLISHED' : 'NO_INCOMING_PACKETS',
    bytesPerHour: role === 'busy' ? random.integer(1_000_000, 90_000_000) : 0,
  };
  builder.vpnTunnels.push(tunnel);
  const at = { accountId: tunnel.projectId, region: tunnel.region };
  const id = computeName('vpnTunnels', tunnel);
  const fine = {
    busy: 'passes traffic',
    young: 'younger than the window of 14 days',
    keep: `protected by the label ${KEEP_LABEL}`,
  };
  if (role !== 'silent') return builder.context.plantFine(CHECK.natVpnIdle, at, id, fine[role]);
  const monthly = decimalOf(vpnTunnelRate(place.region) * HOURS_PER_MONTH);
  builder.context.plantWaste(CHECK.natVpnIdle, at, id, 'no byte for weeks', monthly);
}

/** Capacity tiers by size. Source: Memorystore for Redis pricing. */
function redisMonthly({ tier, memoryGiB }: Pick<GcpRedis, 'tier' | 'memoryGiB'>): bigint {
  const size = memoryGiB <= 4 ? 'M1' : memoryGiB <= 10 ? 'M2' : 'M3';
  return unitRate(`redis${tier === 'BASIC' ? 'Basic' : 'Standard'}${size}Month`) * BigInt(memoryGiB);
}

/** Memorystore for Redis. */
export function buildRedis(builder: GcpBuilder): void {
  for (const [role, index] of each(builder, { busy: 2, idle: 1.2, low: 1.2, young: 1.2, keep: 1.2 } as const)) {
    const { random, place, zone, name, labels } = partOf(builder, 'redis', role, index, { keep: role === 'keep' });
    const quiet = role === 'idle' || role === 'young' || role === 'keep';
    const redis: GcpRedis = {
      projectId: place.accountId,
      region: place.region,
      name: `${name.slice(0, 30)}-redis`,
      createdAt: daysBefore(builder.now, role === 'young' ? random.between(2, 9) : random.between(60, 500)),
      zone,
      tier: random.pick(['BASIC', 'STANDARD_HA'] as const),
      // Small ones cost more a GiB: half of one may cost as much.
      memoryGiB: role === 'low' ? 16 : random.pick([5, 8, 16]),
      labels,
      clientsPeak: quiet ? 0 : random.integer(10, 200),
      memoryRatio: role === 'low' ? random.between(0.08, 0.18) : random.between(0.6, 0.75),
    };
    builder.redis.push(redis);
    const at = { accountId: redis.projectId, region: redis.region };
    const id = `//redis.googleapis.com/projects/${redis.projectId}/locations/${redis.region}/instances/${redis.name}`;
    const monthly = redisMonthly(redis);
    const fine = (because: string): void => builder.context.plantFine(CHECK.redisUnderused, at, id, because);
    if (role === 'idle')
      builder.context.plantWaste(CHECK.redisUnderused, at, id, 'no client for weeks', decimalOf(monthly));
    else if (role === 'low') {
      const saved = monthly - redisMonthly({ ...redis, memoryGiB: Math.ceil(redis.memoryGiB / 2) });
      builder.context.plantWaste(
        CHECK.redisUnderused,
        at,
        id,
        'less than a fifth of its memory is in use',
        decimalOf(saved),
      );
    } else if (role === 'busy') fine('clients, and its memory is in use');
    else fine(role === 'young' ? 'younger than the window of 14 days' : `protected by the label ${KEEP_LABEL}`);
  }
}

/** A minimum instance that waits, an hour of one vCPU and of one GiB. Source: Cloud Run pricing, idle minimum instances. */
const RUN_IDLE_HOUR = picoOf('0.009');

/** Cloud Run services. */
export function buildRunServices(builder: GcpBuilder): void {
  for (const [role, index] of each(builder, { busy: 2, waiting: 1.2, 'scales-to-zero': 2, keep: 1.2 } as const)) {
    const { random, place, name, labels } = partOf(builder, 'run', role, index, { keep: role === 'keep' });
    const waits = role === 'waiting' || role === 'keep';
    const service = {
      projectId: place.accountId,
      region: place.region,
      name: `${name.slice(0, 40)}-run`,
      createdAt: daysBefore(builder.now, random.between(60, 500)),
      minInstances: role === 'scales-to-zero' ? 0 : 2,
      maxInstances: 20,
      cpu: random.pick([1, 2]),
      memoryMiB: random.pick([512, 1024, 2048]),
      cpuIdle: true,
      labels,
      requestsPerHour: waits ? 1 : role === 'busy' ? random.integer(2000, 30_000) : random.integer(20, 300),
    };
    builder.runServices.push(service);
    const at = { accountId: service.projectId, region: service.region };
    const id = `//run.googleapis.com/projects/${service.projectId}/locations/${service.region}/services/${service.name}`;
    const fine = (because: string): void => builder.context.plantFine(CHECK.runMinimum, at, id, because);
    if (role === 'waiting') {
      const hourly = (RUN_IDLE_HOUR * BigInt(service.cpu * 1024 + service.memoryMiB) * 2n) / 1024n;
      const because = 'two instances wait for 24 requests a day';
      builder.context.plantWaste(CHECK.runMinimum, at, id, because, decimalOf(hourly * HOURS_PER_MONTH));
    } else if (role === 'busy') fine('its minimum is in use');
    else fine(role === 'keep' ? `protected by the label ${KEEP_LABEL}` : 'scales to zero');
  }
}
