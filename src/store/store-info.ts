import { addDays } from '../domain/instant.ts';
import type { ChargeRepository, StoreInfo, SyncRepository } from '../domain/ports/store.ts';
import type { Connection } from './connection.ts';
import { schemaVersion } from './migrate.ts';

/** How many rows each view has. The facts of charges are summed up by part: counting them would take seconds. */
const rowCounts: Readonly<Record<string, string>> = {
  accounts: 'SELECT count(*) FROM account_detail',
  charges: 'SELECT coalesce(sum(facts), 0) FROM charge_part WHERE counted = 1',
  charges_with_uncounted: 'SELECT coalesce(sum(facts), 0) FROM charge_part',
  cost_facts: 'SELECT count(*) FROM cost_fact',
  daily_costs: 'SELECT count(*) FROM cost_daily c JOIN charge_part p USING (load_id, account_id) WHERE p.counted = 1',
  findings: 'SELECT count(*) FROM finding',
  metric_digests: 'SELECT count(*) FROM metric_digest',
  monthly_costs:
    'SELECT count(*) FROM cost_monthly c JOIN charge_part p USING (load_id, account_id) WHERE p.counted = 1',
  paid_calls: 'SELECT count(*) FROM paid_call',
  prices: 'SELECT count(*) FROM price',
  recommendations: 'SELECT count(*) FROM recommendation',
  resource_costs: 'SELECT count(*) FROM resource_cost',
  resources: 'SELECT count(*) FROM resource',
  sizes: 'SELECT count(*) FROM size',
  sync_runs: 'SELECT count(*) FROM sync_run',
  sync_tasks: 'SELECT count(*) FROM sync_task',
};

export async function storeInfo(
  connection: Connection,
  charges: Pick<ChargeRepository, 'extent'>,
  syncs: Pick<SyncRepository, 'latest'>,
): Promise<StoreInfo> {
  const extent = await charges.extent();
  const lastSync = await syncs.latest();
  return connection.read(() => ({
    location: connection.location,
    schemaVersion: schemaVersion(connection),
    sizeBytes:
      connection
        .prepare<number>('SELECT page_count * page_size FROM pragma_page_count, pragma_page_size')
        .pluck()
        .get() ?? 0,
    tables: Object.entries(rowCounts).map(([name, sql]) => ({
      name,
      rows: connection.prepare<number>(sql).pluck().get() ?? 0,
    })),
    firstChargeDay: extent?.from ?? null,
    lastChargeDay: extent && addDays(extent.to, -1),
    lastSync,
  }));
}
