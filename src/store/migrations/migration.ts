import type { Connection } from '../connection.ts';

/** One step of the schema, from `version - 1` to `version`. Released ones are never edited. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  /** Drops or rewrites data: a copy of the file is kept first. */
  readonly destructive: boolean;
  /** Runs inside a transaction; throws to leave everything as it was. */
  up(connection: Connection): void;
}
