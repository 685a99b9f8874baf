import { type Fact, known, mapFact, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { MetricDigest } from '../../domain/metrics.ts';
import { ageDays } from '../days.ts';
import { isKeptForDisaster, isServerless, roleOf } from '../database-role.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { environmentOf } from '../environment.ts';
import { peakOf, rounded } from '../metric-peak.ts';
import { computeComponents, databaseComponents } from '../pricing/databases.ts';
import { shareOf } from '../pricing/share.ts';
import type { Database } from '../../domain/resources.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

const HOURS_PER_WEEK = 168;

/** A database for development or staging that runs through nights and weekends in which nobody connects to it. */
export const databaseOffHours = defineCheck({
  name: 'database-schedule',
  ids: { aws: 'aws-rds-schedule', gcp: 'gcp-sql-schedule' },
  kind: 'database',
  title: 'Non-production database that runs while nobody uses it',
  description:
    'Over four weeks the same hours of the week never saw a connection. A schedule that stops the database then ends the machine’s ' +
    'bill for those hours; storage goes on. All members of a cluster are stopped together.',
  savings: 'cost of the machine x hours off / 168; storage, IOPS and backups go on and are not counted',
  ignores: [
    'production, and what tags and name do not call anything',
    'what cannot be stopped: read replicas, databases that have some, SQL Server with a standby, global databases',
    'one without a fixed size, which scales down by itself',
    'one that is stopped at those hours already, and one that nobody uses at any hour',
  ],
  evidence: {
    environment: 'what it is for, by its tags or name',
    offHoursPerWeek: 'hours of the week that a schedule could stop it for',
    quietHoursPerWeek: 'hours of the week without a connection in four weeks',
    offHours: 'the hours to stop it, UTC, Monday first',
  },
  params: {
    lookbackDays: { default: 28, min: 14, max: 63, why: 'four of every weekday: what is quiet in all four is a habit' },
    minOffHours: { default: 40, min: 1, max: 168, why: 'a weekend; less is not worth a schedule' },
    minRunHours: { default: 4, min: 1, max: 48, why: 'a shorter gap is a lunch break, and starting takes minutes' },
    leadHours: { default: 1, min: 0, max: 12, why: 'it is up again before the first one comes' },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one who works at night' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell of the habits of now' },
  },
  needs: {
    metrics: ['database-connections-four-weeks'],
    // A read replica lives in its source's account, though maybe in another region.
    users: { kinds: ['database'], reach: 'account' },
    related: true,
    kinds: ['database-cluster'],
    sizes: true,
  },
  risk: 'medium',
  action: 'database.schedule',
  evaluate(database, params, context) {
    const { now, firstSeen, digest, users } = context;
    if (database.powerState !== 'running' || isServerless(database) || database.isReplica === true) return fine();
    if (database.redundancy === 'standby' && database.engine.startsWith('sqlserver')) return fine();
    const role = roleOf(database, context);
    if (role.known && (role.value.is === 'replica' || role.value.is === 'copy')) return fine();
    if (role.known && role.value.is === 'member' && role.value.cluster.global) return fine();
    const age = ageDays(database.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const environment = mapFact(database.tags, (tags) => environmentOf(tags, database.name));
    if (environment.known && environment.value !== 'development' && environment.value !== 'staging') return fine();

    const told = digest('database-connections-four-weeks');
    const week = weekOf(told, params, now);
    if (!week.known) return cannotTell(week.reason);
    const { quiet, off } = { quiet: week.value.filter((hour) => hour === 0).length, off: offHours(week.value, params) };
    const notRunning = week.value.filter((hour) => hour === null).length;
    if (notRunning >= params.minOffHours) return fine(); // a schedule stops it already
    if (quiet === HOURS_PER_WEEK || off.length < params.minOffHours) return fine();

    const evidence = {
      environment: environment.known ? (environment.value ?? null) : null,
      offHoursPerWeek: off.length,
      quietHoursPerWeek: quiet,
      offHours: rangesOf(off),
    };
    if (!environment.known) return cannotTell(`tags: ${environment.reason}`, evidence);
    if (!role.known) return cannotTell(role.reason, evidence);
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    if (told.known && told.value.sampleCount < params.minCoverage * told.value.expectedCount) {
      const percent = rounded((100 * told.value.sampleCount) / told.value.expectedCount);
      return cannotTell(`${told.value.metric} has only ${Math.floor(percent)} % of its samples`, evidence);
    }
    const using = users();
    if (!using.known) return cannotTell(`read replicas: ${using.reason}`, evidence);
    if (using.value.some(({ relation }) => relation === 'replica-of')) return fine();
    if (database.tags.known && isKeptForDisaster(database.tags.value, database.name)) return fine();
    return waste({
      confidence: 0.75,
      evidence,
      monthlySavings: savingOf(
        database,
        off.length,
        role.value.is === 'member' ? role.value.cluster.ioBilling : undefined,
        context,
      ),
      actionParams: { offHours: rangesOf(off) },
    });
  },
});

type Week = readonly (number | null)[];

/** Most connections by the hour of the week; the mean of four maxima is zero when all four are. */
function weekOf(
  digest: Fact<MetricDigest>,
  window: { readonly lookbackDays: number; readonly maxMetricAgeDays: number },
  now: CheckContext['now'],
): Fact<Week> {
  const peak = peakOf(digest, ({ max }) => max, window, now);
  if (!peak.known) return peak;
  const week = digest.known ? digest.value.hourOfWeek : undefined;
  return week?.length === HOURS_PER_WEEK
    ? known(week)
    : unread(`${peak.value.metric} has no profile by hour of the week`);
}

/** Hours in long enough runs of quiet ones, without the last of each run; the week goes round. */
function offHours(
  week: Week,
  { minRunHours, leadHours }: { minRunHours: number; leadHours: number },
): readonly number[] {
  const busy = week.findIndex((hour) => hour !== 0);
  if (busy < 0) return week.map((_, hour) => hour);
  const off: number[] = [];
  let run: number[] = [];
  for (let step = 1; step <= HOURS_PER_WEEK; step++) {
    const hour = (busy + step) % HOURS_PER_WEEK;
    if (week[hour] === 0) run.push(hour);
    else {
      if (run.length >= minRunHours) off.push(...run.slice(0, Math.max(0, run.length - leadHours)));
      run = [];
    }
  }
  return off.sort((a, b) => a - b);
}

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `Mon 00-06, Mon 20-24, …`. */
function rangesOf(hours: readonly number[]): string {
  const set = new Set(hours);
  const ranges: string[] = [];
  days.forEach((day, index) => {
    for (let hour = 0; hour < 24; hour++) {
      const at = index * 24 + hour;
      if (!set.has(at) || (hour > 0 && set.has(at - 1))) continue;
      let end = hour;
      while (end < 24 && set.has(index * 24 + end)) end++;
      ranges.push(`${day} ${two(hour)}-${two(end)}`);
    }
  });
  return ranges.join(', ');
}

const two = (hour: number): string => String(hour).padStart(2, '0');

function savingOf(
  database: Database,
  hours: number,
  ioBilling: 'per-request' | 'included' | 'other' | undefined,
  { now, costs, sizes }: CheckContext,
): Fact<CostEstimate> {
  const around = { now, sizes: sizes(), ...(ioBilling !== undefined && { ioBilling }) };
  const machine = costs.insteadOf(database, databaseComponents(database, around), computeComponents(database, around));
  return mapFact(machine, (quote) => shareOf(quote, hours / HOURS_PER_WEEK, `${hours} of 168 hours off`));
}
