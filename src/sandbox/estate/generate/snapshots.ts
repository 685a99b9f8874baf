import type { AwsSnapshot, AwsVolume } from '../model.ts';
import { Random } from '../random.ts';
import type { Builder } from './builder.ts';
import { DAY, wholeSecond } from './time.ts';

/** Snapshots of the volumes there are, and of some that are gone. None of them is part of the planted truth. */
export function buildSnapshots(builder: Builder): void {
  const { seed, now } = builder.options;
  for (let index = 0; index < builder.cast.snapshots; index++) {
    const random = new Random(seed, 'snapshot', index);
    const source = random.pick(builder.volumes);
    const orphan = random.chance(0.25);
    const startedAt = wholeSecond(random.between(source.createdAt, now - 600_000));
    builder.snapshots.push({
      id: `snap-0${random.hex(16)}`,
      accountId: source.accountId,
      region: source.region,
      volumeId: orphan ? `vol-0${random.hex(16)}` : source.id,
      volumeSizeGiB: source.sizeGiB,
      storedGiB: storedGiB(random, source.sizeGiB),
      state: 'completed',
      progressPercent: 100,
      startedAt,
      ...origin(random, source),
      encrypted: source.encrypted,
      // The archive takes what has been kept for a while.
      storageTier: now - startedAt > 90 * DAY && random.chance(0.15) ? 'archive' : 'standard',
    });
  }
}

/** The first snapshot of a volume holds what is written on it, later ones what changed since: whole GiB here. */
function storedGiB(random: Random, sizeGiB: number): number {
  const share = random.chance(0.3) ? random.between(0.3, 0.8) : random.between(0.01, 0.08);
  return Math.max(1, Math.round(sizeGiB * share));
}

function origin(random: Random, source: AwsVolume): Pick<AwsSnapshot, 'description' | 'tags' | 'imageId'> {
  const draw = random.unit();
  if (draw < 0.55) {
    const policy = `policy-0${random.hex(16)}`;
    return {
      description: `Created for policy: ${policy} schedule: Daily`,
      tags: { 'aws:dlm:lifecycle-policy-id': policy, 'aws:dlm:lifecycle-schedule-name': 'Daily', ...teamOf(source) },
    };
  }
  if (draw < 0.75) {
    const imageId = `ami-0${random.hex(16)}`;
    const instanceId = source.attachments[0]?.instanceId ?? `i-0${random.hex(16)}`;
    return { description: `Created by CreateImage(${instanceId}) for ${imageId}`, tags: {}, imageId };
  }
  if (draw < 0.9) return { description: `backup of ${source.tags['Name'] ?? source.id}`, tags: teamOf(source) };
  return { description: '', tags: {} };
}

function teamOf(source: AwsVolume): Record<string, string> {
  const team = source.tags['team'];
  return team === undefined ? {} : { team };
}
