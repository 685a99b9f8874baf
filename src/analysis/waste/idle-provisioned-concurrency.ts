import { mapFact } from '../../domain/fact.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { certain } from '../pricing/estimates.ts';
import { keptReadyComponents } from '../pricing/functions.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Environments of a function that are kept ready and hardly ever work. */
export const idleProvisionedConcurrency = defineCheck({
  name: 'provisioned-concurrency-idle',
  ids: { aws: 'aws-lambda-provisioned-concurrency-idle' },
  kind: 'provisioned-concurrency',
  title: 'Provisioned concurrency that is hardly used',
  description:
    'Environments that are kept ready are paid by the second for the memory of the function, whether or not a call comes. In nearly ' +
    'all hours the busiest moment of this one used less than a third of them.',
  savings:
    '(environments kept ready - those that the p99 of the hours needs, with headroom) x memory x 2,628,000 seconds x price; calls ' +
    'themselves cost what they cost',
  ignores: [
    'one of which the busiest moments used more than the bar',
    'one that was set or changed within the window',
    'functions without any, which are paid by the call alone',
  ],
  evidence: {
    allocated: 'environments that are kept ready',
    p99UsedPercent: 'p99 of the highest share in use in each hour, hours without calls included',
    maxUsedPercent: 'the highest share in use',
    memoryMiB: 'memory of each',
    needed: 'environments that would do',
  },
  params: {
    lookbackDays: { default: 14, min: 1, max: 14, why: 'two weeks hold two of every weekday, and a fortnightly job' },
    maxUsedPercent: { default: 30, min: 0, max: 100, why: 'twice the need would still leave a third of them unused' },
    headroomPercent: { default: 25, min: 0, max: 300, why: 'a call beyond what is kept ready starts cold' },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one busy hour' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell that it is still unused' },
  },
  needs: { metrics: ['used-percent-maximum'] },
  risk: 'medium',
  action: 'provisioned-concurrency.lower',
  evaluate(concurrency, params, { now, firstSeen, digest, costs }) {
    const { allocated, memoryMiB } = concurrency;
    if (allocated === 0) return fine();
    const age = ageDays(concurrency.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const told = digest('used-percent-maximum');
    const used = peakOf(told, ({ p99 }) => p99, params, now);
    if (used.known && used.value.peak >= params.maxUsedPercent) return fine();
    const percent = used.known ? used.value.peak : 0;
    const needed = Math.ceil(((allocated * percent) / 100) * (1 + params.headroomPercent / 100));
    const evidence = {
      allocated,
      p99UsedPercent: used.known ? rounded(used.value.peak) : null,
      maxUsedPercent: told.known ? rounded(told.value.max) : null,
      memoryMiB: memoryMiB.known ? memoryMiB.value : null,
      needed: used.known ? needed : null,
    };
    if (!age.known) return cannotTell(`time of its last change: ${age.reason}`, evidence);
    const gap = gapIn(used, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (needed >= allocated) return fine();
    const components = memoryMiB.known
      ? keptReadyComponents(concurrency, allocated - needed, memoryMiB.value)
      : memoryMiB;
    return waste({
      confidence: 0.85,
      ...(needed === 0 && { action: 'provisioned-concurrency.remove' as const }),
      evidence,
      monthlySavings: mapFact(costs.atListPrice(components), certain),
      actionParams: { concurrency: needed },
    });
  },
});
