import { CloudError } from '../../domain/cloud-error.ts';
import { inParts } from './in-parts.ts';

/** Asked for at the same time. */
const atOnce = 10;

/**
 * Answers one by one for things whose listing tells no more than names; what was deleted since it was listed is left
 * out. Any other failure is one of the listing: throws its CloudError.
 */
export async function* eachInTurn<T, A>(
  all: readonly T[],
  ask: (one: T) => Promise<A>,
): AsyncGenerator<readonly A[], void, undefined> {
  for (const part of inParts(all, atOnce))
    yield (await Promise.all(part.map((one) => unlessGone(() => ask(one))))).flat();
}

async function unlessGone<A>(ask: () => Promise<A>): Promise<readonly A[]> {
  try {
    return [await ask()];
  } catch (error) {
    if (error instanceof CloudError && error.category === 'not-found') return [];
    throw error;
  }
}
