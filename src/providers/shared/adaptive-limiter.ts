import PQueue from 'p-queue';
import { type EngineTime, sleep } from './engine-time.ts';

/** First rate once a single call at a time is still too fast; calls a second. */
const firstPacedRate = 10;
/** Slower than any documented limit of a list call; below, a service that refuses everything would be waited for too long. */
const slowestRate = 2;
/** What a success adds to a paced rate. */
const rateStep = 0.5;
/** Above this pacing ends: one call at a time is hardly faster. */
const fastestPacedRate = 50;

/**
 * How many calls of one account, region and service run at once, adapted by additive increase and multiplicative
 * decrease (Chiu and Jain 1989): a throttled answer halves it, a full round of successes adds one. When one call at
 * a time is still too fast, calls are paced by rate in the same way. No library with AIMD was found; the queue
 * itself is p-queue, whose concurrency can be changed while it runs.
 */
export class AdaptiveLimiter {
  readonly #time: EngineTime;
  readonly #queue: PQueue;
  readonly #ceiling: number;
  #limit: number;
  #rate = Infinity;
  #closedUntilMs = -Infinity;
  #nextStartMs = -Infinity;
  #slowedAtMs = -Infinity;

  constructor(ceiling: number, time: EngineTime) {
    this.#ceiling = Math.max(1, Math.floor(ceiling));
    this.#limit = this.#ceiling;
    this.#time = time;
    this.#queue = new PQueue({ concurrency: this.#ceiling });
  }

  /** Calls that may run at once now. */
  get concurrency(): number {
    return Math.floor(this.#limit);
  }

  /** Calls that may start per second now; `Infinity` while only the concurrency limits. */
  get ratePerSecond(): number {
    return this.#rate;
  }

  /** Runs `task` when it is its turn; a higher priority goes first. Rejects with the signal's reason when that comes first. */
  run<T>(task: () => Promise<T>, signal: AbortSignal, priority: number): Promise<T> {
    const paced = async () => {
      await this.#turn(signal);
      return task();
    };
    return this.#queue.add(paced, { signal, priority });
  }

  succeeded(): void {
    if (this.#rate !== Infinity) {
      this.#rate += rateStep;
      if (this.#rate > fastestPacedRate) this.#rate = Infinity;
      return;
    }
    this.#setLimit(Math.min(this.#ceiling, this.#limit + 1 / this.#limit));
  }

  /**
   * Slows down once per round: calls that started before the last slowing tell nothing new.
   * `closedForMs`: the server asked for a pause; nothing starts before it is over.
   */
  throttled(startedAtMs: number, closedForMs: number | undefined): void {
    const now = this.#time.nowMs();
    if (closedForMs !== undefined) this.#closedUntilMs = Math.max(this.#closedUntilMs, now + closedForMs);
    if (startedAtMs < this.#slowedAtMs) return;
    this.#slowedAtMs = now;
    if (this.concurrency > 1) this.#setLimit(Math.max(1, this.#limit / 2));
    else this.#rate = this.#rate === Infinity ? firstPacedRate : Math.max(slowestRate, this.#rate / 2);
  }

  async #turn(signal: AbortSignal): Promise<void> {
    for (;;) {
      const now = this.#time.nowMs();
      const startMs = Math.max(this.#closedUntilMs, this.#nextStartMs);
      if (now >= startMs) {
        if (this.#rate !== Infinity) this.#nextStartMs = now + 1000 / this.#rate;
        return;
      }
      await sleep(this.#time, startMs - now, signal);
    }
  }

  #setLimit(limit: number): void {
    this.#limit = limit;
    this.#queue.concurrency = Math.floor(limit);
  }
}
