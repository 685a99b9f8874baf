import type { EngineTime } from '../../../src/providers/shared/engine-time.ts';

interface Timer {
  readonly at: number;
  readonly fire: () => void;
}

/** Time that passes when a test says so. Chance is whatever `random` was set to. */
export class ManualTime implements EngineTime {
  readonly #timers = new Set<Timer>();
  #now = 0;
  #random: () => number = () => 0.5;

  nowMs = (): number => this.#now;
  epochMs = (): number => this.#now;
  random = (): number => this.#random();

  setRandom(random: () => number): void {
    this.#random = random;
  }

  setTimer(ms: number, fire: () => void): () => void {
    const timer = { at: this.#now + ms, fire };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** Lets `ms` pass, timer by timer, with all that follows from each. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const next = [...this.#timers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.fire();
      await settle();
    }
    this.#now = end;
  }

  /** Lets time pass until `work` is settled. */
  async until<T>(work: Promise<T>, longestMs = 10_000_000): Promise<T> {
    let done = false;
    const mark = () => (done = true);
    work.then(mark, mark);
    const end = this.#now + longestMs;
    for (;;) {
      await settle();
      if (done) return work;
      const next = [...this.#timers].toSorted((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) throw new Error('time ran out, and the work is not settled');
      await this.pass(next.at - this.#now);
    }
  }
}

/** Everything that promises have to do. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) await new Promise((resolve) => setImmediate(resolve));
}
