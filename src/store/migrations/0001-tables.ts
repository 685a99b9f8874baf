/**
 * Accounts of all clouds. Charges need two more kinds: what is billed to no sub account stands under its
 * `billing-account` (a refund on the invoice), and under `none` where the source names neither.
 */
export const accountTables = `
CREATE TABLE account (
  account_id INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('sub-account', 'billing-account', 'none')),
  native_id TEXT NOT NULL,
  UNIQUE (provider, kind, native_id)
) STRICT;

-- parent_path, billing_account_id and tags are facts: {"known":true,"value":…} or {"known":false,"reason":…}.
CREATE TABLE account_detail (
  account_id INTEGER PRIMARY KEY REFERENCES account,
  name TEXT NOT NULL,
  parent_path TEXT NOT NULL,
  billing_account_id TEXT NOT NULL,
  state TEXT NOT NULL,
  tags TEXT NOT NULL,
  observed_at TEXT NOT NULL
) STRICT;
`;

export const syncTables = `
CREATE TABLE sync_run (
  sync_id INTEGER PRIMARY KEY,
  request TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  status TEXT NOT NULL
) STRICT;

CREATE TABLE sync_task (
  sync_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account,
  region_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  status TEXT NOT NULL,
  records INTEGER NOT NULL,
  cursor TEXT,
  error_code TEXT,
  error_message TEXT,
  PRIMARY KEY (sync_id, account_id, region_id, subject)
) STRICT, WITHOUT ROWID;
`;

/**
 * `body` is the resource as JSON without its identity, facts included, so that it comes back exactly; the other
 * columns repeat what is filtered and sorted by.
 */
export const inventoryTables = `
CREATE TABLE resource (
  account_id INTEGER NOT NULL REFERENCES account,
  region_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  type TEXT NOT NULL,
  name TEXT,
  state TEXT NOT NULL,
  size_name TEXT,
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  last_sync INTEGER NOT NULL,
  gone_since TEXT,
  attached TEXT CHECK (attached IN ('yes', 'no', 'unread')),
  idle_since TEXT,
  body TEXT NOT NULL,
  PRIMARY KEY (account_id, region_id, kind, resource_id, type)
) STRICT;

-- Looking up one resource by the id that its cloud shows.
CREATE INDEX resource_by_id ON resource (resource_id, account_id);

-- Counts and size names of what is there, in all or by scope, without reading the rows.
CREATE INDEX resource_present ON resource (account_id, region_id, type, kind, size_name) WHERE gone_since IS NULL;

-- What a volume or address is known to be attached to, to be asked from the other end.
CREATE TABLE attachment (
  account_id INTEGER NOT NULL REFERENCES account,
  region_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  type TEXT NOT NULL,
  target_id TEXT NOT NULL,
  PRIMARY KEY (account_id, region_id, kind, resource_id, type, target_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_by_target ON attachment (account_id, region_id, target_id);

-- hour_of_week: 168 little-endian 32-bit floats, NaN where no sample fell.
CREATE TABLE metric_digest (
  account_id INTEGER NOT NULL REFERENCES account,
  region_id TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  metric TEXT NOT NULL,
  window_start TEXT NOT NULL,
  window_end TEXT NOT NULL,
  period_seconds INTEGER NOT NULL,
  sample_count INTEGER NOT NULL,
  expected_count INTEGER NOT NULL,
  mean REAL,
  p50 REAL,
  p95 REAL,
  p99 REAL,
  max REAL,
  max_day_sum REAL,
  observed_at TEXT NOT NULL,
  hour_of_week BLOB,
  PRIMARY KEY (account_id, region_id, resource_id, metric)
) STRICT;

-- Public list prices and sizes belong to no account.
CREATE TABLE price (
  provider TEXT NOT NULL,
  region_id TEXT NOT NULL,
  item TEXT NOT NULL,
  sku_id TEXT NOT NULL,
  amount TEXT NOT NULL,
  currency TEXT NOT NULL,
  unit TEXT NOT NULL,
  source TEXT NOT NULL,
  as_of TEXT NOT NULL,
  PRIMARY KEY (provider, region_id, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE size (
  provider TEXT NOT NULL,
  region_id TEXT NOT NULL,
  name TEXT NOT NULL,
  as_of TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (provider, region_id, name)
) STRICT;
`;

/** evidence, action and savings (a fact of a cost estimate, amounts as decimal text) are JSON. */
export const findingTables = `
CREATE TABLE finding (
  account_id INTEGER NOT NULL REFERENCES account,
  finding_id TEXT NOT NULL,
  check_id TEXT NOT NULL,
  region_id TEXT NOT NULL,
  resource_kind TEXT NOT NULL,
  resource_type TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  resource_name TEXT,
  title TEXT NOT NULL,
  verdict TEXT NOT NULL,
  reason TEXT,
  evidence TEXT NOT NULL,
  savings_nanos INTEGER,
  savings_currency TEXT,
  savings TEXT NOT NULL,
  confidence REAL NOT NULL,
  risk TEXT NOT NULL,
  action TEXT NOT NULL,
  owner TEXT,
  managed_by TEXT,
  counts_towards_total INTEGER NOT NULL,
  status TEXT NOT NULL,
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  resolved_at TEXT,
  suppression_reason TEXT,
  suppressed_until TEXT,
  PRIMARY KEY (account_id, finding_id)
) STRICT;
-- Neither id says its account when a person types it.
CREATE INDEX finding_by_id ON finding (finding_id);
CREATE INDEX finding_by_resource ON finding (resource_id);
`;
