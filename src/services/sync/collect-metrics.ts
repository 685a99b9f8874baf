import type { Scope } from '../../domain/ids.ts';
import type { MetricName } from '../../domain/metrics.ts';
import type { ResourceKind } from '../../domain/resources.ts';
import type { SyncJob, TaskWork } from './sync-task.ts';

/** Subjects asked for at once: a few thousand samples each stay in memory for one batch only. */
const BATCH_SIZE = 250;

/** Digests of the scope's resources, of those metrics that an enabled check asks for. */
export const collectMetrics =
  (job: SyncJob, metrics: ReadonlySet<MetricName>): TaskWork =>
  async (connection, task, progress) => {
    const scope: Scope = { provider: task.provider, accountId: task.accountId, regionId: task.regionId };
    const measured = connection.collectors.filter((collector) =>
      (collector.metrics ?? []).some((metric) => metrics.has(metric)),
    );
    const kinds = [...new Set(measured.map(({ kind }) => kind))];
    const types = new Set(measured.map(({ type }) => type));
    const unread: string[] = [];
    const done = progress.cursor === null ? undefined : (JSON.parse(progress.cursor) as Position);
    let { records } = progress;
    if (kinds.length === 0) return { records };
    const batches = job.store.resources.stream(
      { providers: [scope.provider], accountIds: [scope.accountId], regionIds: [scope.regionId], kinds },
      BATCH_SIZE,
    );
    for await (const batch of batches) {
      const last = batch.at(-1)?.resource;
      if (last === undefined) continue;
      const end: Position = [last.kind, last.resourceId];
      if (done !== undefined && !isAfter(end, done)) continue;
      const subjects = batch.map(({ resource }) => resource).filter(({ type }) => types.has(type));
      if (subjects.length > 0) {
        for await (const page of connection.metrics(scope, { subjects, metrics, until: job.observedAt })) {
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
      if (unread.length === 0) await progress.checkpoint(JSON.stringify(end), records);
    }
    return { records, unread };
  };

/** Where in the stream's order a batch ended. */
type Position = readonly [kind: ResourceKind, resourceId: string];

const isAfter = ([kind, id]: Position, [otherKind, otherId]: Position): boolean =>
  kind === otherKind ? id > otherId : kind > otherKind;
