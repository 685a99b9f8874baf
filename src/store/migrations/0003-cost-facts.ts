import type { Migration } from './migration.ts';

/**
 * What a cloud's cost services tell beside the charges: facts by subject (`domain/cost-facts.ts`), replaced as a whole
 * for each payer; its own recommendations; cost by resource where no export tells it; and what a sync's own calls cost.
 */
export const costFacts: Migration = {
  version: 3,
  name: 'cost facts, recommendations and paid calls',
  destructive: false,
  up(connection) {
    connection.db.exec(`
-- account_id: the payer that was asked.
CREATE TABLE cost_fact_set (
  account_id INTEGER NOT NULL REFERENCES account,
  subject TEXT NOT NULL,
  observed_at TEXT NOT NULL,
  records INTEGER NOT NULL,
  PRIMARY KEY (account_id, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE cost_fact (
  account_id INTEGER NOT NULL REFERENCES account,
  subject TEXT NOT NULL,
  position INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (account_id, subject, position)
) STRICT;

-- account_id: the resource's. asked_account_id, asked_region_id: where it was read, which is replaced as a whole.
CREATE TABLE recommendation (
  account_id INTEGER NOT NULL REFERENCES account,
  adviser TEXT NOT NULL,
  recommendation_id TEXT NOT NULL,
  asked_account_id INTEGER NOT NULL REFERENCES account,
  asked_region_id TEXT NOT NULL,
  region_id TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  resource_type TEXT NOT NULL,
  action TEXT NOT NULL,
  savings_nanos INTEGER,
  savings_currency TEXT,
  observed_at TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (account_id, adviser, recommendation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX recommendation_by_place ON recommendation (asked_account_id, adviser, asked_region_id);
CREATE INDEX recommendation_by_resource ON recommendation (resource_id, account_id);

-- Effective cost over [first_day, end_day), as the cost API tells it by resource.
CREATE TABLE resource_cost (
  account_id INTEGER NOT NULL REFERENCES account,
  resource_id TEXT NOT NULL,
  currency TEXT NOT NULL,
  payer_id INTEGER NOT NULL REFERENCES account,
  first_day INTEGER NOT NULL,
  end_day INTEGER NOT NULL,
  days INTEGER NOT NULL,
  effective INTEGER NOT NULL,
  observed_at TEXT NOT NULL,
  PRIMARY KEY (account_id, resource_id, currency)
) STRICT, WITHOUT ROWID;
CREATE INDEX resource_cost_by_payer ON resource_cost (payer_id);

CREATE TABLE paid_call (
  sync_id INTEGER NOT NULL,
  provider TEXT NOT NULL,
  connection TEXT NOT NULL,
  operation TEXT NOT NULL,
  service TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  capped INTEGER NOT NULL,
  unit TEXT NOT NULL,
  unit_price TEXT NOT NULL,
  currency TEXT NOT NULL,
  source TEXT NOT NULL,
  PRIMARY KEY (sync_id, provider, connection, operation)
) STRICT, WITHOUT ROWID;

CREATE VIEW cost_facts AS SELECT
  a.provider, a.native_id AS payer_account_id, f.subject, s.observed_at, f.body AS fact
FROM cost_fact f JOIN cost_fact_set s USING (account_id, subject) JOIN account a USING (account_id);

CREATE VIEW recommendations AS SELECT
  a.provider, a.native_id AS account_id, r.region_id, r.adviser, r.recommendation_id AS id, r.resource_type,
  r.resource_id, r.action, r.savings_nanos / 1e9 AS monthly_savings, r.savings_nanos AS monthly_savings_nanos,
  r.savings_currency AS currency, r.observed_at, r.body AS details
FROM recommendation r JOIN account a USING (account_id);

CREATE VIEW resource_costs AS SELECT
  a.provider, a.native_id AS account_id, c.resource_id, date(c.first_day * 86400, 'unixepoch') AS first_day,
  date(c.end_day * 86400, 'unixepoch') AS end_day, c.days, c.effective / 1e9 AS effective_cost,
  c.effective AS effective_cost_nanos, c.currency, c.observed_at
FROM resource_cost c JOIN account a USING (account_id);

CREATE VIEW paid_calls AS SELECT
  sync_id, provider, connection, service, operation, quantity, capped, unit, unit_price, currency, source
FROM paid_call;
`);
  },
};
