import { paramsOf } from '../../analysis/check-params.ts';
import { costAnomaly } from '../../analysis/estate-checks/cost-anomaly.ts';
import type { AccountFacts, EstateFacts, PlannedChange } from '../../analysis/estate-checks/estate-facts.ts';
import { itemsInCluster } from '../../analysis/pricing/machines-of.ts';
import type { AnalysisSettings } from '../../analysis/settings.ts';
import { type CostFactSet, type CostSubject, costSubjects } from '../../domain/cost-facts.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';
import type { ProviderId } from '../../domain/ids.ts';
import { addDays, type Day, dayOf, type DayRange, type Instant } from '../../domain/instant.ts';
import type { CollectorInfo } from '../../domain/ports/provider.ts';
import type { Store } from '../../domain/ports/store.ts';
import { adviserIds, type Recommendation } from '../../domain/recommendations.ts';
import type { Commitment, DatabaseCluster, StoredResource } from '../../domain/resources.ts';
import { isHole, type SyncTask } from '../../domain/sync.ts';
import { BILLED_DAYS } from './load-batch.ts';
import { isRecent } from '../recent-cost-facts.ts';
import { adviserTask, costTask } from '../sync/task-subjects.ts';
import { billedCosts } from './billed-costs.ts';

/** The last two days of a bill are still being written. */
const UNSETTLED_DAYS = 2;

const PAGE_SIZE = 500;

export interface EstateSources {
  readonly store: Store;
  readonly now: Instant;
  readonly settings: AnalysisSettings;
  /** Of the latest sync. */
  readonly tasks: readonly SyncTask[];
  readonly collectors: readonly CollectorInfo[];
}

/** What the checks over a whole cloud ask. */
export async function loadEstateFacts(
  { store, now, settings, tasks, collectors }: EstateSources,
  provider: ProviderId,
  planned: readonly PlannedChange[],
): Promise<EstateFacts> {
  const own = tasks.filter((task) => task.provider === provider);
  const sets = new Map<CostSubject, Fact<readonly CostFactSet[]>>();
  const payers = new Set(own.filter(({ subject }) => subject.startsWith('cost:')).map(({ accountId }) => accountId));
  for (const subject of costSubjects) {
    const recent = (await store.costFacts.read(provider, subject)).filter((set) => isRecent(set, now));
    for (const { payerAccountId } of recent) payers.add(payerAccountId);
    sets.set(subject, recent.length > 0 ? known(recent) : unread(reasonOf(own, costTask(subject))));
  }
  const tagUse = await store.costs.tagUse(provider);
  return {
    now,
    provider,
    payers: [...payers].toSorted(),
    settings,
    cost: <S extends CostSubject>(subject: S) =>
      // Each subject's sets were stored under it.
      (sets.get(subject) ?? unread('never read by a sync')) as Fact<readonly CostFactSet<S>[]>,
    commitments: await commitmentsOf(store, provider, own, collectors),
    planned: await inClusters(store, provider, planned),
    tags: tagUse.resources > 0 ? known(tagUse) : unread('no resource with known tags is in the store'),
  };
}

/** How a member of a database cluster is billed stands with the cluster. */
async function inClusters(
  store: Store,
  provider: ProviderId,
  planned: readonly PlannedChange[],
): Promise<readonly PlannedChange[]> {
  const wanted = new Set(planned.flatMap(({ clusterId }) => clusterId ?? []));
  if (wanted.size === 0) return planned;
  const billing = new Map<string, DatabaseCluster['ioBilling']>();
  for await (const page of store.resources.stream({ providers: [provider], kinds: ['database-cluster'] }, PAGE_SIZE)) {
    for (const { resource } of page) {
      if (resource.kind === 'database-cluster' && wanted.has(resource.resourceId)) {
        billing.set(resource.resourceId, resource.ioBilling);
      }
    }
  }
  return planned.map((change) => {
    const ioBilling = billing.get(change.clusterId ?? '');
    return ioBilling === undefined ? change : { ...change, machines: itemsInCluster(change.machines, ioBilling) };
  });
}

function reasonOf(tasks: readonly SyncTask[], subject: string): string {
  const task = tasks.find((each) => each.subject === subject);
  if (task === undefined) return 'never read by a sync';
  return task.error?.message ?? 'read too long ago';
}

async function commitmentsOf(
  store: Store,
  provider: ProviderId,
  tasks: readonly SyncTask[],
  collectors: readonly CollectorInfo[],
): Promise<Fact<readonly StoredResource<Commitment>[]>> {
  const own = collectors.filter(({ kind, type }) => kind === 'commitment' && type.startsWith(`${provider}:`));
  for (const { type } of own) {
    const ofType = tasks.filter(({ subject }) => subject === type);
    const hole = ofType.find(isHole);
    if (hole !== undefined) return unread(`${type}: ${hole.error?.message ?? 'the sync was interrupted'}`);
    if (ofType.length === 0) return unread(`${type}: never read by a sync`);
  }
  const found: StoredResource<Commitment>[] = [];
  for await (const page of store.resources.stream({ providers: [provider], kinds: ['commitment'] }, PAGE_SIZE)) {
    found.push(...page.filter(isCommitment));
  }
  return known(found);
}

const isCommitment = (stored: StoredResource): stored is StoredResource<Commitment> =>
  stored.resource.kind === 'commitment';

/** What the checks over single accounts ask, account by account, so that memory stays flat. */
export class AccountFactsLoader {
  readonly #sources: EstateSources;
  readonly #provider: ProviderId;
  readonly #range: DayRange;
  #charged: ReadonlySet<Day> | undefined;
  #transfers: Fact<readonly CostFactSet<'transfer-usage'>[]> | undefined;

  constructor(sources: EstateSources, provider: ProviderId) {
    this.#sources = sources;
    this.#provider = provider;
    const { lookbackDays = 0 } = paramsOf(costAnomaly, provider, sources.settings);
    const to = addDays(dayOf(sources.now), -UNSETTLED_DAYS);
    this.#range = { from: addDays(to, -lookbackDays), to };
  }

  /** Accounts that have charges or recommendations. */
  async accounts(): Promise<readonly string[]> {
    const { costs, recommendations } = this.#sources.store;
    const charged = await costs.accounts(this.#provider, this.#range);
    const advised = await recommendations.accounts(this.#provider);
    return [...new Set([...charged, ...advised])].toSorted();
  }

  async load(accountId: string, findings: AccountFacts['findings']): Promise<AccountFacts> {
    const { store, now, settings } = this.#sources;
    const recommendations = await store.recommendations.ofAccount(this.#provider, accountId);
    const transfers = await this.#transfersOf(accountId);
    const resources = await this.#resourcesOf(recommendations);
    return {
      now,
      provider: this.#provider,
      accountId,
      settings,
      range: this.#range,
      series: await store.costs.dailySeries(this.#provider, accountId, this.#range),
      chargedDays: (this.#charged ??= new Set(await store.costs.coveredDays(this.#provider, this.#range))),
      transfers,
      recommendations: this.#wereAsked() ? known(recommendations) : unread('no adviser was read'),
      findings,
      holes: this.#holesOf(accountId),
      billed: await this.#billedOf(accountId, recommendations, [...resources.values()]),
      resources,
    };
  }

  #holesOf(accountId: string): AccountFacts['holes'] {
    const kinds = new Map(this.#sources.collectors.map(({ type, kind }) => [type, kind]));
    return new Map(
      this.#sources.tasks
        .filter((task) => task.provider === this.#provider && task.accountId === accountId && isHole(task))
        .flatMap(({ regionId, subject, error }) => {
          const kind = kinds.get(subject);
          const reason = `${subject}: ${error?.message ?? 'the sync was interrupted'}`;
          return kind === undefined ? [] : [[`${kind} ${regionId}`, reason] as const];
        }),
    );
  }

  #wereAsked(): boolean {
    const subjects = new Set(adviserIds.map(adviserTask));
    return this.#sources.tasks.some(({ subject, status }) => subjects.has(subject) && status === 'complete');
  }

  async #transfersOf(accountId: string): Promise<AccountFacts['transfers']> {
    const { store, now, tasks } = this.#sources;
    if (this.#transfers === undefined) {
      const sets = (await store.costFacts.read(this.#provider, 'transfer-usage')).filter((set) => isRecent(set, now));
      this.#transfers = sets.length > 0 ? known(sets) : unread(reasonOf(tasks, costTask('transfer-usage')));
    }
    if (!this.#transfers.known) return this.#transfers;
    return known(
      this.#transfers.value.flatMap(({ records }) => records.filter((record) => record.accountId === accountId)),
    );
  }

  async #billedOf(
    accountId: string,
    recommendations: readonly Recommendation[],
    resources: readonly StoredResource[],
  ): Promise<AccountFacts['billed']> {
    const { store, now } = this.#sources;
    const ids = new Set([
      ...recommendations.flatMap(({ resourceId, otherIds }) => [resourceId, ...otherIds]),
      ...resources.flatMap(({ resource: { resourceId, billingIds = [] } }) => [resourceId, ...billingIds]),
    ]);
    const range = { from: addDays(dayOf(now), -BILLED_DAYS), to: dayOf(now) };
    return billedCosts(store, this.#provider, accountId, [...ids], range);
  }

  async #resourcesOf(recommendations: readonly Recommendation[]): Promise<ReadonlyMap<string, StoredResource>> {
    const found = new Map<string, StoredResource>();
    for (const [, ofRegion] of Map.groupBy(recommendations, ({ scope }) => scope.regionId)) {
      const [first] = ofRegion;
      if (first === undefined) continue;
      const ids = ofRegion.flatMap(({ resourceId, otherIds }) => [resourceId, ...otherIds]);
      for (const [id, stored] of await this.#sources.store.resources.byId(first.scope, ids)) found.set(id, stored);
    }
    return found;
  }
}
