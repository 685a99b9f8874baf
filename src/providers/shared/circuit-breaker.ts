/**
 * Stops asking a service that keeps failing, and tries it again with one call after a pause.
 *
 * Closed until `threshold` failures in a row; then open for `coolDownMs`; then half open: one trial, which closes it
 * or opens it anew. What counts as a failure is the caller's choice.
 */
export class CircuitBreaker {
  readonly #threshold: number;
  readonly #coolDownMs: number;
  #failuresInARow = 0;
  #openedAtMs: number | undefined;
  #trialRuns = false;

  constructor(threshold: number, coolDownMs: number) {
    this.#threshold = threshold;
    this.#coolDownMs = coolDownMs;
  }

  /** Whether a call may start now. After the pause, yes once: that call has to report back. */
  tryEnter(nowMs: number): boolean {
    if (this.#openedAtMs === undefined) return true;
    if (this.#trialRuns || nowMs - this.#openedAtMs < this.#coolDownMs) return false;
    this.#trialRuns = true;
    return true;
  }

  succeeded(): void {
    this.#failuresInARow = 0;
    this.#openedAtMs = undefined;
    this.#trialRuns = false;
  }

  /** True when this failure opens the circuit (again). */
  failed(nowMs: number): boolean {
    this.#failuresInARow += 1;
    const opens = this.#trialRuns || (this.#openedAtMs === undefined && this.#failuresInARow >= this.#threshold);
    this.#trialRuns = false;
    if (opens) this.#openedAtMs = nowMs;
    return opens;
  }

  /** A call that says nothing about the service's health: it was cancelled. */
  abandoned(): void {
    this.#trialRuns = false;
  }
}
