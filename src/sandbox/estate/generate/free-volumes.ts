import type { AwsVolume, AwsVolumeShape } from '../model.ts';
import { ebsMonthly } from '../ebs-charges.ts';
import { Random } from '../random.ts';
import { plantFine, plantWaste, type Builder } from './builder.ts';
import { CHECK } from './checks.ts';
import type { Environment } from './organization.ts';
import type { FreeVolumeRole } from './roles.ts';
import { identityOf, KEEP_TAG, nameOf, tagsOf } from './tags.ts';
import { daysBefore, HOUR, wholeSecond } from './time.ts';
import { dataShape, gp2Shape, rootShape } from './volume-shapes.ts';
import { plantGp2Waste } from './attached-volume.ts';

/** Ages in days: waste is at least 16 days old and 15 detached; look-alikes by age are at most 12.5. */
interface Past {
  readonly createdAt: number;
  readonly detachedAt?: number;
}

/** Volumes in state `available`: forgotten, just made, waiting for their pod, or kept on purpose. */
export function buildFreeVolumes(builder: Builder): void {
  builder.cast.freeVolumes.forEach((role, index) => {
    const random = new Random(builder.options.seed, 'free volume', index);
    const place = builder.places.pick(random);
    const past = pastOf(random, role, builder.options.now);
    const volume: AwsVolume = {
      id: `vol-0${random.hex(16)}`,
      accountId: place.accountId,
      region: place.region,
      zone: random.pick(place.subnets).zone,
      ...shapeOf(random, role),
      state: 'available',
      ...past,
      encrypted: random.chance(0.5),
      ...(random.chance(0.4) && { snapshotId: `snap-0${random.hex(16)}` }),
      attachments: [],
      tags: freeTags(random, role, place.environment),
    };
    builder.volumes.push(volume);
    plant(builder, role, volume);
  });
}

/** Look-alikes are never gp2: the gp2 check would rightly report them. */
function shapeOf(random: Random, role: FreeVolumeRole): AwsVolumeShape {
  if (role === 'unattached' && random.chance(0.2)) return gp2Shape(random);
  return random.chance(0.4) ? rootShape(random) : dataShape(random);
}

function pastOf(random: Random, role: FreeVolumeRole, now: number): Past {
  if (role === 'young') {
    const createdAt = random.chance(0.3)
      ? wholeSecond(now - random.between(0.2, 20) * HOUR)
      : daysBefore(now, random.between(1, 12.5));
    return { createdAt };
  }
  if (role === 'unattached' && random.chance(0.15)) {
    // Just beyond the limit of 14 days, by more than a day, and never attached.
    return { createdAt: daysBefore(now, random.between(15.5, 17)) };
  }
  const createdDays = 20 + 1000 * random.unit() ** 2;
  if (random.chance(0.2)) return { createdAt: daysBefore(now, createdDays) };
  return {
    createdAt: daysBefore(now, createdDays),
    detachedAt: daysBefore(now, random.between(16, createdDays - 1)),
  };
}

function freeTags(random: Random, role: FreeVolumeRole, environment: Environment): Record<string, string> {
  const identity = identityOf(random, environment);
  if (role === 'claimed') return claimTags(random, `${identity.environment}-eks`, identity.application.app);
  const tags = tagsOf(random, identity, `${nameOf(identity)}-data`);
  if (role === 'keep') tags[KEEP_TAG] = random.pick(['legal hold', 'golden data set', 'audit 2025']);
  return tags;
}

/** As the in-tree provisioner tagged volumes, as the EBS CSI driver does, and as it does with `extra-create-metadata`. */
function claimTags(random: Random, cluster: string, app: string): Record<string, string> {
  const claim = `pvc-${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`;
  const claimed = {
    'kubernetes.io/created-for/pvc/name': `data-${app}-${random.integer(0, 4)}`,
    'kubernetes.io/created-for/pvc/namespace': app,
    'kubernetes.io/created-for/pv/name': claim,
  };
  const byDriver = { 'ebs.csi.aws.com/cluster': 'true', CSIVolumeName: claim };
  switch (random.integer(0, 2)) {
    case 0:
      return { Name: `kubernetes-dynamic-${claim}`, [`kubernetes.io/cluster/${cluster}`]: 'owned', ...claimed };
    case 1:
      return { ...byDriver, [`kubernetes.io/cluster/${cluster}`]: 'owned' };
    default:
      return { ...byDriver, ...claimed, KubernetesCluster: cluster };
  }
}

function plant(builder: Builder, role: FreeVolumeRole, volume: AwsVolume): void {
  if (role === 'unattached') {
    const because =
      volume.detachedAt === undefined
        ? 'made more than 15 days ago and never attached'
        : 'left behind, detached more than 15 days ago';
    plantWaste(builder, CHECK.unattached, volume, volume.id, because, ebsMonthly(volume, volume.region));
    // The two checks judge independently: a forgotten gp2 volume is a finding of both.
    if (volume.type === 'gp2') plantGp2Waste(builder, volume);
    return;
  }
  const because = {
    young: 'detached, but made less than 13 days ago',
    claimed: 'belongs to a Kubernetes persistent volume claim',
    keep: `protected by the tag ${KEEP_TAG}`,
  }[role];
  plantFine(builder, CHECK.unattached, volume, volume.id, because);
}
