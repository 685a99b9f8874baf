import { addDays, dayOf, type Instant, type Period, startOfDay } from '../../domain/instant.ts';
import type { Scope } from '../../domain/ids.ts';
import type { MetricSubject } from '../../domain/ports/provider.ts';
import type { SyncJob, TaskWork } from './sync-task.ts';

/** Long enough for two of every weekday: what the idle check of AWS Compute Optimizer looks at, too. */
const LOOKBACK_DAYS = 14;

/** Subjects asked for at once: a few thousand samples each stay in memory for one batch only. */
const BATCH_SIZE = 250;

/** Whole UTC days before `at`, so that daily sums are of whole days. */
export function metricWindow(at: Instant): Period {
  const today = dayOf(at);
  return { start: startOfDay(addDays(today, -LOOKBACK_DAYS)), end: startOfDay(today) };
}

/** Digests of the scope's running instances; a stopped one has no samples to ask for. */
export const collectMetrics =
  (job: SyncJob): TaskWork =>
  async (connection, task, progress) => {
    const scope: Scope = { provider: task.provider, accountId: task.accountId, regionId: task.regionId };
    const window = metricWindow(job.observedAt);
    const unread: string[] = [];
    const done = progress.cursor;
    let { records } = progress;
    const batches = job.store.resources.stream(
      { providers: [scope.provider], accountIds: [scope.accountId], regionIds: [scope.regionId], kinds: ['instance'] },
      BATCH_SIZE,
    );
    for await (const batch of batches) {
      const last = batch.at(-1);
      if (last === undefined || (done !== null && last.resource.resourceId <= done)) continue;
      const subjects = batch
        .map(({ resource }) => resource)
        .filter((resource) => resource.kind === 'instance' && resource.powerState === 'running')
        .map((resource): MetricSubject => ({
          kind: resource.kind,
          type: resource.type,
          resourceId: resource.resourceId,
        }));
      if (subjects.length > 0) {
        for await (const page of connection.metrics(scope, subjects, window)) {
          await job.store.metrics.upsert(page.digests, job.observedAt);
          unread.push(
            ...page.unread.map((row) =>
              row.resourceId === undefined ? row.reason : `${row.resourceId}: ${row.reason}`,
            ),
          );
          records += page.digests.length;
        }
      }
      // What was not read is known to this run alone: a run that goes on from here must come across it again.
      if (unread.length === 0) await progress.checkpoint(last.resource.resourceId, records);
    }
    return { records, unread };
  };
