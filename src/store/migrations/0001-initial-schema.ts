import type { Migration } from './migration.ts';
import { accountTables, findingTables, inventoryTables, syncTables } from './0001-tables.ts';
import { chargeTables } from './0001-charge-tables.ts';
import { views } from './0001-views.ts';

/**
 * The first schema. Keys are such that PostgreSQL and Citus can carry it: `account` is a dictionary that every
 * node may hold, every primary and unique key of what belongs to an account contains `account_id`, which is never
 * updated, and foreign keys go to dictionaries or stay within an account.
 */
export const initialSchema: Migration = {
  version: 1,
  name: 'initial schema',
  destructive: false,
  up(connection) {
    for (const sql of [accountTables, syncTables, inventoryTables, findingTables, chargeTables, views]) {
      connection.db.exec(sql);
    }
  },
};
