import { z } from 'zod';
import { CloudError, reasonOf } from '../../domain/cloud-error.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';
import { readRows } from '../shared/read-rows.ts';

/**
 * What a call beside the listing tells. Its failure makes the fact unread, with its reason, and leaves the listed
 * resources as they are. A cancelled sync stays cancelled.
 */
export async function readAside<T>(read: () => Promise<T>): Promise<Fact<T>> {
  try {
    return known(await read());
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return unread(reasonOf(error));
  }
}

/** All rows of a listing that is read beside another one. A row that can't be read makes all of it malformed. */
export async function rowsOf<Row>(
  pages: AsyncIterable<unknown>,
  { operation, page, list, rowId }: RowsAside<Row>,
): Promise<readonly Row[]> {
  const all: Row[] = [];
  for await (const answer of pages) {
    const { page: read, unread: broken } = readRows(answer, { operation, page, rows: [list], rowId });
    const [first] = broken;
    if (first !== undefined) throw new CloudError({ category: 'malformed', operation, message: first.reason });
    all.push(...(read[list] ?? []));
  }
  return all;
}

/** One answer that is no listing. Throws a malformed CloudError when it is not what the API documents. */
export function parseAnswer<T>(schema: z.ZodType<T>, answer: unknown, operation: string): T {
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  const message = `the answer of ${operation} is not what the API documents: ${z.prettifyError(read.error)}`;
  throw new CloudError({ category: 'malformed', operation, message });
}

export interface RowsAside<Row> {
  /** The operation, for errors: `ec2:DescribeRouteTables`. */
  readonly operation: string;
  readonly page: z.ZodType<Readonly<Record<string, readonly Row[]>>>;
  /** The name of the answer's list. */
  readonly list: string;
  readonly rowId: string;
}

/** The entries of an answer's list that are documents: whoever needs their ids before the schema looks at them. */
export function documentsIn(answer: unknown, list: string): readonly Readonly<Record<string, unknown>>[] {
  const entries = (answer as Readonly<Record<string, unknown>> | null | undefined)?.[list];
  return Array.isArray(entries)
    ? entries.filter((entry): entry is Record<string, unknown> => typeof entry === 'object' && entry !== null)
    : [];
}

/**
 * Reads by ids, `most` at a time. Where one of them has gone meanwhile the API refuses all: then each half is asked
 * again, so that only the one that is gone stays unread. What an answer leaves out is unread, too.
 */
export async function readBatches<T>(
  ids: readonly string[],
  most: number,
  read: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): Promise<ReadonlyMap<string, Fact<T>>> {
  const found = new Map<string, Fact<T>>();
  const readPart = async (part: readonly string[]): Promise<void> => {
    try {
      const answers = await read(part);
      for (const id of part) {
        const answer = answers.get(id);
        found.set(id, answer === undefined ? unread('not in the answer') : known(answer));
      }
    } catch (error) {
      if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
      if (error.category === 'not-found' && part.length > 1) {
        const middle = Math.ceil(part.length / 2);
        await Promise.all([readPart(part.slice(0, middle)), readPart(part.slice(middle))]);
        return;
      }
      for (const id of part) found.set(id, unread(reasonOf(error)));
    }
  };
  const parts: (readonly string[])[] = [];
  for (let from = 0; from < ids.length; from += most) parts.push(ids.slice(from, from + most));
  await Promise.all(parts.map(readPart));
  return found;
}
