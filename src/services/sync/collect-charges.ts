import { addMonths, type Day, dayOf, type DayRange, type Instant, monthOf } from '../../domain/instant.ts';
import type { ChargeLoad, Store } from '../../domain/ports/store.ts';
import type { SyncJob, TaskWork } from './sync-task.ts';

/** A year back plus the running month: what a year-on-year question needs, within Cost Explorer's 14 months. */
const FIRST_SYNC_MONTHS = 12;

/** Cost data of a day still changes for some days, and a month until its invoice: the month before is read again. */
const REREAD_MONTHS = 1;

/**
 * Which days to ask a cost API for when the user named none: a year at first, later from the month before the
 * last one that is stored. Whole days only: today's cost is not known yet.
 */
export async function defaultCostRange(store: Store, now: Instant): Promise<DayRange> {
  const today = dayOf(now);
  const loads = (await store.charges.sources()).filter(({ source }) => source.kind === 'api');
  const last = loads
    .map(({ billingMonth }) => billingMonth)
    .toSorted()
    .at(-1);
  const from = last === undefined ? addMonths(monthOf(today), -FIRST_SYNC_MONTHS) : addMonths(last, -REREAD_MONTHS);
  return { from, to: today };
}

/** The cloud's own cost API, month by month; each month replaces what was stored of it in one transaction. */
export const collectCharges =
  (job: SyncJob, range: DayRange): TaskWork =>
  async (connection, _task, progress) => {
    const from = progress.cursor === null ? range.from : addMonths(progress.cursor as Day, 1);
    let { records } = progress;
    if (from >= range.to) return { records };
    let load: ChargeLoad | undefined;
    try {
      for await (const page of connection.charges({ from, to: range.to })) {
        load ??= await job.store.charges.beginLoad(page.source, job.observedAt);
        await load.add(page.charges);
        if (!page.monthComplete) continue;
        const { rows } = await load.commit([page.billingMonth]);
        load = undefined;
        records += rows;
        await progress.checkpoint(page.billingMonth, records);
      }
    } catch (error) {
      // Of a month that did not come whole, what was stored before stays.
      await load?.rollback();
      throw error;
    }
    return { records };
  };
