import { decimalOf, picoOf } from '../decimal.ts';
import type { FamilyContext } from '../family-context.ts';
import { policyIdOf } from '../generate/snapshots.ts';
import { DAY, daysBefore, HOUR } from '../generate/time.ts';
import { ebsRate, HOURS_PER_MONTH } from '../prices.ts';
import type { Random } from '../random.ts';
import type { FastRestore } from './model.ts';

const CHECK = 'aws-ebs-fast-snapshot-restore';

type Role = 'unused' | 'used' | 'young' | 'optimizing' | 'disabled';
const CYCLE: readonly Role[] = [
  'unused',
  'used',
  'unused',
  'young',
  'unused',
  'used',
  'disabled',
  'unused',
  'young',
  'optimizing',
];

/** Fast snapshot restores, each of another snapshot. */
export function buildFastRestores(context: FamilyContext): ReadonlyMap<string, FastRestore> {
  const candidates = context.snapshots.filter(
    // Of those that a policy keeps: no check has anything else to say of them.
    ({ accountId, region, startedAt, tags }) =>
      startedAt < daysBefore(context.now, 12) && tags['aws:dlm:lifecycle-policy-id'] === policyIdOf(accountId, region),
  );
  const wanted = Math.min(candidates.length, context.count(2.5, 5));
  const step = Math.max(1, Math.floor(candidates.length / Math.max(1, wanted)));
  const restores = new Map<string, FastRestore>();
  for (let index = 0; index < wanted; index++) {
    const snapshot = candidates[index * step];
    if (snapshot === undefined) break;
    const random = context.random('fast restore', index);
    const role = CYCLE[index % CYCLE.length]!;
    const zone = `${snapshot.region}${random.pick(['a', 'b', 'c'])}`;
    const restore: FastRestore = {
      id: `${snapshot.id}/${zone}`,
      accountId: snapshot.accountId,
      region: snapshot.region,
      snapshotId: snapshot.id,
      zone,
      ...lifeOf(context, random, role, (context.now - snapshot.startedAt) / DAY),
      // At most ten, and fewer for large volumes: 1,024 GiB by the snapshot's size.
      credits: Math.max(1, Math.min(10, Math.floor(1024 / snapshot.volumeSizeGiB))),
      usedAt: role === 'used' ? usesOf(context, random) : [],
    };
    restores.set(restore.id, restore);
    plant(context, role, restore);
  }
  return restores;
}

type Life = Pick<FastRestore, 'state' | 'enablingAt' | 'enabledAt' | 'disabledAt'>;

function lifeOf({ now }: FamilyContext, random: Random, role: Role, snapshotDays: number): Life {
  if (role === 'optimizing') return { state: 'optimizing', enablingAt: daysBefore(now, 0.02) };
  // Ages stay clear of the limit of seven days, and behind the snapshot's own.
  const days =
    role === 'young' ? random.between(1, 5.5) : random.between(9.5, Math.max(10, Math.min(90, snapshotDays)));
  const enabledAt = daysBefore(now, days);
  const enablingAt = enabledAt - HOUR;
  if (role === 'disabled') return { state: 'disabled', enablingAt, enabledAt, disabledAt: daysBefore(now, 0.5) };
  return { state: 'enabled', enablingAt, enabledAt };
}

/** A volume was made every second day. */
function usesOf({ now }: FamilyContext, random: Random): readonly number[] {
  return [1, 3, 5].map((days) => daysBefore(now, days + random.between(0.1, 0.9)));
}

function plant(context: FamilyContext, role: Role, restore: FastRestore): void {
  const fine = (because: string): void => context.plantFine(CHECK, restore, restore.id, because);
  switch (role) {
    case 'unused': {
      const monthly = picoOf(ebsRate(restore.region, 'fastSnapshotRestore.hour')) * BigInt(HOURS_PER_MONTH);
      const because = 'enabled for more than nine days, and no volume was made from it';
      return context.plantWaste(CHECK, restore, restore.id, because, decimalOf(monthly));
    }
    case 'used':
      return fine('volumes are made from it every other day, and deleted again');
    case 'young':
      return fine('enabled less than six days ago');
    case 'optimizing':
      return fine('not enabled yet');
    case 'disabled':
      return fine('disabled already');
  }
}
