import type { CacheCluster } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { type CacheMemory, cacheMemoryOf, cacheSizeName, sizesHolding } from '../pricing/cache-memory.ts';
import { cacheComponents } from '../pricing/data-stores.ts';
import { replacementSaving, wholeSaving } from '../pricing/replacement-saving.ts';
import { busiestDay, exceeds, highest, windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Read replicas need so much. Source: Memorystore for Redis, "Read replicas overview". */
const LEAST_WITH_REPLICAS_GIB = 5;

/** A cache that bills by its memory, without clients or with far more memory than its data needs. */
export const underusedCacheMemory = defineCheck({
  name: 'cache-memory-underused',
  ids: { gcp: 'gcp-memorystore-underused' },
  kind: 'cache-cluster',
  title: 'Cache without clients, or with more memory than its data needs',
  description:
    'A cache bills for its memory by the hour, used or not. To this one no client was ever connected in the window, or its data ' +
    'never filled more than a part of its memory and nothing was evicted: a smaller one of the same tier holds the same. Network ' +
    'throughput falls with the size; look at it before.',
  savings:
    'without clients the whole cost; else the cost at the present size minus that at the smaller one, whose GiB may be dearer',
  ignores: [
    'a cache that evicted something: it wants more memory, not less',
    'one of which no smaller size would cost less: small ones cost more a GiB',
    'one that is younger than the window',
    'clusters of Memorystore, and Memorystore for Memcached and Valkey, which are not listed',
  ],
  evidence: {
    sizeName: 'present tier, capacity tier and GiB',
    maxClients: 'most clients at once',
    maxMemoryPercent: 'highest share of its memory in use',
    evictedPerDay: 'keys that were evicted on the worst day',
    proposedSize: 'proposed size',
  },
  params: {
    ...windowParams(14, 'two weeks hold two of every weekday, and a fortnightly job'),
    minHourCoverage: { default: 0.9, min: 0, max: 1, why: 'of memory by the hour a few hours may be missing' },
    maxConnections: { default: 0, min: 0, max: 1000, why: 'nobody connected says it all' },
    maxMemoryPercent: { default: 40, min: 1, max: 100, why: 'above it half of the memory would leave no room to grow' },
    targetMemoryPercent: { default: 70, min: 1, max: 100, why: 'exports and failovers need the rest' },
  },
  needs: { metrics: ['database-connections-maximum', 'memory-percent-maximum', 'evictions'] },
  risk: 'high',
  action: 'cache-cluster.change-size',
  evaluate(cache, params, context) {
    const { now, firstSeen, digest, costs } = context;
    const age = ageDays(cache.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const clients = highest(digest('database-connections-maximum'), params, now);
    const memory = peakOf(digest('memory-percent-maximum'), ({ max }) => max, params, now);
    const evicted = busiestDay(digest('evictions'), params, now);
    const isUsed = exceeds(clients, params.maxConnections);
    if (isUsed && (exceeds(memory, params.maxMemoryPercent) || exceeds(evicted, 0))) return fine();
    const evidence = {
      sizeName: cache.sizeName ?? null,
      maxClients: clients.known ? clients.value.peak : null,
      maxMemoryPercent: memory.known ? rounded(memory.value.peak) : null,
      evictedPerDay: evicted.known ? rounded(evicted.value.peak) : null,
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    if (!isUsed) {
      const gap = gapIn(clients, params.minCoverage);
      if (gap !== undefined) return cannotTell(gap, evidence);
      return waste({
        confidence: 0.85,
        evidence,
        monthlySavings: wholeSaving(cache, costs, cacheComponents(cache)),
        action: 'cache-cluster.backup-and-delete',
      });
    }
    const present = cacheMemoryOf(cache.sizeName);
    if (present === undefined) return cannotTell(`the memory of ${cache.sizeName ?? 'it'} is not known`, evidence);
    const gap = gapIn(memory, params.minHourCoverage) ?? gapIn(evicted, params.minHourCoverage);
    if (gap !== undefined || !memory.known) return cannotTell(gap ?? 'its memory was not read', evidence);
    const neededGiB = Math.max(
      present.tier === 'standard-node' ? LEAST_WITH_REPLICAS_GIB : 1,
      Math.ceil((present.memoryGiB * memory.value.peak) / params.targetMemoryPercent),
    );
    const proposedSize = cheapestOf(cache, present, neededGiB, costs);
    if (proposedSize === undefined) return fine();
    return waste({
      confidence: 0.7,
      evidence: { ...evidence, proposedSize },
      monthlySavings: replacementSaving(cache, costs, cacheComponents(cache), cacheComponents(cache, proposedSize)),
      actionParams: { sizeName: proposedSize },
    });
  },
});

/** Of several with one price the smallest; where prices are not known, the smallest that holds its data. */
function cheapestOf(
  cache: CacheCluster,
  present: CacheMemory,
  neededGiB: number,
  costs: CheckContext['costs'],
): string | undefined {
  const names = sizesHolding(neededGiB, present.memoryGiB).map((memoryGiB) => cacheSizeName({ ...present, memoryGiB }));
  const costOf = (name: string | undefined) => costs.atListPrice(cacheComponents(cache, name));
  const now = costOf(cache.sizeName);
  if (!now.known) return names[0];
  const priced = names.flatMap((name) => {
    const cost = costOf(name);
    return cost.known && cost.value.total.nanos < now.value.total.nanos
      ? [{ name, nanos: cost.value.total.nanos }]
      : [];
  });
  return priced.toSorted((a, b) => (a.nanos === b.nanos ? 0 : a.nanos < b.nanos ? -1 : 1))[0]?.name;
}
