import type { AwsInstance, AwsVolume, AwsVolumeAttachment, AwsVolumeModification, AwsVolumeShape } from '../model.ts';
import { decimalOf, picoOf } from '../decimal.ts';
import { ebsMonthly, gp2ToGp3Saving, type EbsShape } from '../ebs-charges.ts';
import { Random } from '../random.ts';
import { plantFine, plantWaste, type Builder, type BuiltInstance } from './builder.ts';
import { CHECK } from './checks.ts';
import type { Gp2Role } from './roles.ts';
import { KEEP_TAG } from './tags.ts';
import { daysBefore, HOUR, SECOND, wholeSecond } from './time.ts';
import { plantedBy, usePartOf, useRolesOf, type UsePart, type UseRole } from './volume-parts.ts';
import { gp2Shape, plainDataShape, rootShape, streamingShape, twinShape } from './volume-shapes.ts';

/** Names that EC2 suggests for data volumes. */
const DATA_DEVICES = ['/dev/sdf', '/dev/sdg', '/dev/sdh', '/dev/sdi', '/dev/sdj', '/dev/sdk', '/dev/sdl', '/dev/sdm'];
const TAG_KEYS_TO_COPY = ['env', 'Environment', 'app', 'team', 'cost-center', 'managed-by'];

/** Root volumes of all instances, then the data volumes that some have. */
export function buildAttachedVolumes(builder: Builder): void {
  const { seed } = builder.options;
  const roles = builder.cast.gp2;
  builder.instances.forEach((host, index) => {
    const random = new Random(seed, 'root volume', index);
    const role = roles[index]!;
    const volume = attached(builder, random, host.instance, {
      shape: shapeFor(random, role, rootShape),
      device: host.instance.rootDeviceName,
      attachedAt: host.instance.createdAt + SECOND,
      deleteOnTermination: true,
      role,
    });
    if (host.role === 'stopped-recent' || host.role === 'stopped-keep') {
      plantFine(builder, CHECK.unattached, volume, volume.id, 'attached, though its instance is stopped');
    }
  });
  const devices = new Uint8Array(builder.instances.length);
  const { attachedDataVolumes, streamingVolumes } = builder.cast;
  const gp2Roles = roles.slice(builder.instances.length);
  const uses = useRolesOf(seed, gp2Roles.filter((role) => role === 'other').length);
  let used = 0;
  for (let index = 0; index < attachedDataVolumes; index++) {
    const random = new Random(seed, 'data volume', index);
    const streams = index < streamingVolumes;
    const role = streams ? 'other' : gp2Roles[index - streamingVolumes]!;
    const use = streams || role !== 'other' ? undefined : uses[used++];
    if (use !== undefined) buildUsedVolume(builder, random, devices, use);
    else buildDataVolume(builder, random, devices, role, streams);
  }
}

function buildDataVolume(builder: Builder, random: Random, devices: Uint8Array, role: Gp2Role, streams: boolean): void {
  const host = pickHost(builder, random, devices, streams);
  const age = host.instance.createdAt + SECOND;
  attached(builder, random, host.instance, {
    shape: streams ? streamingShape(random) : shapeFor(random, role, plainDataShape),
    device: host.device,
    attachedAt: streams ? age : laterThan(random, age, host.instance.stoppedAt ?? builder.options.now),
    deleteOnTermination: random.chance(0.4),
    role,
    ...(streams && { io: 'streaming' as const }),
  });
}

/** A volume whose use is the point: it needs a host that ran, and sent metrics, for the whole window. */
function buildUsedVolume(builder: Builder, random: Random, devices: Uint8Array, use: UseRole): void {
  const { now } = builder.options;
  const part = usePartOf(random, use);
  const host = pickHost(builder, random, devices, true);
  const age = host.instance.createdAt + SECOND;
  const changed = {
    ...(part.changedHoursAgo !== undefined && changedBack(part, now)),
    ...(part.multiAttach && { multiAttach: true }),
  };
  const volume = attached(
    builder,
    random,
    host.instance,
    {
      shape: part.shape,
      device: host.device,
      attachedAt: part.young ? Math.max(age, daysBefore(now, random.between(2, 11))) : age,
      deleteOnTermination: random.chance(0.4),
      role: use === 'gp2-quiet' ? 'gp2' : 'other',
      io: part.io,
    },
    changed,
  );
  if (part.keep !== undefined) volume.tags[KEEP_TAG] = part.keep;
  if (part.multiAttach) attachTwice(builder, volume, host.instance, devices);
  plantUse(builder, volume, use);
}

/** Somebody went back to gp2 a few hours ago. */
function changedBack({ shape, changedHoursAgo = 0 }: UsePart, now: number): { modification: AwsVolumeModification } {
  const startedAt = wholeSecond(now - changedHoursAgo * HOUR);
  const original: AwsVolumeShape = { ...shape, type: 'gp3', iops: 3000, throughputMiBps: 125 };
  return { modification: { startedAt, state: 'optimizing', progressPercent: 60, original, target: shape } };
}

/** The second holder of a Multi-Attach volume: another machine of its zone that runs, where there is one. */
function attachTwice(builder: Builder, volume: AwsVolume, first: AwsInstance, devices: Uint8Array): void {
  const [attachment] = volume.attachments;
  const at = builder.instances.findIndex(
    ({ instance }, index) =>
      instance.id !== first.id &&
      instance.state === 'running' &&
      instance.zone === first.zone &&
      instance.accountId === first.accountId &&
      devices[index]! < DATA_DEVICES.length,
  );
  if (at < 0 || attachment === undefined) return;
  const { instance } = builder.instances[at]!;
  volume.attachments.push({
    ...attachment,
    instanceId: instance.id,
    device: DATA_DEVICES[devices[at]!++]!,
    attachedAt: Math.max(attachment.attachedAt, instance.createdAt + SECOND),
  });
}

/** Cost of the waste: of the volume itself, or what it costs above what would do. */
function plantUse(builder: Builder, volume: AwsVolume, use: UseRole): void {
  if (use === 'gp2-changed') {
    plantFine(builder, CHECK.gp2, volume, volume.id, 'changed to gp2 less than five hours ago');
    return;
  }
  const cost = ebsMonthly(volume, volume.region);
  for (const { checkId, verdict, because } of plantedBy(use, volume)) {
    if (verdict === 'fine') plantFine(builder, checkId, volume, volume.id, because);
    else if (checkId === CHECK.volumeIdle) plantWaste(builder, checkId, volume, volume.id, because, cost);
    else plantWaste(builder, checkId, volume, volume.id, because, above(volume, leastOf(checkId, volume)));
  }
}

/** The cheapest that could do: gp3 with what it includes, or the least that the type can be set to. */
function leastOf(checkId: string, { type, sizeGiB }: AwsVolume): EbsShape {
  if (checkId === CHECK.ioToGp3 || type === 'gp3') return { type: 'gp3', sizeGiB, iops: 3000, throughputMiBps: 125 };
  return { type, sizeGiB, iops: 100 };
}

const above = (volume: AwsVolume, least: EbsShape): string =>
  decimalOf(picoOf(ebsMonthly(volume, volume.region)) - picoOf(ebsMonthly(least, volume.region)));

function shapeFor(random: Random, role: Gp2Role, other: (random: Random) => AwsVolumeShape): AwsVolumeShape {
  if (role === 'gp2' || role === 'gp2-keep') return gp2Shape(random);
  return role === 'gp3-twin' ? twinShape(random) : other(random);
}

/** Half of the data volumes came with their instance, the others some time after. */
function laterThan(random: Random, from: number, to: number): number {
  if (random.chance(0.5) || to <= from) return from;
  return Math.floor(random.between(from, to) / SECOND) * SECOND;
}

/** A volume whose use is judged needs a working host that has run, and sent metrics, for the whole window. */
function isSettled({ instance, role }: BuiltInstance, now: number): boolean {
  const since = daysBefore(now, 20);
  return (
    role === 'ordinary' && instance.launchedAt < since && instance.load.since < since && instance.load.shape !== 'none'
  );
}

function pickHost(
  builder: Builder,
  random: Random,
  devices: Uint8Array,
  settled: boolean,
): { readonly instance: AwsInstance; readonly device: string } {
  const { instances } = builder;
  const start = random.integer(0, instances.length - 1);
  for (let step = 0; step < instances.length; step++) {
    const index = (start + step) % instances.length;
    const candidate = instances[index]!;
    if (devices[index]! >= DATA_DEVICES.length) continue;
    if (settled && !isSettled(candidate, builder.options.now)) continue;
    return { instance: candidate.instance, device: DATA_DEVICES[devices[index]!++]! };
  }
  throw new RangeError('no instance can hold another data volume');
}

interface AttachedPart {
  readonly shape: AwsVolumeShape;
  readonly device: string;
  readonly attachedAt: number;
  readonly deleteOnTermination: boolean;
  readonly role: Gp2Role;
  readonly io?: Exclude<AwsVolume['io'], undefined>;
}

function attached(
  builder: Builder,
  random: Random,
  instance: AwsInstance,
  part: AttachedPart,
  more: Partial<Pick<AwsVolume, 'modification' | 'multiAttach'>> = {},
): AwsVolume {
  const attachment: AwsVolumeAttachment = {
    instanceId: instance.id,
    device: part.device,
    attachedAt: part.attachedAt,
    deleteOnTermination: part.deleteOnTermination,
    state: 'attached',
  };
  const volume: AwsVolume = {
    id: `vol-0${random.hex(16)}`,
    accountId: instance.accountId,
    region: instance.region,
    zone: instance.zone,
    ...part.shape,
    state: 'in-use',
    createdAt: part.attachedAt,
    encrypted: random.chance(0.7),
    ...(random.chance(0.6) && { snapshotId: `snap-0${random.hex(16)}` }),
    ...(part.io !== undefined && { io: part.io }),
    ...more,
    attachments: [attachment],
    tags: volumeTags(random, instance, part),
  };
  builder.volumes.push(volume);
  plantGp2(builder, volume, part);
  return volume;
}

function volumeTags(random: Random, instance: AwsInstance, { role, device }: AttachedPart): Record<string, string> {
  const tags: Record<string, string> = {};
  if (random.chance(0.6)) {
    for (const key of TAG_KEYS_TO_COPY) {
      const value = instance.tags[key];
      if (value !== undefined) tags[key] = value;
    }
    const name = instance.tags['Name'];
    if (name !== undefined) tags['Name'] = device === instance.rootDeviceName ? `${name}-root` : `${name}-data`;
  }
  if (role === 'gp2-keep') tags[KEEP_TAG] = 'certified configuration';
  return tags;
}

function plantGp2(builder: Builder, volume: AwsVolume, { role, io }: AttachedPart): void {
  if (role === 'gp2') plantGp2Waste(builder, volume);
  else if (role === 'gp2-keep') {
    plantFine(builder, CHECK.gp2, volume, volume.id, `gp2, but protected by the tag ${KEEP_TAG}`);
  } else if (role === 'gp3-twin') {
    plantFine(builder, CHECK.gp2, volume, volume.id, 'gp3 already, of a size that gp2 volumes have');
  } else if (io === 'streaming') {
    const because = 'streams 230 MiB/s and more every night: gp3 with that throughput would cost more than gp2 does';
    plantFine(builder, CHECK.gp2, volume, volume.id, because);
  }
}

/** Planted gp2 volumes use less than gp3 includes, so the saving is that of the storage alone. */
export function plantGp2Waste(builder: Builder, volume: AwsVolume): void {
  const saving = gp2ToGp3Saving(volume.sizeGiB, volume.region, { iops: 3000, throughputMiBps: 125 });
  const because = 'gp2 that needs no more than the 3000 IOPS and 125 MiB/s that gp3 includes';
  plantWaste(builder, CHECK.gp2, volume, volume.id, because, decimalOf(saving));
}
