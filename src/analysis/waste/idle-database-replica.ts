import { mapFact } from '../../domain/fact.ts';
import { ageDays } from '../days.ts';
import {
  isBeingPrepared,
  isKeptForDisaster,
  isScaledReader,
  isServerless,
  regionOf,
  roleOf,
} from '../database-role.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { databaseComponents } from '../pricing/databases.ts';
import { certain } from '../pricing/estimates.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A read replica, or a reader of a cluster, that nobody reads from. */
export const idleDatabaseReplica = defineCheck({
  name: 'database-replica-idle',
  ids: { aws: 'aws-rds-read-replica-idle' },
  kind: 'database',
  title: 'Read replica that serves no reads',
  description:
    'A read replica costs as much as the database that it copies. This one had no client connection in the whole window beside ' +
    'replication, or never more than one that hardly read. In a cluster one reader always stays, to take over when the writer fails.',
  savings: 'the whole cost of the replica: machine and storage (nothing is kept, since its source has the same data)',
  ignores: [
    'a replica of a database in another region, or one that its name or tags call a standby or disaster recovery',
    'the only reader of a cluster, and a reader that scaling added',
    'a replica that has replicas of its own',
    'one that is younger than the window, or stopped',
  ],
  evidence: {
    lookbackDays: 'length of the window',
    maxConnections: 'most client connections at once',
    connectionsCoverage: 'share of the samples that there are',
    maxReadIops: 'most reads per second',
    sourceId: 'what it copies; of a reader the cluster',
  },
  params: {
    lookbackDays: {
      default: 14,
      min: 1,
      max: 90,
      why: 'two weeks hold two of every weekday, and a fortnightly report',
    },
    maxConnections: { default: 1, min: 0, max: 100, why: 'a monitoring agent holds one session' },
    maxReadIops: { default: 20, min: 0, max: 100_000, why: 'a report that reads does more' },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one report' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell that it is still idle' },
  },
  needs: {
    metrics: ['database-connections-maximum', 'database-read-iops-maximum', 'capacity-units-average'],
    // A read replica lives in its source's account, though maybe in another region.
    users: { kinds: ['database'], reach: 'account' },
    related: true,
    kinds: ['database-cluster'],
    sizes: true,
  },
  risk: 'high',
  action: 'database.delete-replica',
  evaluate(database, params, context) {
    const { now, firstSeen, digest, costs, users } = context;
    if (database.powerState !== 'running' || isBeingPrepared(database) || isScaledReader(database)) return fine();
    const role = roleOf(database, context);
    if (role.known && (role.value.is === 'alone' || role.value.is === 'copy')) return fine();
    // Readers take over: without a second one, a failure of the writer would mean a new machine first.
    if (role.known && role.value.is === 'member' && (role.value.writer || readersOf(role.value.cluster) < 2))
      return fine();
    if (role.known && role.value.is === 'replica' && regionOf(role.value.sourceId) !== database.scope.regionId)
      return fine();
    const age = ageDays(database.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();

    const peak = (metric: Parameters<typeof digest>[0]) => peakOf(digest(metric), ({ max }) => max, params, now);
    const connections = peak('database-connections-maximum');
    if (connections.known && connections.value.peak > params.maxConnections) return fine();
    const reads = peak('database-read-iops-maximum');
    const connected = !connections.known || connections.value.peak > 0;
    if (connected && reads.known && reads.value.peak >= params.maxReadIops) return fine();
    if (!role.known) return cannotTell(role.reason);

    const evidence = {
      lookbackDays: params.lookbackDays,
      maxConnections: connections.known ? connections.value.peak : null,
      connectionsCoverage: connections.known ? rounded(connections.value.coverage) : null,
      maxReadIops: reads.known ? rounded(reads.value.peak) : null,
      sourceId:
        role.value.is === 'replica'
          ? role.value.sourceId
          : role.value.is === 'member'
            ? role.value.cluster.resourceId
            : null,
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap = gapIn(connections, params.minCoverage) ?? (connected ? gapIn(reads, params.minCoverage) : undefined);
    if (gap !== undefined) return cannotTell(gap, evidence);
    const using = users();
    if (!using.known) return cannotTell(`replicas of its own: ${using.reason}`, evidence);
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
      confidence: connected ? 0.6 : 0.8, // what is kept for a failure may not say so anywhere
      evidence,
      monthlySavings: mapFact(costs.monthlyOf(database, components), certain),
    });
  },
});

const readersOf = ({ members }: { readonly members: readonly { readonly writer: boolean }[] }): number =>
  members.filter(({ writer }) => !writer).length;
