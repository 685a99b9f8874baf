import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { warehouseComponents } from '../pricing/data-stores.ts';
import { replacementSaving } from '../pricing/replacement-saving.ts';
import { exceeds, windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A warehouse cluster whose nodes are hardly busy, so that fewer would do. */
export const oversizedWarehouse = defineCheck({
  name: 'warehouse-oversized',
  ids: { aws: 'aws-redshift-rightsize' },
  kind: 'warehouse',
  title: 'Data warehouse with more nodes than its load needs',
  description:
    'In nearly all hours the CPU of this cluster was low, even at its highest moment, and its disks are less than half full. Fewer nodes ' +
    'of the same type carry the same. No more than half of the nodes are taken away at once, which is what an elastic resize allows.',
  savings:
    'nodes that are not needed x 730 hours x price of the node type, by its share of the bill where that names the cluster',
  ignores: [
    'a cluster of one or two nodes',
    'one with busy hours, or disks that are half full',
    'one that nobody connects to: it is idle, which another check reports',
    'a paused cluster, and one that is younger than the window',
  ],
  evidence: {
    nodes: 'nodes',
    sizeName: 'node type',
    p95CpuPercent: 'CPU that 95 % of the hours’ highest moments stayed below',
    maxDiskPercent: 'highest share of the disks that was in use',
    neededNodes: 'nodes that would do',
  },
  params: {
    ...windowParams(14, 'two weeks hold two of every weekday'),
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the busy hours' },
    maxCpuPercent: { default: 30, min: 1, max: 100, why: 'twice as much is still below what slows queries' },
    maxDiskPercent: { default: 50, min: 1, max: 100, why: 'the same data on half of the nodes has to fit' },
    targetCpuPercent: { default: 60, min: 1, max: 100, why: 'how busy the nodes that stay may be' },
    targetDiskPercent: { default: 75, min: 1, max: 100, why: 'sorting and vacuuming need free space' },
    minNodes: { default: 2, min: 2, max: 128, why: 'a single node has no second copy of the data' },
  },
  needs: { metrics: ['cpu-percent-maximum', 'disk-used-percent-maximum', 'database-connections-maximum'] },
  risk: 'high',
  action: 'warehouse.resize',
  evaluate(warehouse, params, { now, firstSeen, digest, costs }) {
    const { nodeCount, sizeName } = warehouse;
    if (warehouse.powerState !== 'running' || nodeCount <= params.minNodes) return fine();
    const age = ageDays(warehouse.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const cpu = peakOf(digest('cpu-percent-maximum'), ({ p95 }) => p95, params, now);
    const disk = peakOf(digest('disk-used-percent-maximum'), ({ max }) => max, params, now);
    const connections = peakOf(digest('database-connections-maximum'), ({ max }) => max, params, now);
    if (exceeds(cpu, params.maxCpuPercent) || exceeds(disk, params.maxDiskPercent)) return fine();
    if (connections.known && connections.value.peak === 0) return fine();
    const evidence = {
      nodes: nodeCount,
      sizeName,
      p95CpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
      maxDiskPercent: disk.known ? rounded(disk.value.peak) : null,
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap = gapIn(cpu, params.minCoverage) ?? gapIn(disk, params.minCoverage) ?? gapIn(connections, 0);
    if (gap !== undefined || !cpu.known || !disk.known) return cannotTell(gap ?? 'not read', evidence);
    const needed = Math.max(
      params.minNodes,
      Math.ceil(nodeCount / 2),
      Math.ceil((nodeCount * cpu.value.peak) / params.targetCpuPercent),
      Math.ceil((nodeCount * disk.value.peak) / params.targetDiskPercent),
    );
    if (needed >= nodeCount) return fine();
    return waste({
      confidence: 0.7,
      evidence: { ...evidence, neededNodes: needed },
      monthlySavings: replacementSaving(
        warehouse,
        costs,
        warehouseComponents(warehouse, nodeCount),
        warehouseComponents(warehouse, needed),
      ),
      actionParams: { nodeCount: needed },
    });
  },
});
