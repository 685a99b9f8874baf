/** Rows of the Cloud Billing export to BigQuery, with records and lists; every test says what is special about its own. */
export type GcpRow = Readonly<Record<string, unknown>>;

export const machine = '//compute.googleapis.com/projects/shop/zones/us-central1-a/instances/4711';

/** A row of the detailed export: an hour of a machine's cores. */
export const goodRow: GcpRow = {
  billing_account_id: '000000-AAAAAA-111111',
  service: { id: '6F81-5844-456A', description: 'Compute Engine' },
  sku: { id: 'C0DE-0000-0001', description: 'N1 Predefined Instance Core running in Americas' },
  usage_start_time: '2026-05-10 07:00:00 UTC',
  usage_end_time: '2026-05-10 08:00:00 UTC',
  project: { id: 'shop', number: '42', name: 'Shop', labels: [] },
  labels: [],
  system_labels: [],
  location: { location: 'us-central1-a', country: 'US', region: 'us-central1', zone: 'us-central1-a' },
  export_time: '2026-05-11 01:11:12.066 UTC',
  cost: 0.5,
  currency: 'USD',
  currency_conversion_rate: 1,
  usage: { amount: 3600, unit: 'seconds', amount_in_pricing_units: 1, pricing_unit: 'hour' },
  credits: [],
  invoice: { month: '202605' },
  cost_type: 'regular',
  cost_at_list: 0.6,
  resource: { name: 'web-1', global_name: machine },
};

/** A credit as the export has it. */
export const credit = (type: string | null, amount: unknown, name = 'a name'): GcpRow => ({
  name,
  amount,
  full_name: null,
  id: name,
  type,
});

const isRecord = (value: unknown): value is GcpRow =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A row with the columns' fields as columns: `service.description`. Fields of a record that is given are replaced. */
function flat(row: GcpRow): Map<string, unknown> {
  const cells = new Map<string, unknown>();
  for (const [column, value] of Object.entries(row)) {
    if (isRecord(value)) for (const [field, of] of Object.entries(value)) cells.set(`${column}.${field}`, of);
    else cells.set(column, value);
  }
  return cells;
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function cellText(value: unknown, list: (value: unknown) => string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  return typeof value === 'object' ? list(value) : JSON.stringify(value);
}

export interface CsvOptions {
  /** How a list is written: as JSON, or as pandas does. */
  readonly list?: (value: unknown) => string;
  readonly without?: readonly string[];
  readonly rename?: (column: string) => string;
}

/** CSV text of rows; columns are those of `goodRow` and whatever a row adds. */
export function gcpCsv(rows: readonly GcpRow[], options: CsvOptions = {}): string {
  const { list = JSON.stringify, without = [], rename = (column) => column } = options;
  const good = flat(goodRow);
  const all = rows.map((row) => new Map([...good, ...flat(row)]));
  const columns = [...new Set([...good.keys(), ...all.flatMap((row) => [...row.keys()])])].filter(
    (column) => !without.includes(column),
  );
  const lines = all.map((row) => columns.map((column) => quoted(cellText(row.get(column), list))).join(','));
  return [columns.map((column) => quoted(rename(column))).join(','), ...lines].map((line) => `${line}\n`).join('');
}

/** A row with the good one's other columns, and in a record its other fields. */
export const whole = (row: GcpRow): GcpRow =>
  Object.fromEntries(
    Object.entries({ ...goodRow, ...row }).map(([column, value]) => {
      const good = goodRow[column];
      return [column, isRecord(value) && isRecord(good) ? { ...good, ...value } : value];
    }),
  );

/** JSON lines of rows as BigQuery extracts them: what is null is left out. */
export const gcpJson = (rows: readonly GcpRow[]): string =>
  rows.map((row) => `${JSON.stringify(withoutNulls(whole(row)))}\n`).join('');

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, of]) => of !== null && of !== undefined)
      .map(([key, of]) => [key, withoutNulls(of)]),
  );
}

/** What Python prints for a value. */
export function python(value: unknown): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'string') return value.includes("'") ? `"${value}"` : `'${value}'`;
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`;
  if (isRecord(value)) {
    return `{${Object.entries(value)
      .map(([key, of]) => `${python(key)}: ${python(of)}`)
      .join(', ')}}`;
  }
  return JSON.stringify(value);
}
