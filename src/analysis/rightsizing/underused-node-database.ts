import type { NodeDatabase } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { nodeComponents } from '../pricing/node-databases.ts';
import { classDifference } from '../pricing/tier-savings.ts';
import { exceeds } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { windowParams } from './machine-window.ts';

/** A database with more nodes than its load and its data need. */
export const underusedNodeDatabase = defineCheck({
  name: 'node-database-underused',
  ids: { gcp: 'gcp-spanner-bigtable-alloydb-underused' },
  kind: 'node-database',
  title: 'Database with more nodes than its load and data need',
  description:
    'Nodes bill by the hour, used or not. Of these the CPU stayed low at the 99th percentile of the hours’ peaks, and fewer would ' +
    'carry load and data with the reserve that the vendor advises. Nodes are taken away and added while it serves.',
  savings:
    'nodes (of Spanner all replicas) x 730 hours x price, now minus then; storage bills as before. At list price: a bill does not ' +
    'tell nodes from storage',
  ignores: [
    'one that scales by itself',
    'one whose data needs its nodes',
    'one that has the least number of nodes, or of processing units',
    'one that is younger than the window',
    'clusters of AlloyDB, which are not listed',
  ],
  evidence: {
    engine: 'its engine',
    tier: 'edition or kind of storage',
    nodes: 'nodes now; 0.1 are 100 processing units',
    p99CpuPercent: 'mean load of all nodes that 99 % of the hours’ highest moments stayed below',
    maxStoragePercent: 'highest share of the storage that its nodes may hold',
    proposedNodes: 'proposed number',
  },
  params: {
    ...windowParams,
    maxCpuPercent: { default: 30, min: 1, max: 100, why: 'above it what could be taken away is hardly worth it' },
    targetCpuPercent: { default: 60, min: 1, max: 100, why: 'vendors advise 65 to 70 % for one that serves alone' },
    targetSharedCpuPercent: { default: 35, min: 1, max: 100, why: 'each has to carry the load of another one too' },
    targetStoragePercent: { default: 60, min: 1, max: 100, why: 'above it reads and writes get slower' },
  },
  needs: { metrics: ['cpu-percent-maximum', 'disk-used-percent-maximum'] },
  risk: 'high',
  action: 'node-database.lower-nodes',
  evaluate(database, params, { now, firstSeen, digest, costs }) {
    const { nodes, engine, tier } = database;
    if (database.scalesItself || stepped(database, 0) >= nodes) return fine();
    const age = ageDays(database.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const cpu = peakOf(digest('cpu-percent-maximum'), ({ p99 }) => p99, params, now);
    const storage = peakOf(digest('disk-used-percent-maximum'), ({ max }) => max, params, now);
    if (cpu.known && cpu.value.peak >= params.maxCpuPercent) return fine();
    if (exceeds(storage, params.targetStoragePercent)) return fine();
    const evidence = {
      engine,
      tier,
      nodes,
      p99CpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
      maxStoragePercent: storage.known ? rounded(storage.value.peak) : null,
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap = gapIn(cpu, params.minCoverage) ?? gapIn(storage, params.minCoverage);
    if (gap !== undefined || !cpu.known || !storage.known) return cannotTell(gap ?? 'its use was not read', evidence);
    const target = database.placement === 'shared' ? params.targetSharedCpuPercent : params.targetCpuPercent;
    const share = Math.max(cpu.value.peak / target, storage.value.peak / params.targetStoragePercent);
    const proposedNodes = stepped(database, nodes * share);
    if (proposedNodes >= nodes) return fine();
    return waste({
      confidence: 0.75,
      evidence: { ...evidence, proposedNodes },
      monthlySavings: classDifference(costs, nodeComponents(database, nodes), nodeComponents(database, proposedNodes)),
      actionParams: { nodes: proposedNodes },
    });
  },
});

/** The least number that may be set and is at least so many. */
function stepped({ nodeStep, partStep }: NodeDatabase, needed: number): number {
  const least = partStep ?? nodeStep;
  const step = partStep !== undefined && needed < 1 ? partStep : nodeStep;
  // Rounded first: a share that is a digit too long must not cost a node.
  const steps = Math.ceil(Math.round((needed / step) * 1e6) / 1e6);
  return Math.max(least, Math.round(steps * step * 10) / 10);
}
