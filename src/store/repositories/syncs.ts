import { providerIds } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { SyncRepository } from '../../domain/ports/store.ts';
import type { SyncRun, SyncStatus, SyncTask } from '../../domain/sync.ts';
import type { Connection } from '../connection.ts';
import { accountNumber } from './account-dictionary.ts';

interface RunRow {
  readonly sync_id: number;
  readonly request: string;
  readonly started_at: Instant;
  readonly finished_at: Instant | null;
  readonly status: SyncStatus;
}

type TaskRow = Omit<SyncTask, 'error'> & {
  readonly error_code: string | null;
  readonly error_message: string | null;
};

/** Runs are numbered 1, 2, 3, …, so that the same history has the same numbers. */
export class SqliteSyncRepository implements SyncRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Resumes only the last run of this request, and only if it was killed (`running`) or stopped (`interrupted`).
   * A run that is left behind unfinished is marked as interrupted.
   */
  begin(
    request: string,
    startedAt: Instant,
    resumableSince: Instant,
  ): Promise<{ readonly run: SyncRun; readonly resumed: boolean }> {
    return this.#connection.write(() => {
      const last = this.#connection
        .prepare<RunRow>('SELECT * FROM sync_run WHERE request = ? ORDER BY sync_id DESC LIMIT 1')
        .get(request);
      const resumed =
        last !== undefined &&
        (last.status === 'running' || last.status === 'interrupted') &&
        last.started_at > resumableSince;
      const id = resumed
        ? last.sync_id
        : (this.#connection.prepare<number>('SELECT coalesce(max(sync_id), 0) + 1 FROM sync_run').pluck().get() ?? 1);
      this.#connection
        .prepare(`UPDATE sync_run SET status = 'interrupted' WHERE status = 'running' AND sync_id <> ?`)
        .run(id);
      this.#connection
        .prepare(
          `INSERT INTO sync_run VALUES (?, ?, ?, NULL, 'running')
           ON CONFLICT (sync_id) DO UPDATE SET status = 'running', finished_at = NULL`,
        )
        .run(id, request, startedAt);
      return { run: { id, startedAt: resumed ? last.started_at : startedAt, status: 'running', request }, resumed };
    });
  }

  plan(
    runId: number,
    tasks: readonly Pick<SyncTask, 'provider' | 'accountId' | 'regionId' | 'subject'>[],
  ): Promise<readonly SyncTask[]> {
    return this.#connection.write(() => {
      const insert = this.#connection.prepare(
        `INSERT INTO sync_task (sync_id, account_id, region_id, subject, status, records)
         VALUES (?, ?, ?, ?, 'pending', 0) ON CONFLICT DO NOTHING`,
      );
      for (const task of tasks) insert.run(runId, this.#accountOf(task), task.regionId, task.subject);
      return this.#tasks(runId);
    });
  }

  update(runId: number, task: SyncTask): Promise<void> {
    return this.#connection.write(() => {
      this.#connection
        .prepare(
          `INSERT INTO sync_task VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (sync_id, account_id, region_id, subject) DO UPDATE SET status = excluded.status,
             records = excluded.records, cursor = excluded.cursor, error_code = excluded.error_code,
             error_message = excluded.error_message`,
        )
        .run(
          runId,
          this.#accountOf(task),
          task.regionId,
          task.subject,
          task.status,
          task.records,
          task.cursor,
          task.error?.code ?? null,
          task.error?.message ?? null,
        );
    });
  }

  finish(runId: number, status: SyncStatus, finishedAt: Instant): Promise<void> {
    return this.#connection.write(() => {
      this.#connection
        .prepare('UPDATE sync_run SET status = ?, finished_at = ? WHERE sync_id = ?')
        .run(status, finishedAt, runId);
    });
  }

  latest(): Promise<SyncRun | null> {
    return this.#connection.read(() => {
      const row = this.#connection.prepare<RunRow>('SELECT * FROM sync_run ORDER BY sync_id DESC LIMIT 1').get();
      return row ? runOf(row) : null;
    });
  }

  /** By cloud, account, region and subject. */
  tasks(runId: number): Promise<readonly SyncTask[]> {
    return this.#connection.read(() => this.#tasks(runId));
  }

  #accountOf(task: Pick<SyncTask, 'provider' | 'accountId'>): number {
    return accountNumber(this.#connection, task.provider, task.accountId);
  }

  #tasks(runId: number): readonly SyncTask[] {
    return this.#connection
      .prepare<TaskRow>(
        `SELECT a.provider, a.native_id AS accountId, t.region_id AS regionId, t.subject, t.status, t.records, t.cursor,
           t.error_code, t.error_message
         FROM sync_task t JOIN account a USING (account_id)
         WHERE t.sync_id = ? ORDER BY a.native_id, t.region_id, t.subject`,
      )
      .all(runId)
      .map(taskOf)
      .toSorted((a, b) => providerIds.indexOf(a.provider) - providerIds.indexOf(b.provider));
  }
}

const runOf = (row: RunRow): SyncRun => ({
  id: row.sync_id,
  startedAt: row.started_at,
  ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
  status: row.status,
  request: row.request,
});

const taskOf = ({ error_code, error_message, ...task }: TaskRow): SyncTask => ({
  ...task,
  ...(error_code === null ? {} : { error: { code: error_code, message: error_message ?? '' } }),
});
