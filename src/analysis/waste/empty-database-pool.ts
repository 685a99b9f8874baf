import { mapFact } from '../../domain/fact.ts';
import { ageDays, daysSince } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { certain } from '../pricing/estimates.ts';
import { poolComponents } from '../pricing/managed-databases.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Capacity for databases that is paid and holds none. */
export const emptyDatabasePool = defineCheck({
  name: 'database-pool-empty',
  ids: { azure: 'azure-sql-elasticpool-empty' },
  kind: 'database-pool',
  title: 'Elastic pool without databases',
  description:
    'A pool bills for its cores or units by the hour, whether or not a database is in it. One without any can be deleted and ' +
    'made again when it is needed.',
  savings: 'the whole cost of the pool, by the bill or at list price',
  ignores: ['a pool with a database', 'one that was made, or became empty, less than minDays ago, where that is told'],
  evidence: {
    tier: 'its service tier',
    sizeName: 'its size',
    idleDays: 'whole days since the first sync of those in a row that saw it empty',
  },
  params: {
    minDays: { default: 7, min: 0, max: 3650, why: 'databases are moved in and out over a few days' },
  },
  risk: 'low',
  action: 'database-pool.delete',
  evaluate(pool, { minDays }, { now, firstSeen, idleSince, costs }) {
    if (!pool.attachedTo.known) return cannotTell(`databases: ${pool.attachedTo.reason}`);
    if (pool.attachedTo.value.length > 0) return fine();
    const age = ageDays(pool.createdAt, firstSeen, now, minDays);
    if (!age.known) return cannotTell(`creation time: ${age.reason}`);
    if (age.value < minDays) return fine();
    if (!pool.tags.known) return cannotTell(`tags: ${pool.tags.reason}`);
    const idle = idleSince === undefined ? undefined : daysSince(idleSince, now);
    const idleDays = idle?.known ? Math.max(0, idle.value) : 0;
    return waste({
      confidence: idleDays >= minDays ? 0.9 : 0.7,
      evidence: { tier: pool.tier, sizeName: pool.sizeName, idleDays },
      monthlySavings: mapFact(costs.monthlyOf(pool, poolComponents(pool)), certain),
    });
  },
});
