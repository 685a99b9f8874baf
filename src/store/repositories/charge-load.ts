import type { Charge, ChargeSource } from '../../domain/charges.ts';
import { AppError } from '../../domain/errors.ts';
import { type Day, dayFromEpoch, type Instant } from '../../domain/instant.ts';
import type { ChargeLoad } from '../../domain/ports/store.ts';
import type { Connection } from '../connection.ts';
import { countMonth, dropLoad, writeParts } from './charge-parts.ts';
import { isSumOverflow, sumCosts, writeRollups } from './charge-rollups.ts';
import { ChargeStaging, groupColumns, itemColumns } from './charge-staging.ts';

export class SqliteChargeLoad implements ChargeLoad {
  readonly #connection: Connection;
  readonly #source: ChargeSource;
  readonly #observedAt: Instant;
  readonly #staging: ChargeStaging;
  readonly #onEnd: () => void;

  constructor(connection: Connection, source: ChargeSource, observedAt: Instant, onEnd: () => void) {
    this.#connection = connection;
    this.#source = source;
    this.#observedAt = observedAt;
    this.#staging = new ChargeStaging(connection);
    this.#onEnd = onEnd;
  }

  add(charges: readonly Charge[]): Promise<void> {
    return this.#connection.read(() => {
      this.#staging.addAll(charges);
    });
  }

  /** `rows` counts the charges that were added; those of the same day and dimensions are stored as one. */
  async commit(): Promise<{ readonly rows: number; readonly months: readonly Day[] }> {
    const months = await this.#connection
      .write(() => {
        this.#staging.flush();
        this.#writeDictionaries();
        return this.#replaceMonths();
      })
      .catch((thrown: unknown) => {
        if (!isSumOverflow(thrown)) throw thrown;
        throw new AppError('import-invalid', 'charges of one day or month add up to more than the store can hold', {
          cause: thrown,
        });
      });
    const { rows } = this.#staging;
    this.#end();
    return { rows, months: months.map(dayFromEpoch) };
  }

  rollback(): Promise<void> {
    return this.#connection.read(() => this.#end());
  }

  #end(): void {
    this.#staging.clear();
    this.#onEnd();
  }

  /** Accounts, groups, tag sets and items that are new; and for each staged item the one that it is. */
  #writeDictionaries(): void {
    const groups = groupColumns.join(', ');
    const items = itemColumns.join(', ');
    this.#connection.db.exec(`
      INSERT INTO account (provider, kind, native_id)
        SELECT DISTINCT provider, kind, native_id FROM staged_item WHERE TRUE ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING;
      INSERT INTO charge_group (digest, ${groups})
        SELECT group_digest, ${groups} FROM staged_item WHERE TRUE GROUP BY group_digest ON CONFLICT DO NOTHING;
      INSERT INTO tag_set (tags)
        SELECT DISTINCT tags FROM staged_item WHERE tags IS NOT NULL ON CONFLICT DO NOTHING;
      INSERT INTO charge_item (account_id, item_id, group_id, digest, tag_set_id, ${items})
        SELECT a.account_id,
          coalesce((SELECT max(item_id) FROM charge_item last WHERE last.account_id = a.account_id), 0)
            + row_number() OVER (PARTITION BY a.account_id ORDER BY min(s.staged_id)),
          g.group_id, s.item_digest, t.tag_set_id, ${itemColumns.map((column) => `s.${column}`).join(', ')}
        FROM staged_item s
        JOIN account a ON a.provider = s.provider AND a.kind = s.kind AND a.native_id = s.native_id
        JOIN charge_group g ON g.digest = s.group_digest
        LEFT JOIN tag_set t ON t.tags = s.tags
        WHERE NOT EXISTS (
          SELECT 1 FROM charge_item i WHERE i.account_id = a.account_id AND i.digest = s.item_digest)
        GROUP BY a.account_id, s.item_digest;
      DROP TABLE IF EXISTS temp.staged_as;
      CREATE TEMP TABLE staged_as (
        staged_id INTEGER PRIMARY KEY, account_id INTEGER NOT NULL, item_id INTEGER NOT NULL, place INTEGER NOT NULL);
      INSERT INTO staged_as
        SELECT s.staged_id, i.account_id, i.item_id, dense_rank() OVER (ORDER BY i.account_id, i.item_id)
        FROM staged_item s
        JOIN account a ON a.provider = s.provider AND a.kind = s.kind AND a.native_id = s.native_id
        JOIN charge_item i ON i.account_id = a.account_id AND i.digest = s.item_digest`);
  }

  #replaceMonths(): readonly number[] {
    const months = this.#connection
      .prepare<number>('SELECT DISTINCT billing_month FROM staged_charge ORDER BY 1')
      .pluck()
      .all();
    for (const month of months) this.#dropMonth(month);
    const loads = months.map((month) => this.#newLoad(month));
    for (const [index, month] of months.entries()) this.#writeFacts(loads[index] ?? 0, month);
    for (const load of loads) {
      writeParts(this.#connection, load);
      writeRollups(this.#connection, load);
    }
    for (const month of months) countMonth(this.#connection, month);
    return months;
  }

  #dropMonth(month: number): void {
    const load = this.#connection
      .prepare<number>(
        'SELECT load_id FROM charge_load WHERE source_kind = ? AND source_name = ? AND billing_month = ?',
      )
      .pluck()
      .get(this.#source.kind, this.#source.name, month);
    if (load !== undefined) dropLoad(this.#connection, load);
  }

  #newLoad(month: number): number {
    const { lastInsertRowid } = this.#connection
      .prepare(
        `INSERT INTO charge_load (source_kind, source_name, billing_month, charges, loaded_at)
         SELECT :kind, :name, :month, count(*), :at FROM staged_charge WHERE billing_month = :month`,
      )
      .run({ ...this.#source, month, at: this.#observedAt });
    return Number(lastInsertRowid);
  }
}
