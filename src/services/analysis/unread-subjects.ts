import type { UnreadSubject } from '../../analysis/batch.ts';
import { GLOBAL_REGION, type Scope, scopeKey } from '../../domain/ids.ts';
import type { CollectorInfo } from '../../domain/ports/provider.ts';
import { resourceKinds } from '../../domain/resources.ts';
import { HOLDS_NOTHING, isHole, type SyncTask } from '../../domain/sync.ts';
import type { UnreadReasons } from './load-batch.ts';

const NEVER_READ = 'never read by a sync';
const NOT_COLLECTED = 'this version does not read this kind of resource there';

/**
 * What the latest sync did not completely read, by scope. What it never tried counts too: an account that is in
 * the store from an earlier sync and was left out of the latest keeps its facts, but nothing new is concluded.
 */
export function unreadSubjects(tasks: readonly SyncTask[], collectors: readonly CollectorInfo[]): UnreadReasons {
  const byScope = Map.groupBy(tasks, ({ provider, accountId, regionId }) =>
    scopeKey({ provider, accountId, regionId }),
  );
  const priceTasks = new Map(tasks.filter(({ subject }) => subject === 'prices').map((task) => [priceKey(task), task]));
  const collectorsOf = remembered(
    ({ provider }: Pick<Scope, 'provider'>) => provider,
    ({ provider }) => collectors.filter(({ type }) => type.startsWith(`${provider}:`)),
  );
  const inScope = remembered(scopeKey, (scope) => {
    const ofScope = tasksBySubject(byScope.get(scopeKey(scope)));
    const ofAccount = tasksBySubject(byScope.get(scopeKey({ ...scope, regionId: GLOBAL_REGION })));
    const unread = new Map<UnreadSubject, string>();
    const note = (subject: UnreadSubject, task: SyncTask | undefined): void => {
      const reason = reasonOf(task);
      if (reason !== undefined && !unread.has(subject)) unread.set(subject, reason);
    };
    const noteListing = (kind: UnreadSubject, task: SyncTask | undefined): void => {
      if (!isNotEnabled(task)) note(kind, task);
    };
    const isGlobal = scope.regionId === GLOBAL_REGION;
    const brought = new Set(collectorsOf(scope).map(({ kind }) => kind));
    for (const { type, kind, reach } of collectorsOf(scope)) {
      if (reach !== 'regional') noteListing(kind, ofAccount.get(type));
      // In the scope of what is global, regional things are neither read nor missed.
      else if (!isGlobal) noteListing(kind, ofScope.get(type));
    }
    // What no collector brings was not looked at: that nothing of it is there is not known.
    for (const kind of resourceKinds) if (!brought.has(kind)) unread.set(kind, `${scope.provider}: ${NOT_COLLECTED}`);
    note('metrics', ofScope.get('metrics'));
    note('prices', priceTasks.get(priceKey(scope)));
    return unread;
  });
  /** Of an account's listings over all regions, those that were not whole. */
  const wideListings = (scope: Scope): ReadonlyMap<UnreadSubject, string> => {
    const ofAccount = tasksBySubject(byScope.get(scopeKey({ ...scope, regionId: GLOBAL_REGION })));
    const unread = new Map<UnreadSubject, string>();
    for (const { type, kind, reach } of collectorsOf(scope)) {
      const task = ofAccount.get(type);
      const reason = reach === 'account' && !isNotEnabled(task) ? reasonOf(task) : undefined;
      if (reason !== undefined && !unread.has(kind)) unread.set(kind, reason);
    }
    return unread;
  };
  const accountsOf = remembered(
    ({ provider }: Scope) => provider,
    ({ provider }) => [
      ...new Set(
        tasks.filter((task) => task.provider === provider && !listsNothing(task)).map(({ accountId }) => accountId),
      ),
    ],
  );
  const inRegion = remembered(
    ({ provider, regionId }: Scope) => `${provider}/${regionId}`,
    (scope) => {
      const unread = new Map<UnreadSubject, string>();
      for (const accountId of accountsOf(scope)) {
        // An account that was read in other regions only does not have this one enabled.
        const key = scopeKey({ ...scope, accountId });
        const entered = byScope.has(key);
        const closed = byScope
          .get(scopeKey({ ...scope, accountId, regionId: GLOBAL_REGION }))
          ?.find((task) => (task.subject === 'accounts' || task.subject === 'regions') && isHole(task));
        if (closed !== undefined) {
          for (const { kind } of collectorsOf(scope))
            if (!unread.has(kind)) unread.set(kind, `${accountId}: ${reasonOf(closed)}`);
        }
        // Where a listing goes over all regions, one that holds nothing has no task of its own.
        const own = { ...scope, accountId };
        const reasons = entered ? inScope(own) : wideListings(own);
        for (const [subject, reason] of reasons) {
          if (!unread.has(subject)) unread.set(subject, `${accountId}: ${reason}`);
        }
      }
      return unread;
    },
  );
  return { inScope, inRegion };
}

/**
 * Tasks that list no resources. A billing account has these alone, one that is being deleted none at all: nothing of
 * them is missed. An account that the user left out may use what others hold, and is.
 */
const listsNothing = ({ subject, error }: SyncTask): boolean =>
  error?.code === HOLDS_NOTHING ||
  subject === 'cost' ||
  subject === 'prices' ||
  subject === 'sizes' ||
  /^(?:cost|recommendations):/.test(subject);

const priceKey = ({ provider, regionId }: Pick<Scope, 'provider' | 'regionId'>): string => `${provider}/${regionId}`;

const tasksBySubject = (tasks: readonly SyncTask[] = []): ReadonlyMap<string, SyncTask> =>
  new Map(tasks.map((task) => [task.subject, task]));

/** Each scope's answer is made once. */
function remembered<T, S extends Pick<Scope, 'provider'> = Scope>(
  keyOf: (scope: S) => string,
  make: (scope: S) => T,
): (scope: S) => T {
  const made = new Map<string, T>();
  return (scope) => {
    const key = keyOf(scope);
    const held = made.get(key);
    if (held !== undefined) return held;
    const value = make(scope);
    made.set(key, value);
    return value;
  };
}

/** A listing of what nobody switched on: there is nothing to list, and nothing is missed. */
const isNotEnabled = (task: SyncTask | undefined): boolean =>
  task?.status === 'skipped' && task.error?.code === 'not-enabled';

function reasonOf(task: SyncTask | undefined): string | undefined {
  if (task === undefined) return NEVER_READ;
  return task.status === 'complete' ? undefined : (task.error?.message ?? 'the sync was interrupted');
}
