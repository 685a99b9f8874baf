import { CloudError, reasonOf } from '../../domain/cloud-error.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';

/** A call beside a listing: what it could not tell is unread with its reason. Rethrows what is no failed read, and a cancellation. */
export async function readAside<T>(read: () => Promise<T>): Promise<Fact<T>> {
  try {
    return known(await read());
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return unread(reasonOf(error));
  }
}
