import type { CostSubject } from '../../domain/cost-facts.ts';
import { addDays, dayOf, epochMs, type Instant, MS_PER_HOUR } from '../../domain/instant.ts';
import type { CloudConnection, CostFactRequest } from '../../domain/ports/provider.ts';
import type { Store } from '../../domain/ports/store.ts';
import type { SyncJob, TaskWork } from './sync-task.ts';

/**
 * A cost service refreshes its data once a day or so (Cost Explorer: "at least once every 24 hours"), and every request
 * is paid for: what was read since yesterday's sync is not asked again. Prices of commitments change as rarely as others.
 */
const FRESH_HOURS: Readonly<Partial<Record<CostSubject, number>>> = { 'commitment-offers': 7 * 24 };
const USUAL_FRESH_HOURS = 20;

/** One subject of cost facts of the payer: replaced as a whole, or left as it was. */
export const collectCostFacts =
  (job: SyncJob, subject: CostSubject, isAllocationTag: (key: string) => boolean): TaskWork =>
  async (connection, task) => {
    const { costFacts } = job.store;
    const last = await costFacts.observedAt(task.provider, task.accountId, subject);
    if (last !== null && isFresh(last, job.observedAt, FRESH_HOURS[subject] ?? USUAL_FRESH_HOURS)) {
      return { records: (await ownRecords(job.store, connection, task.accountId, subject)).length };
    }
    const request: CostFactRequest = {
      onDemandUsage: await ownRecords(job.store, connection, task.accountId, 'on-demand-usage'),
      allocationTags: await ownRecords(job.store, connection, task.accountId, 'allocation-tags'),
      isAllocationTag,
    };
    const records = await connection.costFacts(subject, request);
    await costFacts.replace(task.provider, task.accountId, subject, records, job.observedAt);
    return { records: records.length };
  };

const isFresh = (read: Instant, now: Instant, hours: number): boolean =>
  epochMs(now) - epochMs(read) < hours * MS_PER_HOUR && read <= now;

async function ownRecords<S extends CostSubject>(
  store: Store,
  { provider }: CloudConnection,
  payer: string,
  subject: S,
) {
  const sets = await store.costFacts.read(provider, subject);
  return sets.find(({ payerAccountId }) => payerAccountId === payer)?.records ?? [];
}

/** Days back in which an export makes cost by resource from the API needless. */
const EXPORT_DAYS = 45;

/** Cost by resource, unless an export tells it already, and exactly. */
export const collectResourceCosts =
  (job: SyncJob): TaskWork =>
  async (connection, task) => {
    const since = addDays(dayOf(job.observedAt), -EXPORT_DAYS);
    const sources = await job.store.charges.sources();
    if (sources.some(({ source, billingMonth }) => source.kind === 'export' && billingMonth >= since))
      return { records: 0 };
    const { range, costs } = await connection.resourceCosts();
    await job.store.costs.replaceResourceCosts(task.provider, task.accountId, range, costs, job.observedAt);
    return { records: costs.length };
  };
