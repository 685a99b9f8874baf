import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, rounded } from '../metric-peak.ts';
import { warehouseComponents } from '../pricing/data-stores.ts';
import { wholeSaving } from '../pricing/replacement-saving.ts';
import { exceeds, highest, windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A running warehouse cluster that nobody connected to. */
export const idleWarehouse = defineCheck({
  name: 'warehouse-idle',
  ids: { aws: 'aws-redshift-idle' },
  kind: 'warehouse',
  title: 'Data warehouse that nobody queries',
  description:
    'The nodes of a running cluster bill by the hour. Nobody connected to this one over the window, and its CPU did no more than keep ' +
    'itself alive. Paused it bills for its storage alone; deleted, for a snapshot.',
  savings: 'the whole cost of the cluster: what the bill has under its name, or its nodes at list price',
  ignores: [
    'a paused cluster',
    'one with a single connection or some work on its CPU',
    'one that is younger than the window',
  ],
  evidence: {
    lookbackDays: 'days that were looked at',
    maxConnections: 'most connections at once',
    maxCpuPercent: 'highest CPU use of any moment',
    coverage: 'share of the days that have a sample, 0 to 1',
    nodes: 'nodes',
    sizeName: 'node type',
  },
  params: {
    ...windowParams(7, 'a week holds every weekday; an idle cluster costs too much to wait longer'),
    maxCpuPercent: { default: 5, min: 0, max: 100, why: 'the cluster’s own upkeep stays below it' },
  },
  needs: { metrics: ['database-connections-maximum', 'cpu-percent-maximum'] },
  risk: 'high',
  action: 'warehouse.snapshot-and-delete',
  evaluate(warehouse, params, { now, firstSeen, digest, costs }) {
    if (warehouse.powerState !== 'running') return fine();
    const age = ageDays(warehouse.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const connections = highest(digest('database-connections-maximum'), params, now);
    const cpu = highest(digest('cpu-percent-maximum'), params, now);
    if (exceeds(connections, 0) || (cpu.known && cpu.value.peak >= params.maxCpuPercent)) return fine();
    const evidence = {
      lookbackDays: params.lookbackDays,
      maxConnections: connections.known ? connections.value.peak : null,
      maxCpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
      coverage: connections.known ? rounded(connections.value.coverage) : null,
      nodes: warehouse.nodeCount,
      sizeName: warehouse.sizeName,
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    // It is looked at over its whole window, which is longer than what is asked for.
    const gap =
      gapIn(connections, Math.min(params.minCoverage, coverageOf(age.value, params.lookbackDays))) ??
      gapIn(cpu, Math.min(params.minCoverage, coverageOf(age.value, params.lookbackDays)));
    if (gap !== undefined) return cannotTell(gap, evidence);
    return waste({
      confidence: 0.9,
      evidence,
      monthlySavings: wholeSaving(warehouse, costs, warehouseComponents(warehouse, warehouse.nodeCount)),
    });
  },
});

/** Two weeks are read: of a cluster of ten days nine whole ones are all that there can be. */
const coverageOf = (age: number, lookbackDays: number): number => Math.min(1, (Math.max(lookbackDays, age) - 1) / 14);
