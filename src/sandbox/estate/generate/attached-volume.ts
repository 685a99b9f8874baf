import { decimalOf } from '../decimal.ts';
import { gp2ToGp3Saving } from '../ebs-charges.ts';
import type { AwsInstance, AwsVolume, AwsVolumeAttachment, AwsVolumeShape } from '../model.ts';
import type { Random } from '../random.ts';
import { plantFine, plantWaste, type Builder } from './builder.ts';
import { CHECK } from './checks.ts';
import type { Gp2Role } from './roles.ts';
import { KEEP_TAG } from './tags.ts';

const TAG_KEYS_TO_COPY = ['env', 'Environment', 'app', 'team', 'cost-center', 'managed-by'];

export interface AttachedPart {
  readonly shape: AwsVolumeShape;
  readonly device: string;
  readonly attachedAt: number;
  readonly deleteOnTermination: boolean;
  readonly role: Gp2Role;
  readonly io?: Exclude<AwsVolume['io'], undefined>;
}

export function attached(
  builder: Builder,
  random: Random,
  instance: AwsInstance,
  part: AttachedPart,
  more: Pick<AwsVolume, 'multiAttach'> = {},
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
