/** What the engine needs of time and chance; tests bring their own. */
export interface EngineTime {
  /** Milliseconds on a clock that never runs backwards. */
  nowMs(): number;
  /** The machine's wall clock, epoch milliseconds: servers' dates and the end of credentials are told by it. */
  epochMs(): number;
  /** Calls `fire` once after `ms`; the answer takes that back. */
  setTimer(ms: number, fire: () => void): () => void;
  /** Evenly distributed in [0, 1). */
  random(): number;
}

/** setTimeout takes 31 bits and fires at once beyond. */
const longestTimerMs = 2 ** 31 - 1;

export const systemTime: EngineTime = {
  nowMs: () => performance.now(),
  epochMs: Date.now,
  setTimer(ms, fire) {
    const timer = setTimeout(fire, Math.min(ms, longestTimerMs));
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

/** Waits `ms`; rejects with the signal's reason as soon as it aborts. */
export function sleep(time: EngineTime, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const onAbort = () => {
      cancel();
      reject(signal.reason as Error);
    };
    const cancel = time.setTimer(ms, () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
    signal.addEventListener('abort', onAbort, { once: true });
    return undefined;
  });
}

/** Settles as `work` does, or rejects with the signal's reason if that comes first: whatever `work` makes of the signal. */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
