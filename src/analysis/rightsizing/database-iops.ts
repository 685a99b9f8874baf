import type { Database, DatabaseStorage } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { changeSaving } from '../pricing/database-savings.ts';
import { databaseComponents, includedInGp3 } from '../pricing/databases.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Provisioned IOPS that are far above what is used. */
export const databaseIops = defineCheck({
  name: 'database-iops-overprovisioned',
  ids: { aws: 'aws-rds-iops-overprovisioned' },
  kind: 'database',
  title: 'Database pays for far more IOPS than it uses',
  description:
    'Provisioned IOPS bill whether they are used or not. The 99th percentile of what this database reads and writes lies below the ' +
    'share given of what it pays for.',
  savings: '(provisioned IOPS - target) x IOPS price; the target leaves half as much again above the 99th percentile',
  ignores: [
    'gp2, and gp3 with no more than it includes: nothing is paid for IOPS there',
    'io1 and io2 at the least that they take',
    'members of clusters, a stopped database, one younger than the window',
  ],
  evidence: {
    tier: 'type of the storage',
    provisionedIops: 'what is paid for',
    p99Iops: '99th percentile of hourly peaks of reads and writes per second',
    usedPercent: 'the latter in percent of the former',
    targetIops: 'what would do',
  },
  params: {
    lookbackDays: { default: 14, min: 1, max: 90, why: 'two weeks hold two of every weekday, and a fortnightly job' },
    maxUsedPercent: { default: 40, min: 1, max: 100, why: 'above it the saving is not worth the risk of a slow night' },
    headroomPercent: { default: 50, min: 0, max: 500, why: 'the rarest peaks lie above the 99th percentile' },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the nightly load' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell what it needs now' },
  },
  needs: { metrics: ['database-iops-maximum'], sizes: true },
  risk: 'medium',
  action: 'database.change-storage',
  evaluate(database, params, context) {
    const { now, firstSeen, digest, costs } = context;
    const { storage } = database;
    if (database.powerState !== 'running' || storage?.iops === undefined) return fine();
    const least = leastIops(database, storage);
    if (least === undefined || storage.iops <= least) return fine();
    const age = ageDays(database.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const iops = peakOf(digest('database-iops-maximum'), ({ p99 }) => p99, params, now);
    const usedPercent = iops.known ? (100 * iops.value.peak) / storage.iops : undefined;
    if (usedPercent !== undefined && usedPercent >= params.maxUsedPercent) return fine();
    const evidence = {
      tier: storage.tier,
      provisionedIops: storage.iops,
      p99Iops: iops.known ? rounded(iops.value.peak) : null,
      usedPercent: usedPercent === undefined ? null : rounded(usedPercent),
    };
    const gap = gapIn(iops, params.minCoverage);
    if (gap !== undefined || !iops.known) return cannotTell(gap ?? 'no peak', evidence);
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const wanted = Math.ceil((iops.value.peak * (1 + params.headroomPercent / 100)) / 100) * 100;
    const targetIops = Math.max(least, wanted);
    if (targetIops >= storage.iops) return fine();
    const around = { now, sizes: context.sizes() };
    return waste({
      confidence: 0.8,
      evidence: { ...evidence, targetIops },
      monthlySavings: changeSaving(
        database,
        costs,
        databaseComponents(database, around),
        databaseComponents({ ...database, storage: { ...storage, iops: targetIops } }, around),
      ),
      actionParams: { iops: targetIops },
    });
  },
});

/**
 * The least IOPS that its storage takes; undefined where IOPS are not bought. Source: RDS User Guide, "Amazon RDS DB
 * instance storage": 1,000 for provisioned IOPS and half an IOPS per GiB; gp3 includes some.
 */
function leastIops({ engine }: Database, { tier, sizeGiB }: DatabaseStorage): number | undefined {
  if (tier === 'gp3') return includedInGp3(engine, sizeGiB).iops;
  return tier === 'io1' || tier === 'io2' ? Math.max(1_000, Math.ceil(sizeGiB / 2)) : undefined;
}
