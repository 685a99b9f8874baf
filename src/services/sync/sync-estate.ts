import PQueue from 'p-queue';

import { AppError } from '../../domain/errors.ts';
import { type DayRange, epochMs, instant, MS_PER_DAY } from '../../domain/instant.ts';
import type { CloudConnection } from '../../domain/ports/provider.ts';
import type { Store } from '../../domain/ports/store.ts';
import type { SyncReport } from '../../domain/reports.ts';
import { isHole, type SyncTask } from '../../domain/sync.ts';
import type { Config } from '../../config/load-config.ts';
import { isAllocationKey } from '../../analysis/estate-checks/allocation-keys.ts';
import { needsOf } from '../../analysis/needs.ts';
import { analysisSettings } from '../analysis/analysis-settings.ts';
import { cloudSettings, connectClouds } from '../connections.ts';
import type { Context } from '../context.ts';
import { keepHeapSmall } from '../small-heap.ts';
import { withStore } from '../workspace.ts';
import { defaultCostRange } from './collect-charges.ts';
import { syncConnection } from './run-connection.ts';
import { syncReport } from './sync-report.ts';
import { PaidCallLog } from './paid-call-log.ts';
import type { SyncJob } from './sync-task.ts';

export interface SyncOptions {
  /** Days of cost to ask for; by default a year at first, then what may have changed. */
  readonly costRange?: DayRange;
  /** Starts anew even where an interrupted run could be gone on with. */
  readonly fresh?: boolean;
}

/** After a day, what an interrupted run had read is too old to be called one picture with the rest. */
const RESUMABLE_DAYS = 1;

/** Pulls inventory, metrics, cost and prices of the configured clouds into the store. */
export const syncEstate = (context: Context, options: SyncOptions = {}): Promise<SyncReport> =>
  withStore(context, 'write', (store, config) => syncInto(context, store, config, options));

/** As `syncEstate`, into a store that is open for writing. */
export async function syncInto(
  context: Context,
  store: Store,
  config: Config,
  options: SyncOptions,
): Promise<SyncReport> {
  keepHeapSmall();
  const settings = await cloudSettings(context, config);
  if (settings.length === 0) {
    throw new AppError(
      'nothing-to-sync',
      `no cloud is configured for --provider ${context.global.providers.join(', ')}`,
    );
  }
  const now = context.now();
  const request = JSON.stringify({
    clouds: settings.map((cloud) => `${cloud.provider}/${cloud.name}`),
    accounts: context.global.accounts.toSorted(),
    regions: context.global.regions.toSorted(),
    sandbox: context.global.sandbox ?? null,
    costRange: options.costRange ?? null,
  });
  const resumableSince = options.fresh === true ? now : instant(epochMs(now) - RESUMABLE_DAYS * MS_PER_DAY);
  const { run, resumed } = await store.syncs.begin(request, now, resumableSince);
  const costRange = options.costRange ?? (await defaultCostRange(store, run.startedAt));

  const analysis = analysisSettings(config);
  let planned = 0;
  let ended = 0;
  let gone = 0;
  const show = (task?: SyncTask): void => {
    context.progress.update({
      phase: planned === 0 ? 'discover' : 'inventory',
      done: ended,
      ...(planned > 0 && { total: planned }),
      ...(task !== undefined && { detail: `${task.accountId} ${task.regionId} ${task.subject}` }),
    });
  };
  const paid = new PaidCallLog(store, run.id);
  const job: SyncJob = {
    store,
    runId: run.id,
    observedAt: run.startedAt,
    signal: context.signal,
    onGone: (count) => {
      gone += count;
    },
    onTaskEnd: (task) => {
      ended += 1;
      show(task);
    },
    onPaid: (connection) => paid.write(connection),
  };
  show();
  const connections = await connectClouds(context, settings, () => {});
  try {
    const chargeQueue = new PQueue({ concurrency: 1 });
    const results = await Promise.allSettled(
      connections.map((connection: CloudConnection) =>
        syncConnection(job, connection, {
          accounts: context.global.accounts,
          regions: context.global.regions,
          costRange,
          needs: needsOf(analysis, connection.provider),
          isAllocationTag: (key) => isAllocationKey(key, analysis.allocationTags),
          chargeQueue,
          onPlan: (tasks) => {
            planned += tasks.length;
            ended += tasks.filter((task) => task.status === 'complete').length;
            show();
          },
        }),
      ),
    );
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  } catch (error) {
    if (context.signal.aborted) await store.syncs.finish(run.id, 'interrupted', context.now());
    throw error;
  } finally {
    await Promise.all(connections.map((connection) => connection.close()));
  }
  const tasks = await store.syncs.tasks(run.id);
  const complete = !tasks.some(isHole);
  await store.syncs.finish(run.id, complete ? 'complete' : 'partial', context.now());
  refuseNothing(tasks);
  return syncReport(store, run.id, { resumed, gone });
}

/** A run in which no cloud let us in read nothing at all: that is a failure, not a partial answer. */
function refuseNothing(all: readonly SyncTask[]): void {
  const tasks = all.filter(({ status }) => status !== 'skipped');
  const [first] = tasks;
  if (first?.error === undefined || tasks.some((task) => task.subject !== 'accounts' || task.status !== 'failed'))
    return;
  const { code, message } = first.error;
  throw new AppError(
    code === 'unauthenticated' ? 'credentials-missing' : 'provider-unreachable',
    `no cloud could be read: ${first.provider} ${first.accountId}: ${message}`,
  );
}
