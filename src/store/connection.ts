import type Database from 'better-sqlite3';
import { storeError } from './store-error.ts';

/** A prepared statement whose rows are `Row`. */
export type Statement<Row> = Database.Statement<unknown[], Row>;

/**
 * One connection with its prepared statements, and the one place where SQLite's errors become `AppError`s.
 * A transaction never spans an `await`: several parts of a sync write through the same connection in turns.
 */
export class Connection {
  readonly location: string;
  readonly db: Database.Database;
  readonly #statements = new Map<string, Statement<unknown>>();
  readonly #bigintStatements = new Map<string, Statement<unknown>>();
  readonly #transaction: (work: () => unknown) => unknown;

  constructor(db: Database.Database, location: string) {
    this.db = db;
    this.location = location;
    this.#transaction = db.transaction((work: () => unknown) => work()).immediate;
  }

  prepare<Row>(sql: string): Statement<Row> {
    return this.#cached(this.#statements, sql, false) as Statement<Row>;
  }

  /** For integers that may pass 2^53, such as sums of nano-units: every integer of a row comes as `bigint`. */
  prepareBigint<Row>(sql: string): Statement<Row> {
    return this.#cached(this.#bigintStatements, sql, true) as Statement<Row>;
  }

  /** Runs `work`, which must not be asynchronous. */
  async read<T>(work: () => T): Promise<T> {
    try {
      return work();
    } catch (thrown) {
      throw storeError(thrown, this.location);
    }
  }

  /** As `read`, in a transaction that takes the write lock at once: all of it happens, or nothing. */
  write<T>(work: () => T): Promise<T> {
    return this.read(() => this.#transaction(work) as T);
  }

  close(): void {
    this.db.close();
  }

  #cached(cache: Map<string, Statement<unknown>>, sql: string, bigints: boolean): Statement<unknown> {
    const ready = cache.get(sql);
    if (ready) return ready;
    const statement = this.db.prepare(sql).safeIntegers(bigints);
    cache.set(sql, statement);
    return statement;
  }
}
