/**
 * What `ballast store query` is written against: words instead of numbers. A cost stands twice, exact as
 * `…_nanos` (integer, 1e-9 of the currency) and easy to read as a real number.
 */
const costColumns = ['billed', 'effective', 'list', 'contracted']
  .map((cost) => `c.${cost} / 1e9 AS ${cost}_cost, c.${cost} AS ${cost}_cost_nanos`)
  .join(',\n  ');

const subAccount = `CASE a.kind WHEN 'sub-account' THEN a.native_id END AS sub_account_id`;
const day = (column: string): string => `date(${column} * 86400, 'unixepoch')`;
const groupColumns = `g.billing_account_id, ${subAccount}, g.region_id, g.service_name, g.service_category,
  g.charge_category, g.pricing_category, g.commitment_discount_type, g.resource_type, g.currency`;

const chargesView = (name: string, only: string): string => `
CREATE VIEW ${name} AS SELECT
  ${day('c.day')} AS day, ${day('l.billing_month')} AS billing_month,
  a.provider, ${groupColumns},
  i.sub_account_name, i.charge_class, i.commitment_discount_id, i.commitment_discount_status, i.sku_id,
  i.resource_id, i.resource_name, t.tags,
  ${costColumns},
  c.quantity AS consumed_quantity, i.consumed_unit,
  l.source_kind, l.source_name, p.counted
FROM charge_part p
JOIN charge_load l ON l.load_id = p.load_id
JOIN charge c ON c.load_id = p.load_id AND c.account_id = p.account_id
JOIN charge_item i ON i.account_id = c.account_id AND i.item_id = c.item_id
JOIN charge_group g ON g.group_id = i.group_id
JOIN account a ON a.account_id = c.account_id
LEFT JOIN tag_set t ON t.tag_set_id = i.tag_set_id
${only};
`;

const costsView = (name: string, table: string, bucket: string): string => `
CREATE VIEW ${name} AS SELECT
  ${day('c.day')} AS ${bucket}, a.provider, ${groupColumns},
  ${costColumns}
FROM charge_part p
JOIN ${table} c ON c.load_id = p.load_id AND c.account_id = p.account_id
JOIN charge_group g ON g.group_id = c.group_id
JOIN account a ON a.account_id = c.account_id
WHERE p.counted = 1;
`;

const factValue = (column: string): string => `json_extract(${column}, '$.value')`;

export const views = `
${chargesView('charges', 'WHERE p.counted = 1')}
${chargesView('charges_with_uncounted', '')}
${costsView('daily_costs', 'cost_daily', 'day')}
${costsView('monthly_costs', 'cost_monthly', 'month')}

CREATE VIEW accounts AS SELECT
  a.provider, a.native_id AS account_id, d.name, d.state,
  ${factValue('d.parent_path')} AS parent_path, ${factValue('d.billing_account_id')} AS billing_account_id,
  ${factValue('d.tags')} AS tags, d.observed_at
FROM account_detail d JOIN account a USING (account_id);

CREATE VIEW resources AS SELECT
  a.provider, a.native_id AS account_id, r.region_id, r.kind, r.type, r.resource_id, r.name, r.state, r.size_name,
  json_extract(r.body, '$.createdAt.value') AS created_at, json_extract(r.body, '$.tags.value') AS tags,
  r.attached, r.first_seen, r.last_seen, r.gone_since, r.idle_since, r.body AS attributes
FROM resource r JOIN account a USING (account_id);

CREATE VIEW findings AS SELECT
  f.finding_id AS id, f.check_id, a.provider, a.native_id AS account_id, f.region_id, f.resource_kind,
  f.resource_type, f.resource_id, f.resource_name, f.title, f.verdict, f.reason, f.status,
  f.savings_nanos / 1e9 AS monthly_savings, f.savings_nanos AS monthly_savings_nanos,
  f.savings_currency AS currency, ${factValue('f.savings')} ->> 'basis' AS savings_basis,
  f.confidence, f.risk, f.counts_towards_total, f.evidence, f.action, f.owner, f.managed_by,
  f.first_seen, f.last_seen, f.resolved_at, f.suppressed_until, f.suppression_reason
FROM finding f JOIN account a USING (account_id);

CREATE VIEW sync_runs AS SELECT sync_id, request, started_at, finished_at, status FROM sync_run;

CREATE VIEW sync_tasks AS SELECT
  t.sync_id, a.provider, a.native_id AS account_id, t.region_id, t.subject, t.status, t.records,
  t.error_code, t.error_message
FROM sync_task t JOIN account a USING (account_id);

CREATE VIEW prices AS SELECT
  provider, region_id, item, sku_id, amount AS list_price, currency, unit, source, as_of
FROM price;

CREATE VIEW sizes AS SELECT
  provider, region_id, name, body ->> 'vcpus' AS vcpus, body ->> 'memoryMiB' AS memory_mib,
  body ->> 'family' AS family, body ->> 'currentGeneration' AS current_generation, as_of, body AS attributes
FROM size;

CREATE VIEW metric_digests AS SELECT
  a.provider, a.native_id AS account_id, m.region_id, m.resource_id, m.metric, m.window_start, m.window_end,
  m.period_seconds, m.sample_count, m.expected_count, m.mean, m.p50, m.p95, m.p99, m.max, m.max_day_sum,
  m.observed_at
FROM metric_digest m JOIN account a USING (account_id);
`;
