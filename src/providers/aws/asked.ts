import { CloudError, reasonOf } from '../../domain/cloud-error.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';

/**
 * A fact that a call of its own has to tell: unread, with the reason, where that call failed. The resource itself
 * was listed and stays. A cancelled run is no failed read and goes on up.
 */
export async function asked<T>(ask: () => Promise<T>): Promise<Fact<T>> {
  try {
    return known(await ask());
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return unread(reasonOf(error));
  }
}
