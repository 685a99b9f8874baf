import type { Charge, CostMetric } from '../../domain/charges.ts';
import { AppError } from '../../domain/errors.ts';
import { type Day, epochDay } from '../../domain/instant.ts';
import { exactAmount, money } from '../../domain/money.ts';
import { BulkInsert } from '../bulk-insert.ts';
import type { Connection } from '../connection.ts';
import { quickKey, stagedItem, stagedItemColumns } from './charge-identity.ts';

/**
 * How many items are remembered while charges stream in, which bounds memory at some 100 MB. When it is full it
 * starts anew: an item that comes again is then staged twice, and the commit finds both to be the same.
 */
const REMEMBERED_ITEMS = 200_000;

/** Typed, since numbers reach SQLite as floating point, which would be stored and compared as such. */
const chargeTypes = {
  staged_id: 'INTEGER',
  day: 'INTEGER',
  billed: 'INTEGER',
  effective: 'INTEGER',
  list: 'INTEGER',
  contracted: 'INTEGER',
  quantity: 'REAL',
};

/** The charges of one billing month, in a table of their own. */
export interface StagedMonth {
  readonly billingMonth: Day;
  readonly table: string;
  readonly rows: number;
}

/**
 * Charges of a load on their way in: temporary tables outside of the store's file, so that nothing is visible, and
 * nobody waits, before the commit. What stays the same from day to day is staged once, in `staged_item`.
 */
export class ChargeStaging {
  readonly #connection: Connection;
  readonly #items: BulkInsert;
  readonly #remembered = new Map<string, number>();
  readonly #days = new Map<Day, number>();
  readonly #months = new Map<Day, { readonly table: string; readonly insert: BulkInsert; rows: number }>();
  #lastItem = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
    connection.db.exec(`CREATE TEMP TABLE IF NOT EXISTS staged_item (
      staged_id INTEGER PRIMARY KEY, ${stagedItemColumns.join(', ')}); DELETE FROM staged_item`);
    this.#items = new BulkInsert(connection, 'staged_item', ['staged_id', ...stagedItemColumns]);
  }

  /** In one transaction, which touches temporary tables alone. Throws `import-invalid` for a cost beyond 64 bits. */
  add(charges: readonly Charge[]): void {
    this.#connection.db.transaction(() => {
      for (const charge of charges) this.#add(charge);
    })();
  }

  flush(): void {
    this.#items.flush();
    for (const { insert } of this.#months.values()) insert.flush();
  }

  /** In their order. */
  months(): readonly StagedMonth[] {
    return [...this.#months]
      .map(([billingMonth, { table, rows }]) => ({ billingMonth, table, rows }))
      .toSorted((a, b) => (a.billingMonth < b.billingMonth ? -1 : 1));
  }

  clear(): void {
    this.#connection.db.exec('DELETE FROM staged_item');
    for (const { table } of this.#months.values()) this.#connection.db.exec(`DROP TABLE IF EXISTS temp.${table}`);
    this.#months.clear();
    this.#remembered.clear();
  }

  #add(charge: Charge): void {
    const month = this.#months.get(charge.billingMonth) ?? this.#addMonth(charge.billingMonth);
    month.insert.push([
      this.#itemOf(charge),
      this.#epochDayOf(charge.day),
      inRange(charge, 'billedCost'),
      inRange(charge, 'effectiveCost'),
      charge.listCost === null ? null : inRange(charge, 'listCost'),
      charge.contractedCost === null ? null : inRange(charge, 'contractedCost'),
      charge.consumedQuantity,
    ]);
    month.rows += 1;
  }

  #addMonth(billingMonth: Day) {
    const table = `staged_charge_${this.#months.size}`;
    const columns = Object.entries(chargeTypes).map(([column, type]) => `${column} ${type}`);
    this.#connection.db.exec(`DROP TABLE IF EXISTS temp.${table}; CREATE TEMP TABLE ${table} (${columns.join(', ')})`);
    const insert = new BulkInsert(this.#connection, table, Object.keys(chargeTypes));
    const month = { table, insert, rows: 0 };
    this.#months.set(billingMonth, month);
    return month;
  }

  #itemOf(charge: Charge): number {
    const key = quickKey(charge);
    const remembered = this.#remembered.get(key);
    if (remembered !== undefined) return remembered;
    if (this.#remembered.size >= REMEMBERED_ITEMS) this.#remembered.clear();
    this.#lastItem += 1;
    this.#remembered.set(key, this.#lastItem);
    this.#items.push([this.#lastItem, ...stagedItem(charge)]);
    return this.#lastItem;
  }

  /** Charges come with the same few days again and again. */
  #epochDayOf(day: Day): number {
    const remembered = this.#days.get(day);
    if (remembered !== undefined) return remembered;
    const days = epochDay(day);
    this.#days.set(day, days);
    return days;
  }
}

const LARGEST = 2n ** 63n - 1n;

function inRange(charge: Charge, cost: CostMetric): bigint {
  const nanos = charge[cost] ?? 0n;
  if (nanos <= LARGEST && nanos >= -LARGEST) return nanos;
  throw new AppError(
    'import-invalid',
    `${cost} of ${charge.day} is ${exactAmount(money(nanos, charge.currency))} ${charge.currency}: more than one charge can be`,
  );
}
