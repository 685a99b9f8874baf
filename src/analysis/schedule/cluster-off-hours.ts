import { type Fact, mapFact, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { NodeGroup } from '../../domain/resources.ts';
import { poolComponents, poolsOf } from '../cluster-pools.ts';
import { ageDays } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { environmentOf } from '../environment.ts';
import { hoursIn, OFF_HOURS } from '../idle-machine.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { shareOf } from '../pricing/share.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { blocksInWords, HOURS_PER_WEEK, offBlocks, shapeOf } from '../workload-shape.ts';

/** A development cluster whose nodes do nothing at night and at weekends, and that could be stopped then. */
export const clusterOffHours = defineCheck({
  name: 'container-cluster-off-hours',
  ids: { azure: 'azure-aks-stop-schedule' },
  kind: 'container-cluster',
  title: 'Development cluster whose nodes run around the clock',
  description:
    'In the same hours of every week, four weeks long, no node of the cluster did more than what Kubernetes itself does. A ' +
    'cluster that is stopped keeps its state and pays for no node. Reported are clusters whose tags or name say that they ' +
    'are for development or tests: whether somebody counts on pods that merely wait is not measured.',
  savings:
    'price of the nodes that are kept at least (730 hours, on demand) x idle hours of the week / 168. The control plane, disks, addresses and licences of one’s own go on billing and are not counted.',
  ignores: [
    'clusters that are not said to be for development or tests',
    'a cluster that is idle all the time, or stopped',
    'one that is stopped for enough hours of the week already: it sends no samples then',
    'idle stretches shorter than minBlockHours',
    'nodes on spot capacity, which are not counted, and a cluster that is younger than the window',
  ],
  evidence: {
    shape: 'how the load goes through the week',
    offHours: 'idle hours of a week in stretches that are long enough',
    off: 'these stretches, UTC',
    nodes: 'nodes that its pools keep at least; null where a pool was not read',
    cpuCoverage: 'share of the CPU samples that there are, 0 to 1',
  },
  params: {
    lookbackDays: { default: 28, min: 7, max: 28, why: 'four of every hour of the week: a week with work shows' },
    minOffHours: {
      default: OFF_HOURS.minOffHours,
      min: 1,
      max: HOURS_PER_WEEK,
      why: 'a weekend is 48 hours: with fewer the saving hardly pays for the trouble',
    },
    minBlockHours: { default: 4, min: 1, max: HOURS_PER_WEEK, why: 'a stop and a start take minutes each' },
    maxCpuPercent: {
      default: 15,
      min: 0,
      max: 100,
      why: 'what Kubernetes runs on every node stays below it; of the busiest node of each hour',
    },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the busy hour of a week' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell what it does now' },
  },
  needs: { metrics: ['cpu-percent-maximum-four-weeks'], related: true, kinds: ['node-group'] },
  savesBeyond: true,
  risk: 'medium',
  action: 'container-cluster.schedule',
  evaluate(cluster, params, context) {
    const { now, firstSeen, digest } = context;
    const { tags, powerState } = cluster;
    if (powerState !== 'running') return fine();
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`);
    if (environmentOf(tags.value, cluster.name) !== 'development') return fine();
    const age = ageDays(cluster.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();

    const told = digest('cpu-percent-maximum-four-weeks');
    const cpu = peakOf(told, ({ max }) => max, params, now);
    if (cpu.known && cpu.value.peak < params.maxCpuPercent) return fine(); // idle all the time
    const profile = told.known ? told.value.hourOfWeek : undefined;
    const silent = profile?.filter((value) => value === null).length ?? 0;
    if (profile?.length === HOURS_PER_WEEK && silent >= params.minOffHours) return fine();
    const isOff = (hour: number): boolean => {
      const load = profile?.[hour] ?? null;
      return load !== null && load < params.maxCpuPercent;
    };
    const blocks = profile?.length === HOURS_PER_WEEK ? offBlocks(isOff, params.minBlockHours) : [];
    const offHours = hoursIn(blocks);
    const pools = poolsOf(cluster, context);
    const evidence = {
      shape: shapeOf(profile, params.maxCpuPercent) ?? null,
      offHours,
      off: blocks.length === 0 ? null : blocksInWords(blocks),
      nodes: pools.known ? pools.value.reduce((sum, pool) => sum + nodesOf(pool), 0) : null,
      cpuCoverage: cpu.known ? rounded(cpu.value.coverage) : null,
    };
    const gap = gapIn(cpu, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (offHours < params.minOffHours) return fine();
    return waste({
      confidence: 0.65,
      evidence,
      monthlySavings: savingOf(pools, offHours, context),
      actionParams: { off: evidence.off ?? '' },
    });
  },
});

/** What a pool does not fall below: its autoscaler has taken away the others by night. */
const nodesOf = ({ minSize, desiredSize }: NodeGroup): number => Math.min(minSize, desiredSize);

function savingOf(pools: Fact<readonly NodeGroup[]>, offHours: number, { costs }: CheckContext): Fact<CostEstimate> {
  if (!pools.known) return pools;
  if (!pools.value.some((pool) => pool.pricingModel === 'on-demand' && nodesOf(pool) > 0)) {
    return unread('none of its nodes is bought on demand');
  }
  return mapFact(costs.atListPrice(poolComponents(pools.value, nodesOf)), (quote) =>
    shareOf(quote, offHours / HOURS_PER_WEEK, `${offHours} of ${HOURS_PER_WEEK} hours`),
  );
}
