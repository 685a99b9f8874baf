import { setMaxListeners } from 'node:events';
import PQueue from 'p-queue';
import { CloudError, type CloudErrorCategory, reasonOf } from '../../domain/cloud-error.ts';
import { type Scope, scopeKey } from '../../domain/ids.ts';
import type { CallLimits, ProviderEvent } from '../../domain/ports/provider.ts';
import { AdaptiveLimiter } from './adaptive-limiter.ts';
import {
  circuitCoolDownMs,
  circuitThreshold,
  defaultCallLimits,
  firstBackoffMs,
  longestBackoffMs,
} from './call-limits.ts';
import type { CallRequest } from './call-request.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import { type EngineTime, orAborted, sleep, systemTime } from './engine-time.ts';
import { callFailure, stopSignal } from './stop-signal.ts';

export interface EngineOptions {
  readonly limits?: Partial<CallLimits> | undefined;
  /** Ends everything, what waits included, with a `cancelled` CloudError. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: ProviderEvent) => void;
  /** Turns what a call threw into a CloudError: the cloud's own words are known to its folder alone. */
  readonly classify: (error: unknown, operation: string) => CloudError;
  readonly time?: EngineTime;
}

/** Categories that another attempt may cure. A cut-off body is malformed too, so that one counts. */
const retryable: ReadonlySet<CloudErrorCategory> = new Set(['throttled', 'unavailable', 'timeout', 'malformed']);

/**
 * Categories that tell that the service itself is broken. A refused permission or a wrong request belongs to one
 * operation, and throttling is the limiter's business: neither opens the circuit for the others.
 */
const breaking: ReadonlySet<CloudErrorCategory> = new Set(['unavailable', 'timeout']);

interface Lane {
  readonly limiter: AdaptiveLimiter;
  readonly breaker: CircuitBreaker;
  lastFailure: CloudError | undefined;
}

/**
 * The one place that decides when a cloud is called, and how often again. SDKs make single attempts.
 *
 * A lane is an account, region and service: that is what clouds throttle by, and what fails together. Each lane has
 * an adaptive limit and a circuit breaker; each account and region has a deadline, from its first call on; above
 * all stands a global limit. A call waits for its lane first and takes a global place last, so that a slow lane
 * never holds places that others could use; between attempts it holds none.
 */
export class CallEngine {
  readonly #limits: CallLimits;
  readonly #options: EngineOptions;
  readonly #time: EngineTime;
  readonly #places: PQueue;
  readonly #lanes = new Map<string, Lane>();
  readonly #deadlines = new Map<string, number>();

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#limits = { ...defaultCallLimits, ...options.limits };
    this.#time = options.time ?? systemTime;
    this.#places = new PQueue({ concurrency: Math.max(1, this.#limits.concurrency) });
    // Every waiting call listens to it.
    setMaxListeners(0, options.signal);
  }

  get limits(): CallLimits {
    return this.#limits;
  }

  /**
   * Runs `attempt` until it succeeds, fails for good or has used its attempts. `attempt` gets a signal that ends it
   * on cancellation, time-out or deadline. Throws a CloudError.
   */
  async call<T>(request: CallRequest, attempt: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const deadlineMs = this.#deadlineOf(request.scope);
    const { signal: cancelled } = this.#options;
    const limitMs = this.#limits.scopeDeadlineMs;
    const stop = stopSignal(request, { cancelled, deadlineMs, limitMs }, this.#time);
    try {
      return await this.#attempts(request, attempt, stop.signal, deadlineMs);
    } finally {
      stop.release();
    }
  }

  async #attempts<T>(
    request: CallRequest,
    attempt: (signal: AbortSignal) => Promise<T>,
    stop: AbortSignal,
    deadlineMs: number,
  ): Promise<T> {
    const lane = this.#lane(request);
    for (let number = 1; ; number += 1) {
      try {
        const inPlace = () =>
          this.#places.add(() => this.#once(request, lane, attempt, stop), { signal: stop }) as Promise<T>;
        // A call that has waited for its retry goes before new ones: it holds up a listing already begun.
        return await lane.limiter.run(inPlace, stop, number);
      } catch (thrown) {
        const error = stop.aborted ? asCloudError(stop.reason) : asCloudError(thrown);
        if (!retryable.has(error.category) || stop.aborted || number >= this.#limits.attempts) throw error;
        const waitMs = error.retryAfterMs ?? this.#backoff(number);
        if (this.#time.nowMs() + waitMs >= deadlineMs) throw error;
        const { operation, scope } = request;
        this.#options.onEvent({ kind: 'retry', operation, scope, attempt: number, waitMs, reason: reasonOf(error) });
        await sleep(this.#time, waitMs, stop);
      }
    }
  }

  async #once<T>(
    request: CallRequest,
    lane: Lane,
    attempt: (signal: AbortSignal) => Promise<T>,
    stop: AbortSignal,
  ): Promise<T> {
    if (!lane.breaker.tryEnter(this.#time.nowMs())) throw circuitOpen(request, lane.lastFailure);
    const startedMs = this.#time.nowMs();
    const timeout = new AbortController();
    const cancelTimer = this.#time.setTimer(this.#limits.callTimeoutMs, () =>
      timeout.abort(callFailure('timeout', request, `no answer within ${this.#limits.callTimeoutMs} ms`)),
    );
    const onStop = () => timeout.abort(stop.reason);
    stop.addEventListener('abort', onStop, { once: true });
    try {
      const answer = await orAborted(attempt(timeout.signal), timeout.signal);
      lane.limiter.succeeded();
      lane.breaker.succeeded();
      this.#emitCall(request, 'ok', startedMs);
      return answer;
    } catch (thrown) {
      const cause: unknown = timeout.signal.aborted ? timeout.signal.reason : thrown;
      const error = cause instanceof CloudError ? cause : this.#options.classify(cause, request.operation);
      this.#learn(request, lane, error, startedMs);
      throw error;
    } finally {
      cancelTimer();
      stop.removeEventListener('abort', onStop);
    }
  }

  /** What a failed attempt tells about its lane. */
  #learn(request: CallRequest, lane: Lane, error: CloudError, startedMs: number): void {
    const { operation, scope } = request;
    this.#emitCall(request, 'error', startedMs);
    if (error.category === 'throttled') {
      lane.limiter.throttled(startedMs, error.retryAfterMs);
      this.#options.onEvent({ kind: 'throttled', operation, scope, concurrency: lane.limiter.concurrency });
    }
    if (error.category === 'cancelled') return lane.breaker.abandoned();
    // Any other answer shows a service that is there.
    if (!breaking.has(error.category)) return lane.breaker.succeeded();
    lane.lastFailure = error;
    if (lane.breaker.failed(this.#time.nowMs())) {
      this.#options.onEvent({ kind: 'circuit-open', scope, reason: reasonOf(error) });
    }
    return undefined;
  }

  #emitCall(request: CallRequest, outcome: 'ok' | 'error', startedMs: number): void {
    const { operation, scope } = request;
    this.#options.onEvent({ kind: 'call', operation, scope, outcome, ms: this.#time.nowMs() - startedMs });
  }

  /** Full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter", 2015). */
  #backoff(attempt: number): number {
    const most = Math.min(longestBackoffMs, firstBackoffMs * 2 ** (attempt - 1));
    return Math.ceil(this.#time.random() * most);
  }

  #lane(request: CallRequest): Lane {
    const key = `${scopeKey(request.scope)}/${request.service}`;
    const lane = this.#lanes.get(key) ?? {
      limiter: new AdaptiveLimiter(this.#limits.concurrencyPerService, this.#time),
      breaker: new CircuitBreaker(circuitThreshold, circuitCoolDownMs),
      lastFailure: undefined,
    };
    this.#lanes.set(key, lane);
    return lane;
  }

  #deadlineOf(scope: Scope): number {
    const key = scopeKey(scope);
    const deadlineMs = this.#deadlines.get(key) ?? this.#time.nowMs() + this.#limits.scopeDeadlineMs;
    this.#deadlines.set(key, deadlineMs);
    return deadlineMs;
  }
}

function circuitOpen(request: CallRequest, last: CloudError | undefined): CloudError {
  const why = last === undefined ? 'it failed too often' : `it failed ${circuitThreshold} times in a row`;
  const message = `${request.service} in ${scopeKey(request.scope)} is not asked any more: ${why}`;
  const details = { category: 'circuit-open', operation: request.operation, message } as const;
  return new CloudError(details, { cause: last });
}

/** Whatever reaches the retry loop came through `classify` or is a bug, which must not be hidden. */
function asCloudError(error: unknown): CloudError {
  if (error instanceof CloudError) return error;
  throw error;
}
