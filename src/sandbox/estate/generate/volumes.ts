import type { AwsInstance, AwsVolume, AwsVolumeAttachment, AwsVolumeShape } from '../model.ts';
import { decimalOf } from '../decimal.ts';
import { gp2ToGp3Saving } from '../ebs-charges.ts';
import { Random } from '../random.ts';
import { plantFine, plantWaste, type Builder, type BuiltInstance } from './builder.ts';
import { CHECK } from './checks.ts';
import type { Gp2Role } from './roles.ts';
import { KEEP_TAG } from './tags.ts';
import { daysBefore, SECOND } from './time.ts';
import { dataShape, gp2Shape, rootShape, streamingShape, twinShape } from './volume-shapes.ts';

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
  for (let index = 0; index < builder.cast.attachedDataVolumes; index++) {
    const random = new Random(seed, 'data volume', index);
    const streams = index < builder.cast.streamingVolumes;
    const host = pickHost(builder, random, devices, streams);
    const role = streams ? 'other' : roles[builder.instances.length + index - builder.cast.streamingVolumes]!;
    const age = host.instance.createdAt + SECOND;
    attached(builder, random, host.instance, {
      shape: streams ? streamingShape(random) : shapeFor(random, role, dataShape),
      device: host.device,
      attachedAt: streams ? age : laterThan(random, age, host.instance.stoppedAt ?? builder.options.now),
      deleteOnTermination: random.chance(0.4),
      role,
      ...(streams && { io: 'streaming' as const }),
    });
  }
}

function shapeFor(random: Random, role: Gp2Role, other: (random: Random) => AwsVolumeShape): AwsVolumeShape {
  if (role === 'gp2' || role === 'gp2-keep') return gp2Shape(random);
  return role === 'gp3-twin' ? twinShape(random) : other(random);
}

/** Half of the data volumes came with their instance, the others some time after. */
function laterThan(random: Random, from: number, to: number): number {
  if (random.chance(0.5) || to <= from) return from;
  return Math.floor(random.between(from, to) / SECOND) * SECOND;
}

/** A streaming volume needs a working host that has run for the whole window. */
function canStream({ instance, role }: BuiltInstance, now: number): boolean {
  return role === 'ordinary' && instance.launchedAt < daysBefore(now, 20);
}

function pickHost(
  builder: Builder,
  random: Random,
  devices: Uint8Array,
  streams: boolean,
): { readonly instance: AwsInstance; readonly device: string } {
  const { instances } = builder;
  const start = random.integer(0, instances.length - 1);
  for (let step = 0; step < instances.length; step++) {
    const index = (start + step) % instances.length;
    const candidate = instances[index]!;
    if (devices[index]! >= DATA_DEVICES.length) continue;
    if (streams && !canStream(candidate, builder.options.now)) continue;
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
  readonly io?: 'streaming';
}

function attached(builder: Builder, random: Random, instance: AwsInstance, part: AttachedPart): AwsVolume {
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
