import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';
import { AppError } from '../domain/errors.ts';
import { literal } from './sql-text.ts';

export interface DuckDbOptions {
  /**
   * What DuckDB may hold in memory before it spills to disk. Default: 160 MiB and 128 MiB a thread, at most 1,024 MiB.
   */
  readonly memoryLimitMiB?: number;
  /** How far that is raised for what cannot be spilled. Default: half of the machine's memory, at most 8 GiB. */
  readonly mostMemoryMiB?: number;
  /** Default: the cores, at most 8: more threads want more memory than the limit gives. */
  readonly threads?: number;
  /** Where it spills: a folder of its own is made in it and removed on close. Default: the system's. */
  readonly tempDirectory?: string;
  readonly signal?: AbortSignal;
}

const MAX_THREADS = 8;

/** An in-memory DuckDB with bounded memory, without network and without extensions that are not built in. */
export class DuckDb {
  readonly #connection: DuckDBConnection;
  readonly #connect: () => Promise<DuckDBConnection>;
  readonly #dispose: () => Promise<void>;
  readonly #signal: AbortSignal | undefined;
  /** In MiB; how far it may be raised stands beside it. */
  #memoryLimit: number;
  readonly #mostMemory: number;

  private constructor(
    connection: DuckDBConnection,
    connect: () => Promise<DuckDBConnection>,
    dispose: () => Promise<void>,
    signal: AbortSignal | undefined,
    memory: { readonly limitMiB: number; readonly mostMiB: number },
  ) {
    this.#connection = connection;
    this.#connect = connect;
    this.#dispose = dispose;
    this.#signal = signal;
    this.#memoryLimit = memory.limitMiB;
    this.#mostMemory = memory.mostMiB;
  }

  static async open(options: DuckDbOptions): Promise<DuckDb> {
    const { DuckDBInstance } = await import('@duckdb/node-api'); // 68 MB, 170 ms: only who reads a file pays for it
    const threads = options.threads ?? Math.min(MAX_THREADS, availableParallelism());
    const limitMiB = options.memoryLimitMiB ?? Math.min(1024, 160 + threads * 128);
    const mostMiB = options.mostMemoryMiB ?? Math.min(8192, totalmem() / 2 ** 21);
    const folder = await mkdtemp(join(options.tempDirectory ?? tmpdir(), 'ballast-import-'));
    const removeFolder = () => rm(folder, { recursive: true, force: true });
    try {
      const instance = await DuckDBInstance.create(':memory:', {
        threads: String(threads),
        memory_limit: `${limitMiB}MiB`,
        temp_directory: folder,
        autoinstall_known_extensions: 'false',
        autoload_known_extensions: 'false',
      });
      const connection = await instance.connect();
      await connection.run(
        `SET TimeZone = 'UTC'; SET enable_progress_bar = true; SET enable_progress_bar_print = false`,
      );
      const dispose = async (): Promise<void> => {
        connection.closeSync();
        instance.closeSync();
        await removeFolder();
      };
      return new DuckDb(connection, () => instance.connect(), dispose, options.signal, { limitMiB, mostMiB });
    } catch (error) {
      await removeFolder();
      throw error;
    }
  }

  /** Runs statements and drops their result. */
  async run(sql: string): Promise<void> {
    await this.#guarded(this.#connection, () => this.#connection.run(sql));
  }

  /**
   * As `run`, for one statement that makes a table of a whole file. Some of what it needs cannot be spilled to disk: when
   * memory runs out it is tried again with twice as much, as far as the machine has it.
   */
  async make(sql: string): Promise<void> {
    for (;;) {
      try {
        await this.run(sql);
        return;
      } catch (error) {
        if (!isOutOfMemory(error) || this.#memoryLimit >= this.#mostMemory) throw error;
        this.#memoryLimit = Math.min(this.#mostMemory, this.#memoryLimit * 2);
        await this.run(`SET memory_limit = '${Math.floor(this.#memoryLimit)}MiB'`);
      }
    }
  }

  /** All rows, values as text: for small results. */
  async rows(sql: string): Promise<readonly (readonly (string | null)[])[]> {
    const result = await this.#guarded(this.#connection, () => this.#connection.runAndReadAll(sql));
    return result.getRowsJson().map((row) => row.map((value) => (value === null ? null : textOf(value))));
  }

  /** Chunks of up to 2,048 rows as they come, on a connection of their own. */
  async *chunks(sql: string): AsyncGenerator<DuckDBDataChunk> {
    const connection = await this.#connect();
    try {
      const result = await this.#guarded(connection, () => connection.stream(sql));
      const fetch = (): Promise<DuckDBDataChunk | null> => {
        const chunk = this.#guarded(connection, () => result.fetchChunk());
        chunk.catch(() => undefined); // it may fail before anyone waits for it
        return chunk;
      };
      // One chunk ahead: DuckDB makes the next while the caller works on this one.
      let next = fetch();
      try {
        for (let chunk = await next; chunk !== null && chunk.rowCount > 0; chunk = await next) {
          next = fetch();
          yield chunk;
        }
      } finally {
        await next.catch(() => undefined); // the connection must not close under it
      }
    } finally {
      connection.closeSync();
    }
  }

  /** How far the running statement is, from 0 to 1; undefined when DuckDB cannot tell. */
  get progress(): number | undefined {
    const { percentage } = this.#connection.progress;
    return percentage < 0 ? undefined : Math.min(1, percentage / 100);
  }

  /** Ends the running statement: its promise rejects. */
  interrupt(): void {
    this.#connection.interrupt();
  }

  /** Appends one text a row to a table of one text column. */
  async appendTexts(table: string, texts: readonly string[]): Promise<void> {
    for (let start = 0; start < texts.length; start += 500) {
      const values = texts.slice(start, start + 500).map((text) => `(${literal(text)})`);
      await this.run(`INSERT INTO ${table} VALUES ${values.join(', ')}`);
    }
  }

  async close(): Promise<void> {
    await this.#dispose();
  }

  async #guarded<T>(connection: DuckDBConnection, work: () => Promise<T>): Promise<T> {
    const signal = this.#signal;
    const interrupt = (): void => connection.interrupt();
    assertNotAborted(signal);
    signal?.addEventListener('abort', interrupt);
    try {
      return await work();
    } catch (error) {
      assertNotAborted(signal, error);
      throw error;
    } finally {
      signal?.removeEventListener('abort', interrupt);
    }
  }
}

export function assertNotAborted(signal: AbortSignal | undefined, cause?: unknown): void {
  if (signal?.aborted === true) throw new AppError('interrupted', 'the import was interrupted', { cause });
}

/** Whether DuckDB had no more memory to go on. */
export const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && /out of memory|failed to allocate/i.test(error.message);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
