import type { FileColumns, FileHeader, RecordColumns } from '../charges/schema.ts';

/**
 * Columns of the Cloud Billing export to BigQuery that a charge is made of: by column, the fields of a record. Source:
 * Cloud Billing documentation, "Structure of Standard data export" and "Structure of Detailed data export".
 */
const fields = {
  billing_account_id: [],
  service: ['id', 'description'],
  sku: ['id', 'description'],
  usage_start_time: [],
  usage_end_time: [],
  project: ['id', 'number', 'name', 'labels'],
  labels: [],
  system_labels: [],
  tags: [],
  location: ['location', 'region'],
  resource: ['name', 'global_name'],
  subscription: ['instance_id'],
  cost: [],
  cost_at_list: [],
  currency: [],
  usage: ['amount', 'unit'],
  credits: [],
  invoice: ['month'],
  cost_type: [],
  adjustment_info: ['id', 'description', 'mode', 'type'],
  consumption_model: ['description'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type Fields = typeof fields;
/** `cost`, `service.description`: as queries name them. */
export type GcpColumn = {
  [Column in keyof Fields]: Fields[Column] extends readonly []
    ? Column
    : `${Column}.${Extract<Fields[Column][number], string>}`;
}[keyof Fields];

export const gcpRecords: RecordColumns = {
  fields: new Map(Object.entries(fields)),
  lists: ['credits', 'labels', 'system_labels', 'tags', 'project.labels'],
};

const gcpColumns = Object.entries(fields).flatMap(([column, of]: [string, readonly string[]]) =>
  of.length === 0 ? [column] : of.map((field) => `${column}.${field}`),
) as readonly GcpColumn[];

/** Columns without which there is no charge. Without `credits` it would not be known what is left to pay. */
export const requiredColumns: readonly GcpColumn[] = [
  'billing_account_id',
  'service.description',
  'usage_start_time',
  'cost',
  'currency',
  'credits',
  'invoice.month',
];

/** Columns that every export has since 2019, though a charge can do without. */
const usualColumns: readonly GcpColumn[] = [
  'sku.id',
  'sku.description',
  'project.id',
  'project.labels',
  'labels',
  'location.location',
  'usage.amount',
  'usage.unit',
  'cost_type',
];

/** `service.description`, `service_description` (a view of flat columns), `SERVICE__DESCRIPTION`: one column. */
const fold = (name: string): string => name.trim().toLowerCase().replaceAll(/[._]/g, '');

const byFold: ReadonlyMap<string, GcpColumn> = new Map(gcpColumns.map((name) => [fold(name), name]));

/** The schema's name of a column; undefined for one that no charge is made of. */
export const gcpColumn = (name: string): GcpColumn | undefined => byFold.get(fold(name));

/** Reads what a header says. Names must be unique: the caller has checked. */
export function gcpHeader(names: readonly string[]): FileHeader {
  const positions = new Map<string, number>();
  const recognised: string[] = [];
  const unknown: string[] = [];
  for (const [position, name] of names.entries()) {
    const column = gcpColumn(name);
    if (column !== undefined && !positions.has(column)) positions.set(column, position);
    else if (!isOfExport(name)) {
      unknown.push(name);
      continue;
    }
    recognised.push(name);
  }
  const missing = usualColumns.filter((name) => !positions.has(name));
  const columns: FileColumns = { recognised, unknown, missing };
  const isDetailed = ['resource.name', 'resource.global_name'].some((name) => positions.has(name));
  return {
    label: `Google Cloud ${isDetailed ? 'detailed' : 'standard'} usage cost`,
    columns,
    positions,
    lacking: requiredColumns.filter((name) => !positions.has(name)),
    variant: isDetailed ? 'detailed' : 'standard',
  };
}

/** Whether a column belongs to the export, read or not. */
const isOfExport = (name: string): boolean =>
  /^(project|location|usage|price|consumption_model|adjustment_info|subscription|service|sku|resource|invoice)[._]/i.test(
    name,
  ) ||
  /^(export_time|partition_?(date|time)|currency_conversion_rate|transaction_type|seller_name|cost_at_.+)$/i.test(name);
