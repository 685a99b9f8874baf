import { addDays, addMonths, type Day, type DayRange } from '../../domain/instant.ts';
import type { Query } from './bigquery.ts';

/** Where the billing export lies, and what it tells. */
export interface ExportTable {
  readonly projectId: string;
  /** As SQL names it. */
  readonly sqlName: string;
  /** The detailed export has a row for each resource; its table is named `gcp_billing_export_resource_v1_…`. */
  readonly detailed: boolean;
}

/** `project.dataset.table`; undefined for what is none. */
export function exportTable(name: string): ExportTable | undefined {
  const match = /^([a-z][a-z0-9.:-]+)\.([A-Za-z0-9_]+)\.([A-Za-z0-9_$-]+)$/.exec(name);
  if (!match) return undefined;
  const [, projectId = '', , table = ''] = match;
  return { projectId, sqlName: `\`${name}\``, detailed: table.startsWith('gcp_billing_export_resource_v1_') };
}

/** Rows of a month may be written a day before it begins (it begins in Los Angeles) and some weeks after its end. */
const DAYS_BEFORE = 2;
const DAYS_AFTER = 20;

/** The sum of some of a row's credits, which are negative. */
export const creditsWhere = (where: string): string =>
  `IFNULL((SELECT SUM(CAST(c.amount AS NUMERIC)) FROM UNNEST(credits) AS c WHERE ${where}), 0)`;

/** Promotions, trials and grants are a way of paying ("credits.type", Cloud Billing documentation). */
export const PROMOTION = `IFNULL(c.type, 'PROMOTION') IN ('PROMOTION', 'CREDIT_TYPE_UNSPECIFIED')`;

const dimensions = ({ detailed }: ExportTable): readonly (readonly [expression: string, name: string])[] => [
  ['billing_account_id', 'billing_account'],
  ['project.id', 'project_id'],
  ['project.number', 'project_number'],
  ['project.name', 'project_name'],
  ['service.description', 'service'],
  ['sku.id', 'sku_id'],
  ['sku.description', 'sku'],
  ['location.region', 'region'],
  ['location.location', 'location'],
  ['cost_type', 'cost_type'],
  ['currency', 'currency'],
  ['usage.unit', 'usage_unit'],
  ['TO_JSON_STRING(labels)', 'labels'],
  [
    `(SELECT MAX(c.type) FROM UNNEST(credits) AS c WHERE STARTS_WITH(c.type, 'COMMITTED_USAGE_DISCOUNT'))`,
    'commitment',
  ],
  [`EXISTS(SELECT 1 FROM UNNEST(credits) AS c WHERE c.type = 'FEE_UTILIZATION_OFFSET')`, 'fee_offset'],
  ...(detailed
    ? ([
        ['resource.global_name', 'resource_id'],
        ['resource.name', 'resource_name'],
      ] as const)
    : []),
];

export const text = (sum: string): string => `CAST(SUM(${sum}) AS STRING)`;

const measures: readonly (readonly [expression: string, name: string])[] = [
  [text('CAST(cost AS NUMERIC)'), 'cost'],
  [text('CAST(cost_at_list AS NUMERIC)'), 'list_cost'],
  [text(creditsWhere(`NOT (${PROMOTION})`)), 'credits'],
  [text(creditsWhere(PROMOTION)), 'promotions'],
  [text('CAST(usage.amount AS BIGNUMERIC)'), 'quantity'],
];

const list = (columns: readonly (readonly [string, string])[]): string =>
  columns.map(([expression, name]) => `${expression} AS ${name}`).join(', ');

const PARTITIONS = '_PARTITIONTIME >= TIMESTAMP(@partitions_from) AND _PARTITIONTIME < TIMESTAMP(@partitions_to)';

/** The partitions that can hold usage of some days. */
export const partitionsOf = ({ from, to }: DayRange) => ({
  condition: PARTITIONS,
  parameters: { partitions_from: from, partitions_to: addDays(to, DAYS_AFTER) },
});

/** Rows of up to 31 days each, about 2 KB. */
const MONTHS_PER_PAGE = 1000;

/** A null among the measures of a day is empty. */
const packed = measures.map(([, name]) => `IFNULL(${name}, '')`).join(`, ' ', `);

/**
 * Charges of one invoice month by dimensions, each row with all its days: `2026-11-01 <measures>,2026-11-02 …`, where
 * null is empty. A row for each day would repeat its dimensions thirty times, on the wire and in what parses it. Only the
 * partitions that can hold some are read.
 */
export function monthQuery(table: ExportTable, month: Day, billingAccount: string | undefined): Query {
  const own = dimensions(table);
  const account = billingAccount === undefined ? '' : ' AND billing_account_id = @billing_account';
  const columns = own.map(([, name]) => name).join(', ');
  const ofDays: readonly (readonly [string, string])[] = [...own, [`FORMAT_TIMESTAMP('%F', usage_start_time)`, 'day']];
  return {
    sql:
      `SELECT ${columns}, STRING_AGG(CONCAT(day, ' ', ${packed}), ',') AS days FROM (` +
      `SELECT ${list(ofDays)}, ${list(measures)} FROM ${table.sqlName} ` +
      `WHERE invoice.month = @month AND ${PARTITIONS}${account} ` +
      `GROUP BY ${ofDays.map((_, at) => at + 1).join(', ')}) GROUP BY ${columns}`,
    rowsPerPage: MONTHS_PER_PAGE,
    parameters: {
      month: month.slice(0, 7).replace('-', ''),
      partitions_from: addDays(month, -DAYS_BEFORE),
      partitions_to: addDays(addMonths(month, 1), DAYS_AFTER),
      ...(billingAccount !== undefined && { billing_account: billingAccount }),
    },
  };
}

/** What each resource cost over some days, after all discounts and before promotions. Of the detailed export alone. */
export function resourceQuery(table: ExportTable, range: DayRange, billingAccount: string | undefined): Query {
  const account = billingAccount === undefined ? '' : ' AND billing_account_id = @billing_account';
  return {
    sql:
      'SELECT project.id AS project_id, project.number AS project_number, resource.global_name AS resource_id, currency AS currency, ' +
      `${text(`CAST(cost AS NUMERIC) + ${creditsWhere(`NOT (${PROMOTION})`)}`)} AS effective_cost, ` +
      `CAST(COUNT(DISTINCT FORMAT_TIMESTAMP('%F', usage_start_time)) AS STRING) AS days FROM ${table.sqlName} ` +
      'WHERE usage_start_time >= TIMESTAMP(@usage_from) AND usage_start_time < TIMESTAMP(@usage_to) ' +
      `AND resource.global_name IS NOT NULL AND ${PARTITIONS}${account} GROUP BY 1, 2, 3, 4`,
    parameters: {
      usage_from: range.from,
      usage_to: range.to,
      ...partitionsOf(range).parameters,
      ...(billingAccount !== undefined && { billing_account: billingAccount }),
    },
  };
}
