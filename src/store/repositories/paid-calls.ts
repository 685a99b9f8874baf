import type { ProviderId } from '../../domain/ids.ts';
import type { PaidCallRecord, PaidCallRepository } from '../../domain/ports/cost-store.ts';
import type { Connection } from '../connection.ts';

interface Row {
  readonly provider: ProviderId;
  readonly connection: string;
  readonly operation: string;
  readonly service: string;
  readonly quantity: number;
  readonly capped: number;
  readonly unit: string;
  readonly unit_price: string;
  readonly currency: string;
  readonly source: string;
}

export class SqlitePaidCallRepository implements PaidCallRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  add(syncId: number, records: readonly PaidCallRecord[]): Promise<void> {
    return this.#connection.write(() => {
      const insert = this.#connection.prepare(
        `INSERT INTO paid_call (sync_id, provider, connection, operation, service, quantity, capped, unit, unit_price, currency, source)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity, capped = capped + excluded.capped`,
      );
      for (const { provider, connection, operation, service, quantity, capped, unit, unitPrice, source } of records) {
        const { amount, currency } = unitPrice;
        insert.run(syncId, provider, connection, operation, service, quantity, capped, unit, amount, currency, source);
      }
    });
  }

  of(syncId: number): Promise<readonly PaidCallRecord[]> {
    return this.#connection.read(() =>
      this.#connection
        .prepare<Row>('SELECT * FROM paid_call WHERE sync_id = ? ORDER BY provider, connection, operation')
        .all(syncId)
        .map(
          ({
            provider,
            connection,
            operation,
            service,
            quantity,
            capped,
            unit,
            unit_price: amount,
            currency,
            source,
          }) => ({
            provider,
            connection,
            operation,
            service,
            quantity,
            capped,
            unit,
            unitPrice: { amount, currency, unit },
            source,
          }),
        ),
    );
  }
}
