import type { Migration } from './migration.ts';

/**
 * Relations between resources, asked from the other end ("who uses this image?") over all accounts; and when each
 * family of prices was read whole, since one region's families are read at different times. `resource_use` keeps a
 * resource's known `uses`; it is rewritten with the resource.
 */
export const relations: Migration = {
  version: 2,
  name: 'relations and price families',
  destructive: false,
  up(connection) {
    connection.db.exec(`
CREATE TABLE resource_use (
  account_id INTEGER NOT NULL REFERENCES account,
  region_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  type TEXT NOT NULL,
  relation TEXT NOT NULL,
  target_id TEXT NOT NULL,
  PRIMARY KEY (account_id, region_id, kind, resource_id, type, relation, target_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX resource_use_by_target ON resource_use (target_id, account_id);

-- size_names: JSON list of the sizes that were in use when the family was read.
CREATE TABLE price_read (
  provider TEXT NOT NULL,
  region_id TEXT NOT NULL,
  family TEXT NOT NULL,
  as_of TEXT NOT NULL,
  items INTEGER NOT NULL,
  size_names TEXT NOT NULL,
  PRIMARY KEY (provider, region_id, family)
) STRICT, WITHOUT ROWID;

-- Who silenced a finding: a person ('command') or a rule ('configuration'), which ends with the rule.
ALTER TABLE finding ADD COLUMN suppressed_by TEXT;
UPDATE finding SET suppressed_by = 'command' WHERE suppression_reason IS NOT NULL;
-- A finding is only watched until it has been there for so many days.
ALTER TABLE finding ADD COLUMN grace_days REAL NOT NULL DEFAULT 0;
`);
  },
};
