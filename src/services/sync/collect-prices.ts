import { epochMs, MS_PER_DAY } from '../../domain/instant.ts';
import type { Scope } from '../../domain/ids.ts';
import type { SyncJob, TaskWork } from './sync-task.ts';

/** List prices change rarely, and reading them again costs more calls than all the rest of a small sync. */
const PRICE_MAX_AGE_DAYS = 7;

/** Prices of one region for the sizes in use there, unless those in the store are recent and cover them. */
export const collectPrices =
  (job: SyncJob): TaskWork =>
  async (connection, task) => {
    const sizeNames = (await job.store.resources.sizeNames(task.provider)).get(task.regionId) ?? [];
    const state = await job.store.prices.priceState(task.provider, task.regionId);
    if (state !== null && epochMs(job.observedAt) - epochMs(state.asOf) < PRICE_MAX_AGE_DAYS * MS_PER_DAY) {
      const known = await job.store.prices.pricesOf(task.provider, task.regionId);
      const sizes = new Set(
        [...known.keys()].filter((item) => item.startsWith('instance/')).map((item) => item.split('/')[1]),
      );
      if (sizeNames.every((name) => sizes.has(name))) return { records: state.items };
    }
    let records = 0;
    for await (const prices of connection.prices(task.regionId, sizeNames)) {
      await job.store.prices.upsertPrices(prices);
      records += prices.length;
    }
    return { records };
  };

/** Sizes (vCPU, memory, family) of one region, read with the credentials of one of its accounts. */
export const collectSizes =
  (job: SyncJob): TaskWork =>
  async (connection, task) => {
    const scope: Scope = { provider: task.provider, accountId: task.accountId, regionId: task.regionId };
    const sizeNames = (await job.store.resources.sizeNames(task.provider)).get(task.regionId) ?? [];
    if (sizeNames.length === 0) return { records: 0 };
    let records = 0;
    for await (const sizes of connection.sizes(scope, sizeNames)) {
      await job.store.prices.upsertSizes(sizes, job.observedAt);
      records += sizes.length;
    }
    return { records };
  };
