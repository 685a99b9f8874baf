import { isDeepStrictEqual } from 'node:util';

/** Counts comparisons and prints what does not hold. */
export class Tally {
  #passed = 0;
  #failed = 0;

  equal(what: string, found: unknown, expected: unknown): void {
    if (isDeepStrictEqual(found, expected)) {
      this.#passed += 1;
      return;
    }
    this.#failed += 1;
    process.stdout.write(
      `FAILED ${what}\n  expected ${JSON.stringify(expected)}\n  found    ${JSON.stringify(found)}\n`,
    );
  }

  /** The last line of the run, and its exit code. */
  finish(): number {
    process.stdout.write(`${this.#passed} passed, ${this.#failed} failed\n`);
    return this.#failed > 0 || this.#passed === 0 ? 1 : 0;
  }
}
