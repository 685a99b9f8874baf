import type { Totals } from './totals.ts';

/** One group of one period, in the order in which pages tell them. */
export interface CostRow {
  /** Number of the period in the request's time span. */
  readonly period: number;
  readonly keys: readonly string[];
  readonly totals: Totals;
}

/** Listings whose pages may still be asked for at the same time. */
const mostKept = 8;

/**
 * Answers that are being paged through: adding up a year of a large estate takes a second, and each page would need it.
 * A first page is always computed anew, so that it tells the state as it is.
 */
export class CostAnswers {
  readonly #kept = new Map<string, readonly CostRow[]>();

  rows(listing: string, goesOn: boolean, compute: () => readonly CostRow[]): readonly CostRow[] {
    const rows = (goesOn ? this.#kept.get(listing) : undefined) ?? compute();
    this.#kept.delete(listing);
    this.#kept.set(listing, rows);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return rows;
  }
}
