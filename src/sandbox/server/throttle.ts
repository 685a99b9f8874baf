/** A token bucket's refill rate and size. */
export interface ThrottleLimit {
  readonly ratePerSecond: number;
  /** Requests that may come at once; the rate, at least 1, when left out. */
  readonly burst?: number;
}

/** A limit as the command line says it: `rate` or `rate:burst`, such as `20` or `20:100`. */
export function parseThrottle(spec: string): ThrottleLimit {
  const [rate = '', burst, ...rest] = spec.split(':');
  const limit = { ratePerSecond: Number(rate), ...(burst === undefined ? {} : { burst: Number(burst) }) };
  if (rest.length > 0 || !(limit.ratePerSecond > 0) || (limit.burst !== undefined && !(limit.burst >= 1))) {
    throw new RangeError(`throttle ${JSON.stringify(spec)} is not RATE or RATE:BURST, such as 20 or 20:100`);
  }
  return limit;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** One token bucket per key (an account, region and service), filled by the time that the caller passes. */
export class Throttle {
  readonly #buckets = new Map<string, Bucket>();
  readonly #ratePerMs: number;
  readonly #burst: number;

  constructor(limit: ThrottleLimit) {
    this.#ratePerMs = limit.ratePerSecond / 1000;
    this.#burst = limit.burst ?? Math.max(1, limit.ratePerSecond);
  }

  /** Takes a token; false when there is none. `nowMs` is any clock that does not run backwards. */
  take(key: string, nowMs: number): boolean {
    const bucket = this.#buckets.get(key) ?? { tokens: this.#burst, filledAt: nowMs };
    bucket.tokens = Math.min(this.#burst, bucket.tokens + (nowMs - bucket.filledAt) * this.#ratePerMs);
    bucket.filledAt = nowMs;
    this.#buckets.set(key, bucket);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }
}
