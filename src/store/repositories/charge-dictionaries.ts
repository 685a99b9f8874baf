import type { Connection } from '../connection.ts';
import { groupColumns, itemColumns } from './charge-identity.ts';

/**
 * Takes what is new of the staged items into the dictionaries: accounts, groups, tag sets, items. Leaves in
 * `staged_as` which item each of them is, and its place in the order of (account, item).
 */
export function writeDictionaries(connection: Connection): void {
  connection.db.exec(`
    INSERT INTO account (provider, kind, native_id)
      SELECT DISTINCT provider, kind, native_id FROM staged_item WHERE TRUE ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING;
    INSERT INTO charge_group (digest, ${groups})
      SELECT group_digest, ${groups} FROM staged_item WHERE TRUE GROUP BY group_digest ON CONFLICT DO NOTHING;
    INSERT INTO tag_set (tags)
      SELECT DISTINCT tags FROM staged_item WHERE tags IS NOT NULL ON CONFLICT DO NOTHING;
    INSERT INTO charge_item (account_id, item_id, group_id, digest, tag_set_id, ${itemColumns.join(', ')})
      SELECT a.account_id,
        coalesce((SELECT max(item_id) FROM charge_item last WHERE last.account_id = a.account_id), 0)
          + row_number() OVER (PARTITION BY a.account_id ORDER BY min(s.staged_id)),
        g.group_id, s.item_digest, t.tag_set_id, ${itemColumns.map((column) => `s.${column}`).join(', ')}
      FROM staged_item s
      JOIN account a ${ofStagedItem}
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
      JOIN account a ${ofStagedItem}
      JOIN charge_item i ON i.account_id = a.account_id AND i.digest = s.item_digest`);
}

const groups = groupColumns.join(', ');
const ofStagedItem = 'ON a.provider = s.provider AND a.kind = s.kind AND a.native_id = s.native_id';
