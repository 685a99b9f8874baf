import type { ProviderId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { PriceRead, PriceRepository } from '../../domain/ports/store.ts';
import type { Price, Size } from '../../domain/prices.ts';
import type { Connection } from '../connection.ts';

interface PriceRow {
  readonly item: string;
  readonly sku_id: string;
  readonly amount: string;
  readonly currency: string;
  readonly unit: string;
  readonly source: string;
  readonly as_of: Instant;
}

export class SqlitePriceRepository implements PriceRepository {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  upsertPrices(prices: readonly Price[]): Promise<void> {
    return this.#connection.write(() => {
      const upsert = this.#connection.prepare(
        `INSERT INTO price VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (provider, region_id, item) DO UPDATE SET sku_id = excluded.sku_id, amount = excluded.amount,
           currency = excluded.currency, unit = excluded.unit, source = excluded.source, as_of = excluded.as_of`,
      );
      for (const { provider, regionId, item, skuId, listPrice, source, asOf } of prices) {
        upsert.run(provider, regionId, item, skuId, listPrice.amount, listPrice.currency, listPrice.unit, source, asOf);
      }
    });
  }

  upsertSizes(sizes: readonly Size[], asOf: Instant): Promise<void> {
    return this.#connection.write(() => {
      const upsert = this.#connection.prepare(
        `INSERT INTO size VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (provider, region_id, name) DO UPDATE SET as_of = excluded.as_of, body = excluded.body`,
      );
      for (const { provider, regionId, name, ...body } of sizes) {
        upsert.run(provider, regionId, name, asOf, JSON.stringify(body));
      }
    });
  }

  pricesOf(provider: ProviderId, regionId: string): Promise<ReadonlyMap<string, Price>> {
    return this.#connection.read(() => {
      const rows = this.#connection
        .prepare<PriceRow>('SELECT * FROM price WHERE provider = ? AND region_id = ? ORDER BY item')
        .all(provider, regionId);
      return new Map(
        rows.map((row) => [
          row.item,
          {
            provider,
            regionId,
            item: row.item,
            skuId: row.sku_id,
            listPrice: { amount: row.amount, currency: row.currency, unit: row.unit },
            source: row.source,
            asOf: row.as_of,
          },
        ]),
      );
    });
  }

  sizesOf(provider: ProviderId, regionId: string): Promise<ReadonlyMap<string, Size>> {
    return this.#connection.read(() => {
      const rows = this.#connection
        .prepare<{ readonly name: string; readonly body: string }>(
          'SELECT name, body FROM size WHERE provider = ? AND region_id = ? ORDER BY name',
        )
        .all(provider, regionId);
      return new Map(
        rows.map(({ name, body }) => [
          name,
          { provider, regionId, name, ...(JSON.parse(body) as Omit<Size, 'provider' | 'regionId' | 'name'>) },
        ]),
      );
    });
  }

  priceReads(provider: ProviderId, regionId: string): Promise<ReadonlyMap<string, PriceRead>> {
    return this.#connection.read(() => {
      const rows = this.#connection
        .prepare<{
          readonly family: string;
          readonly as_of: Instant;
          readonly items: number;
          readonly size_names: string;
        }>(
          'SELECT family, as_of, items, size_names FROM price_read WHERE provider = ? AND region_id = ? ORDER BY family',
        )
        .all(provider, regionId);
      return new Map(
        rows.map(({ family, as_of, items, size_names }) => [
          family,
          { asOf: as_of, items, sizeNames: JSON.parse(size_names) as readonly string[] },
        ]),
      );
    });
  }

  recordPriceRead(provider: ProviderId, regionId: string, family: string, read: PriceRead): Promise<void> {
    return this.#connection.write(() => {
      this.#connection
        .prepare(
          `INSERT INTO price_read VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (provider, region_id, family) DO UPDATE SET
             as_of = excluded.as_of, items = excluded.items, size_names = excluded.size_names`,
        )
        .run(provider, regionId, family, read.asOf, read.items, JSON.stringify(read.sizeNames));
    });
  }
}
