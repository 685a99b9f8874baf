import type { ChargeSource } from '../../domain/charges.ts';
import type { Connection } from '../connection.ts';
import { writeEstateRollup } from './charge-rollups.ts';

/** Writes what a load has of each account, from its facts. `countMonth` then says what of it is counted. */
export function writeParts(connection: Connection, loadId: number): void {
  connection
    .prepare(
      `INSERT INTO charge_part (account_id, load_id, first_day, last_day, facts, counted)
       SELECT account_id, load_id, min(day), max(day), count(*), 0 FROM charge
       WHERE load_id = ? GROUP BY load_id, account_id`,
    )
    .run(loadId);
}

/**
 * Settles what is counted of a billing month: every part of an export, and a part of an API's load only where no
 * export has the same account. What an export bills to no sub account has an entry of its own in `account`, and so
 * displaces nothing but the same entry. The whole estate's roll-up follows from it.
 */
export function countMonth(connection: Connection, billingMonth: number): void {
  connection
    .prepare(
      `UPDATE charge_part AS p SET counted = (
         SELECT CASE l.source_kind WHEN 'export' THEN 1 ELSE NOT EXISTS (
           SELECT 1 FROM charge_part other JOIN charge_load export USING (load_id)
           WHERE other.account_id = p.account_id
             AND export.source_kind = 'export' AND export.billing_month = l.billing_month
         ) END FROM charge_load l WHERE l.load_id = p.load_id)
       WHERE p.load_id IN (SELECT load_id FROM charge_load WHERE billing_month = ?)`,
    )
    .run(billingMonth);
  writeEstateRollup(connection, billingMonth);
}

export const findLoad = (connection: Connection, source: ChargeSource, billingMonth: number): number | undefined =>
  connection
    .prepare<number>('SELECT load_id FROM charge_load WHERE source_kind = ? AND source_name = ? AND billing_month = ?')
    .pluck()
    .get(source.kind, source.name, billingMonth);

const tablesOfLoads = ['charge', 'item_monthly', 'cost_daily', 'cost_monthly', 'charge_part', 'charge_load'];

/** Removes a load with all that came from it. Items and groups stay: other loads share them. */
export function dropLoad(connection: Connection, loadId: number): void {
  for (const table of tablesOfLoads) connection.prepare(`DELETE FROM ${table} WHERE load_id = ?`).run(loadId);
}
