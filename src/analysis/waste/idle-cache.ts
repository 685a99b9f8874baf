import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, rounded } from '../metric-peak.ts';
import { cacheComponents } from '../pricing/data-stores.ts';
import { wholeSaving } from '../pricing/replacement-saving.ts';
import { busiestDay, exceeds, highest, windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A cache that no client asked anything of. */
export const idleCache = defineCheck({
  name: 'cache-idle',
  ids: { aws: 'aws-elasticache-idle' },
  kind: 'cache-cluster',
  title: 'Cache that no client uses',
  description:
    'Nodes of a cache bill by the hour. On these not a single read or write command ran in the window, and there were never more ' +
    'connections than the service itself holds to watch them.',
  savings: 'the whole cost of all its nodes',
  ignores: [
    'a cache with a read, a write or a client on any day of the window',
    'one that is younger than the window',
    'one that is part of a cache over several regions: its clients may be elsewhere',
    'a cache without nodes, which bills for what it holds and does',
  ],
  evidence: {
    lookbackDays: 'days that were looked at',
    maxRequestsPerDay: 'read and write commands of the busiest day, of all nodes',
    maxConnections: 'most connections at once of any node',
    coverage: 'share of the days that have a sample, 0 to 1',
    nodes: 'nodes that bill',
    engine: 'its engine',
  },
  params: {
    ...windowParams(14, 'two weeks hold two of every weekday, and a fortnightly job'),
    maxConnections: {
      default: 4,
      min: 0,
      max: 1000,
      why: 'the service uses two to four connections to watch a node; a client that only listens adds one',
    },
  },
  needs: { metrics: ['requests', 'database-connections-maximum'] },
  risk: 'high',
  action: 'cache-cluster.backup-and-delete',
  evaluate(cache, params, { now, firstSeen, digest, costs }) {
    if (cache.deployment === 'serverless' || cache.global) return fine();
    const age = ageDays(cache.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const requests = busiestDay(digest('requests'), params, now);
    const connections = highest(digest('database-connections-maximum'), params, now);
    if (exceeds(requests, 0) || exceeds(connections, params.maxConnections)) return fine();
    const evidence = {
      lookbackDays: params.lookbackDays,
      maxRequestsPerDay: requests.known ? requests.value.peak : null,
      maxConnections: connections.known ? connections.value.peak : null,
      coverage: requests.known ? rounded(requests.value.coverage) : null,
      nodes: cache.nodeIds.length,
      engine: cache.engine,
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap = gapIn(requests, params.minCoverage) ?? gapIn(connections, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    return waste({
      confidence: 0.9,
      evidence,
      monthlySavings: wholeSaving(cache, costs, cacheComponents(cache)),
    });
  },
});
