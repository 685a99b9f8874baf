import { DuckDBInstance } from '@duckdb/node-api';

/** Asks DuckDB itself, in the plainest way there is; values as text. */
export async function asked(sql: string): Promise<readonly (readonly string[])[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const result = await connection.runAndReadAll(sql);
    return result.getRowsJson().map((row) => row.map(String));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
