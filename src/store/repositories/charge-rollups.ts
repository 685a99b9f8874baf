import type { Connection } from '../connection.ts';

/** A cost of a group is only known when it is known of every charge in it: a part of a sum is not the sum. */
export const sumCosts = (of: string): string => `sum(${of}.billed), sum(${of}.effective),
  CASE WHEN count(${of}.list) = count(*) THEN sum(${of}.list) END,
  CASE WHEN count(${of}.contracted) = count(*) THEN sum(${of}.contracted) END`;

/**
 * SQLite's words for a sum beyond 64 bits, 9.2 thousand million of a currency, which is not much in some: sum()
 * throws the first, and what + gives then is no longer an integer.
 */
export const isSumOverflow = (thrown: unknown): boolean =>
  thrown instanceof Error && /integer overflow|cannot store REAL value in INTEGER column/.test(thrown.message);

const DAYS_AROUND = 'SELECT min(first_day) AS first, max(last_day) AS last FROM charge_part WHERE load_id = ?';

const itemsOfMonths = `INSERT INTO item_monthly
  SELECT c.load_id, c.account_id, c.item_id, m.first_day, ${sumCosts('c')}
  FROM charge c CROSS JOIN month m ON m.day = c.day
  WHERE c.load_id = ? GROUP BY c.load_id, c.account_id, c.item_id, m.first_day`;

/** Nearly every load: grouping then follows the table's own order, and nothing is sorted. */
const itemsOfOneMonth = `INSERT INTO item_monthly
  SELECT c.load_id, c.account_id, c.item_id, (SELECT first_day FROM month LIMIT 1), ${sumCosts('c')}
  FROM charge c
  WHERE c.load_id = ? GROUP BY c.load_id, c.account_id, c.item_id`;

const itemsByGroup = `INSERT INTO item_of_load
  SELECT DISTINCT i.account_id, i.item_id, i.group_id
  FROM item_monthly m CROSS JOIN charge_item i ON i.account_id = m.account_id AND i.item_id = m.item_id
  WHERE m.load_id = ? ORDER BY i.account_id, i.group_id, i.item_id`;

/**
 * Adds fact after fact to the few rows of its group, which takes a third of the time that sorting the facts would.
 * A cost that is null once stays null, as adding to null does.
 */
const addUpByGroup = `INSERT INTO cost_daily
  SELECT c.load_id, k.account_id, k.group_id, c.day, c.billed, c.effective, c.list, c.contracted
  FROM item_of_load k CROSS JOIN charge c ON c.load_id = ? AND c.account_id = k.account_id AND c.item_id = k.item_id
  WHERE TRUE
  ON CONFLICT DO UPDATE SET billed = billed + excluded.billed, effective = effective + excluded.effective,
    list = list + excluded.list, contracted = contracted + excluded.contracted`;

const spansMonths = (connection: Connection): boolean =>
  connection.prepare<number>('SELECT count(DISTINCT first_day) FROM month').pluck().get() !== 1;

/**
 * Writes the roll-ups of a load from its facts and parts. `month` maps each day to the first day of its month: SQLite's date
 * functions would cost more than the sums.
 */
export function writeRollups(connection: Connection, loadId: number): void {
  connection.db.exec(`
    CREATE TEMP TABLE IF NOT EXISTS month (day INTEGER PRIMARY KEY, first_day INTEGER NOT NULL);
    DELETE FROM month`);
  connection
    .prepare(
      `INSERT INTO month
       WITH RECURSIVE span AS (${DAYS_AROUND}), days(day) AS (
         SELECT first FROM span UNION ALL SELECT day + 1 FROM days, span WHERE day < last)
       SELECT day, unixepoch(day * 86400, 'unixepoch', 'start of month') / 86400 FROM days`,
    )
    .run(loadId);
  connection.prepare(spansMonths(connection) ? itemsOfMonths : itemsOfOneMonth).run(loadId);
  connection.db.exec(`
    CREATE TEMP TABLE IF NOT EXISTS item_of_load (
      account_id INTEGER NOT NULL, item_id INTEGER NOT NULL, group_id INTEGER NOT NULL);
    DELETE FROM item_of_load`);
  connection.prepare(itemsByGroup).run(loadId);
  connection.prepare(addUpByGroup).run(loadId);
  connection
    .prepare(
      `INSERT INTO cost_monthly
       SELECT c.load_id, c.account_id, c.group_id, m.first_day, ${sumCosts('c')}
       FROM cost_daily c CROSS JOIN month m ON m.day = c.day
       WHERE c.load_id = ? GROUP BY c.load_id, c.account_id, c.group_id, m.first_day`,
    )
    .run(loadId);
}

/** Rewrites the whole estate's roll-up of a billing month, once it is settled what is counted of it. */
export function writeEstateRollup(connection: Connection, billingMonth: number): void {
  connection.prepare('DELETE FROM cost_estate_daily WHERE billing_month = ?').run(billingMonth);
  connection
    .prepare(
      `INSERT INTO cost_estate_daily
       SELECT l.billing_month, c.day, c.group_id, ${sumCosts('c')}
       FROM charge_load l CROSS JOIN charge_part p ON p.load_id = l.load_id AND p.counted = 1
         CROSS JOIN cost_daily c ON c.load_id = p.load_id AND c.account_id = p.account_id
       WHERE l.billing_month = ? GROUP BY l.billing_month, c.day, c.group_id`,
    )
    .run(billingMonth);
}
