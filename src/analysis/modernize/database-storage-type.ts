import type { Fact } from '../../domain/fact.ts';
import type { Database, DatabaseStorage } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { gapIn, type Peak, peakOf, rounded } from '../metric-peak.ts';
import { changeSaving } from '../pricing/database-savings.ts';
import {
  databaseComponents,
  includedInGp3,
  joined,
  type Performance,
  storageComponents,
} from '../pricing/databases.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

const BYTES_PER_MIB = 2 ** 20;
const improvable = ['gp2', 'io1', 'io2'];

/** gp3 storage goes no further. Source: RDS User Guide, "Amazon RDS DB instance storage", gp3 storage. */
const GP3_LIMITS = { iops: 64_000, throughputMiBps: 4_000 } as const;
const SQL_SERVER_LIMITS = { iops: 16_000, throughputMiBps: 1_000 } as const;

/** Storage that would cost less as gp3 and be fast enough for what was measured. */
export const databaseStorageType = defineCheck({
  name: 'database-storage-type',
  ids: { aws: 'aws-rds-storage-gp2-gp3' },
  kind: 'database',
  title: 'Database storage that costs less as gp3',
  description:
    'gp3 includes 3,000 IOPS and 125 MiB/s, and 12,000 and 500 on volumes that are large enough to be striped. Provisioned-IOPS storage ' +
    'pays for each IOPS, needed or not. For this database gp3, with some more performance bought where it needs that, costs less. ' +
    'gp2 and gp3 often have the same price per GB: such gp2 is left alone.',
  savings:
    'cost of the storage as it is minus its cost as gp3 with the IOPS and throughput that were needed, and some room',
  ignores: [
    'gp2 at the same price as gp3',
    'storage that needs more than gp3 can give at its size',
    'members of clusters, a stopped database, one younger than the window',
  ],
  evidence: {
    tier: 'present type',
    sizeGiB: 'allocated space',
    p99Iops: '99th percentile of hourly peaks of reads and writes per second',
    p99ThroughputMiBps: 'the same of what they move',
    gp3Iops: 'IOPS as gp3',
    gp3ThroughputMiBps: 'throughput as gp3',
  },
  params: {
    lookbackDays: { default: 14, min: 1, max: 90, why: 'two weeks hold two of every weekday, and a fortnightly job' },
    headroomPercent: {
      default: 20,
      min: 0,
      max: 200,
      why: 'load grows, and the rarest peaks lie above the 99th percentile',
    },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the nightly load' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell what it needs now' },
  },
  needs: { metrics: ['database-iops-maximum', 'database-throughput-bytes-maximum'], sizes: true },
  risk: 'medium',
  action: 'database.change-storage',
  evaluate(database, params, context) {
    const { now, firstSeen, digest, costs } = context;
    const { storage } = database;
    if (database.powerState !== 'running' || storage === undefined || !improvable.includes(storage.tier)) return fine();
    const age = ageDays(database.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    // Whatever is needed, gp3 costs at least this: where that is no saving, metrics can't make it one.
    const included = includedInGp3(database.engine, storage.sizeGiB);
    const best = savingAs(database, { ...storage, tier: 'gp3', ...included }, context);
    const evidence = { tier: storage.tier, sizeGiB: storage.sizeGiB };
    if (!best.known) return cannotTell(best.reason, evidence);
    if (best.value.amount.nanos <= 0n) return fine();

    const iops = peakOf(digest('database-iops-maximum'), ({ p99 }) => p99, params, now);
    const bytes = peakOf(digest('database-throughput-bytes-maximum'), ({ p99 }) => p99, params, now);
    const measured = {
      ...evidence,
      p99Iops: iops.known ? rounded(iops.value.peak) : null,
      p99ThroughputMiBps: bytes.known ? rounded(bytes.value.peak / BYTES_PER_MIB) : null,
    };
    const gap = gapIn(iops, params.minCoverage) ?? gapIn(bytes, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, measured);
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, measured);
    const needed = neededOf(iops, bytes, 1 + params.headroomPercent / 100);
    const target = targetFor(needed, included, database);
    if (target === undefined) return fine();
    const saving = savingAs(database, { ...storage, tier: 'gp3', ...target }, context);
    if (!saving.known) return cannotTell(saving.reason, measured);
    if (saving.value.amount.nanos <= 0n) return fine();
    return waste({
      confidence: storage.tier === 'io2' ? 0.6 : 0.8, // io2 loses less data over the years: some chose it for that
      evidence: { ...measured, gp3Iops: target.iops, gp3ThroughputMiBps: target.throughputMiBps },
      monthlySavings: changeSaving(
        database,
        costs,
        ...componentsFor(database, { ...storage, tier: 'gp3', ...target }, context),
      ),
      actionParams: { tier: 'gp3', ...target },
    });
  },
});

const neededOf = (iops: Fact<Peak>, bytes: Fact<Peak>, factor: number): Performance => ({
  iops: iops.known ? Math.ceil(iops.value.peak * factor) : Number.POSITIVE_INFINITY,
  throughputMiBps: bytes.known ? Math.ceil((bytes.value.peak / BYTES_PER_MIB) * factor) : Number.POSITIVE_INFINITY,
});

/** gp3 settings that give what is needed; undefined where it can't. Small volumes take no more than what is included. */
function targetFor(needed: Performance, included: Performance, { engine }: Database): Performance | undefined {
  const isSqlServer = engine.startsWith('sqlserver');
  const limits = isSqlServer ? SQL_SERVER_LIMITS : GP3_LIMITS;
  const scalable = isSqlServer || included.iops > 3_000;
  const most = scalable ? limits : included;
  if (needed.iops > most.iops || needed.throughputMiBps > most.throughputMiBps) return undefined;
  const iops = Math.max(included.iops, roundUp(needed.iops, 100));
  const throughputMiBps = Math.max(included.throughputMiBps, roundUp(needed.throughputMiBps, 25));
  // Each MiB/s needs four IOPS (the same page).
  return { iops: Math.max(iops, throughputMiBps * 4), throughputMiBps };
}

const roundUp = (value: number, to: number): number => Math.ceil(value / to) * to;

type Components = ReturnType<typeof storageComponents>;

/** The whole database as it is and with other storage, so that a bill for all of it can be divided. */
function componentsFor(database: Database, storage: DatabaseStorage, context: CheckContext): [Components, Components] {
  const around = { now: context.now, sizes: context.sizes() };
  return [databaseComponents(database, around), databaseComponents({ ...database, storage }, around)];
}

/** Storage alone, at list price: which of the two costs less does not depend on the machine. */
function savingAs(database: Database, storage: DatabaseStorage, { costs }: CheckContext) {
  const { storage: present } = database;
  const nothing = { resourceId: '' };
  const now = present === undefined ? joined([]) : storageComponents(database, present);
  return changeSaving(nothing, costs, now, storageComponents(database, storage));
}
