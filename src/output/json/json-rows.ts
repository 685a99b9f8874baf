import type { Batches } from '../lists/rows.ts';

/** A list inside a JSON document that is written while it is read: a hundred thousand rows are never held at once. */
export class JsonRows {
  readonly documents: Batches<unknown>;

  private constructor(documents: Batches<unknown>) {
    this.documents = documents;
  }

  static of<Row>(rows: Batches<Row>, document: (row: Row) => unknown): JsonRows {
    return new JsonRows(mapped(rows, document));
  }
}

async function* mapped<Row>(rows: Batches<Row>, document: (row: Row) => unknown): Batches<unknown> {
  for await (const batch of rows) yield batch.map(document);
}
