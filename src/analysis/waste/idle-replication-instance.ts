import type { Fact } from '../../domain/fact.ts';
import { known } from '../../domain/fact.ts';
import type { Instant } from '../../domain/instant.ts';
import type { ReplicationTask } from '../../domain/resources.ts';
import { ageDays, daysSince } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { replicationComponents } from '../pricing/data-stores.ts';
import { wholeSaving } from '../pricing/replacement-saving.ts';
import { windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A replication instance on which no task has run for a window. */
export const idleReplicationInstance = defineCheck({
  name: 'replication-instance-idle',
  ids: { aws: 'aws-dms-idle' },
  kind: 'replication-instance',
  title: 'Replication instance without a running task',
  description:
    'A replication instance bills by the hour, whether a task runs on it or not, and stays when a migration is done. On this one none ' +
    'runs, none stopped within the window, and its CPU shows that none was there that has been deleted since.',
  savings: 'the whole cost of the instance and of storage beyond what is included',
  ignores: [
    'an instance with a task that runs, starts or waits for its source',
    'one whose last task stopped or was made within the window: it may go on',
    'one whose CPU was busy: a task that was deleted, or a test of a connection',
    'one that is younger than the window',
  ],
  evidence: {
    lookbackDays: 'days that were looked at',
    tasks: 'tasks that it has, none of which runs',
    daysSinceLastTask: 'days since the last task stopped or was made; null without one',
    p99CpuPercent: 'CPU that 99 % of the hours’ highest moments stayed below',
  },
  params: {
    ...windowParams(14, 'a migration rarely pauses for two weeks'),
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide a task that has been deleted' },
    maxCpuPercent: { default: 20, min: 0, max: 100, why: 'the instance’s own upkeep stays below it' },
  },
  needs: { metrics: ['cpu-percent-maximum'] },
  risk: 'medium',
  action: 'replication-instance.delete',
  evaluate(instance, params, { now, firstSeen, digest, costs }) {
    const { tasks } = instance;
    if (tasks.known && tasks.value.some(({ state }) => state === 'active')) return fine();
    const age = ageDays(instance.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const cpu = peakOf(digest('cpu-percent-maximum'), ({ p99 }) => p99, params, now);
    if (cpu.known && cpu.value.peak > params.maxCpuPercent) return fine();
    const rest = tasks.known ? restDays(tasks.value, now) : tasks;
    if (rest.known && rest.value !== null && rest.value < params.lookbackDays) return fine();
    const evidence = {
      lookbackDays: params.lookbackDays,
      tasks: tasks.known ? tasks.value.length : null,
      daysSinceLastTask: rest.known ? rest.value : null,
      p99CpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
    };
    if (!tasks.known) return cannotTell(`tasks: ${tasks.reason}`, evidence);
    if (!rest.known) return cannotTell(`when its tasks ran: ${rest.reason}`, evidence);
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap = gapIn(cpu, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    return waste({
      confidence: 0.9,
      evidence,
      monthlySavings: wholeSaving(instance, costs, replicationComponents(instance)),
    });
  },
});

/** Days since any of the tasks stopped, or was made where it never ran; null where there is none. */
function restDays(tasks: readonly ReplicationTask[], now: Instant): Fact<number | null> {
  let least: number | null = null;
  for (const { stoppedAt, createdAt } of tasks) {
    const at = stoppedAt === undefined ? createdAt : known(stoppedAt);
    if (!at.known) return at;
    const days = daysSince(at.value, now);
    if (!days.known) return days;
    least = least === null ? days.value : Math.min(least, days.value);
  }
  return known(least);
}
