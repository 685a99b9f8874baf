import type { Size } from '../../domain/prices.ts';
import type { Candidate, OptionKind } from './candidates.ts';

/** A size with its list price, as a number: for ranking alone, amounts are computed exactly. */
export interface Offer {
  readonly size: Size;
  readonly listPrice: number;
}

/**
 * The best candidate of each kind, best first: what it would save, times how sure it is to fit. Equal ones go to the
 * smaller name, so that the order of a listing never shows.
 */
export function bestOfEachKind(
  candidates: readonly Candidate[],
  priceOf: (size: Size) => number,
  presentPrice: number,
): readonly Candidate[] {
  const worth = ({ size, fit }: Candidate): number => (1 - priceOf(size) / presentPrice) * fit.score;
  const best = new Map<OptionKind, Candidate>();
  for (const candidate of candidates) {
    const other = best.get(candidate.kind);
    if (other === undefined || isBetter(candidate, other, worth)) best.set(candidate.kind, candidate);
  }
  return [...best.values()].sort((a, b) => (isBetter(a, b, worth) ? -1 : 1));
}

function isBetter(a: Candidate, b: Candidate, worth: (of: Candidate) => number): boolean {
  const more = worth(a) - worth(b);
  return more === 0 ? a.size.name < b.size.name : more > 0;
}
