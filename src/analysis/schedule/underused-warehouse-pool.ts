import { mapFact } from '../../domain/fact.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { replacementSaving, wholeSaving } from '../pricing/replacement-saving.ts';
import { shareOf } from '../pricing/share.ts';
import { poolUnitComponents } from '../pricing/warehouse-units.ts';
import { smallerPool } from '../rightsizing/warehouse-units.ts';
import { windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { blocksInWords, HOURS_PER_WEEK, offBlocks } from '../workload-shape.ts';

/** A dedicated pool that runs without queries, always or at the same hours of each week, or that is too large. */
export const underusedWarehousePool = defineCheck({
  name: 'warehouse-pool-underused',
  ids: { azure: 'azure-synapse-dw-idle' },
  kind: 'warehouse',
  title: 'Dedicated SQL pool that runs without queries, or larger than its load needs',
  description:
    'A dedicated SQL pool bills its units by the hour while it is online, and never pauses by itself. Reported is, in this order: a pool ' +
    'without a single query in the window; one without queries at the same hours of each week; one that used few of its units in ' +
    'nearly all hours. Paused, it bills for its storage alone. Memory and concurrency shrink with the units.',
  savings:
    'without queries the whole cost of its units; for hours of the week their share of 168; else the cost at the present size minus ' +
    'that at the smaller one. Storage goes on and is not counted',
  ignores: [
    'a paused pool, and one that something pauses already: it has no samples then',
    'hours with a single query, whoever sent it',
    'a size below half of the present one: it takes two steps',
    'one that is younger than the window',
    'Spark pools and capacities of Fabric, which are not read',
  ],
  evidence: {
    sizeName: 'present size',
    maxQueriesPerHour: 'queries of the busiest hour',
    coverage: 'share of the hours of which there is a sample, 0 to 1',
    p99UsedPercent: 'share of its units that 99 % of the hours’ highest moments stayed below',
    offHoursPerWeek: 'hours of the week that a schedule could pause it for',
    offHours: 'the hours to pause it, UTC',
    targetSizeName: 'the smaller size that is proposed',
  },
  params: {
    ...windowParams(14, 'two of every weekday, and a fortnightly load'),
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one who works at night' },
    minOffHours: { default: 40, min: 1, max: 168, why: 'a weekend; less is not worth a schedule' },
    minRunHours: { default: 4, min: 1, max: 48, why: 'resuming takes minutes, and queries fail until then' },
    leadHours: { default: 1, min: 0, max: 12, why: 'it is up again before the first one comes' },
    maxUsedPercent: { default: 30, min: 1, max: 100, why: 'twice as much is still below what slows queries' },
    targetUsedPercent: { default: 70, min: 1, max: 100, why: 'how much of the smaller size may be used' },
  },
  needs: { metrics: ['active-queries', 'used-percent-maximum'] },
  risk: 'medium',
  action: 'warehouse.schedule',
  evaluate(pool, params, { now, firstSeen, digest, costs }) {
    const { sizeName } = pool;
    if (pool.powerState !== 'running') return fine();
    const age = ageDays(pool.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const told = digest('active-queries');
    const queries = peakOf(told, ({ max }) => max, params, now);
    const used = peakOf(digest('used-percent-maximum'), ({ p99 }) => p99, params, now);
    const evidence = {
      sizeName,
      maxQueriesPerHour: queries.known ? queries.value.peak : null,
      coverage: queries.known ? rounded(queries.value.coverage) : null,
      p99UsedPercent: used.known ? rounded(used.value.peak) : null,
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap = gapIn(queries, params.minCoverage);
    if (gap !== undefined || !queries.known) return cannotTell(gap ?? 'its queries were not read', evidence);
    const units = poolUnitComponents(sizeName);
    if (queries.value.peak === 0) {
      return waste({
        confidence: 0.9,
        evidence,
        monthlySavings: wholeSaving(pool, costs, units),
        action: 'warehouse.pause',
      });
    }

    const week = told.known ? told.value.hourOfWeek : undefined;
    if (week?.length !== HOURS_PER_WEEK)
      return cannotTell('active-queries has no profile by hour of the week', evidence);
    const blocks = offBlocks((hour) => week[hour] === 0, params.minRunHours).map(({ from, to }) => ({
      from,
      to: to - params.leadHours,
    }));
    const off = blocks.reduce((sum, { from, to }) => sum + Math.max(0, to - from), 0);
    if (off >= params.minOffHours) {
      return waste({
        confidence: 0.7,
        evidence: { ...evidence, offHoursPerWeek: off, offHours: blocksInWords(blocks) },
        monthlySavings: mapFact(costs.monthlyOf(pool, units), (quote) =>
          shareOf(quote, off / HOURS_PER_WEEK, `${off} of 168 hours off`),
        ),
        actionParams: { offHours: blocksInWords(blocks) },
      });
    }

    const usedGap = gapIn(used, params.minCoverage);
    if (usedGap !== undefined || !used.known) return cannotTell(usedGap ?? 'its use was not read', evidence);
    if (used.value.peak >= params.maxUsedPercent) return fine();
    const targetSizeName = smallerPool(sizeName, used.value.peak, params.targetUsedPercent);
    if (targetSizeName === undefined) return fine();
    return waste({
      confidence: 0.7,
      evidence: { ...evidence, targetSizeName },
      monthlySavings: replacementSaving(pool, costs, units, poolUnitComponents(targetSizeName)),
      action: 'warehouse.resize',
      actionParams: { sizeName: targetSizeName },
    });
  },
});
