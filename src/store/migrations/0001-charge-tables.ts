/**
 * Charges. What stays the same from day to day is written once, as an item; a day's charge is then a row of small
 * integers. Items in turn share a group: the dimensions without resource, SKU and tags, by which the roll-ups are
 * kept. `day` is days since 1970-01-01, in a monthly roll-up the first day of the month. Costs are nano-units.
 *
 * The facts are clustered by (load, account, item, day): a load is replaced by dropping one range and appending
 * another, a resource's days lie side by side, and no second index is needed.
 */
export const chargeTables = `
CREATE TABLE tag_set (
  tag_set_id INTEGER PRIMARY KEY,
  tags TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE charge_group (
  group_id INTEGER PRIMARY KEY,
  digest BLOB NOT NULL UNIQUE,
  billing_account_id TEXT,
  region_id TEXT,
  service_name TEXT NOT NULL,
  service_category TEXT,
  charge_category TEXT NOT NULL,
  pricing_category TEXT,
  commitment_discount_type TEXT,
  resource_type TEXT,
  currency TEXT NOT NULL
) STRICT;

CREATE TABLE charge_item (
  account_id INTEGER NOT NULL REFERENCES account,
  item_id INTEGER NOT NULL,
  group_id INTEGER NOT NULL REFERENCES charge_group,
  digest BLOB NOT NULL,
  sub_account_name TEXT,
  charge_class TEXT,
  commitment_discount_id TEXT,
  commitment_discount_status TEXT,
  sku_id TEXT,
  resource_id TEXT,
  resource_name TEXT,
  tag_set_id INTEGER REFERENCES tag_set,
  consumed_unit TEXT,
  PRIMARY KEY (account_id, item_id),
  UNIQUE (account_id, digest)
) STRICT, WITHOUT ROWID;
-- From a resource to its charges; covers the way from an item to resource and group.
CREATE INDEX charge_item_by_resource ON charge_item (account_id, resource_id, group_id);

-- One (source, billing month); a new delivery is a new load.
CREATE TABLE charge_load (
  load_id INTEGER PRIMARY KEY,
  source_kind TEXT NOT NULL CHECK (source_kind IN ('api', 'export')),
  source_name TEXT NOT NULL,
  billing_month INTEGER NOT NULL,
  charges INTEGER NOT NULL,
  loaded_at TEXT NOT NULL,
  UNIQUE (source_kind, source_name, billing_month)
) STRICT;

-- What a load has of one account, and whether reports count it.
CREATE TABLE charge_part (
  account_id INTEGER NOT NULL REFERENCES account,
  load_id INTEGER NOT NULL,
  first_day INTEGER NOT NULL,
  last_day INTEGER NOT NULL,
  facts INTEGER NOT NULL,
  counted INTEGER NOT NULL,
  PRIMARY KEY (account_id, load_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE charge (
  load_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  item_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  billed INTEGER NOT NULL,
  effective INTEGER NOT NULL,
  list INTEGER,
  contracted INTEGER,
  quantity REAL,
  PRIMARY KEY (load_id, account_id, item_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE item_monthly (
  load_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  item_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  billed INTEGER NOT NULL,
  effective INTEGER NOT NULL,
  list INTEGER,
  contracted INTEGER,
  PRIMARY KEY (load_id, account_id, item_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE cost_daily (
  load_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  group_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  billed INTEGER NOT NULL,
  effective INTEGER NOT NULL,
  list INTEGER,
  contracted INTEGER,
  PRIMARY KEY (load_id, account_id, group_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE cost_monthly (
  load_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,
  group_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  billed INTEGER NOT NULL,
  effective INTEGER NOT NULL,
  list INTEGER,
  contracted INTEGER,
  PRIMARY KEY (load_id, account_id, group_id, day)
) STRICT, WITHOUT ROWID;

-- What is counted of all accounts, by day: the answer to a question about the whole estate is some hundred rows of it.
-- Derived from cost_daily and rewritten with its billing month, so it has no account and no foreign keys.
CREATE TABLE cost_estate_daily (
  billing_month INTEGER NOT NULL,
  day INTEGER NOT NULL,
  group_id INTEGER NOT NULL,
  billed INTEGER NOT NULL,
  effective INTEGER NOT NULL,
  list INTEGER,
  contracted INTEGER,
  PRIMARY KEY (billing_month, day, group_id)
) STRICT, WITHOUT ROWID;
`;
