import { AppError } from '../../domain/errors.ts';
import { CloudError, reasonOf } from '../../domain/cloud-error.ts';
import type { Instant } from '../../domain/instant.ts';
import type { CloudConnection } from '../../domain/ports/provider.ts';
import type { Store } from '../../domain/ports/store.ts';
import type { SyncError, SyncTask } from '../../domain/sync.ts';

/** What every task of a run works with. */
export interface SyncJob {
  readonly store: Store;
  readonly runId: number;
  /** The run's start: what it brings was observed then, so that a resumed run leaves the same rows. */
  readonly observedAt: Instant;
  readonly signal: AbortSignal;
  /** Counts what complete listings no longer had. */
  readonly onGone: (count: number) => void;
  /** Called when a task has ended. */
  readonly onTaskEnd: (task: SyncTask) => void;
  /** Writes down what the connection's calls cost so far. */
  readonly onPaid?: (connection: CloudConnection) => Promise<void>;
}

export interface TaskResult {
  readonly records: number;
  /** Rows that could not be read: the task is then `partial`, and nothing is concluded from what it lacks. */
  readonly unread?: readonly string[];
}

/** What a task may tell while it works: how far it came, so that a killed run goes on from there. */
export interface TaskProgress {
  readonly cursor: string | null;
  readonly records: number;
  checkpoint(cursor: string, records: number): Promise<void>;
}

export type TaskWork = (connection: CloudConnection, task: SyncTask, progress: TaskProgress) => Promise<TaskResult>;

const MAX_SHOWN_ROWS = 3;

/**
 * Runs one task to an end that is written down. A failed read ends the task, never the run; Ctrl-C leaves it
 * as it stands and is thrown on.
 */
export async function runTask(
  job: SyncJob,
  connection: CloudConnection,
  task: SyncTask,
  work: TaskWork,
): Promise<SyncTask> {
  if (task.status === 'complete') return task;
  let current: SyncTask = withoutError({ ...task, status: 'running' });
  await job.store.syncs.update(job.runId, current);
  const progress: TaskProgress = {
    cursor: task.cursor,
    records: task.cursor === null ? 0 : task.records,
    checkpoint: async (cursor, records) => {
      current = { ...current, cursor, records };
      await job.store.syncs.update(job.runId, current);
    },
  };
  const ended = await endOf(
    job,
    current,
    () => work(connection, current, progress),
    () => current.records,
  );
  await job.store.syncs.update(job.runId, ended);
  await job.onPaid?.(connection);
  job.onTaskEnd(ended);
  return ended;
}

async function endOf(
  job: SyncJob,
  task: SyncTask,
  work: () => Promise<TaskResult>,
  recordsSoFar: () => number,
): Promise<SyncTask> {
  try {
    const { records, unread = [] } = await work();
    if (unread.length === 0) return { ...task, status: 'complete', records, cursor: null };
    return {
      ...task,
      status: 'partial',
      records,
      cursor: null,
      error: { code: 'malformed', message: summaryOf(unread) },
    };
  } catch (error) {
    if (job.signal.aborted) throw new AppError('interrupted', 'the sync was interrupted', { cause: error });
    if (!(error instanceof CloudError)) throw error;
    // Something that nobody switched on is no hole: there is nothing to read.
    if (error.category === 'not-enabled') {
      return { ...task, status: 'skipped', records: 0, cursor: null, error: syncError(error) };
    }
    const records = recordsSoFar();
    return { ...task, status: records > 0 ? 'partial' : 'failed', records, cursor: null, error: syncError(error) };
  }
}

export const syncError = (error: CloudError): SyncError => ({
  code: error.category,
  message: `${reasonOf(error)}: ${error.message}`,
});

function summaryOf(unread: readonly string[]): string {
  const shown = unread.slice(0, MAX_SHOWN_ROWS).join('; ');
  const rest = unread.length - MAX_SHOWN_ROWS;
  return `${unread.length} rows not read: ${shown}${rest > 0 ? `; and ${rest} more` : ''}`;
}

function withoutError(task: SyncTask): SyncTask {
  const { error: _error, ...rest } = task;
  return rest;
}
