import { ageDays } from '../days.ts';
import { isKeptForDisaster, roleOf } from '../database-role.ts';
import { defineCheck } from '../define-check.ts';
import { environmentOf } from '../environment.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { changeSaving, removalSaving } from '../pricing/database-savings.ts';
import { databaseComponents } from '../pricing/databases.ts';
import { flexibleServerCompute, flexibleServerSize, isFlexibleServer } from '../pricing/flexible-servers.ts';
import { exceeds } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { smallerServer } from './flexible-server-sizes.ts';
import { windowParams } from './machine-window.ts';

/** A database server that hardly anybody connects to, with a standby that it does not need, or with more cores than its load. */
export const underusedDatabaseServer = defineCheck({
  name: 'database-server-underused',
  ids: { azure: 'azure-pg-mysql-flexible-rightsize' },
  kind: 'database',
  title: 'Database server that is idle or too large, or development with a standby',
  description:
    'A flexible server bills by the hour for its size, and twice with high availability. Reported is, in this order: a server that ' +
    'only a few connections were ever open to while its CPU rested; one of development or test with a standby; one of which CPU, ' +
    'memory and disk stayed low, when a smaller size of the same series carries them and all its connections.',
  savings:
    'without use the whole cost; of a standby, half of it; else the cost at the present size minus that at the smaller one',
  ignores: [
    'a replica, and an idle server that has replicas',
    'an idle one whose name or tags call it a standby or disaster recovery',
    'a standby of production and staging, or where nothing says what it is for',
    'a burstable size, unless idle: its CPU is credit',
    'one that is stopped, or younger than the window',
  ],
  evidence: {
    sizeName: 'present size',
    engine: 'its engine',
    maxConnections: 'most connections at once',
    maxCpuPercent: 'highest use of CPU',
    p99CpuPercent: '99th percentile of hourly peaks of CPU',
    maxMemoryPercent: 'highest use of memory',
    p99IoPercent: '99th percentile of hourly peaks of what the disk may do',
    environment: 'what it is for, by its tags or name',
    targetSizeName: 'the smaller size that is proposed',
  },
  params: {
    ...windowParams,
    maxConnections: {
      default: 10,
      min: 0,
      max: 1000,
      why: 'the service watches a server with a few connections of its own',
    },
    maxIdleCpuPercent: { default: 10, min: 0, max: 100, why: 'few connections can still be a job that works' },
    maxCpuPercent: { default: 40, min: 1, max: 90, why: 'half the cores then carry it at 80 %' },
    targetCpuPercent: { default: 80, min: 10, max: 100, why: 'a failover or a backup needs the rest; of disk use too' },
    targetMemoryPercent: { default: 85, min: 10, max: 100, why: 'sessions and sorts need some beside the caches' },
  },
  needs: {
    metrics: ['database-connections-maximum', 'cpu-percent-maximum', 'memory-percent-maximum', 'used-percent-maximum'],
    users: { kinds: ['database'], reach: 'account' },
    related: true,
  },
  risk: 'high',
  action: 'database.change-size',
  evaluate(server, params, context) {
    const { now, firstSeen, digest, costs, users } = context;
    const { sizeName, engine, tags, name } = server;
    if (!isFlexibleServer(server) || server.powerState !== 'running' || server.isReplica === true) return fine();
    const role = roleOf(server, context);
    if (role.known && role.value.is !== 'alone') return fine();
    const age = ageDays(server.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const peak = (metric: Parameters<typeof digest>[0], of: 'max' | 'p99') =>
      peakOf(digest(metric), (each) => each[of], params, now);
    const connections = peak('database-connections-maximum', 'max');
    const highestCpu = peak('cpu-percent-maximum', 'max');
    const cpu = peak('cpu-percent-maximum', 'p99');
    const memory = peak('memory-percent-maximum', 'max');
    const io = peak('used-percent-maximum', 'p99');
    const evidence = {
      sizeName,
      engine,
      maxConnections: connections.known ? connections.value.peak : null,
      maxCpuPercent: highestCpu.known ? rounded(highestCpu.value.peak) : null,
      p99CpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
      maxMemoryPercent: memory.known ? rounded(memory.value.peak) : null,
      p99IoPercent: io.known ? rounded(io.value.peak) : null,
    };
    const works = exceeds(connections, params.maxConnections) || exceeds(highestCpu, params.maxIdleCpuPercent);
    const idleGap = gapIn(connections, params.minCoverage) ?? gapIn(highestCpu, params.minCoverage);
    const around = { now, sizes: new Map() };
    const present = databaseComponents(server, around);

    if (!works && idleGap === undefined) {
      if (!role.known) return cannotTell(role.reason, evidence);
      if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
      if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
      if (isKeptForDisaster(tags.value, name)) return fine();
      const using = users();
      if (!using.known) return cannotTell(`read replicas: ${using.reason}`, evidence);
      if (using.value.some(({ relation }) => relation === 'replica-of')) return fine();
      return waste({
        confidence: connections.known && connections.value.peak > 0 ? 0.7 : 0.9,
        evidence,
        monthlySavings: removalSaving(server, costs, present),
        action: 'database.snapshot-and-delete',
      });
    }

    if (server.redundancy === 'standby') {
      if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
      const environment = environmentOf(tags.value, name);
      if (environment === 'development') {
        return waste({
          confidence: 0.85,
          evidence: { ...evidence, environment },
          monthlySavings: changeSaving(
            server,
            costs,
            present,
            databaseComponents({ ...server, redundancy: 'none' }, around),
          ),
          action: 'database.remove-standby',
          risk: 'medium',
        });
      }
    }

    // Busy, or of a size that none is smaller than: only idleness is then left to be told.
    const isOffered = (size: string): boolean => {
      const components = flexibleServerCompute({ ...server, sizeName: size });
      return components.known && components.value.every(({ item }) => costs.listPrices.has(item));
    };
    const nothing = { cpuPercent: 0, memoryPercent: 0, ioPercent: 0, connections: 0 };
    if (exceeds(cpu, params.maxCpuPercent)) return fine();
    if (
      works &&
      (flexibleServerSize(sizeName) === undefined || smallerServer(server, nothing, params, () => true) === undefined)
    ) {
      return fine();
    }
    const gap =
      idleGap ?? gapIn(cpu, params.minCoverage) ?? gapIn(memory, params.minCoverage) ?? gapIn(io, params.minCoverage);
    if (gap !== undefined || !cpu.known || !memory.known || !io.known || !connections.known) {
      return cannotTell(gap ?? 'its use was not read', evidence);
    }
    const use = {
      cpuPercent: cpu.value.peak,
      memoryPercent: memory.value.peak,
      ioPercent: io.value.peak,
      connections: connections.value.peak,
    };
    // Without prices there is no telling which sizes the region has.
    if (smallerServer(server, use, params, () => true) === undefined) return fine();
    if (!isOffered(sizeName)) return cannotTell(`no price for ${sizeName}`, evidence);
    const targetSizeName = smallerServer(server, use, params, isOffered);
    if (targetSizeName === undefined) return fine();
    if (!role.known) return cannotTell(role.reason, evidence);
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    return waste({
      confidence: 0.75,
      evidence: { ...evidence, targetSizeName },
      monthlySavings: changeSaving(
        server,
        costs,
        present,
        databaseComponents({ ...server, sizeName: targetSizeName }, around),
      ),
      actionParams: { sizeName: targetSizeName },
      risk: 'medium',
    });
  },
});
