import { EstateError } from './estate-error.ts';

/** Folds the samples of one period into one value. Samples arrive in time order; at least one before `result`. */
export interface Fold {
  reset(): void;
  add(value: number): void;
  result(): number;
}

const PERCENTILE = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/;

/**
 * The statistics that CloudWatch names `Average`, `Sum`, `Minimum`, `Maximum`, `SampleCount` and `pNN`. Throws
 * `InvalidParameterValue` for any other: trimmed means and the like are not offered here.
 */
export function foldFor(statistic: string): Fold {
  switch (statistic) {
    case 'Average':
      return new Moments((sum, count) => sum / count);
    case 'Sum':
      return new Moments((sum) => sum);
    case 'SampleCount':
      return new Moments((_, count) => count);
    case 'Minimum':
      return new Extreme(-1);
    case 'Maximum':
      return new Extreme(1);
    default: {
      const match = PERCENTILE.exec(statistic);
      if (match === null) {
        throw new EstateError('InvalidParameterValue', `The value ${statistic} for parameter Stat is not supported.`);
      }
      return new Percentile(Number(match[1]) / 100);
    }
  }
}

class Moments implements Fold {
  readonly #of: (sum: number, count: number) => number;
  #sum = 0;
  #count = 0;

  constructor(of: (sum: number, count: number) => number) {
    this.#of = of;
  }

  reset(): void {
    this.#sum = 0;
    this.#count = 0;
  }

  add(value: number): void {
    this.#sum += value;
    this.#count++;
  }

  result(): number {
    return this.#of(this.#sum, this.#count);
  }
}

class Extreme implements Fold {
  readonly #sign: 1 | -1;
  #best = Number.NEGATIVE_INFINITY;

  constructor(sign: 1 | -1) {
    this.#sign = sign;
  }

  reset(): void {
    this.#best = Number.NEGATIVE_INFINITY;
  }

  add(value: number): void {
    const signed = value * this.#sign;
    if (signed > this.#best) this.#best = signed;
  }

  result(): number {
    // Adding zero turns the -0 of a negated zero into 0.
    return this.#best * this.#sign + 0;
  }
}

/** Linear interpolation between the closest ranks. */
class Percentile implements Fold {
  readonly #rank: number;
  #values: number[] = [];

  constructor(rank: number) {
    this.#rank = rank;
  }

  reset(): void {
    this.#values = [];
  }

  add(value: number): void {
    this.#values.push(value);
  }

  result(): number {
    const sorted = this.#values.toSorted((a, b) => a - b);
    const position = this.#rank * (sorted.length - 1);
    const below = Math.floor(position);
    const low = sorted[below]!;
    const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
    // Written so that rounding never leaves [low, high].
    return low + Math.min(high - low, (high - low) * (position - below));
  }
}
