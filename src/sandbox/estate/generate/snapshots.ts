import { decimalOf } from '../decimal.ts';
import type { AwsSnapshot, AwsVolume } from '../model.ts';
import { ebsRatePico } from '../prices.ts';
import { Random } from '../random.ts';
import { plantFine, plantWaste, type Builder } from './builder.ts';
import { CHECK } from './checks.ts';
import { agesOf, leastVolumeDays, type LineageRole, lineagesOf, sourceOf } from './snapshot-lineages.ts';
import { plantedBy, type SnapshotFacts } from './snapshot-truth.ts';
import { identityOf, KEEP_TAG, nameOf, tagsOf } from './tags.ts';
import { DAY, daysBefore } from './time.ts';

/** What EC2 names as the volume of a copied snapshot. Source: EC2 API, Snapshot. */
const NO_VOLUME = 'vol-ffffffff';

/** All snapshots of the estate, lineage by lineage, with what the checks have to say of each. */
export function buildSnapshots(builder: Builder): void {
  const { seed, now } = builder.options;
  const volumes = new Random(seed, 'sources of snapshots').shuffle(builder.volumes);
  const taken = new Set<string>();
  // Each age has its own place in the list: what is too young for it, or taken, is so for good.
  const places = new Map<number, number>();
  const take = (days: number): AwsVolume | undefined => {
    for (let at = places.get(days) ?? 0; at < volumes.length; at++) {
      const volume = volumes[at]!;
      if (taken.has(volume.id) || volume.createdAt >= daysBefore(now, days + 1)) continue;
      taken.add(volume.id);
      places.set(days, at + 1);
      return volume;
    }
    places.set(days, volumes.length);
    return undefined;
  };
  lineagesOf(seed, builder.cast.snapshots).forEach((asked, index) => {
    const random = new Random(seed, 'snapshot lineage', index);
    const wanted = sourceOf(random, asked);
    // A young estate has no volume that is old enough: such a lineage is of one that is gone by now, and an orphan.
    const volume = wanted === 'present' ? take(leastVolumeDays(asked)) : undefined;
    const role = wanted === 'present' && volume === undefined ? lost(asked) : asked;
    buildLineage(builder, random, role, { volume, isCopy: wanted === 'copy' });
  });
}

/** Roles that depend on their volume's presence become orphans; the others stay what they are. */
function lost(role: LineageRole): LineageRole {
  const depend: readonly LineageRole[] = [
    'single-old',
    'chain-old',
    'policy-gone',
    'retention-over',
    'untold',
    'young',
  ];
  if (!depend.includes(role)) return role === 'policy' ? 'orphan-policy' : role;
  return 'orphan';
}

interface Source {
  readonly volume: AwsVolume | undefined;
  readonly isCopy: boolean;
}

/** What all snapshots of a lineage share. */
interface Common {
  readonly accountId: string;
  readonly region: string;
  readonly volumeId: string;
  readonly sizeGiB: number;
  readonly encrypted: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

function buildLineage(builder: Builder, random: Random, role: LineageRole, source: Source): void {
  const { now } = builder.options;
  const common = commonOf(builder, random, role, source);
  const volumeDays = source.volume === undefined ? 700 : (now - source.volume.createdAt) / DAY - 0.1;
  const ages = agesOf(random, role, volumeDays);
  // Whole GiB, so that list prices of it are exact; the first of a volume holds what is written on it.
  const full = Math.max(1, Math.round(common.sizeGiB * random.between(0.3, 0.8)));
  const snapshots = ages.map((days, index): AwsSnapshot => ({
    id: `snap-0${random.hex(16)}`,
    accountId: common.accountId,
    region: common.region,
    volumeId: common.volumeId,
    volumeSizeGiB: common.sizeGiB,
    storedGiB: index === 0 ? full : Math.max(1, Math.round(full * random.between(0.01, 0.08))),
    ...(role !== 'untold' && { fullGiB: full }),
    state: 'completed',
    progressPercent: 100,
    startedAt: daysBefore(now, days),
    ...origin(random, role, source, common, now),
    encrypted: common.encrypted,
    storageTier: role === 'archived' ? 'archive' : 'standard',
  }));
  builder.snapshots.push(...snapshots);
  snapshots.forEach((snapshot, index) => {
    const days = ages[index]!;
    plant(builder, role, snapshot, { days });
  });
}

function commonOf(builder: Builder, random: Random, role: LineageRole, { volume, isCopy }: Source): Common {
  const gone = `vol-0${random.hex(16)}`;
  if (volume !== undefined) {
    const { accountId, region, sizeGiB, encrypted } = volume;
    return { accountId, region, volumeId: isCopy ? NO_VOLUME : volume.id, sizeGiB, encrypted, tags: teamOf(volume) };
  }
  const place = builder.places.pick(random);
  const identity = identityOf(random, place.environment);
  const tags = role === 'cluster' ? {} : tagsOf(random, identity, nameOf(identity));
  return {
    accountId: place.accountId,
    region: place.region,
    volumeId: isCopy ? NO_VOLUME : gone,
    sizeGiB: random.pick([20, 50, 100, 200, 500]),
    encrypted: random.chance(0.7),
    tags,
  };
}

function teamOf({ tags }: AwsVolume): Record<string, string> {
  const team = tags['team'];
  return team === undefined ? {} : { team };
}

type Origin = Pick<AwsSnapshot, 'description' | 'tags' | 'imageId'>;

/** Id of the lifecycle policy of an account and region, the same for all that it made. */
export const policyIdOf = (accountId: string, region: string): string =>
  `policy-0${new Random(Number(accountId), `policy ${region}`).hex(16)}`;

function origin(random: Random, role: LineageRole, { volume }: Source, common: Common, now: number): Origin {
  const byHand = `backup of ${volume?.tags['Name'] ?? common.volumeId}`;
  const tagged = (tags: Record<string, string>, description = byHand): Origin => ({
    description,
    tags: { ...common.tags, ...tags },
  });
  const day = (days: number): string => new Date(now + days * DAY).toISOString().slice(0, 10);
  switch (role) {
    case 'policy':
    case 'orphan-policy':
    case 'policy-gone': {
      const policy = role === 'policy-gone' ? `policy-0${random.hex(16)}` : policyIdOf(common.accountId, common.region);
      return tagged(
        { 'aws:dlm:lifecycle-policy-id': policy, 'aws:dlm:lifecycle-schedule-name': 'Daily', 'dlm:managed': 'true' },
        `Created for policy: ${policy} schedule: Daily`,
      );
    }
    case 'image': {
      const imageId = `ami-0${random.hex(16)}`;
      const instanceId = volume?.attachments[0]?.instanceId ?? `i-0${random.hex(16)}`;
      return { description: `Created by CreateImage(${instanceId}) for ${imageId}`, tags: {}, imageId };
    }
    case 'backup': {
      const arn = `arn:aws:ec2:${common.region}:${common.accountId}:volume/${common.volumeId}`;
      return tagged({ 'aws:backup:source-resource': arn }, 'This snapshot is created by the AWS Backup service.');
    }
    case 'cluster':
      return tagged({
        CSIVolumeSnapshotName: `snapshot-${random.hex(8)}`,
        'ebs.csi.aws.com/cluster': 'true',
        'kubernetes.io/cluster/prod-eks': 'owned',
      });
    case 'retention':
      return tagged({ retention: random.pick(['7y', 'legal', '10y']) });
    case 'retention-ends':
      return tagged({ 'delete-after': day(random.between(20, 70)) });
    case 'retention-over':
      return tagged({ 'retain-until': day(-random.between(5, 60)) });
    case 'keep':
      return tagged({ [KEEP_TAG]: random.pick(['audit', 'golden data']) });
    case 'template':
      return tagged({ purpose: 'launch template' });
    case 'copy':
      return tagged({}, `[Copied snap-0${random.hex(16)} from ${common.region}]`);
    default:
      return random.chance(0.4) ? { description: '', tags: {} } : tagged({});
  }
}

/** Its cost at list price: what it stores; for the archive, what the full copy would cost less. */
function plant(builder: Builder, role: LineageRole, snapshot: AwsSnapshot, facts: SnapshotFacts): void {
  const stored =
    BigInt(snapshot.storedGiB ?? snapshot.volumeSizeGiB) * ebsRatePico(snapshot.region, 'snapshot.gbMonth');
  const archived = BigInt(snapshot.fullGiB ?? 0) * ebsRatePico(snapshot.region, 'snapshotArchive.gbMonth');
  for (const { checkId, verdict, because } of plantedBy(role, facts)) {
    if (verdict === 'fine') plantFine(builder, checkId, snapshot, snapshot.id, because);
    else {
      const cost = checkId === CHECK.snapshotArchive ? stored - archived : stored;
      plantWaste(builder, checkId, snapshot, snapshot.id, because, decimalOf(cost));
    }
  }
}
