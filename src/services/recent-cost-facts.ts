import type { CostFactSet, CostSubject } from '../domain/cost-facts.ts';
import { GLOBAL_REGION, type ProviderId, providerIds } from '../domain/ids.ts';
import { epochMs, type Instant, MS_PER_DAY } from '../domain/instant.ts';
import type { Store } from '../domain/ports/store.ts';
import type { UnreadNote } from '../domain/reports.ts';
import { isHole, type SyncTask } from '../domain/sync.ts';
import { lastTasks, unreadNotes } from './sync/sync-report.ts';
import { costTask } from './sync/task-subjects.ts';

export const NEVER_READ = 'never read by a sync';

/** Cost facts that are older say nothing about today. */
const MAX_AGE_DAYS = 14;

export const isRecent = ({ observedAt }: Pick<CostFactSet, 'observedAt'>, now: Instant): boolean =>
  epochMs(now) - epochMs(observedAt) < MAX_AGE_DAYS * MS_PER_DAY;

export type PayerFacts<S extends CostSubject> = CostFactSet<S> & { readonly provider: ProviderId };

export interface RecentCostFacts<S extends CostSubject> {
  readonly sets: readonly PayerFacts<S>[];
  /** Payers whose facts are not there or too old, and what the latest sync could not read again. */
  readonly unread: readonly UnreadNote[];
}

/** What the payers of these clouds (all when there are none) told lately of a subject, and why others did not. */
export async function recentCostFacts<S extends CostSubject>(
  store: Store,
  subject: S,
  providers: readonly ProviderId[],
  now: Instant,
): Promise<RecentCostFacts<S>> {
  const asked = providers.length === 0 ? providerIds : providers;
  const tasks = (await lastTasks(store)).filter(({ provider }) => asked.includes(provider));
  const sets: PayerFacts<S>[] = [];
  const unread = [...(await closedConnections(store, tasks))];
  for (const provider of asked) {
    const stored = await store.costFacts.read(provider, subject);
    const own = tasks.filter((task) => task.provider === provider);
    const payers = new Set([...stored, ...own.filter(isOfPayer)].map(payerOf));
    for (const payer of [...payers].toSorted()) {
      const set = stored.find(({ payerAccountId }) => payerAccountId === payer);
      const task = own.find(({ accountId, subject: of }) => accountId === payer && of === costTask(subject));
      const recent = set !== undefined && isRecent(set, now);
      if (recent) sets.push({ ...set, provider });
      if (!recent || (task !== undefined && isHole(task))) {
        unread.push({
          ...whyNot(task, set),
          provider,
          accountId: payer,
          region: GLOBAL_REGION,
          subject: costTask(subject),
        });
      }
    }
  }
  return { sets, unread };
}

const isOfPayer = ({ subject }: SyncTask): boolean => subject === 'cost' || subject.startsWith('cost:');

const payerOf = (of: CostFactSet | SyncTask): string => ('payerAccountId' in of ? of.payerAccountId : of.accountId);

function whyNot(task: SyncTask | undefined, set: CostFactSet | undefined): Pick<UnreadNote, 'code' | 'message'> {
  if (task?.error !== undefined) return task.error;
  if (task !== undefined && isHole(task))
    return { code: 'interrupted', message: 'the sync ended before this was read' };
  if (set === undefined) return { code: 'never-read', message: NEVER_READ };
  return { code: 'too-old', message: `read too long ago, on ${set.observedAt.slice(0, 10)}` };
}

/** A connection that was not let in has no account yet: its name stands for it, and its payer is not known. */
async function closedConnections(store: Store, tasks: readonly SyncTask[]): Promise<readonly UnreadNote[]> {
  const accounts = new Set((await store.accounts.list()).map(({ accountId }) => accountId));
  return unreadNotes(tasks.filter(({ subject, accountId }) => subject === 'accounts' && !accounts.has(accountId)));
}
