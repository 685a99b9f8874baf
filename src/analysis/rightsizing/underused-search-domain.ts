import type { Fact } from '../../domain/fact.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { gapIn, type Peak, peakOf, rounded } from '../metric-peak.ts';
import { searchComponents } from '../pricing/data-stores.ts';
import { replacementSaving, wholeSaving } from '../pricing/replacement-saving.ts';
import { exceeds, windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { smallerNode } from './node-sizes.ts';

/** The least that data nodes of any size of m, r and c families take. Source: OpenSearch Service Developer Guide, "EBS volume size quotas". */
const ANY_SIZE_TAKES_GIB = 256;

/** A search domain that nobody asks, or whose data nodes are larger than their load needs. */
export const underusedSearchDomain = defineCheck({
  name: 'search-domain-underused',
  ids: { aws: 'aws-opensearch-underused' },
  kind: 'search-domain',
  title: 'Search domain that is idle, or larger than its load needs',
  description:
    'A domain that nothing was searched in or written to over the window is reported for removal, after a snapshot. One whose data nodes ' +
    'were hardly busy, and used little of their memory at any moment, is reported with a smaller node type that carries the same.',
  savings:
    'idle: the whole cost of the domain; else (price of the present data nodes minus price of smaller ones), storage and masters stay',
  ignores: [
    'a domain with busy nodes or memory in use',
    'data nodes with disks of their own, or with more storage than a small node takes',
    'a domain for whose load no smaller node type is enough',
    'one that is being changed',
  ],
  evidence: {
    sizeName: 'type of the data nodes',
    nodes: 'data nodes',
    maxSearchesPerMinute: 'most searches of a minute on a node',
    maxIndexingsPerMinute: 'most documents that a node indexed in a minute',
    p99CpuPercent: 'CPU that 99 % of the hours’ highest moments stayed below, of the busiest node',
    p99HeapPercent: 'the same of the memory of its Java machine',
    proposedSize: 'proposed type; null where the domain is idle',
  },
  params: {
    ...windowParams(14, 'two weeks hold two of every weekday'),
    minCoverage: { default: 0.95, min: 0, max: 1, why: 'a domain does not tell its age: only a whole window shows it' },
    maxIdleRate: { default: 0, min: 0, max: 10_000, why: 'a single search is use' },
    maxCpuPercent: { default: 30, min: 1, max: 100, why: 'twice as much leaves room for a node that fails' },
    maxHeapPercent: { default: 50, min: 1, max: 100, why: 'at 75 % collections of garbage slow the node' },
    targetCpuPercent: { default: 60, min: 1, max: 100, why: 'how busy a smaller node may be' },
    targetHeapPercent: { default: 75, min: 1, max: 100, why: 'above it the service itself advises to scale' },
  },
  needs: {
    metrics: ['cpu-percent-maximum', 'heap-percent-maximum', 'search-rate-maximum', 'indexing-rate-maximum'],
    sizes: true,
  },
  risk: 'high',
  action: 'search-domain.change-size',
  evaluate(domain, params, context) {
    const { now, digest, costs } = context;
    if (domain.state !== 'active') return fine();
    const of = (metric: Parameters<CheckContext['digest']>[0], read: 'max' | 'p99'): Fact<Peak> =>
      peakOf(digest(metric), (each) => each[read], params, now);
    const searches = of('search-rate-maximum', 'max');
    const indexings = of('indexing-rate-maximum', 'max');
    const cpu = of('cpu-percent-maximum', 'p99');
    const heap = of('heap-percent-maximum', 'p99');
    const shown = (fact: Fact<Peak>): number | null => (fact.known ? rounded(fact.value.peak) : null);
    const evidence = {
      sizeName: domain.sizeName,
      nodes: domain.nodeCount,
      maxSearchesPerMinute: shown(searches),
      maxIndexingsPerMinute: shown(indexings),
      p99CpuPercent: shown(cpu),
      p99HeapPercent: shown(heap),
    };
    const used = exceeds(searches, params.maxIdleRate) || exceeds(indexings, params.maxIdleRate);
    if (!used) {
      const gap = gapIn(searches, params.minCoverage) ?? gapIn(indexings, params.minCoverage);
      if (gap !== undefined) return cannotTell(gap, evidence);
      return waste({
        confidence: 0.9,
        evidence: { ...evidence, proposedSize: null },
        action: 'search-domain.snapshot-and-delete',
        monthlySavings: wholeSaving(domain, costs, searchComponents(domain)),
      });
    }
    if (domain.storage === undefined || domain.storage.sizeGiB > ANY_SIZE_TAKES_GIB) return fine();
    if (exceeds(cpu, params.maxCpuPercent) || exceeds(heap, params.maxHeapPercent)) return fine();
    const gap = gapIn(cpu, params.minCoverage) ?? gapIn(heap, params.minCoverage);
    if (gap !== undefined || !cpu.known || !heap.known) return cannotTell(gap ?? 'not read', evidence);
    const sizes = context.sizes();
    const present = sizes.get(domain.sizeName);
    if (present === undefined) return cannotTell(`the memory of ${domain.sizeName} was not read`, evidence);
    const itemOf = (name: string): string => `search-node/${name}`;
    if (!costs.listPrices.has(itemOf(domain.sizeName)))
      return cannotTell(`no price for ${itemOf(domain.sizeName)}`, evidence);
    const best = smallerNode(
      present,
      { cpuPercent: cpu.value.peak, memoryPercent: heap.value.peak },
      {
        // Burstable ones are for tests alone (OpenSearch Service Developer Guide, "Operational best practices").
        sizes: [...sizes.values()].filter(({ name, burstable }) => name.endsWith('.search') && !burstable),
        prices: costs.listPrices,
        itemOf,
        headroom: {
          maxCpuPercent: params.targetCpuPercent,
          maxMemoryPercent: params.targetHeapPercent,
          maxIoPercent: params.targetCpuPercent,
        },
      },
    );
    if (best === undefined) return fine();
    return waste({
      confidence: 0.7 * best.fit.score,
      evidence: { ...evidence, proposedSize: best.size.name },
      monthlySavings: replacementSaving(
        domain,
        costs,
        searchComponents(domain),
        searchComponents(domain, best.size.name),
      ),
      actionParams: { sizeName: best.size.name },
    });
  },
});
