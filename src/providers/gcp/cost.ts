import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { GcpSettings } from '../../domain/cloud-settings.ts';
import type { ResourceCostRecord } from '../../domain/cost-facts.ts';
import { addDays, addMonths, dayOf, type DayRange, type Instant, monthOf } from '../../domain/instant.ts';
import { parseMoney } from '../../domain/money.ts';
import type { ChargePage, ResourceCostPage } from '../../domain/ports/provider.ts';
import { dryRunBytes, type Query, type QueryRow, runQuery } from './bigquery.ts';
import { malformed, type GcpClient } from './client.ts';
import { chargesOf, ownName } from './cost-rows.ts';
import { type ExportTable, exportTable, monthQuery, resourceQuery } from './export-queries.ts';
import { projectScope } from './gcp-scope.ts';
import type { BilledBytes } from './paid-calls.ts';
import { parsed } from './resource-manager.ts';

export const costPermissions = ['bigquery.jobs.create', 'bigquery.tables.getData'] as const;

export interface CostReader {
  readonly gcp: GcpClient;
  readonly settings: Pick<GcpSettings, 'billingExport' | 'billingAccount'>;
  readonly billed: BilledBytes;
}

/**
 * Daily charges of each whole invoice month that `range` touches, from the billing export in BigQuery. A dry run tells
 * first what a query would read, and one that exceeds the user's cap is not run. Throws a CloudError: `not-enabled` where
 * no export is named, `limit` where the cap is reached; months before that stay valid.
 */
export async function* readCharges(
  reader: CostReader,
  range: DayRange,
  now: Instant,
): AsyncGenerator<ChargePage, void, undefined> {
  const table = tableOf(reader);
  const { billingExport = '', billingAccount } = reader.settings;
  const source = { kind: 'api', name: `gcp-billing-export:${billingExport}` } as const;
  const last = monthOf(addDays(range.to < dayOf(now) ? range.to : addDays(dayOf(now), 1), -1));
  for (let month = monthOf(range.from); month <= last; month = addMonths(month, 1)) {
    for await (const rows of capped(reader, table, monthQuery(table, month, billingAccount))) {
      const charges = rows.flatMap((row) => [...chargesOf(row, month)]);
      yield { source, billingMonth: month, charges, monthComplete: false };
    }
    // A month without a charge is told too: it replaces what may have been stored of it.
    yield { source, billingMonth: month, charges: [], monthComplete: true };
  }
}

/** Days that are settled: usage of the last two days may still arrive ("Cloud Billing export", data availability). */
const UNSETTLED_DAYS = 2;
const RESOURCE_DAYS = 14;

const ResourceRow = z.object({
  project_id: z.string().nullable(),
  project_number: z.string().nullable(),
  resource_id: z.string().min(1),
  currency: z.string().min(1),
  effective_cost: z.string(),
  days: z.coerce.number(),
});

/** Cost by resource over the last settled days. Throws `not-enabled` for the standard export, which names no resources. */
export async function readResourceCosts(reader: CostReader, now: Instant): Promise<ResourceCostPage> {
  const table = tableOf(reader);
  if (!table.detailed) throw notEnabled('the standard export names no resources: the detailed one is needed');
  const to = addDays(dayOf(now), -UNSETTLED_DAYS);
  const range = { from: addDays(to, -RESOURCE_DAYS), to };
  const costs: ResourceCostRecord[] = [];
  for await (const rows of capped(reader, table, resourceQuery(table, range, reader.settings.billingAccount))) {
    for (const raw of rows) {
      const row = parsed('bigquery.jobs.query', ResourceRow, raw);
      const effectiveCost = parseMoney(row.effective_cost, row.currency);
      if (effectiveCost === undefined) throw malformed('bigquery.jobs.query', `${row.effective_cost} is no amount`);
      const resourceId = ownName(row.resource_id, row) ?? row.resource_id;
      // What belongs to no project (support, taxes) has no resource.
      if (row.project_id !== null) costs.push({ accountId: row.project_id, resourceId, effectiveCost, days: row.days });
    }
  }
  return { range, costs };
}

/** Pages of a query's rows. A dry run tells first what it would read; one that exceeds the user's cap is not run. */
export async function* capped(
  { gcp, billed }: CostReader,
  table: ExportTable,
  query: Query,
): AsyncGenerator<readonly QueryRow[], void, undefined> {
  const scope = projectScope(table.projectId);
  const bytes = await dryRunBytes(gcp, scope, query);
  if (!billed.mayRead(bytes)) {
    const message = `the query would read ${bytes} bytes, more than is left of limits.bytesBilledPerSync (${billed.left ?? 0})`;
    throw new CloudError({ category: 'limit', operation: 'bigquery.jobs.query', message });
  }
  const limited = billed.left === undefined ? query : { ...query, maximumBytesBilled: billed.left };
  yield* runQuery(gcp, scope, limited, (billedBytes) => billed.add(billedBytes));
}

/** The export that is named. Throws `not-enabled` where none is. */
export function tableOf({ settings }: CostReader): ExportTable {
  if (settings.billingExport === undefined) {
    throw notEnabled(
      'no billing export is named (billingExport): set one up in Cloud Billing, to BigQuery, and name its table',
    );
  }
  const table = exportTable(settings.billingExport);
  if (table === undefined) throw notEnabled(`${settings.billingExport} is no table as project.dataset.table`);
  return table;
}

const notEnabled = (message: string): CloudError =>
  new CloudError({ category: 'not-enabled', operation: 'bigquery.jobs.query', message });
