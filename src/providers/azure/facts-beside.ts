import { CloudError, reasonOf } from '../../domain/cloud-error.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';

/** What a further call tells, or why it does not: the rows that it is beside stay readable. */
export async function factOf<T>(ask: () => Promise<T>): Promise<Fact<T>> {
  try {
    return known(await ask());
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return unread(reasonOf(error));
  }
}

/** Rows with one further field. */
export const withField = (rows: readonly unknown[], name: string, value: unknown): readonly unknown[] =>
  rows.map((row) => ({ ...(row as object), [name]: value }));
