import { GLOBAL_REGION, type Scope } from '../../domain/ids.ts';
import type { AdviserId } from '../../domain/recommendations.ts';
import type { SyncJob, TaskWork } from './sync-task.ts';

/** What one adviser says in a scope, which replaces what it said there before. */
export const collectRecommendations =
  (job: SyncJob, adviser: AdviserId): TaskWork =>
  async (connection, task) => {
    const scope: Scope = { provider: task.provider, accountId: task.accountId, regionId: task.regionId };
    const { resources, recommendations } = job.store;
    // An adviser that is asked by kind of resource is asked for what is there.
    const counts = await resources.counts({
      providers: [scope.provider],
      accountIds: [scope.accountId],
      // Asked once for an account, it speaks of all of its regions.
      ...(scope.regionId !== GLOBAL_REGION && { regionIds: [scope.regionId] }),
    });
    const types = new Set(counts.map(({ type }) => type));
    const kinds = new Set(connection.collectors.filter(({ type }) => types.has(type)).map(({ kind }) => kind));
    const found = await connection.recommendations(adviser, scope, kinds);
    await recommendations.replace(adviser, scope, found, job.observedAt);
    return { records: found.length };
  };
