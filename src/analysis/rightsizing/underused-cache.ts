import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { cacheComponents } from '../pricing/data-stores.ts';
import { replacementSaving, wholeSaving } from '../pricing/replacement-saving.ts';
import { busiestDay, exceeds, highest } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { hasSmallerSize, smallerCache } from './cache-sizes.ts';
import { windowParams } from './machine-window.ts';

/** A cache without clients, or with far more memory and load than its clients need. */
export const underusedCache = defineCheck({
  name: 'cache-underused',
  ids: { azure: 'azure-redis-underused' },
  kind: 'cache-cluster',
  title: 'Cache without clients, or larger than its data and load need',
  description:
    'A cache bills by the hour for its size. To this one no client was ever connected in the window, or its server was hardly busy ' +
    'and its memory mostly empty, and a smaller size of the same tier carries load, data, clients and traffic of the busiest moments.',
  savings: 'without clients the whole cost; else the cost at the present size minus that at the smaller one',
  ignores: [
    'a cache that evicted something: it wants more memory, not less',
    'one that is linked to a cache in another region: clients may be there',
    'one whose smaller sizes allow fewer clients, or less traffic, than it has',
    'sizes with one core, on which the service’s own scans show as load',
    'another tier: a cache cannot be scaled down to one',
    'one that is younger than the window',
  ],
  evidence: {
    sizeName: 'present size',
    shards: 'shards that bill',
    maxClients: 'most clients at once',
    p99LoadPercent: 'share of its time that the server worked, that 99 % of the hours’ highest moments stayed below',
    maxMemoryPercent: 'highest share of its memory in use',
    maxMBPerSecond: 'most that went in and out in a second, in 10^6 bytes',
    proposedSize: 'proposed size',
  },
  params: {
    ...windowParams,
    maxConnections: {
      default: 0,
      min: 0,
      max: 1000,
      why: 'nobody connected says it all; where the service’s own connections show on caches of nobody, allow for them',
    },
    maxCpuPercent: { default: 20, min: 1, max: 100, why: 'a failover, or fewer cores, can double it' },
    maxMemoryPercent: { default: 40, min: 1, max: 100, why: 'above it the next size down would have no room to grow' },
    targetCpuPercent: { default: 70, min: 1, max: 100, why: 'how busy the server may be' },
    targetMemoryPercent: {
      default: 80,
      min: 1,
      max: 100,
      why: 'a part is kept for failover; of clients and traffic too',
    },
  },
  needs: {
    metrics: [
      'database-connections-maximum',
      'engine-cpu-percent-maximum',
      'memory-percent-maximum',
      'network-bytes-per-second-maximum',
      'evictions',
    ],
  },
  risk: 'high',
  action: 'cache-cluster.change-size',
  evaluate(cache, params, { now, firstSeen, digest, costs }) {
    const { sizeName } = cache;
    if (sizeName === undefined || cache.global || cache.tiered) return fine();
    const age = ageDays(cache.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const clients = highest(digest('database-connections-maximum'), params, now);
    const load = peakOf(digest('engine-cpu-percent-maximum'), ({ p99 }) => p99, params, now);
    const memory = highest(digest('memory-percent-maximum'), params, now);
    const traffic = highest(digest('network-bytes-per-second-maximum'), params, now);
    const evicted = busiestDay(digest('evictions'), params, now);
    const evidence = {
      sizeName,
      shards: cache.shards,
      maxClients: clients.known ? clients.value.peak : null,
      p99LoadPercent: load.known ? rounded(load.value.peak) : null,
      maxMemoryPercent: memory.known ? rounded(memory.value.peak) : null,
      maxMBPerSecond: traffic.known ? rounded(traffic.value.peak / 1e6) : null,
    };
    const clientGap = gapIn(clients, params.minCoverage);
    if (clients.known && clientGap === undefined && clients.value.peak <= params.maxConnections) {
      if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
      return waste({
        confidence: 0.9,
        evidence,
        monthlySavings: wholeSaving(cache, costs, cacheComponents(cache)),
        action: 'cache-cluster.backup-and-delete',
      });
    }

    if (exceeds(load, params.maxCpuPercent) || exceeds(memory, params.maxMemoryPercent)) return fine();
    if (exceeds(evicted, 0)) return fine();
    // Without a smaller size only nobody being connected could decide.
    const canShrink = hasSmallerSize(cache);
    if (canShrink === false && clientGap === undefined) return fine();
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap =
      clientGap ?? [load, memory, traffic, evicted].map((of) => gapIn(of, params.minCoverage)).find((each) => each);
    if (gap !== undefined || !clients.known || !load.known || !memory.known || !traffic.known) {
      return cannotTell(gap ?? 'its use was not read', evidence);
    }
    if (canShrink === undefined) return cannotTell(`what ${sizeName} can do is not known`, evidence);
    const use = {
      loadPercent: load.value.peak,
      memoryPercent: memory.value.peak,
      clients: clients.value.peak,
      bytesPerSecond: traffic.value.peak,
    };
    const proposedSize = smallerCache(cache, use, params);
    if (proposedSize === undefined) return fine();
    return waste({
      confidence: 0.75,
      evidence: { ...evidence, proposedSize },
      monthlySavings: replacementSaving(cache, costs, cacheComponents(cache), cacheComponents(cache, proposedSize)),
      actionParams: { sizeName: proposedSize },
    });
  },
});
