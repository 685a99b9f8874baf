import { ageDays } from '../days.ts';
import { roleOf } from '../database-role.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { changeSaving } from '../pricing/database-savings.ts';
import { databaseComponents } from '../pricing/databases.ts';
import { billsByUse } from '../pricing/managed-databases.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { smallerStep } from './database-steps.ts';
import { windowParams } from './machine-window.ts';

/** A database whose number of cores or units is far above its load. */
export const oversizedDatabaseCores = defineCheck({
  name: 'database-cores-oversized',
  ids: { gcp: 'gcp-sql-rightsize', azure: 'azure-sqldb-rightsize' },
  kind: 'database',
  title: 'Database with more cores or units than its load needs',
  description:
    'CPU (of Azure SQL whatever was used the most: CPU, log writes, workers, or its units) stayed low at the 99th percentile. ' +
    'On Google Cloud memory has to have been free too; what caches hold counts as in use. Proposed is the smallest size ' +
    'of the same tier that carries that. Limits of I/O and of sessions shrink with the size: look at them before.',
  savings: 'cost at the present size minus cost at the smaller one; storage stays',
  ignores: [
    'a replica, a database of a pool, and one that scales by itself',
    'a database without a smaller size that would carry its load',
    'one that is stopped, or younger than the window',
  ],
  evidence: {
    sizeName: 'present size',
    targetSizeName: 'the smaller size that is proposed',
    p99CpuPercent: '99th percentile of hourly peaks',
    maxMemoryPercent: 'highest use of memory; null where that is not measured',
    cpuCoverage: 'share of the samples that there are, 0 to 1',
  },
  params: {
    ...windowParams,
    maxCpuPercent: { default: 40, min: 1, max: 90, why: 'half the cores then carry it at 80 %' },
    maxMemoryPercent: { default: 60, min: 1, max: 100, why: 'what the engine caches is in use' },
    targetCpuPercent: { default: 80, min: 10, max: 100, why: 'a failover or a backup needs the rest' },
    targetMemoryPercent: { default: 85, min: 10, max: 100, why: 'sessions and sorts need some beside the caches' },
  },
  needs: {
    metrics: ['cpu-percent-maximum', 'memory-percent-maximum', 'used-percent-maximum'],
    related: true,
    kinds: ['database-cluster', 'database'],
    sizes: true,
  },
  risk: 'high',
  risks: { azure: 'medium' },
  action: 'database.change-size',
  evaluate(database, params, context) {
    const { now, firstSeen, digest, costs, sizes } = context;
    const { scope, type, powerState, tags } = database;
    if (scope.provider === 'azure' && type !== 'azure:sql:database') return fine();
    if (powerState !== 'running' || database.isReplica === true || database.poolId !== undefined) return fine();
    if (billsByUse(database)) return fine();
    const role = roleOf(database, context);
    if (role.known && role.value.is !== 'alone') return fine();
    const age = ageDays(database.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    // Azure SQL: of CPU, log writes and workers what is used the most, or the blended units.
    const metric = scope.provider === 'azure' ? 'used-percent-maximum' : 'cpu-percent-maximum';
    const cpu = peakOf(digest(metric), ({ p99 }) => p99, params, now);
    const memory = peakOf(digest('memory-percent-maximum'), ({ max }) => max, params, now);
    if (cpu.known && cpu.value.peak >= params.maxCpuPercent) return fine();
    if (memory.known && memory.value.peak >= params.maxMemoryPercent) return fine();
    const evidence = {
      sizeName: database.sizeName,
      p99CpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
      maxMemoryPercent: memory.known ? rounded(memory.value.peak) : null,
      cpuCoverage: cpu.known ? rounded(cpu.value.coverage) : null,
    };
    // Where not even one that does nothing would fit a smaller size, its load decides nothing.
    if (smallerStep(database, { p99CpuPercent: 0, maxMemoryPercent: 0 }, params) === undefined) return fine();
    if (!role.known) return cannotTell(role.reason, evidence);
    const gap = gapIn(cpu, params.minCoverage);
    if (gap !== undefined || !cpu.known) return cannotTell(gap ?? 'its CPU was not read', evidence);
    const memoryGap = scope.provider === 'gcp' ? gapIn(memory, params.minCoverage) : undefined;
    if (memoryGap !== undefined) return cannotTell(memoryGap, evidence);
    const use = {
      p99CpuPercent: cpu.value.peak,
      ...(memory.known && { maxMemoryPercent: memory.value.peak }),
    };
    const target = smallerStep(database, use, params);
    if (target === undefined) return fine();
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
    const around = { now, sizes: sizes() };
    const { sizeName, capacity } = target;
    return waste({
      // Of Azure's cores memory is not measured.
      confidence: memory.known || database.capacity?.unit === 'DTU' ? 0.75 : 0.65,
      evidence: { ...evidence, targetSizeName: sizeName },
      monthlySavings: changeSaving(
        database,
        costs,
        databaseComponents(database, around),
        databaseComponents({ ...database, sizeName, capacity }, around),
      ),
      actionParams: { sizeName },
    });
  },
});
