import { decimalOf } from '../../estate/decimal.ts';
import { daysBefore, HOUR } from '../../estate/generate/time.ts';
import type { RunPeriod } from '../../estate/model.ts';
import { Weighted, type Random } from '../../estate/random.ts';
import { type GcpBuilder, KEEP_LABEL, numericId, partOf, type Part, type PartOptions } from './builder.ts';
import { attachedDisks } from './disks.ts';
import { loadOf } from './instance-load.ts';
import { CHECK, INSTANCE_ROLES, type InstanceRole } from './instance-roles.ts';
import { plantInstance } from './instance-truth.ts';
import type { GcpInstance } from './model.ts';
import { addressRate, diskRate, HOURS_PER_MONTH, shapeOf } from './prices.ts';
import { computeName } from './names.ts';

/** Of each thousand resources, those of groups and clusters beside; disks, snapshots and addresses make up the rest. */
const INSTANCES_PER_THOUSAND = 285;

const ORDINARY = new Weighted<string>([
  ['e2-standard-2', 5],
  ['e2-standard-4', 5],
  ['e2-standard-8', 2],
  ['e2-highmem-4', 2],
  ['n2-standard-2', 5],
  ['n2-standard-4', 6],
  ['n2-standard-8', 4],
  ['n2-standard-16', 1],
  ['n2-highmem-4', 3],
  ['n2d-standard-4', 4],
  ['n2d-standard-8', 3],
  ['n4-standard-4', 2],
  ['c3-standard-4', 2],
  ['c3-highmem-8', 1],
  ['n2-custom-6-20480', 1],
  ['e2-custom-4-12288', 1],
]);
const LARGE = new Weighted<string>([
  ['n2-standard-8', 4],
  ['n2-standard-16', 2],
  ['e2-standard-8', 3],
  ['e2-standard-16', 1],
  ['n2d-standard-8', 3],
]);
const OLD = new Weighted<string>([
  ['n1-standard-2', 3],
  ['n1-standard-4', 3],
  ['n1-standard-8', 1],
]);

function machineTypeFor(random: Random, role: InstanceRole): string {
  if (role === 'old-family' || role === 'old-family-keep') return 'g1-small';
  if (/^(old-family|gpu)/.test(role)) return OLD.pick(random);
  if (role === 'oversized-custom') return random.pick(['n2-custom-8-32768', 'e2-custom-8-32768']);
  if (role.startsWith('oversized') || role === 'memory-bound') return LARGE.pick(random);
  // One that is busy with traffic alone, on the smallest machine with as much memory.
  if (role === 'idle-proxy') return random.pick(['e2-standard-2', 'n2-standard-2']);
  return ORDINARY.pick(random);
}

function partOptions(role: InstanceRole): PartOptions {
  const keep = role.endsWith('-keep');
  if (role === 'office-prod' || role === 'idle-batch') return { environment: 'prod' };
  if (role.startsWith('office') || role === 'short-night') return { environment: 'nonprod', keep };
  return { keep };
}

/** Days since it was made. */
function ageOf(random: Random, role: InstanceRole): number {
  if (role === 'idle-young' || role === 'oversized-young') return random.between(2, 10);
  if (role === 'office-young') return random.between(8, 20);
  if (role === 'gpu-young') return random.between(2, 5);
  return random.between(45, 700);
}

interface Life {
  readonly status: GcpInstance['status'];
  readonly lastStartAt: number;
  readonly lastStopAt?: number;
  readonly lastSuspendedAt?: number;
  readonly runs: readonly RunPeriod[];
}

function lifeOf(random: Random, role: InstanceRole, createdAt: number, now: number): Life {
  const ended = (at: number) => ({ lastStartAt: createdAt, runs: [{ from: createdAt, to: at }] });
  switch (role) {
    case 'stopped-long':
    case 'stopped-keep': {
      const at = Math.max(createdAt + HOUR, daysBefore(now, random.between(34, 120)));
      return { status: 'TERMINATED', lastStopAt: at, ...ended(at) };
    }
    case 'notebook-stopped': {
      const at = daysBefore(now, random.between(2, 18));
      return { status: 'TERMINATED', lastStopAt: at, ...ended(at) };
    }
    case 'stopped-recent': {
      const at = daysBefore(now, random.between(2, 27));
      return { status: 'TERMINATED', lastStopAt: at, ...ended(at) };
    }
    case 'suspended-long':
    case 'suspended-recent': {
      const days = role === 'suspended-long' ? random.between(12, 40) : random.between(1, 5);
      const at = daysBefore(now, days);
      return { status: 'SUSPENDED', lastSuspendedAt: at, ...ended(at) };
    }
    default: {
      const runs = [{ from: createdAt, to: Number.POSITIVE_INFINITY }];
      return { status: 'RUNNING', lastStartAt: createdAt, runs };
    }
  }
}

export interface Membership extends Pick<GcpInstance, 'group' | 'tenantOf' | 'node'> {
  readonly name: string;
  readonly machineType: string;
  readonly zone: string;
  readonly createdAt: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly diskGiB?: number;
}

/** Adds one machine with its disks; gives it back. */
export function addInstance(builder: GcpBuilder, role: InstanceRole, part: Part, membership?: Membership): GcpInstance {
  const { random, place } = part;
  const { now } = builder;
  const machineType = membership?.machineType ?? machineTypeFor(random, role);
  const createdAt = membership?.createdAt ?? daysBefore(now, ageOf(random, role));
  const life = lifeOf(random, role, createdAt, now);
  const name = membership?.name ?? part.name;
  const zone = membership?.zone ?? part.zone;
  const base = {
    projectId: place.accountId,
    region: place.region,
    zone,
    id: numericId(random),
    name,
    createdAt,
    labels: membership?.labels ?? part.labels,
    machineType,
    ...life,
    spot: role === 'spot' || role === 'member-spot',
    deletionProtection: role === 'stopped-keep' && random.chance(0.5),
    internalIp: `10.${random.integer(0, 127)}.${random.integer(0, 255)}.${random.integer(2, 254)}`,
    os: role === 'windows' ? ('windows' as const) : membership?.node ? ('cos' as const) : ('debian' as const),
    ...(membership?.group !== undefined && { group: membership.group }),
    ...(membership?.tenantOf && { tenantOf: membership.tenantOf }),
    ...(membership?.node && { node: membership.node }),
    ...(/gpu/.test(role) && { accelerator: { type: 'nvidia-tesla-t4', count: 1 } }),
    policies: role === 'office-scheduled' ? [officeHours(builder, place.accountId, place.region)] : [],
    load: loadOf(random, role, createdAt, now),
  };
  const disks = attachedDisks(builder, part, base, membership?.diskGiB);
  const address = membership ? undefined : reservedAddress(builder, part, base);
  const externalIp = address ?? (base.status === 'RUNNING' && random.chance(0.2) ? builder.publicAddress() : undefined);
  const instance: GcpInstance = {
    ...base,
    disks: disks.map((disk) => disk.name),
    ...(externalIp !== undefined && { externalIp }),
  };
  builder.instances.push(instance);
  plantInstance(builder, role, instance);
  plantStopped(builder, role, instance, disks, address !== undefined);
  return instance;
}

/** One instance schedule for each project and region that needs one. */
function officeHours(builder: GcpBuilder, projectId: string, region: string): string {
  const name = 'office-hours';
  const there = builder.policies.some(
    (policy) => policy.name === name && policy.projectId === projectId && policy.region === region,
  );
  if (!there) {
    const random = builder.context.random('policy', name, projectId, region);
    const instanceSchedule = { start: '0 7 * * MON-FRI', stop: '0 19 * * MON-FRI', timeZone: 'Europe/Berlin' };
    builder.policies.push({
      projectId,
      region,
      id: numericId(random),
      name,
      createdAt: daysBefore(builder.now, 300),
      instanceSchedule,
    });
  }
  return name;
}

/** Some machines have an address of their own, which they keep, and which bills, while they are stopped. */
function reservedAddress(
  builder: GcpBuilder,
  { random, place, labels }: Part,
  { name, zone, createdAt }: Pick<GcpInstance, 'name' | 'zone' | 'createdAt'>,
): string | undefined {
  if (!random.chance(0.12)) return undefined;
  const address = builder.publicAddress();
  builder.addresses.push({
    projectId: place.accountId,
    region: place.region,
    id: numericId(random),
    name: `${name}-ip`,
    createdAt,
    labels,
    address,
    addressType: 'EXTERNAL',
    status: 'IN_USE',
    user: `zones/${zone}/instances/${name}`,
  });
  return address;
}

function plantStopped(
  builder: GcpBuilder,
  role: InstanceRole,
  instance: GcpInstance,
  disks: readonly { readonly type: string; readonly sizeGiB: number }[],
  hasAddress: boolean,
): void {
  if (instance.status === 'RUNNING') return;
  const { region } = instance;
  const id = computeName('instances', instance);
  const at = { accountId: instance.projectId, region };
  if (role !== 'stopped-long' && role !== 'suspended-long') {
    const because =
      role === 'stopped-keep'
        ? `stopped for long, but protected by the label ${KEEP_LABEL}`
        : role === 'suspended-recent'
          ? 'suspended less than 7 days ago'
          : 'stopped less than 30 days ago';
    builder.context.plantFine(CHECK.stoppedDisks, at, id, because);
    return;
  }
  const storage = disks.reduce((sum, { type, sizeGiB }) => sum + diskRate(type, region) * BigInt(sizeGiB), 0n);
  const address = hasAddress ? addressRate('unused', region) * HOURS_PER_MONTH : 0n;
  // A suspended machine keeps its memory on disk. Source: Compute Engine, "Suspend or resume a VM", pricing.
  const memory =
    instance.status === 'SUSPENDED'
      ? (diskRate('pd-ssd', region) * BigInt(shapeOf(instance.machineType).memoryMiB)) / 1024n
      : 0n;
  const because =
    instance.status === 'SUSPENDED'
      ? 'suspended for more than 7 days'
      : 'stopped for more than 30 days; its disks bill';
  builder.context.plantWaste(CHECK.stoppedDisks, at, id, because, decimalOf(storage + address + memory));
}

/** All machines that belong to no group. */
export function buildInstances(builder: GcpBuilder): void {
  let made = 0;
  for (const [role, perThousand] of Object.entries(INSTANCE_ROLES) as [InstanceRole, number][]) {
    const count = builder.context.count(perThousand);
    for (let index = 0; index < count; index++) {
      addInstance(builder, role, partOf(builder, 'instance', role, index, partOptions(role)));
    }
    made += count;
  }
  const rest = Math.round(INSTANCES_PER_THOUSAND * builder.context.scale) - made;
  for (let index = 0; index < rest; index++) {
    addInstance(builder, 'working', partOf(builder, 'instance', 'working', index));
  }
}
