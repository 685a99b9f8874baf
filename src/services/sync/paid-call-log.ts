import type { CloudConnection, PaidCalls } from '../../domain/ports/provider.ts';
import type { Store } from '../../domain/ports/store.ts';

/**
 * Writes down what a run's own calls cost, as it goes: a run that is killed has paid for what it did until then.
 * Connections count from zero in each process, the store keeps the sum.
 */
export class PaidCallLog {
  readonly #store: Store;
  readonly #runId: number;
  readonly #written = new Map<string, { readonly quantity: number; readonly capped: number }>();

  constructor(store: Store, runId: number) {
    this.#store = store;
    this.#runId = runId;
  }

  async write(connection: CloudConnection): Promise<void> {
    const news = connection.paidCalls().flatMap((calls) => {
      const key = `${connection.provider}/${connection.name}/${calls.operation}`;
      const before = this.#written.get(key) ?? { quantity: 0, capped: 0 };
      this.#written.set(key, { quantity: calls.quantity, capped: calls.capped });
      const more: PaidCalls = {
        ...calls,
        quantity: calls.quantity - before.quantity,
        capped: calls.capped - before.capped,
      };
      return more.quantity === 0 && more.capped === 0
        ? []
        : [{ ...more, provider: connection.provider, connection: connection.name }];
    });
    if (news.length > 0) await this.#store.paidCalls.add(this.#runId, news);
  }
}
