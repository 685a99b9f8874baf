import type { AwsVolumeShape } from '../model.ts';
import { Random } from '../random.ts';
import { attached } from './attached-volume.ts';
import { plantFine, type Builder } from './builder.ts';
import { CHECK } from './checks.ts';
import type { Gp2Role } from './roles.ts';
import { SECOND } from './time.ts';
import { buildUsedVolume } from './used-volumes.ts';
import { pickHost } from './volume-hosts.ts';
import { useRolesOf } from './volume-parts.ts';
import { gp2Shape, plainDataShape, rootShape, streamingShape, twinShape } from './volume-shapes.ts';

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

function shapeFor(random: Random, role: Gp2Role, other: (random: Random) => AwsVolumeShape): AwsVolumeShape {
  if (role === 'gp2' || role === 'gp2-keep') return gp2Shape(random);
  return role === 'gp3-twin' ? twinShape(random) : other(random);
}

/** Half of the data volumes came with their instance, the others some time after. */
function laterThan(random: Random, from: number, to: number): number {
  if (random.chance(0.5) || to <= from) return from;
  return Math.floor(random.between(from, to) / SECOND) * SECOND;
}
