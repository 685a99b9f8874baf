import type { PaidCalls } from '../../domain/ports/provider.ts';

/** BigQuery bills queries by the bytes that they read: 6.25 USD a TiB ("BigQuery pricing", on-demand), exactly. */
const USD_PER_BYTE = '0.000000000005684341886080801486968994140625';

/** A query bills at least this much ("BigQuery pricing": 10 MB minimum data processed per query). */
export const LEAST_BILLED_BYTES = 10 * 2 ** 20;

/** Counts what BigQuery bills, and says when the user's cap would be exceeded. One per connection. */
export class BilledBytes {
  readonly cap: number | undefined;
  #billed = 0;
  #capped = 0;

  constructor(cap: number | undefined) {
    this.cap = cap;
  }

  /** Whether a query that reads so much may run; one that may not is counted as capped. */
  mayRead(bytes: number): boolean {
    const allowed = this.#billed + Math.max(bytes, LEAST_BILLED_BYTES) <= (this.cap ?? Number.POSITIVE_INFINITY);
    if (!allowed) this.#capped += bytes;
    return allowed;
  }

  /** What is left of the cap. */
  get left(): number | undefined {
    return this.cap === undefined ? undefined : Math.max(0, this.cap - this.#billed);
  }

  add(bytes: number): void {
    this.#billed += bytes;
  }

  report(): readonly PaidCalls[] {
    if (this.#billed === 0 && this.#capped === 0) return [];
    return [
      {
        operation: 'bigquery:bytes',
        service: 'BigQuery',
        quantity: this.#billed,
        unit: 'byte',
        unitPrice: { amount: USD_PER_BYTE, currency: 'USD', unit: 'byte' },
        source: 'BigQuery pricing: on-demand queries, 6.25 USD per TiB read',
        capped: this.#capped,
      },
    ];
  }
}
