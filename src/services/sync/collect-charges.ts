import type PQueue from 'p-queue';

import { addMonths, type Day, dayOf, type DayRange, type Instant, monthOf } from '../../domain/instant.ts';
import type { ChargePage } from '../../domain/ports/provider.ts';
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

/** Charges that are held until their month is whole: about 50 MB. A larger month is staged as it comes. */
const MOST_HELD = 100_000;

/**
 * The cloud's own cost API, month by month; each source's month replaces what was stored of it in one transaction.
 * Loads are written one at a time over all clouds (`loads`), and no cloud holds that place while it waits for another
 * page of a usual month.
 */
export const collectCharges =
  (job: SyncJob, range: DayRange, loads: PQueue): TaskWork =>
  async (connection, _task, progress) => {
    const from = progress.cursor === null ? range.from : addMonths(progress.cursor as Day, 1);
    let { records } = progress;
    if (from >= range.to) return { records };
    const unread: string[] = [];
    let held: ChargePage[] = [];
    let open: OpenLoad | undefined;
    let month: Day | undefined;
    const giveUp = async (): Promise<void> => {
      await open?.end();
      open = undefined;
      held = [];
    };
    try {
      for await (const page of connection.charges({ from, to: range.to })) {
        // A month is done when the next one begins: several sources may tell it.
        if (month !== undefined && page.billingMonth > month && unread.length === 0) {
          await progress.checkpoint(month, records);
        }
        month = page.billingMonth;
        if (page.unread !== undefined && page.unread.length > 0) {
          unread.push(
            ...page.unread.map(({ resourceId, reason }) => (resourceId ? `${resourceId}: ${reason}` : reason)),
          );
          await giveUp();
          continue;
        }
        held.push(page);
        const size = held.reduce((sum, { charges }) => sum + charges.length, 0);
        if (!page.monthComplete && open === undefined && size < MOST_HELD) continue;
        open ??= await openLoad(job, page, loads);
        for (const { charges } of held) await open.load.add(charges);
        held = [];
        if (!page.monthComplete) continue;
        const { rows } = await open.load.commit([page.billingMonth]);
        records += rows;
        open.release();
        open = undefined;
      }
    } catch (error) {
      // Of a month that did not come whole, what was stored before stays.
      await giveUp();
      throw error;
    }
    await giveUp();
    return { records, unread };
  };

interface OpenLoad {
  readonly load: ChargeLoad;
  readonly release: () => void;
  /** Without anything of it stored. */
  end(): Promise<void>;
}

async function openLoad(job: SyncJob, { source }: ChargePage, loads: PQueue): Promise<OpenLoad> {
  const release = await new Promise<() => void>((resolve, reject) => {
    loads.add(() => new Promise<void>((done) => resolve(done))).catch(reject);
  });
  try {
    const load = await job.store.charges.beginLoad(source, job.observedAt);
    return {
      load,
      release,
      end: async () => {
        await load.rollback();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}
