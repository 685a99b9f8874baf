import { type Fact, mapFact, unread } from '../../domain/fact.ts';
import { epochMs, type Instant, instant, MS_PER_DAY } from '../../domain/instant.ts';
import type { Database } from '../../domain/resources.ts';
import { daysSince } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { removalSaving } from '../pricing/database-savings.ts';
import { storageComponents } from '../pricing/databases.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** RDS starts a stopped database after so many days. Source: RDS User Guide, "Stopping an Amazon RDS DB instance temporarily". */
const STOPPED_AT_MOST_DAYS = 7;

/** A stopped database goes on paying for its storage, and is started again by the cloud every week. */
export const stoppedDatabase = defineCheck({
  name: 'database-stopped',
  ids: { aws: 'aws-rds-stopped' },
  kind: 'database',
  title: 'Stopped database that goes on paying for storage',
  description:
    'A stopped database bills for its storage, provisioned IOPS and backups as before, and after seven days the cloud starts it ' +
    'again, which bills for the machine until somebody stops it once more. One that stays stopped over a long weekend, or that was ' +
    'started by the cloud and stopped again twice, is better kept as a snapshot.',
  savings: 'its storage and IOPS minus a full-size snapshot, which is kept; `high` takes the snapshot as free',
  ignores: [
    'one that was stopped lately: a schedule stops databases for the night and the weekend',
    'a member of a cluster: its storage is the cluster’s',
  ],
  evidence: {
    stoppedDays: 'whole days since it was stopped',
    automaticRestarts: 'how often the cloud started it in the last 14 days',
    storageGiB: 'its storage',
    tier: 'type of its storage',
    restartsAt: 'when the cloud will start it again',
  },
  params: {
    minStoppedDays: {
      default: 4,
      min: 0,
      max: 7,
      why: 'longer than a weekend with a holiday, which a schedule stops for',
    },
    minRestarts: { default: 2, min: 1, max: 3, why: 'twice in two weeks: nobody used it in between' },
  },
  risk: 'medium',
  action: 'database.snapshot-and-delete',
  evaluate(database, { minStoppedDays, minRestarts }, { now, costs }) {
    if (database.powerState !== 'stopped' || database.storage === undefined) return fine();
    const { automaticRestarts: restarts, storage } = database;
    const days = stoppedDays(database, now);
    const evidence = {
      stoppedDays: days.known ? days.value : null,
      automaticRestarts: restarts.known ? restarts.value : null,
      storageGiB: storage.sizeGiB,
      tier: storage.tier,
      restartsAt: database.restartsAt ?? null,
    };
    const isLong = days.known && days.value >= minStoppedDays;
    const isOften = restarts.known && restarts.value >= minRestarts;
    if (!isLong && !isOften) {
      if (!days.known) return cannotTell(`time of the stop: ${days.reason}`, evidence);
      return restarts.known ? fine() : cannotTell(`restarts by the cloud: ${restarts.reason}`, evidence);
    }
    return waste({
      confidence: isOften ? 0.85 : 0.7,
      evidence,
      monthlySavings: removalSaving(database, costs, storageComponents(database, storage)),
    });
  },
});

/** RDS tells when it will start a stopped database, which is seven days after it was stopped. */
function stoppedDays({ restartsAt }: Database, now: Instant): Fact<number> {
  if (restartsAt === undefined) return unread('the time of the automatic restart was not told');
  const restart = epochMs(restartsAt);
  if (!Number.isFinite(restart)) return unread(`${JSON.stringify(restartsAt)} is no moment`);
  return mapFact(daysSince(instant(restart - STOPPED_AT_MOST_DAYS * MS_PER_DAY), now), (days) => Math.max(0, days));
}
