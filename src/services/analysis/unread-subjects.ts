import type { UnreadSubject } from '../../analysis/batch.ts';
import { type Scope, scopeKey } from '../../domain/ids.ts';
import type { CollectorInfo } from '../../domain/ports/provider.ts';
import type { SyncTask } from '../../domain/sync.ts';

const NEVER_READ = 'never read by a sync';

/**
 * What the latest sync did not completely read, by scope. What it never tried counts too: an account that is in
 * the store from an earlier sync and was left out of the latest keeps its facts, but nothing new is concluded.
 */
export function unreadSubjects(
  tasks: readonly SyncTask[],
  collectors: readonly CollectorInfo[],
): (scope: Scope) => ReadonlyMap<UnreadSubject, string> {
  const byScope = Map.groupBy(tasks, ({ provider, accountId, regionId }) =>
    scopeKey({ provider, accountId, regionId }),
  );
  const priceTasks = new Map(
    tasks.filter(({ subject }) => subject === 'prices').map((task) => [`${task.provider}/${task.regionId}`, task]),
  );
  const made = new Map<string, ReadonlyMap<UnreadSubject, string>>();
  return (scope) => {
    const key = scopeKey(scope);
    const held = made.get(key);
    if (held !== undefined) return held;
    const ofScope = new Map((byScope.get(key) ?? []).map((task) => [task.subject, task]));
    const unread = new Map<UnreadSubject, string>();
    const note = (subject: UnreadSubject, task: SyncTask | undefined): void => {
      const reason = reasonOf(task);
      if (reason !== undefined) unread.set(subject, reason);
    };
    for (const { type, kind } of collectors) note(kind, ofScope.get(type));
    note('metrics', ofScope.get('metrics'));
    note('prices', priceTasks.get(`${scope.provider}/${scope.regionId}`));
    made.set(key, unread);
    return unread;
  };
}

function reasonOf(task: SyncTask | undefined): string | undefined {
  if (task === undefined) return NEVER_READ;
  return task.status === 'complete' ? undefined : (task.error?.message ?? 'the sync was interrupted');
}
