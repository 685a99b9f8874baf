import { mapFact } from '../../domain/fact.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf } from '../metric-peak.ts';
import { warehouseComponents } from '../pricing/data-stores.ts';
import { shareOf } from '../pricing/share.ts';
import { windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { blocksInWords, HOURS_PER_WEEK, offBlocks } from '../workload-shape.ts';

/** A warehouse cluster that runs through hours of the week in which nobody ever connects, and that nothing pauses. */
export const warehouseOffHours = defineCheck({
  name: 'warehouse-schedule',
  ids: { aws: 'aws-redshift-pause-schedule' },
  kind: 'warehouse',
  title: 'Data warehouse that runs while nobody uses it',
  description:
    'Over four weeks the same hours of the week never saw a connection. A paused cluster bills for its storage alone, and Redshift ' +
    'can pause and resume it by the clock. Loads and extracts connect too, so they are in the hours that it stays up for.',
  savings: 'cost of the nodes x hours off / 168; storage goes on and is not counted',
  ignores: [
    'a cluster with a schedule that pauses or resumes it',
    'one in use at nearly all hours, and one that nobody uses at any (another check reports that)',
    'one in two zones, which cannot be paused',
    'one that is younger than four weeks',
  ],
  evidence: {
    offHoursPerWeek: 'hours of the week that a schedule could pause it for',
    quietHoursPerWeek: 'hours of the week without a connection in four weeks',
    offHours: 'the hours to pause it, UTC',
    nodes: 'nodes',
    sizeName: 'node type',
  },
  params: {
    ...windowParams(28, 'four of every weekday: what is quiet in all four is a habit'),
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one who works at night' },
    minOffHours: { default: 40, min: 1, max: 168, why: 'a weekend; less is not worth a schedule' },
    minRunHours: { default: 4, min: 1, max: 48, why: 'resuming takes minutes, and queries fail until then' },
    leadHours: { default: 1, min: 0, max: 12, why: 'it is up again before the first one comes' },
  },
  needs: { metrics: ['database-connections-four-weeks'] },
  risk: 'medium',
  action: 'warehouse.schedule',
  evaluate(warehouse, params, { now, firstSeen, digest, costs }) {
    const { pauseSchedules, nodeCount, sizeName } = warehouse;
    if (warehouse.powerState !== 'running' || warehouse.multiZone) return fine();
    if (pauseSchedules.known && pauseSchedules.value > 0) return fine();
    const age = ageDays(warehouse.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const told = digest('database-connections-four-weeks');
    const peak = peakOf(told, ({ max }) => max, params, now);
    const week = told.known ? told.value.hourOfWeek : undefined;
    if (!peak.known) return cannotTell(peak.reason);
    if (peak.value.peak === 0) return fine();
    if (week?.length !== HOURS_PER_WEEK) return cannotTell(`${peak.value.metric} has no profile by hour of the week`);
    const quiet = week.filter((hour) => hour === 0).length;
    const blocks = offBlocks((hour) => week[hour] === 0, params.minRunHours).map(({ from, to }) => ({
      from,
      to: to - params.leadHours,
    }));
    const off = blocks.reduce((sum, { from, to }) => sum + Math.max(0, to - from), 0);
    if (off < params.minOffHours) return fine();
    const evidence = {
      offHoursPerWeek: off,
      quietHoursPerWeek: quiet,
      offHours: blocksInWords(blocks),
      nodes: nodeCount,
      sizeName,
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap = gapIn(peak, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (!pauseSchedules.known) return cannotTell(`schedules: ${pauseSchedules.reason}`, evidence);
    const nodes = warehouseComponents(warehouse, nodeCount);
    return waste({
      confidence: 0.7,
      evidence,
      monthlySavings: mapFact(costs.insteadOf(warehouse, nodes, nodes), (quote) =>
        shareOf(quote, off / HOURS_PER_WEEK, `${off} of 168 hours off`),
      ),
      actionParams: { offHours: blocksInWords(blocks) },
    });
  },
});
