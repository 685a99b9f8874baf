import { decimal } from '../../domain/decimal.ts';
import { priceOf } from '../../domain/money.ts';
import type { Store } from '../../domain/ports/store.ts';
import type { PaidCallsReport } from '../../domain/reports.ts';

/** What a run's own calls cost, over all connections. */
export async function paidCalls(store: Store, runId: number): Promise<readonly PaidCallsReport[]> {
  const sums = new Map<string, PaidCallsReport>();
  for (const calls of await store.paidCalls.of(runId)) {
    const { provider, service, operation, unit, unitPrice, source } = calls;
    const key = `${provider}/${operation}/${unitPrice.currency}`;
    const quantity = (sums.get(key)?.quantity ?? 0) + calls.quantity;
    sums.set(key, {
      provider,
      service,
      operation,
      quantity,
      unit,
      capped: (sums.get(key)?.capped ?? 0) + calls.capped,
      cost: priceOf(unitPrice, decimal(String(quantity))),
      source,
    });
  }
  return [...sums.values()];
}
