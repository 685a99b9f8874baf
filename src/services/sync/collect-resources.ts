import type { Scope } from '../../domain/ids.ts';
import type { SyncJob, TaskWork } from './sync-task.ts';

/**
 * Inventory of one resource type and scope. Pages are stored as they come, so memory stays flat; only a
 * complete listing in which every row was read says what is gone.
 */
export const collectResources =
  (job: SyncJob): TaskWork =>
  async (connection, task, progress) => {
    const scope: Scope = { provider: task.provider, accountId: task.accountId, regionId: task.regionId };
    const unread: string[] = [];
    let records = 0;
    for await (const page of connection.collect(task.subject, scope)) {
      await job.store.resources.upsert(job.runId, page.resources, job.observedAt);
      unread.push(
        ...page.unread.map((row) => (row.resourceId === undefined ? row.reason : `${row.resourceId}: ${row.reason}`)),
      );
      records += page.resources.length;
      // No cursor: a page token may have expired by the next run, and a listing from its start is idempotent.
      await progress.checkpoint('', records);
    }
    if (unread.length === 0)
      job.onGone(await job.store.resources.markGone(job.runId, scope, task.subject, job.observedAt));
    return { records, unread };
  };
