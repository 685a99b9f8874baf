import type { CloudErrorCategory } from '../../domain/cloud-error.ts';
import type { Store } from '../../domain/ports/store.ts';
import { providerIds } from '../../domain/ids.ts';
import type { ScopeReport, SyncReport, SyncSummary, UnreadNote } from '../../domain/reports.ts';
import { isHole, type SyncRun, type SyncTask } from '../../domain/sync.ts';
import { paidCalls } from './paid-calls.ts';

/** What a finished run brought and what it did not. */
export async function syncReport(
  store: Store,
  runId: number,
  { resumed, gone }: Pick<SyncReport, 'resumed' | 'gone'>,
): Promise<SyncReport> {
  const run = await store.syncs.latest();
  if (run?.id !== runId) throw new Error(`run ${runId} is not the latest`);
  const tasks = await store.syncs.tasks(runId);
  const records = new Map<string, number>();
  for (const { subject, status, records: count } of tasks) {
    if (status !== 'skipped') records.set(subject, (records.get(subject) ?? 0) + count);
  }
  return {
    sync: await syncSummary(store, run, 'online'),
    resumed,
    accounts: (await store.accounts.list()).length,
    resources: await store.resources.count({}),
    gone,
    subjects: [...records].map(([subject, count]) => ({ subject, records: count })),
    unread: unreadNotes(tasks),
    notEnabled: notEnabledNotes(tasks),
    paidCalls: await paidCalls(store, runId),
  };
}

/** The state of the last sync by account and region. `offline`: nothing was asked just now. */
export async function syncSummary(store: Store, run: SyncRun | null, mode: 'online' | 'offline'): Promise<SyncSummary> {
  if (run === null) return { id: null, startedAt: null, finishedAt: null, status: 'offline', scopes: [] };
  const tasks = await store.syncs.tasks(run.id);
  const byScope = Map.groupBy(tasks, (task) => [task.provider, task.accountId, task.regionId].join('\n'));
  const scopes: ScopeReport[] = [];
  for (const ofScope of byScope.values()) scopes.push(await scopeReport(store, ofScope));
  return {
    id: run.id,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt ?? null,
    status: mode === 'offline' ? 'offline' : run.status === 'complete' ? 'complete' : 'partial',
    scopes: scopes.toSorted(byPlace),
  };
}

/** Every task that should have been read and was not complete, with its reason. */
export const unreadNotes = (tasks: readonly SyncTask[]): readonly UnreadNote[] => tasks.filter(isHole).map(noteOf);

/** What there was nothing to read of, because nobody has switched it on. */
export const notEnabledNotes = (tasks: readonly SyncTask[]): readonly UnreadNote[] =>
  tasks.filter(({ status, error }) => status === 'skipped' && error?.code === NOT_ENABLED).map(noteOf);

const NOT_ENABLED: CloudErrorCategory = 'not-enabled';

const noteOf = (task: SyncTask): UnreadNote => ({
  provider: task.provider,
  accountId: task.accountId,
  region: task.regionId,
  subject: task.subject,
  code: task.error?.code ?? 'interrupted',
  message: task.error?.message ?? 'the sync ended before this was read',
});

/** Holes of the last sync: what every report from the store says beside its rows. */
export const lastUnread = async (store: Store): Promise<readonly UnreadNote[]> => unreadNotes(await lastTasks(store));

/** Of the last sync; none when there was none. */
export async function lastTasks(store: Store): Promise<readonly SyncTask[]> {
  const run = await store.syncs.latest();
  return run === null ? [] : store.syncs.tasks(run.id);
}

async function scopeReport(store: Store, all: readonly SyncTask[]): Promise<ScopeReport> {
  const asked = all.filter(({ status }) => status !== 'skipped');
  // What is left alone beside things that are read is no state of the whole.
  const tasks = asked.length === 0 ? all : asked;
  const [first] = tasks;
  if (first === undefined) throw new Error('a scope without tasks');
  const error = tasks.find((task) => task.error !== undefined)?.error;
  const complete = tasks.every((task) => task.status === 'complete');
  const nothing = tasks.every((task) => task.status !== 'complete' && task.records === 0);
  return {
    provider: first.provider,
    accountId: first.accountId,
    region: first.regionId,
    status: asked.length === 0 ? 'skipped' : complete ? 'complete' : nothing ? 'failed' : 'partial',
    resources: await store.resources.count({
      providers: [first.provider],
      accountIds: [first.accountId],
      regionIds: [first.regionId],
    }),
    ...(error !== undefined && { error }),
  };
}

function byPlace(a: ScopeReport, b: ScopeReport): number {
  return (
    providerIds.indexOf(a.provider) - providerIds.indexOf(b.provider) ||
    compareText(a.accountId, b.accountId) ||
    compareText(a.region, b.region)
  );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
