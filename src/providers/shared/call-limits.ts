import type { CallLimits } from '../../domain/ports/provider.ts';

/**
 * Limits that suit a laptop and a public cloud alike.
 *
 * - `concurrencyPerService` 8: the request buckets of EC2, Compute and the like refill at 5 to 20 a second; eight
 *   calls of 200 ms each use that up, more would only be throttled.
 * - `concurrency` 64: eight accounts or regions at full speed; sockets, memory and JSON or XML parsing, all on one
 *   core, are the limit beyond.
 * - `attempts` 6: with `firstBackoffMs` a short outage of about 8 seconds is survived, a lasting one told soon.
 * - `callTimeoutMs` 30 s: the slowest documented list calls answer in less than half of it.
 * - `scopeDeadlineMs` 30 min: no region of a large account took longer; a nightly job must not hang till morning.
 */
export const defaultCallLimits: CallLimits = {
  concurrencyPerService: 8,
  concurrency: 64,
  attempts: 6,
  callTimeoutMs: 30_000,
  scopeDeadlineMs: 30 * 60_000,
};

/** Upper end of the first random wait; it doubles with every further attempt. */
export const firstBackoffMs = 250;

/** No wait of our own choice is longer; what a server asks for in Retry-After is obeyed beyond it. */
export const longestBackoffMs = 20_000;

/** Failed attempts in a row after which a service of a scope counts as broken: more than one call's attempts. */
export const circuitThreshold = 10;

/** How long a broken service is left alone before one call tries it again. */
export const circuitCoolDownMs = 30_000;
