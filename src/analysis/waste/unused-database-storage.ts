import { type Fact, mapFact, unread } from '../../domain/fact.ts';
import type { Database } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { changeSaving, removalSaving } from '../pricing/database-savings.ts';
import { databaseComponents } from '../pricing/databases.ts';
import { stoppedComponents } from '../pricing/managed-databases.ts';
import { exceeds, highest, windowParams } from '../traffic.ts';
import { cannotTell, fine, type Verdict, waste } from '../verdict.ts';

/** Reads and writes a second that a GiB allows. Source: Compute Engine, "Persistent Disk performance", zonal SSD and standard. */
const IOPS_PER_GIB: Readonly<Record<string, number>> = { ssd: 30, hdd: 0.75 };

/** What is to be kept free: "roughly 100 GB or 20 % … of current usage, whichever is larger". Source: "About storage shrink". */
const LEAST_FREE_GIB = 100;
const FREE_SHARE = 0.2;

/** Storage of a database that nobody can ask, or that is far larger than what is in it. */
export const unusedDatabaseStorage = defineCheck({
  name: 'database-storage-unused',
  ids: { gcp: 'gcp-sql-stopped-or-storage' },
  kind: 'database',
  title: 'Storage of a stopped database, or far more than its data needs',
  description:
    'A stopped instance bills for its storage, its backups and its public address for as long as it is there; on this one no server ' +
    'was up in the window. Or a disk is mostly empty, often after it grew by itself for an import: it can be made smaller, with a ' +
    'restart, to what is in it and the reserve that the vendor advises.',
  savings:
    'of a stopped one its storage and public address, minus a full backup that is kept; of a large one the storage beyond the target',
  ignores: [
    'an instance that was up on any day of the window, or that the cloud suspended',
    'a replica, whose storage follows its primary, and a shared-core instance: neither can be made smaller by itself',
    'one whose smaller disk would have too few reads and writes a second for its busiest hour',
    'one that is younger than the window',
  ],
  evidence: {
    lookbackDays: 'days that were looked at; a stopped one was down on each of them',
    storageGiB: 'its storage',
    tier: 'type of its storage',
    hasPublicAddress: 'whether it holds a public address',
    maxUsedPercent: 'highest share of its storage in use',
    maxIops: 'reads and writes a second in the busiest hour of two weeks',
    targetGiB: 'proposed size',
  },
  params: {
    ...windowParams(30, 'a month holds a monthly job'),
    maxUsedPercent: { default: 40, min: 1, max: 90, why: 'above it what can be given back is hardly worth a restart' },
    minGiB: { default: 100, min: 10, max: 65_536, why: 'the reserve alone takes as much' },
    iopsHeadroom: {
      default: 3,
      min: 1,
      max: 20,
      why: 'what is measured is the mean of an hour: its minutes are above',
    },
  },
  needs: { metrics: ['database-up-maximum', 'disk-used-percent-maximum', 'database-iops-maximum'] },
  risk: 'high',
  action: 'database.snapshot-and-delete',
  evaluate(database, params, context) {
    const { now, firstSeen } = context;
    if (database.storage === undefined || database.isReplica === true) return fine();
    const age = ageDays(database.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    switch (database.powerState) {
      case 'stopped':
        return ofStopped(database, age, params, context);
      case 'running':
        return ofRunning(database, age, params, context);
      default:
        return fine();
    }
  },
});

type Params = Readonly<
  Record<'lookbackDays' | 'minCoverage' | 'maxMetricAgeDays' | 'maxUsedPercent' | 'minGiB' | 'iopsHeadroom', number>
>;

function ofStopped(database: Database, age: Fact<number>, params: Params, context: CheckContext): Verdict {
  const { digest, now, costs } = context;
  if (database.state === 'SUSPENDED') return fine();
  const up = highest(digest('database-up-maximum'), params, now);
  if (exceeds(up, 0)) return fine();
  const evidence = {
    lookbackDays: params.lookbackDays,
    storageGiB: database.storage?.sizeGiB ?? null,
    tier: database.storage?.tier ?? null,
    hasPublicAddress: database.hasPublicAddress ?? null,
  };
  if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
  const gap = gapIn(up, params.minCoverage);
  if (gap !== undefined) return cannotTell(gap, evidence);
  return waste({
    confidence: 0.8,
    evidence,
    monthlySavings: removalSaving(database, costs, stoppedComponents(database, costs.listPrices)),
  });
}

function ofRunning(database: Database, age: Fact<number>, params: Params, context: CheckContext): Verdict {
  const { digest, now, costs } = context;
  const { storage } = database;
  if (storage === undefined || storage.sizeGiB <= params.minGiB || /^db-(f1-micro|g1-small)$/.test(database.sizeName)) {
    return fine();
  }
  const used = peakOf(digest('disk-used-percent-maximum'), ({ max }) => max, params, now);
  if (exceeds(used, params.maxUsedPercent)) return fine();
  const iops = peakOf(digest('database-iops-maximum'), ({ max }) => max, { ...params, lookbackDays: 14 }, now);
  const target = targetOf(storage, used, iops, params.iopsHeadroom);
  if (target.known && target.value >= storage.sizeGiB) return fine();
  const evidence = {
    lookbackDays: params.lookbackDays,
    storageGiB: storage.sizeGiB,
    tier: storage.tier,
    maxUsedPercent: used.known ? rounded(used.value.peak) : null,
    maxIops: iops.known ? rounded(iops.value.peak) : null,
    targetGiB: target.known ? target.value : null,
  };
  if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
  const gap = gapIn(used, params.minCoverage) ?? gapIn(iops, 0.9);
  if (gap !== undefined || !target.known) return cannotTell(gap ?? (target.known ? '' : target.reason), evidence);
  const around = { now, sizes: new Map() };
  const smaller = { ...database, storage: { ...storage, sizeGiB: target.value } };
  return waste({
    confidence: 0.75,
    evidence,
    monthlySavings: changeSaving(
      database,
      costs,
      databaseComponents(database, around),
      databaseComponents(smaller, around),
    ),
    action: 'database.change-storage',
    actionParams: { sizeGiB: target.value },
  });
}

type Peak = ReturnType<typeof peakOf>;

/** Room for what is in it with the reserve, and for its reads and writes, in whole GiB. */
function targetOf(
  { sizeGiB, tier }: NonNullable<Database['storage']>,
  used: Peak,
  iops: Peak,
  headroom: number,
): Fact<number> {
  const perGiB = IOPS_PER_GIB[tier];
  if (perGiB === undefined) return unread(`how the performance of ${tier} storage follows its size is not known`);
  if (!iops.known) return iops;
  return mapFact(used, ({ peak }) => {
    const data = (sizeGiB * peak) / 100;
    const room = data + Math.max(LEAST_FREE_GIB, data * FREE_SHARE);
    return Math.ceil(Math.max(room, (iops.value.peak * headroom) / perGiB));
  });
}
