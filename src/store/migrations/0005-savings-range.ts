import type { Migration } from './migration.ts';

/** Nano-units of an amount that is kept as decimal text with two to nine decimals (`-12.34`). */
const nanosOf = (bound: 'low' | 'high'): string => {
  const text = `(savings ->> '$.value.${bound}.amount')`;
  const dot = `instr(${text}, '.')`;
  const nanos = `CAST(replace(substr(${text}, 1, ${dot} - 1), '-', '') AS INTEGER) * 1000000000
    + CAST(substr(substr(${text}, ${dot} + 1) || '000000000', 1, 9) AS INTEGER)`;
  return `CASE WHEN ${text} LIKE '-%' THEN -(${nanos}) ELSE ${nanos} END`;
};

/** The least and the most that a finding would save, as integers beside its saving, so that totals can have a range. */
export const savingsRange: Migration = {
  version: 5,
  name: 'range of savings',
  destructive: false,
  up(connection) {
    connection.db.exec(`
ALTER TABLE finding ADD COLUMN savings_low_nanos INTEGER;
ALTER TABLE finding ADD COLUMN savings_high_nanos INTEGER;
UPDATE finding SET savings_low_nanos = ${nanosOf('low')}, savings_high_nanos = ${nanosOf('high')}
WHERE savings_nanos IS NOT NULL;

DROP VIEW findings;
CREATE VIEW findings AS SELECT
  f.finding_id AS id, f.check_id, a.provider, a.native_id AS account_id, f.region_id, f.resource_kind,
  f.resource_type, f.resource_id, f.resource_name, f.title, f.verdict, f.reason, f.status,
  f.savings_nanos / 1e9 AS monthly_savings, f.savings_nanos AS monthly_savings_nanos,
  f.savings_low_nanos / 1e9 AS monthly_savings_low, f.savings_high_nanos / 1e9 AS monthly_savings_high,
  f.savings_currency AS currency,
  json_extract(f.savings, '$.value') ->> 'basis' AS savings_basis,
  f.confidence, f.risk, f.counts_towards_total, f.evidence, f.action, f.owner, f.managed_by,
  f.first_seen, f.last_seen, f.resolved_at, f.suppressed_until, f.suppression_reason
FROM finding f JOIN account a USING (account_id);
`);
  },
};
