import { CloudError, type CloudErrorCategory, reasonOf } from '../../../domain/cloud-error.ts';
import { type Fact, known, type Unread, unread } from '../../../domain/fact.ts';

/** What would be the same for the next call. */
const refusals: ReadonlySet<CloudErrorCategory> = new Set([
  'denied',
  'unauthenticated',
  'unavailable',
  'timeout',
  'circuit-open',
]);

/**
 * Facts that calls of one kind tell, one call each. Once one is refused the rest is not asked: a hundred denied calls
 * tell no more than one, and calls that fail in a row would have the service left alone altogether.
 */
export class AskGroup {
  #refused: Unread | undefined;

  async ask<T>(ask: () => Promise<T>): Promise<Fact<T>> {
    if (this.#refused !== undefined) return this.#refused;
    try {
      return known(await ask());
    } catch (error) {
      if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
      const reason = unread(reasonOf(error));
      if (refusals.has(error.category)) this.#refused = reason;
      return reason;
    }
  }

  /** One fact for each key: the first is asked alone, the others at once. */
  async askEach<T>(keys: readonly string[], ask: (key: string) => Promise<T>): Promise<ReadonlyMap<string, Fact<T>>> {
    const [first, ...rest] = keys;
    if (first === undefined) return new Map();
    const told = new Map([[first, await this.ask(() => ask(first))]]);
    await Promise.all(rest.map(async (key) => told.set(key, await this.ask(() => ask(key)))));
    return told;
  }
}
