import { GLOBAL_REGION, type Scope } from '../../domain/ids.ts';
import type { SyncJob, TaskWork } from './sync-task.ts';

/**
 * Inventory of one resource type and scope. Pages are stored as they come, so memory stays flat; only a
 * complete listing in which every row was read says what is gone. Of a listing over all regions of an account,
 * `regionIds` are those that are wanted; all of them when empty.
 */
export const collectResources =
  (job: SyncJob, regionIds: readonly string[] = []): TaskWork =>
  async (connection, task, progress) => {
    const scope: Scope = { provider: task.provider, accountId: task.accountId, regionId: task.regionId };
    const reach = connection.collectors.find(({ type }) => type === task.subject)?.reach;
    const isWanted = (regionId: string): boolean =>
      reach !== 'account' || regionIds.length === 0 || regionId === GLOBAL_REGION || regionIds.includes(regionId);
    const unread: string[] = [];
    let records = 0;
    for await (const page of connection.collect(task.subject, scope)) {
      const resources = page.resources.filter((resource) => isWanted(resource.scope.regionId));
      await job.store.resources.upsert(job.runId, resources, job.observedAt);
      unread.push(
        ...page.unread.map((row) => (row.resourceId === undefined ? row.reason : `${row.resourceId}: ${row.reason}`)),
      );
      records += resources.length;
      // No cursor: a page token may have expired by the next run, and a listing from its start is idempotent.
      await progress.checkpoint('', records);
    }
    if (unread.length > 0) return { records, unread };
    const { resources } = job.store;
    const named = regionIds.length === 0 ? [] : [...regionIds, GLOBAL_REGION];
    job.onGone(
      reach === 'account'
        ? await resources.markGoneInAccount(job.runId, scope, task.subject, job.observedAt, named)
        : await resources.markGone(job.runId, scope, task.subject, job.observedAt),
    );
    return { records, unread };
  };
