/**
 * Deterministic randomness. Every resource draws from a stream of its own, named by the estate's seed, a label
 * and an index: adding a kind, or a draw to one resource, leaves all the others as they were.
 */

/** Finaliser of MurmurHash3: every input bit reaches every output bit. Public domain (A. Appleby). */
export function mix32(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** 32-bit hash of a text, FNV-1a with a final mix. */
export function hashText(text: string, seed = 0): number {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix32(h);
}

/** Folds a seed of up to 53 bits into 32. */
export function foldSeed(seed: number): number {
  return mix32(mix32(seed >>> 0) ^ Math.floor(seed / 0x1_0000_0000));
}

/** sfc32 (C. Doty-Humphrey, PractRand; public domain): small, fast, 128 bits of state. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number, label: string, index = 0) {
    const base = hashText(label, foldSeed(seed));
    this.#a = base;
    this.#b = mix32(base ^ Math.imul(index + 1, 0x9e3779b1));
    this.#c = mix32(this.#b + 0x7f4a7c15);
    for (let i = 0; i < 12; i++) this.word();
  }

  /** Uniform in [0, 2^32). */
  word(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** Uniform in [0, 1). */
  unit(): number {
    return this.word() / 0x1_0000_0000;
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.unit();
  }

  /** Uniform integer in [low, high], both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.unit() * items.length)]!;
  }

  /** `digits` hexadecimal digits. */
  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.word().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  }

  /** Fisher-Yates, in place. */
  shuffle<T>(items: T[]): T[] {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(0, i);
      [items[i], items[j]] = [items[j]!, items[i]!];
    }
    return items;
  }
}

/** A fixed choice among weighted items, drawn in O(log n). */
export class Weighted<T> {
  readonly #items: readonly T[];
  readonly #cumulative: readonly number[];

  constructor(entries: readonly (readonly [T, number])[]) {
    if (entries.length === 0) throw new RangeError('a weighted choice needs at least one item');
    if (!entries.every(([, weight]) => Number.isFinite(weight) && weight > 0)) {
      throw new RangeError('weights must be positive and finite');
    }
    let sum = 0;
    this.#items = entries.map(([item]) => item);
    this.#cumulative = entries.map(([, weight]) => (sum += weight));
  }

  /** All of them, in the order in which they were given. */
  get items(): readonly T[] {
    return this.#items;
  }

  pick(random: Random): T {
    const target = random.unit() * this.#cumulative.at(-1)!;
    let low = 0;
    let high = this.#items.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#cumulative[middle]! > target) high = middle;
      else low = middle + 1;
    }
    return this.#items[low]!;
  }
}
