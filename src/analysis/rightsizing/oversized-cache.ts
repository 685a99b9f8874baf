import { ageDays } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { cacheComponents } from '../pricing/data-stores.ts';
import { replacementSaving } from '../pricing/replacement-saving.ts';
import { busiestDay, exceeds, windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { smallerNode } from './node-sizes.ts';

/** Nodes of a cache that use little of their memory and CPU. */
export const oversizedCache = defineCheck({
  name: 'cache-oversized',
  ids: { aws: 'aws-elasticache-rightsize' },
  kind: 'cache-cluster',
  title: 'Cache nodes larger than their data and load need',
  description:
    'No node of this cache ever filled half of its memory, the core that its engine runs on was hardly busy, and nothing was ever ' +
    'evicted. A smaller node type carries the same. Memory is judged by its highest moment, CPU by what nearly all hours stayed below.',
  savings:
    '(price of the present node type minus price of the proposed one) x nodes x 730 hours, by its share of the bill where that names it',
  ignores: [
    'Memcached, which fills whatever memory it has',
    'a cache that evicted something: it wants more memory, not less',
    'nodes that keep some of the data on disk',
    'a cache that is younger than the window, or for which there is no smaller node type',
    'a cache without nodes',
  ],
  evidence: {
    sizeName: 'present node type',
    nodes: 'nodes that bill',
    p99EngineCpuPercent:
      'share of the engine’s core that 99 % of the hours’ highest moments stayed below, busiest node',
    p99CpuPercent: 'the same of the whole node',
    maxMemoryPercent: 'highest share of its memory that a node used for data',
    proposedSize: 'proposed node type',
    projectedMemoryPercent: 'how full that would be',
  },
  params: {
    ...windowParams(14, 'two weeks hold two of every weekday'),
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one busy hour' },
    maxCpuPercent: { default: 40, min: 1, max: 100, why: 'above it half of the node would be too little' },
    maxMemoryPercent: { default: 40, min: 1, max: 100, why: 'above it half of the memory would leave no room to grow' },
    targetCpuPercent: { default: 70, min: 1, max: 100, why: 'how busy a node may be' },
    targetMemoryPercent: { default: 80, min: 1, max: 100, why: 'a part is kept for backups and failover' },
  },
  needs: {
    metrics: ['engine-cpu-percent-maximum', 'cpu-percent-maximum', 'memory-percent-maximum', 'evictions'],
    sizes: true,
  },
  risk: 'high',
  action: 'cache-cluster.change-size',
  evaluate(cache, params, context) {
    const { now, firstSeen, digest, costs } = context;
    const { sizeName, engine } = cache;
    if (sizeName === undefined || engine === 'memcached' || cache.tiered || cache.global) return fine();
    const age = ageDays(cache.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const p99 = (metric: Parameters<CheckContext['digest']>[0]) => peakOf(digest(metric), (of) => of.p99, params, now);
    const core = p99('engine-cpu-percent-maximum');
    const cpu = p99('cpu-percent-maximum');
    const memory = peakOf(digest('memory-percent-maximum'), ({ max }) => max, params, now);
    const evictions = busiestDay(digest('evictions'), params, now);
    if (exceeds(core, params.maxCpuPercent) || exceeds(memory, params.maxMemoryPercent)) return fine();
    if (exceeds(cpu, params.maxCpuPercent) || exceeds(evictions, 0)) return fine();

    const evidence = {
      sizeName,
      nodes: cache.nodeIds.length,
      p99EngineCpuPercent: core.known ? rounded(core.value.peak) : null,
      p99CpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
      maxMemoryPercent: memory.known ? rounded(memory.value.peak) : null,
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gaps = [core, cpu, memory, evictions].map((of) => gapIn(of, params.minCoverage));
    const gap = gaps.find((reason) => reason !== undefined);
    if (gap !== undefined || !core.known || !cpu.known || !memory.known) return cannotTell(gap ?? 'not read', evidence);
    const sizes = context.sizes();
    const present = sizes.get(sizeName);
    if (present === undefined) return cannotTell(`the memory of ${sizeName} was not read`, evidence);
    const itemOf = (name: string): string => `cache-node/${name}/${engine}`;
    if (!costs.listPrices.has(itemOf(sizeName))) return cannotTell(`no price for ${itemOf(sizeName)}`, evidence);
    const best = smallerNode(
      present,
      { cpuPercent: cpu.value.peak, corePercent: core.value.peak, memoryPercent: memory.value.peak },
      {
        sizes: [...sizes.values()].filter(({ name }) => name.startsWith('cache.')),
        prices: costs.listPrices,
        itemOf,
        headroom: {
          maxCpuPercent: params.targetCpuPercent,
          maxMemoryPercent: params.targetMemoryPercent,
          maxIoPercent: params.targetCpuPercent,
        },
      },
    );
    if (best === undefined) return fine();
    return waste({
      confidence: 0.8 * best.fit.score,
      evidence: {
        ...evidence,
        proposedSize: best.size.name,
        projectedMemoryPercent: best.projected.memoryPercent,
      },
      monthlySavings: replacementSaving(cache, costs, cacheComponents(cache), cacheComponents(cache, best.size.name)),
      actionParams: { sizeName: best.size.name },
    });
  },
});
