import { mapFact } from '../../domain/fact.ts';
import { ageDays } from '../days.ts';
import { isBeingPrepared, isKeptForDisaster, isServerless, roleOf } from '../database-role.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { removalSaving } from '../pricing/database-savings.ts';
import { databaseComponents } from '../pricing/databases.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A running database that no client connected to over the whole window. */
export const idleDatabase = defineCheck({
  name: 'database-idle',
  ids: { aws: 'aws-rds-instance-idle', gcp: 'gcp-sql-idle', azure: 'azure-sqldb-idle' },
  kind: 'database',
  title: 'Database that no client connects to',
  description:
    'A database bills by the hour whether or not something uses it. This one had no connection in the whole window, or never more ' +
    'than one at hardly any disk activity, as a monitoring agent causes. Of a cluster all members are looked at together: a ' +
    'database that is only a copy in waiting is not idle while the cluster works.',
  savings:
    'the whole cost of the database (machine, storage, extended support) minus a full-size snapshot, which is kept; of a ' +
    'member of a cluster its machine alone',
  ignores: [
    'a read replica (another check looks at those) and a database whose read replicas may be in use',
    'a member of a Multi-AZ DB cluster',
    'the copy of a blue/green deployment that is being prepared',
    'one that its name or tags call a standby or disaster recovery',
    'one that is younger than the window, or stopped',
    'a database of a pool, and one that pauses by itself',
  ],
  evidence: {
    lookbackDays: 'length of the window',
    maxConnections: 'most connections at once, of all members of its cluster if it has one',
    connectionsCoverage: 'share of the samples that there are',
    maxIops: 'most reads and writes per second, where they are counted',
    maxCpuPercent: 'highest use of CPU, where reads and writes are not counted',
    engine: 'its engine',
    sizeName: 'its class',
  },
  params: {
    lookbackDays: {
      default: 14,
      // Azure counts logins, not sessions: a client that logged in and stayed shows on that day alone.
      byProvider: { azure: 30 },
      min: 1,
      max: 90,
      why: 'two weeks hold two of every weekday, and a fortnightly job',
    },
    maxConnections: {
      default: 1,
      // There each login of the hour counts: an agent would show as many.
      byProvider: { azure: 0 },
      min: 0,
      max: 100,
      why: 'a monitoring agent holds one session; clients come as pools',
    },
    maxCpuPercent: {
      default: 5,
      min: 0,
      max: 100,
      why: 'an engine that only keeps itself alive stays below it; looked at where reads and writes are not counted',
    },
    maxIops: { default: 20, min: 0, max: 100_000, why: 'a database that only keeps itself alive stays below it' },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one busy hour' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell that it is still idle' },
  },
  needs: {
    metrics: [
      'database-connections-maximum',
      'cluster-connections-maximum',
      'database-iops-maximum',
      'cpu-percent-maximum',
      'capacity-units-average',
    ],
    // A read replica lives in its source's account, though maybe in another region.
    users: { kinds: ['database'], reach: 'account' },
    related: true,
    kinds: ['database-cluster'],
    sizes: true,
  },
  risk: 'high',
  action: 'database.snapshot-and-delete',
  evaluate(database, params, context) {
    const { now, firstSeen, digest, costs, users } = context;
    if (database.powerState !== 'running' || isBeingPrepared(database) || database.isReplica === true) return fine();
    // One of a pool costs nothing by itself; one that pauses by itself is paused. Other servers of Azure have a check of their own.
    if (database.poolId !== undefined || typeof database.pausesAfterMinutes === 'number') return fine();
    if (database.scope.provider === 'azure' && database.type !== 'azure:sql:database') return fine();
    const role = roleOf(database, context);
    if (role.known && (role.value.is === 'replica' || role.value.is === 'copy')) return fine();
    const age = ageDays(database.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();

    const peak = (metric: Parameters<typeof digest>[0]) => peakOf(digest(metric), ({ max }) => max, params, now);
    const own = peak('database-connections-maximum');
    if (own.known && own.value.peak > params.maxConnections) return fine();
    if (!role.known) return cannotTell(role.reason);
    const connections = role.value.is === 'member' ? peak('cluster-connections-maximum') : own;
    if (connections.known && connections.value.peak > params.maxConnections) return fine();
    const iops = peak('database-iops-maximum');
    const connected = !connections.known || connections.value.peak > 0;
    const countsIops = database.scope.provider === 'aws';
    const cpu = peak('cpu-percent-maximum');
    if (connected && countsIops && iops.known && iops.value.peak >= params.maxIops) return fine();
    if (!countsIops && cpu.known && cpu.value.peak >= params.maxCpuPercent) return fine();
    const work = countsIops ? iops : cpu;

    const evidence = {
      lookbackDays: params.lookbackDays,
      maxConnections: connections.known ? connections.value.peak : null,
      connectionsCoverage: connections.known ? rounded(connections.value.coverage) : null,
      ...(countsIops
        ? { maxIops: iops.known ? rounded(iops.value.peak) : null }
        : { maxCpuPercent: cpu.known ? rounded(cpu.value.peak) : null }),
      engine: database.engine,
      sizeName: database.sizeName,
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    // Nobody being connected says it all; one session may be a quiet client.
    const gap = gapIn(connections, params.minCoverage) ?? (connected ? gapIn(work, params.minCoverage) : undefined);
    if (gap !== undefined) return cannotTell(gap, evidence);
    const using = users();
    if (!using.known) return cannotTell(`read replicas: ${using.reason}`, evidence);
    if (using.value.some(({ relation }) => relation === 'replica-of')) return fine();
    if (!database.tags.known) return cannotTell(`tags: ${database.tags.reason}`, evidence);
    if (isKeptForDisaster(database.tags.value, database.name)) return fine();

    const capacityUnits = mapFact(digest('capacity-units-average'), ({ mean }) => mean);
    // Paused for the whole window: it costs nothing.
    if (isServerless(database) && capacityUnits.known && capacityUnits.value === 0) return fine();
    const components = databaseComponents(database, {
      now,
      ...(role.value.is === 'member' && { ioBilling: role.value.cluster.ioBilling }),
      sizes: context.sizes(),
      capacityUnits,
    });
    return waste({
      confidence: connected ? 0.7 : 0.9,
      ...(role.value.is === 'member' && { action: 'database-cluster.snapshot-and-delete' as const }),
      evidence,
      monthlySavings: removalSaving(database, costs, components),
    });
  },
});
