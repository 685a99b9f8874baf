import type { Migration } from './migration.ts';

/**
 * Which delivery of an export a load of charges came with, so that the same one need not be read again, and so that a
 * later one of the same export can take away what it no longer has. `delivery_loads` is into how many loads of the month
 * that delivery went: it is held whole only while all of them are there. Null where no manifest told.
 */
export const deliveries: Migration = {
  version: 4,
  name: 'deliveries of exports',
  destructive: false,
  up(connection) {
    connection.db.exec(`
ALTER TABLE charge_load ADD COLUMN delivery_export TEXT;
ALTER TABLE charge_load ADD COLUMN delivery_id TEXT;
ALTER TABLE charge_load ADD COLUMN delivery_loads INTEGER;
`);
  },
};
