import type { Size } from '../../domain/prices.ts';
import { ageDays } from '../days.ts';
import { isServerless, roleOf } from '../database-role.ts';
import { defineCheck } from '../define-check.ts';
import { peakOf, rounded } from '../metric-peak.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { candidatesFor, isSmaller } from './candidates.ts';
import { connectionLimit, databaseDemand, databaseDemandMetrics } from './database-demand.ts';
import { sizeChangesOf } from './database-sizes.ts';
import { bestOfEachKind } from './options.ts';

/** Of the connections that a class takes, this share may be in use: clients reconnect all at once after a failover. */
const MAX_CONNECTIONS_USED = 0.8;

/** A database whose class is larger than its CPU, memory and connections need. */
export const oversizedDatabase = defineCheck({
  name: 'database-rightsize',
  ids: { aws: 'aws-rds-instance-rightsize' },
  kind: 'database',
  title: 'Database class larger than its load',
  description:
    'CPU stayed low at the 99th percentile of hourly peaks, more than half of the memory was free at every moment, and a smaller class ' +
    'takes as many connections as there were. Members of a cluster are judged by the busiest of them, since any may have to write.',
  savings: 'cost at the present class minus cost at the smaller one (machine and extended support; storage stays)',
  ignores: [
    'a read replica: it follows the class of its source',
    'a member of a Multi-AZ DB cluster, and one without a fixed size',
    'a class with local disks, whose use nothing tells',
    'a burstable class that would have to use more than its credits',
    'classes that the cloud does not offer for the engine version, licence, storage or zone',
  ],
  evidence: {
    sizeName: 'present class',
    targetSizeName: 'the smaller class that is proposed',
    p99CpuPercent: '99th percentile of hourly CPU peaks',
    minFreeMemoryPercent: 'least free memory, of all there is',
    maxConnections: 'most connections at once',
    projectedCpuPercent: 'the same load on the proposed class',
    projectedMemoryPercent: 'memory in use on the proposed class',
    fit: 'how sure it is to do, 0 to 1',
    options: 'other kinds of change that fit, best first',
  },
  params: {
    lookbackDays: { default: 14, min: 1, max: 90, why: 'two weeks hold two of every weekday' },
    maxCpuPercent: { default: 40, min: 1, max: 90, why: 'half the vCPUs then carry it at 80 %' },
    minFreeMemoryPercent: {
      default: 50,
      min: 10,
      max: 95,
      why: 'what the engine caches is in use; half of it free was never needed',
    },
    targetCpuPercent: { default: 80, min: 10, max: 100, why: 'a failover or a backup needs the rest' },
    targetMemoryPercent: { default: 85, min: 10, max: 100, why: 'sessions and sorts need some beside the caches' },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the month-end run' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell what it needs now' },
  },
  needs: { metrics: databaseDemandMetrics, related: true, kinds: ['database-cluster', 'database'], sizes: true },
  risk: 'high',
  action: 'database.change-size',
  evaluate(database, params, context) {
    const { now, firstSeen, digest } = context;
    if (database.powerState !== 'running' || isServerless(database)) return fine();
    const role = roleOf(database, context);
    if (role.known && (role.value.is === 'replica' || role.value.is === 'copy')) return fine();
    const age = ageDays(database.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();

    const cpu = peakOf(digest('cpu-percent-maximum'), ({ p99 }) => p99, params, now);
    if (cpu.known && cpu.value.peak >= params.maxCpuPercent) return fine();
    if (!role.known) return cannotTell(role.reason);
    const changes = sizeChangesOf(database, role.value, context);
    const { present } = changes;
    if (present === undefined) return cannotTell(`the price list has no ${database.sizeName}`);
    if (present.localStorageGiB > 0) return fine();

    const demand = databaseDemand(present, { window: params, now, digest });
    const freePercent = demand.memoryMiB.known ? 100 * (1 - demand.memoryMiB.value / present.memoryMiB) : undefined;
    if (freePercent !== undefined && freePercent <= params.minFreeMemoryPercent) return fine();
    const connections = peakOf(
      digest(role.value.is === 'member' ? 'cluster-connections-maximum' : 'database-connections-maximum'),
      ({ max }) => max,
      params,
      now,
    );
    const evidence = {
      sizeName: database.sizeName,
      p99CpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
      minFreeMemoryPercent: freePercent === undefined ? null : rounded(freePercent),
      maxConnections: connections.known ? connections.value.peak : null,
    };
    if (!demand.cpu.known) return cannotTell(demand.cpu.reason, evidence);
    if (!demand.memoryMiB.known) return cannotTell(demand.memoryMiB.reason, evidence);
    if (!connections.known) return cannotTell(connections.reason, evidence);
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);

    const presentPrice = changes.priceOf(present);
    if (presentPrice === undefined)
      return cannotTell(`no price for ${database.sizeName} of ${database.engine}`, evidence);
    const takesConnections = ({ memoryMiB }: Size): boolean =>
      connections.value.peak <= MAX_CONNECTIONS_USED * (connectionLimit(database.engine, memoryMiB) ?? Infinity);
    const cheaper = changes.sizes.filter((size) => {
      const price = changes.priceOf(size);
      return price !== undefined && price < presentPrice && isSmaller(size, present) && takesConnections(size);
    });
    const { fitting } = candidatesFor(present, demand, cheaper, {
      maxCpuPercent: params.targetCpuPercent,
      maxMemoryPercent: params.targetMemoryPercent,
      maxIoPercent: 100,
    });
    if (fitting.length === 0) return fine();
    const { orderable } = changes;
    if (!orderable.known) return cannotTell(`classes on offer: ${orderable.reason}`, evidence);
    const options = bestOfEachKind(
      fitting.filter(({ size }) => orderable.value(size)),
      (size) => changes.priceOf(size) ?? presentPrice,
      presentPrice,
    );
    // The processor is another check's question: clients do not notice it, but its saving is not that of a smaller size.
    const best = options.find(({ needsRebuild }) => !needsRebuild);
    if (best === undefined) return fine();
    return waste({
      confidence: rounded(0.8 * best.fit.score),
      evidence: {
        ...evidence,
        targetSizeName: best.size.name,
        projectedCpuPercent: best.projected.cpuPercent,
        projectedMemoryPercent: best.projected.memoryPercent,
        fit: best.fit.score,
        options: options.map(({ kind, size }) => `${kind}: ${size.name}`).join(', '),
      },
      monthlySavings: changes.savingWith(best.size),
      actionParams: { sizeName: best.size.name },
    });
  },
});
