import { epochMs, type Instant, MS_PER_DAY } from '../../domain/instant.ts';
import type { Scope } from '../../domain/ids.ts';
import type { InUse } from '../../domain/ports/provider.ts';
import type { PriceRead } from '../../domain/ports/store.ts';
import type { SyncJob, TaskWork } from './sync-task.ts';

/** List prices change rarely, and reading them again costs more calls than all the rest of a small sync. */
const PRICE_MAX_AGE_DAYS = 7;

/** Prices of one region for what is in use there, family by family, unless those in the store are recent. */
export const collectPrices =
  (job: SyncJob): TaskWork =>
  async (connection, task) => {
    const { prices: repository, resources } = job.store;
    const inUse: InUse = (await resources.inUse(task.provider)).get(task.regionId) ?? new Map();
    const sizeNames = [...new Set([...inUse.values()].flat())].toSorted();
    const reads = await repository.priceReads(task.provider, task.regionId);
    let records = 0;
    for (const family of connection.priceFamilies([...inUse.keys()])) {
      const read = reads.get(family);
      if (read !== undefined && isRecent(read, job.observedAt, sizeNames)) {
        records += read.items;
        continue;
      }
      let items = 0;
      for await (const page of connection.prices(task.regionId, family, inUse)) {
        await repository.upsertPrices(page.prices);
        await repository.upsertSizes(page.sizes, job.observedAt);
        items += page.prices.length;
      }
      await repository.recordPriceRead(task.provider, task.regionId, family, {
        asOf: job.observedAt,
        items,
        sizeNames,
      });
      records += items;
    }
    return { records };
  };

function isRecent(read: PriceRead, now: Instant, sizeNames: readonly string[]): boolean {
  const covered = new Set(read.sizeNames);
  return (
    epochMs(now) - epochMs(read.asOf) < PRICE_MAX_AGE_DAYS * MS_PER_DAY && sizeNames.every((name) => covered.has(name))
  );
}

/**
 * Machine sizes (vCPU, memory, limits) of one region, read with the credentials of one of its accounts: all of them,
 * because what is not in use may take the place of what is.
 */
export const collectSizes =
  (job: SyncJob): TaskWork =>
  async (connection, task) => {
    const scope: Scope = { provider: task.provider, accountId: task.accountId, regionId: task.regionId };
    const { prices: repository } = job.store;
    const inUse = (await job.store.resources.inUse(task.provider)).get(task.regionId);
    const sizeNames = (inUse?.get('instance') ?? []).toSorted();
    if (sizeNames.length === 0) return { records: 0 };
    const read = (await repository.priceReads(task.provider, task.regionId)).get(SIZES);
    if (read !== undefined && isRecent(read, job.observedAt, sizeNames)) return { records: read.items };
    let records = 0;
    for await (const sizes of connection.sizes(scope, [])) {
      await repository.upsertSizes(sizes, job.observedAt);
      records += sizes.length;
    }
    await repository.recordPriceRead(task.provider, task.regionId, SIZES, {
      asOf: job.observedAt,
      items: records,
      sizeNames,
    });
    return { records };
  };

/** The name under which the reading of machine sizes is remembered beside the price families. */
const SIZES = 'machine-sizes';
