import { BillingExport } from '../../bill/export-rows.ts';
import type { GcpCall } from '../../service.ts';
import { GoogleError } from '../../wire/errors.ts';
import { projectIdOf } from '../locations.ts';
import { compile, type Row } from './sql/evaluate.ts';
import type { Tables } from './sql/run.ts';
import type { Expression } from './sql/syntax.ts';
import type { GcpEstate } from '../../../provider-estate/gcp/estate.ts';

const DAY_MS = 86_400_000;
/** A row of the export, about. */
const BYTES_PER_ROW = 600;

const exports = new WeakMap<GcpEstate, BillingExport>();

function exportOf(estate: GcpEstate): BillingExport {
  let made = exports.get(estate);
  if (made === undefined) exports.set(estate, (made = new BillingExport(estate)));
  return made;
}

/** The tables that a query can read, and the bytes that its tables hold after pruning. */
export class QueryTables {
  bytes = 0;
  readonly #call: GcpCall;

  constructor(call: GcpCall) {
    this.#call = call;
  }

  readonly read: Tables = (name, where, alias, context) => {
    const { estate } = this.#call.world;
    if (/\.INFORMATION_SCHEMA\.TABLE_STORAGE(_BY_PROJECT)?$/i.test(name)) {
      this.bytes += 10 * 1024 * 1024;
      return storageRows(this.#call, name);
    }
    if (name !== estate.organization.billingExport) {
      throw new GoogleError(
        404,
        'NOT_FOUND',
        'notFound',
        `Not found: Table ${name.replace('.', ':')} was not found in location US`,
      );
    }
    const bill = exportOf(estate);
    const wanted = partitionTest(where, alias, context);
    const days = bill.partitions(this.#call.now).filter(wanted);
    // One day is as large as another, about: what a dry run tells.
    this.bytes += days.length * this.#rowsOfDay(bill, days.at(-1)) * BYTES_PER_ROW;
    return rowsOfDays(bill, days);
  };

  #rowsOfDay(bill: BillingExport, day: number | undefined): number {
    let rows = 0;
    if (day !== undefined) for (const _row of bill.rows(day)) rows += 1;
    return rows;
  }
}

function* rowsOfDays(bill: BillingExport, days: readonly number[]): Generator<Row> {
  for (const day of days) yield* bill.rows(day);
}

/** Those of the conditions that look at the partition alone decide which partitions are read. */
function partitionTest(
  where: Expression | undefined,
  alias: string | undefined,
  context: Parameters<Tables>[3],
): (day: number) => boolean {
  const tests = conjunctsOf(where)
    .filter((condition) => isOfPartition(condition, alias))
    .map((condition) => compile(condition, context, []));
  return (day) => {
    const at = new Date(day * DAY_MS);
    const columns = { _PARTITIONTIME: at, _PARTITIONDATE: at.toISOString().slice(0, 10) };
    const aliases = alias === undefined ? {} : { [alias]: columns };
    return tests.every((test) => test({ columns, aliases, locals: [] }) === true);
  };
}

function conjunctsOf(expression: Expression | undefined): readonly Expression[] {
  if (expression === undefined) return [];
  if (expression.kind === 'call' && expression.name === 'AND') return expression.args.flatMap(conjunctsOf);
  return [expression];
}

function isOfPartition(expression: Expression, alias: string | undefined): boolean {
  switch (expression.kind) {
    case 'path': {
      const [first = '', second] = expression.names;
      const name = second !== undefined && first === alias ? second : first;
      return /^_PARTITION(TIME|DATE)$/.test(name) || /^(DAY|HOUR|MONTH|YEAR)$/i.test(name);
    }
    case 'call':
      return expression.args.every((arg) => isOfPartition(arg, alias));
    case 'cast':
      return isOfPartition(expression.of, alias);
    case 'interval':
      return isOfPartition(expression.amount, alias);
    case 'value':
    case 'parameter':
      return true;
    default:
      return false;
  }
}

/** INFORMATION_SCHEMA.TABLE_STORAGE of a project in a location. Source: BigQuery, "TABLE_STORAGE view". */
function* storageRows(call: GcpCall, name: string): Generator<Row> {
  const parts = name.split('.');
  const location = (parts.find((part) => /^region-/i.test(part)) ?? '').slice('region-'.length).toLowerCase();
  const [first = ''] = parts;
  const projectId = /^region-/i.test(first) ? projectIdOf(call) : first;
  for (const dataset of call.world.lists.of(call.world.estate.datasets, projectId)) {
    if (dataset.location.toLowerCase() !== location) continue;
    for (const table of dataset.tables) {
      const logical = table.activeLogicalBytes + table.longTermLogicalBytes;
      const physical = table.activePhysicalBytes + table.longTermPhysicalBytes;
      yield {
        project_id: projectId,
        project_number: '1',
        table_catalog: projectId,
        table_schema: dataset.name,
        table_name: table.name,
        creation_time: new Date(table.createdAt),
        deleted: false,
        storage_last_modified_time: new Date(table.modifiedAt),
        total_rows: table.rows,
        total_partitions: 0,
        total_logical_bytes: logical,
        active_logical_bytes: table.activeLogicalBytes,
        long_term_logical_bytes: table.longTermLogicalBytes,
        current_physical_bytes: physical - table.timeTravelPhysicalBytes,
        total_physical_bytes: physical,
        active_physical_bytes: table.activePhysicalBytes,
        long_term_physical_bytes: table.longTermPhysicalBytes,
        time_travel_physical_bytes: table.timeTravelPhysicalBytes,
        fail_safe_physical_bytes: table.failSafePhysicalBytes,
        table_type: 'BASE TABLE',
      };
    }
  }
}
