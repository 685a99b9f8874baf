import type { CostFactTypes, CostSubject } from '../../../domain/cost-facts.ts';
import { addDays, type Day, type DayRange } from '../../../domain/instant.ts';
import type { CostFactRequest } from '../../../domain/ports/provider.ts';
import type { QueryRow } from '../bigquery.ts';
import { type CostReader, capped, tableOf } from '../cost.ts';
import { type ExportTable, partitionsOf } from '../export-queries.ts';

/** What the export is asked with. */
export interface ExportContext {
  readonly reader: CostReader;
  readonly today: Day;
}

/** What a subject is read with. */
export interface FactContext extends ExportContext {
  readonly request: CostFactRequest;
}

/** How one subject of cost facts is read from the billing export. */
export type FactReader<S extends CostSubject> = (context: FactContext) => Promise<readonly CostFactTypes[S][]>;

/** Usage of the last two days may still arrive ("Cloud Billing export", data availability). */
const UNSETTLED_DAYS = 2;

/** So many whole days, up to the last one that is settled. */
export function settledWindow(today: Day, days: number): DayRange {
  const to = addDays(today, -UNSETTLED_DAYS);
  return { from: addDays(to, -days), to };
}

/** A SELECT without its FROM. */
export interface WindowQuery {
  readonly select: string;
  /** Comes between the table and WHERE: arrays that are unnested. */
  readonly more?: string;
  readonly where: string;
  readonly groupBy: readonly number[];
  readonly parameters?: Readonly<Record<string, string>>;
}

/** The rows of a question about the usage of some days; only the partitions that can hold it are read. */
export async function windowRows(
  { reader }: ExportContext,
  window: DayRange,
  { select, more = '', where, groupBy, parameters = {} }: WindowQuery,
): Promise<readonly QueryRow[]> {
  const table: ExportTable = tableOf(reader);
  const { billingAccount } = reader.settings;
  const account = billingAccount === undefined ? '' : ' AND billing_account_id = @billing_account';
  const { condition, parameters: partitions } = partitionsOf(window);
  const query = {
    sql:
      `SELECT ${select} FROM ${table.sqlName}${more} ` +
      'WHERE usage_start_time >= TIMESTAMP(@usage_from) AND usage_start_time < TIMESTAMP(@usage_to) ' +
      `AND ${where} AND ${condition}${account} GROUP BY ${groupBy.join(', ')}`,
    parameters: {
      usage_from: window.from,
      usage_to: window.to,
      ...partitions,
      ...(billingAccount !== undefined && { billing_account: billingAccount }),
      ...parameters,
    },
  };
  const rows: QueryRow[] = [];
  for await (const page of capped(reader, table, query)) rows.push(...page);
  return rows;
}
