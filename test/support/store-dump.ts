import Database from 'better-sqlite3';

/**
 * Each table in words: dictionary numbers, row numbers and digests are resolved or left out, so that two stores
 * with the same content have the same dump however they came by it.
 */
const queries: Readonly<Record<string, string>> = {
  account_detail: `SELECT a.provider, a.native_id, d.name, d.parent_path, d.billing_account_id, d.state, d.tags,
      d.observed_at
    FROM account_detail d JOIN account a USING (account_id)`,
  sync_run: 'SELECT * FROM sync_run',
  sync_task: `SELECT t.sync_id, a.provider, a.native_id, t.region_id, t.subject, t.status, t.records, t.cursor,
      t.error_code, t.error_message
    FROM sync_task t JOIN account a USING (account_id)`,
  resource: `SELECT a.provider, a.native_id, r.region_id, r.kind, r.resource_id, r.type, r.name, r.state, r.size_name,
      r.first_seen, r.last_seen, r.last_sync, r.gone_since, r.attached, r.idle_since, r.body
    FROM resource r JOIN account a USING (account_id)`,
  attachment: `SELECT a.provider, a.native_id, t.region_id, t.kind, t.resource_id, t.type, t.target_id
    FROM attachment t JOIN account a USING (account_id)`,
  resource_use: `SELECT a.provider, a.native_id, u.region_id, u.kind, u.resource_id, u.type, u.relation, u.target_id
    FROM resource_use u JOIN account a USING (account_id)`,
  price_read: 'SELECT * FROM price_read',
  metric_digest: `SELECT a.provider, a.native_id, m.region_id, m.resource_id, m.metric, m.window_start, m.window_end,
      m.period_seconds, m.sample_count, m.expected_count, m.mean, m.p50, m.p95, m.p99, m.max, m.max_day_sum,
      m.observed_at, hex(m.hour_of_week) AS hour_of_week
    FROM metric_digest m JOIN account a USING (account_id)`,
  cost_fact_set: `SELECT a.provider, a.native_id, s.subject, s.observed_at, s.records
    FROM cost_fact_set s JOIN account a USING (account_id)`,
  cost_fact: `SELECT a.provider, a.native_id, f.subject, f.position, f.body
    FROM cost_fact f JOIN account a USING (account_id)`,
  recommendation: `SELECT a.provider, a.native_id, r.adviser, r.recommendation_id, o.native_id AS asked_account,
      r.asked_region_id, r.region_id, r.resource_id, r.resource_type, r.action, r.savings_nanos, r.savings_currency,
      r.observed_at, r.body
    FROM recommendation r JOIN account a USING (account_id) JOIN account o ON o.account_id = r.asked_account_id`,
  resource_cost: `SELECT a.provider, a.native_id, c.resource_id, c.currency, o.native_id AS payer, c.first_day,
      c.end_day, c.days, c.effective, c.observed_at
    FROM resource_cost c JOIN account a USING (account_id) JOIN account o ON o.account_id = c.payer_id`,
  // How often a cloud was asked depends on how often a run was interrupted.
  paid_call: 'SELECT sync_id, provider, connection, operation, unit, unit_price, currency, source FROM paid_call',
  price: 'SELECT * FROM price',
  size: 'SELECT * FROM size',
  finding: `SELECT a.provider, a.native_id, f.finding_id, f.check_id, f.region_id, f.resource_kind, f.resource_type,
      f.resource_id, f.resource_name, f.title, f.verdict, f.reason, f.evidence, f.savings, f.savings_nanos,
      f.savings_currency, f.confidence, f.risk, f.action, f.owner, f.managed_by, f.counts_towards_total, f.status,
      f.first_seen, f.last_seen, f.resolved_at, f.suppression_reason, f.suppressed_until
    FROM finding f JOIN account a USING (account_id)`,
  charge_load: `SELECT source_kind, source_name, billing_month, charges, loaded_at, delivery_export, delivery_id,
      delivery_loads
    FROM charge_load`,
  charge_part: `SELECT l.source_kind, l.source_name, l.billing_month, a.provider, a.kind, a.native_id, p.first_day,
      p.last_day, p.facts, p.counted
    FROM charge_part p JOIN charge_load l USING (load_id) JOIN account a USING (account_id)`,
  charge: `SELECT * FROM charges_with_uncounted`,
  item_monthly: `SELECT l.source_kind, l.source_name, l.billing_month, a.provider, a.kind, a.native_id,
      hex(i.digest) AS item, c.day, c.billed, c.effective, c.list, c.contracted
    FROM item_monthly c JOIN charge_load l USING (load_id) JOIN account a USING (account_id)
    JOIN charge_item i USING (account_id, item_id)`,
  ...Object.fromEntries(
    ['cost_daily', 'cost_monthly'].map((table) => [
      table,
      `SELECT l.source_kind, l.source_name, l.billing_month, a.provider, a.kind, a.native_id,
         hex(g.digest) AS grouped, c.day, c.billed, c.effective, c.list, c.contracted
       FROM ${table} c JOIN charge_load l USING (load_id) JOIN account a USING (account_id)
       JOIN charge_group g USING (group_id)`,
    ]),
  ),
  cost_estate_daily: `SELECT c.billing_month, hex(g.digest) AS grouped, c.day, c.billed, c.effective, c.list, c.contracted
    FROM cost_estate_daily c JOIN charge_group g USING (group_id)`,
};

/** Dictionaries: what of them is used stands in the tables above. */
export const dictionaries = ['account', 'tag_set', 'charge_group', 'charge_item'];

export const dumpedTables = Object.keys(queries);

/** Every row of a store as `table {json}`, sorted: two stores are the same, row for row, when their dumps are. */
export function dumpStore(path: string): string[] {
  const db = new Database(path, { readonly: true });
  try {
    return Object.entries(queries)
      .flatMap(([table, sql]) =>
        db
          .prepare(sql)
          .safeIntegers()
          .all()
          .map(
            (row) =>
              `${table} ${JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))}`,
          ),
      )
      .toSorted();
  } finally {
    db.close();
  }
}
