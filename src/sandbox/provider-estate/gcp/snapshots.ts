import { decimalOf } from '../../estate/decimal.ts';
import { DAY, daysBefore } from '../../estate/generate/time.ts';
import type { Random } from '../../estate/random.ts';
import { type GcpBuilder, KEEP_LABEL, numericId, partOf } from './builder.ts';
import { CHECK } from './instance-roles.ts';
import type { GcpDisk, GcpSnapshot } from './model.ts';
import { computeName, relativeName } from './names.ts';
import { diskRate } from './prices.ts';

/** Snapshots by hand, and how many there are in a thousand resources. Schedules make the others. */
const ROLES = { old: 8, orphaned: 3, recent: 8, 'chain-base': 2, 'kept-by-schedule': 2, keep: 1.5 } as const;
type Role = keyof typeof ROLES;
const SCHEDULED_PER_THOUSAND = 120;
const GIB = 1024 ** 3;

export function buildSnapshots(builder: GcpBuilder): void {
  // Each disk has snapshots of one kind alone: a chain with a newer link is another case than a lonely old one.
  const sources = builder.disks.filter(
    ({ zone, user, labels }) => zone !== undefined && user !== undefined && !(KEEP_LABEL in labels),
  );
  let next = 0;
  const take = (): GcpDisk | undefined => sources[next++];
  for (const [role, perThousand] of Object.entries(ROLES) as [Role, number][]) {
    for (let index = 0; index < builder.context.count(perThousand); index++) {
      const random = builder.context.random('snapshot', role, index);
      const disk = role === 'orphaned' ? goneDisk(builder, index) : take();
      if (disk) addByHand(builder, random, role, disk);
    }
  }
  const wanted = Math.round(SCHEDULED_PER_THOUSAND * builder.context.scale);
  for (let index = 0; index < wanted; index += SCHEDULE_KEEPS) {
    const disk = take();
    if (!disk) return;
    addScheduled(
      builder,
      builder.context.random('snapshot', 'scheduled', index),
      disk,
      Math.min(SCHEDULE_KEEPS, wanted - index),
    );
  }
}

const SCHEDULE_KEEPS = 4;

function addByHand(builder: GcpBuilder, random: Random, role: Role, disk: GcpDisk): void {
  const ageDays = role === 'recent' ? random.between(3, 70) : random.between(110, 600);
  // No snapshot is older than its disk.
  const takenAt = Math.max(disk.createdAt + DAY, daysBefore(builder.now, ageDays));
  const old = builder.now - takenAt >= 90 * DAY;
  const schedule = role === 'kept-by-schedule' ? scheduleOf(builder, disk, 'monthly-for-two-years', 730) : undefined;
  const snapshot = snapshotOf(random, disk, takenAt, random.between(0.2, 0.9), {
    ...(schedule !== undefined && { schedule }),
    ...(role === 'keep' && { labels: { ...disk.labels, [KEEP_LABEL]: 'audit' } }),
  });
  builder.snapshots.push(snapshot);
  const at = { accountId: snapshot.projectId, region: snapshot.location };
  const id = computeName('snapshots', snapshot);
  const fine = (because: string): void => builder.context.plantFine(CHECK.snapshotOld, at, id, because);
  if (role === 'chain-base') {
    builder.snapshots.push(snapshotOf(random, disk, daysBefore(builder.now, random.between(2, 20)), 0.05));
    return fine('the base of a chain: a newer snapshot of the same disk needs its blocks');
  }
  if (role === 'kept-by-schedule') return fine('made by a schedule that keeps it for two years');
  if (role === 'keep') return fine(`protected by the label ${KEEP_LABEL}`);
  if (!old) return fine('younger than 90 days');
  const rate = diskRate('snapshot', disk.region);
  const monthly = (rate * BigInt(Math.round(snapshot.storageBytes / 1024))) / BigInt(GIB / 1024);
  const because = role === 'orphaned' ? 'more than 90 days old, and its disk is gone' : 'more than 90 days old';
  builder.context.plantWaste(CHECK.snapshotOld, at, id, because, decimalOf(monthly));
}

function addScheduled(builder: GcpBuilder, random: Random, disk: GcpDisk, count: number): void {
  const schedule = scheduleOf(builder, disk, 'daily-for-two-weeks', 14);
  for (let back = 0; back < count; back++) {
    const takenAt = daysBefore(builder.now, back + 0.3);
    if (takenAt <= disk.createdAt) return;
    builder.snapshots.push(snapshotOf(random, disk, takenAt, back === count - 1 ? 0.4 : 0.02, { schedule }));
  }
}

/** A disk that was deleted: its snapshots still name it. */
function goneDisk(builder: GcpBuilder, index: number): GcpDisk {
  const { random, place, zone, name, labels } = partOf(builder, 'gone disk', 'gone', index);
  return {
    projectId: place.accountId,
    region: place.region,
    zone,
    id: numericId(random),
    name: `${name}-old`,
    createdAt: daysBefore(builder.now, 800),
    labels,
    type: 'pd-standard',
    sizeGiB: random.pick([50, 100, 200]),
    policies: [],
    peakIops: 0,
  };
}

function scheduleOf(builder: GcpBuilder, disk: GcpDisk, name: string, retentionDays: number): string {
  const { projectId, region } = disk;
  const same = (policy: { readonly name: string; readonly projectId: string; readonly region: string }): boolean =>
    policy.name === name && policy.projectId === projectId && policy.region === region;
  if (!builder.policies.some(same)) {
    const random = builder.context.random('policy', name, projectId, region);
    const createdAt = daysBefore(builder.now, 800);
    builder.policies.push({ projectId, region, id: numericId(random), name, createdAt, retentionDays });
  }
  return name;
}

function snapshotOf(
  random: Random,
  disk: GcpDisk,
  takenAt: number,
  share: number,
  more: Pick<Partial<GcpSnapshot>, 'schedule' | 'labels'> = {},
): GcpSnapshot {
  return {
    projectId: disk.projectId,
    region: 'global',
    id: numericId(random),
    name: `${disk.name.slice(0, 40)}-${random.hex(8)}`,
    createdAt: takenAt,
    labels: disk.labels,
    sourceDisk: relativeName('disks', disk),
    sourceDiskId: disk.id,
    diskSizeGiB: disk.sizeGiB,
    storageBytes: Math.round(disk.sizeGiB * share * GIB),
    location: disk.region,
    archived: false,
    ...more,
  };
}
