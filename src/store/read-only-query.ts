import Database from 'better-sqlite3';
import { AppError } from '../domain/errors.ts';
import type { QueryResult } from '../domain/ports/store.ts';
import { storeError } from './store-error.ts';

/** What a person's statement may begin with, after comments. PRAGMA is not: reading ones exist as table functions. */
const READING = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*(?:SELECT|WITH|VALUES|EXPLAIN)\b/i;

/**
 * Runs a person's SQL on a connection of its own that cannot write. Three walls: the file is opened for reading
 * alone, `query_only` is set, and only one statement that reads and returns rows is taken.
 */
export class ReadOnlyQuery {
  readonly #location: string;
  #db: Database.Database | undefined;

  constructor(location: string) {
    this.#location = location;
  }

  /** Throws `query-invalid` for what is not one reading statement, or what SQLite cannot make sense of. */
  async run(sql: string): Promise<QueryResult> {
    try {
      const statement = this.#prepare(sql);
      const columns = statement.columns().map(({ name }) => name);
      return { columns, rows: statement.all().map((row) => row.map(plainValue)) };
    } catch (thrown) {
      const mapped = storeError(thrown, this.#location);
      if (!(mapped instanceof Database.SqliteError)) throw mapped;
      throw new AppError('query-invalid', mapped.message, { cause: mapped });
    }
  }

  close(): void {
    this.#db?.close();
    this.#db = undefined;
  }

  #prepare(sql: string): Database.Statement<unknown[], unknown[]> {
    if (!READING.test(sql)) throw new AppError('query-invalid', 'the statement does not begin with SELECT or WITH');
    const db = this.#open();
    let statement: Database.Statement<unknown[], unknown[]>;
    try {
      statement = db.prepare<unknown[], unknown[]>(sql);
    } catch (thrown) {
      // More than one statement, or none: better-sqlite3 says so with a RangeError.
      if (thrown instanceof RangeError) throw new AppError('query-invalid', thrown.message, { cause: thrown });
      throw thrown;
    }
    if (!statement.reader || !statement.readonly) throw new AppError('query-invalid', 'the statement would write');
    return statement.raw().safeIntegers();
  }

  #open(): Database.Database {
    if (!this.#db) {
      const db = new Database(this.#location, { readonly: true });
      db.pragma('query_only = ON');
      db.pragma('trusted_schema = OFF');
      this.#db = db;
    }
    return this.#db;
  }
}

/** A blob comes as hexadecimal text, and an integer that a double cannot hold exactly as decimal text. */
function plainValue(value: unknown): string | number | null {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (Buffer.isBuffer(value)) return value.toString('hex');
  return value as string | number | null;
}
