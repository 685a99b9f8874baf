import PQueue from 'p-queue';

import { CloudError } from '../../domain/cloud-error.ts';
import { type CostSubject, costSubjects } from '../../domain/cost-facts.ts';
import { AppError } from '../../domain/errors.ts';
import { GLOBAL_REGION, type Scope } from '../../domain/ids.ts';
import type { DayRange } from '../../domain/instant.ts';
import type { CloudConnection, CollectorInfo, Discovery } from '../../domain/ports/provider.ts';
import type { MetricName } from '../../domain/metrics.ts';
import { type AdviserId, adviserIds, advisers as adviserFacts } from '../../domain/recommendations.ts';
import type { ResourceKind } from '../../domain/resources.ts';
import { HOLDS_NOTHING, type SyncError, type SyncTask } from '../../domain/sync.ts';
import { collectCharges } from './collect-charges.ts';
import { collectCostFacts, collectResourceCosts } from './collect-cost-facts.ts';
import { collectMetrics } from './collect-metrics.ts';
import { collectPrices, collectSizes } from './collect-prices.ts';
import { collectRecommendations } from './collect-recommendations.ts';
import { collectResources } from './collect-resources.ts';
import { runTask, type SyncJob, syncError } from './sync-task.ts';
import { adviserTask, costTask } from './task-subjects.ts';

/** Kinds of resources and metrics that some enabled check reads: nothing else is asked for, nor has to be permitted. */
export interface SyncNeeds {
  readonly kinds: ReadonlySet<ResourceKind>;
  readonly metrics: ReadonlySet<MetricName>;
  readonly costs?: ReadonlySet<CostSubject>;
  readonly advisers?: ReadonlySet<AdviserId>;
}

export interface ConnectionRequest {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly costRange: DayRange;
  /** What the enabled checks read. */
  readonly needs: SyncNeeds;
  /** Whether cost by this tag is wanted. */
  readonly isAllocationTag?: (key: string) => boolean;
  /** Charge loads are written one at a time over all connections. */
  readonly chargeQueue: PQueue;
  /** Tasks that this run has from before it was interrupted. */
  readonly onPlan: (tasks: readonly SyncTask[]) => void;
}

/**
 * Scopes (account and region) read at once. The engine beneath bounds the calls; this bounds the pages that are
 * in memory.
 */
const SCOPES_AT_ONCE = 8;

/** Everything of one configured cloud. A broken scope or subject never stops the others. */
export async function syncConnection(
  job: SyncJob,
  connection: CloudConnection,
  request: ConnectionRequest,
): Promise<void> {
  const discovery = await discover(job, connection);
  if (discovery === undefined) return;
  await job.store.accounts.upsert(discovery.accounts, job.observedAt);
  const wanted = (scope: Scope): boolean =>
    (request.accounts.length === 0 || request.accounts.includes(scope.accountId)) &&
    (request.regions.length === 0 || scope.regionId === GLOBAL_REGION || request.regions.includes(scope.regionId));
  const found = discovery.scopes.filter(wanted);
  const scopes = found.filter(({ regionId }) => regionId !== GLOBAL_REGION);
  const global = [...new Map(found.map((scope) => [scope.accountId, { ...scope, regionId: GLOBAL_REGION }])).values()];
  for (const { scope, subject, error } of discovery.unread.filter((entry) => wanted(entry.scope))) {
    await recordUnread(job, { ...scope, subject }, error);
  }
  for (const { scope, subject, reason, holdsNothing } of discovery.skipped ?? []) {
    if (!wanted(scope)) continue;
    const code = holdsNothing === true ? HOLDS_NOTHING : 'skipped';
    await recordDoor(job, { ...scope, subject }, 'skipped', { code, message: reason });
  }
  await forgetMended(job, connection, discovery);
  const billing = await connection.billingScope();
  const collectors = connection.collectors.filter(({ kind }) => request.needs.kinds.has(kind));
  const byKey = new Map<string, SyncTask>();
  const plan = async (ids: readonly TaskId[]): Promise<void> => {
    const own = new Set(ids.map(taskKey));
    const planned = (await job.store.syncs.plan(job.runId, ids)).filter((task) => own.has(taskKey(task)));
    for (const task of planned) byKey.set(taskKey(task), task);
    request.onPlan(planned);
  };
  const costs = costSubjects.filter((one) => request.needs.costs?.has(one) && connection.costSubjects.includes(one));
  await plan(planTasks(collectors, scopes, global, billing, request.needs, costs));
  const find = (key: TaskId): SyncTask => {
    const task = byKey.get(taskKey(key));
    if (task === undefined) throw new Error(`task ${taskKey(key)} was planned and is not there`);
    return task;
  };

  const charges = (async () => {
    const work = collectCharges(job, request.costRange, request.chargeQueue);
    await runTask(job, connection, find({ ...billing, subject: 'cost' }), work);
    // One after the other: each costs, and the first ones to be cut off by a cap are those that matter least.
    for (const subject of costs) {
      const facts = collectCostFacts(job, subject, request.isAllocationTag ?? (() => false));
      await runTask(job, connection, find({ ...billing, subject: costTask(subject) }), facts);
    }
    if ((request.needs.costs?.size ?? 0) > 0) {
      await runTask(job, connection, find({ ...billing, subject: RESOURCE_COSTS }), collectResourceCosts(job));
    }
  })();
  const inventory = new PQueue({ concurrency: SCOPES_AT_ONCE });
  const wideTypes = collectors.filter(({ reach }) => reach !== 'regional').map(({ type }) => type);
  const regionalTypes = collectors.filter(({ reach }) => reach === 'regional').map(({ type }) => type);
  const { metrics } = request.needs;
  const advisers = advisersIn(request.needs);
  const advise = async (ids: readonly AdviserId[], scope: Scope): Promise<void> => {
    for (const adviser of ids) {
      const task = find({ ...scope, subject: adviserTask(adviser) });
      await runTask(job, connection, task, collectRecommendations(job, adviser));
    }
  };
  const measure = (scope: Scope) =>
    runTask(job, connection, find({ ...scope, subject: 'metrics' }), collectMetrics(job, metrics));
  /** Regions in which a listing over all of them found something: known only now. */
  const lateScopes: Scope[] = [];
  const measureWhatIsThere = async (account: Scope): Promise<void> => {
    const regionIds = await job.store.resources.regionsOf(account.provider, account.accountId);
    const there = regionIds.map((regionId) => ({ ...account, regionId })).filter(wanted);
    await plan(there.map((scope) => ({ ...scope, subject: 'metrics' })));
    lateScopes.push(...there);
    for (const scope of there) await measure(scope);
  };
  const scopesDone = Promise.all([
    inventory.add(() => advise(advisers.payer, billing)),
    ...global.map((scope) =>
      inventory.add(async () => {
        await syncTypes(job, connection, scope, wideTypes, request.regions, find);
        if (discovery.regionsFromInventory === true) await measureWhatIsThere(scope);
        await advise(advisers.account, scope);
      }),
    ),
    ...scopes.map((scope) =>
      inventory.add(async () => {
        await syncTypes(job, connection, scope, regionalTypes, request.regions, find);
        await measure(scope);
        await advise(advisers.regional, scope);
      }),
    ),
  ]);
  // Waits for both even when one throws, so that nothing still writes when the store is closed.
  const results = await Promise.allSettled([charges, scopesDone]);
  for (const result of results) if (result.status === 'rejected') throw result.reason;

  const late = firstOfRegions(lateScopes);
  await plan([...late.values()].flatMap((scope) => regionTasks(scope, billing)));
  for (const [regionId, reader] of new Map([...firstOfRegions(scopes), ...late])) {
    await runTask(job, connection, find({ ...billing, regionId, subject: 'prices' }), collectPrices(job));
    await runTask(job, connection, find({ ...reader, subject: 'sizes' }), collectSizes(job));
  }
}

/** By region, the first of the scopes that lie in it: with its credentials the region's sizes are read. */
function firstOfRegions(scopes: readonly Scope[]): ReadonlyMap<string, Scope> {
  const first = new Map<string, Scope>();
  for (const scope of scopes) if (!first.has(scope.regionId)) first.set(scope.regionId, scope);
  return first;
}

async function syncTypes(
  job: SyncJob,
  connection: CloudConnection,
  scope: Scope,
  types: readonly string[],
  regionIds: readonly string[],
  find: (key: TaskId) => SyncTask,
): Promise<void> {
  const results = await Promise.allSettled(
    types.map((subject) => runTask(job, connection, find({ ...scope, subject }), collectResources(job, regionIds))),
  );
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

type TaskId = Pick<SyncTask, 'provider' | 'accountId' | 'regionId' | 'subject'>;

const taskKey = (task: TaskId): string => [task.provider, task.accountId, task.regionId, task.subject].join('\n');

function planTasks(
  collectors: readonly CollectorInfo[],
  scopes: readonly Scope[],
  global: readonly Scope[],
  billing: Scope,
  needs: SyncNeeds,
  costs: readonly CostSubject[],
): readonly TaskId[] {
  const wide = collectors.filter(({ reach }) => reach !== 'regional').map(({ type }) => type);
  const regional = collectors.filter(({ reach }) => reach === 'regional').map(({ type }) => type);
  const advisers = advisersIn(needs);
  const tasks: TaskId[] = [
    { ...billing, subject: 'cost' },
    ...costs.map((subject) => ({ ...billing, subject: costTask(subject) })),
    ...((needs.costs?.size ?? 0) > 0 ? [{ ...billing, subject: RESOURCE_COSTS }] : []),
    ...advisers.payer.map((adviser) => ({ ...billing, subject: adviserTask(adviser) })),
    ...global.flatMap((scope) => [
      ...wide.map((subject) => ({ ...scope, subject })),
      ...advisers.account.map((adviser) => ({ ...scope, subject: adviserTask(adviser) })),
    ]),
  ];
  for (const scope of scopes) {
    tasks.push(
      ...regional.map((subject) => ({ ...scope, subject })),
      { ...scope, subject: 'metrics' },
      ...advisers.regional.map((adviser) => ({ ...scope, subject: adviserTask(adviser) })),
    );
  }
  return [...tasks, ...[...firstOfRegions(scopes).values()].flatMap((scope) => regionTasks(scope, billing))];
}

/** What is read once for all accounts of a region. */
const regionTasks = (reader: Scope, billing: Scope): readonly TaskId[] => [
  { ...billing, regionId: reader.regionId, subject: 'prices' },
  { ...reader, subject: 'sizes' },
];

const RESOURCE_COSTS = 'cost:resources';

/** Where each adviser is asked: once for all accounts, in each account, or in each of its regions. */
function advisersIn({ advisers }: SyncNeeds) {
  const asked = (reach: string): readonly AdviserId[] =>
    adviserIds.filter((id) => advisers?.has(id) === true && adviserFacts[id].reach === reach);
  return { payer: asked('payer'), account: asked('account'), regional: asked('regional') };
}

/** Accounts and regions; undefined when not even these could be read, which is then written down. */
async function discover(job: SyncJob, connection: CloudConnection): Promise<Discovery | undefined> {
  try {
    return await connection.discover();
  } catch (error) {
    if (job.signal.aborted) throw new AppError('interrupted', 'the sync was interrupted', { cause: error });
    if (!(error instanceof CloudError)) throw error;
    // Without an identity there is no account id yet: the configured name stands for it.
    const scope: Scope = { provider: connection.provider, accountId: connection.name, regionId: GLOBAL_REGION };
    await recordUnread(job, { ...scope, subject: 'accounts' }, error);
    return undefined;
  }
}

/** A run that is gone on with may enter what was closed to it before: that is then unread no longer. */
async function forgetMended(job: SyncJob, connection: CloudConnection, discovery: Discovery): Promise<void> {
  const { accounts, unread, skipped = [] } = discovery;
  const own = new Set([connection.name, ...accounts.map(({ accountId }) => accountId)]);
  const still = new Set([...unread, ...skipped].map(({ scope, subject }) => taskKey({ ...scope, subject })));
  for (const task of await job.store.syncs.tasks(job.runId)) {
    const isDoor = task.subject === 'accounts' || task.subject === 'regions';
    if (!isDoor || task.provider !== connection.provider || !own.has(task.accountId) || still.has(taskKey(task)))
      continue;
    const { error: _error, ...entered } = task;
    await job.store.syncs.update(job.runId, { ...entered, status: 'complete' });
  }
}

const recordUnread = (job: SyncJob, id: TaskId, error: CloudError): Promise<void> =>
  recordDoor(job, id, 'failed', syncError(error));

/** What is not even tried, with the reason. */
async function recordDoor(job: SyncJob, id: TaskId, status: 'failed' | 'skipped', error: SyncError): Promise<void> {
  await job.store.syncs.plan(job.runId, [id]);
  const task: SyncTask = { ...id, status, records: 0, cursor: null, error };
  await job.store.syncs.update(job.runId, task);
  job.onTaskEnd(task);
}
