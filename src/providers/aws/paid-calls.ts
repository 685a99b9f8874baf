import type { UnitPrice } from '../../domain/money.ts';
import type { PaidCalls } from '../../domain/ports/provider.ts';

/** What AWS bills for reading, and where its price stands. */
const rates = {
  'cloudwatch:GetMetricData': {
    service: 'CloudWatch',
    unit: 'metric',
    unitPrice: { amount: '0.00001', currency: 'USD', unit: 'metric' },
    source: 'Amazon CloudWatch pricing: GetMetricData, 0.01 USD per 1,000 metrics requested',
  },
  'ce:requests': {
    service: 'Cost Explorer',
    unit: 'request',
    unitPrice: { amount: '0.01', currency: 'USD', unit: 'request' },
    source: 'AWS Cost Explorer pricing: 0.01 USD per API request',
  },
} as const satisfies Readonly<Record<string, { service: string; unit: string; unitPrice: UnitPrice; source: string }>>;

export type PaidOperation = keyof typeof rates;

/** Counts what is paid for, and says when the user's cap is reached. One per connection: it counts over all scopes. */
export class PaidCallCounter {
  readonly #caps: Readonly<Partial<Record<PaidOperation, number>>>;
  readonly #counts = new Map<PaidOperation, { quantity: number; capped: number }>();

  constructor(caps: Readonly<Partial<Record<PaidOperation, number>>> = {}) {
    this.#caps = caps;
  }

  /** Counts `units` that are about to be paid for; false, and counted as capped, when that would exceed the cap. */
  take(operation: PaidOperation, units: number): boolean {
    const count = this.#counts.get(operation) ?? { quantity: 0, capped: 0 };
    this.#counts.set(operation, count);
    const allowed = count.quantity + units <= (this.#caps[operation] ?? Number.POSITIVE_INFINITY);
    if (allowed) count.quantity += units;
    else count.capped += units;
    return allowed;
  }

  capOf(operation: PaidOperation): number | undefined {
    return this.#caps[operation];
  }

  report(): readonly PaidCalls[] {
    return [...this.#counts].map(([operation, { quantity, capped }]) => ({
      operation,
      quantity,
      ...rates[operation],
      capped,
    }));
  }
}
