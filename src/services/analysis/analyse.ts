import { setImmediate } from 'node:timers/promises';

import { checkInfos, checks } from '../../analysis/checks.ts';
import { evaluateBatch } from '../../analysis/evaluate.ts';
import { evaluateAccount, evaluateEstate } from '../../analysis/evaluate-estate.ts';
import type { Config } from '../../config/load-config.ts';
import type { FindingLoad, ScopeFilter, Store } from '../../domain/ports/store.ts';
import { loadProvider, supportedProviders } from '../connections.ts';
import type { Context } from '../context.ts';
import { scopeFilter } from '../inventory.ts';
import { keepHeapSmall } from '../small-heap.ts';
import { analysisSettings } from './analysis-settings.ts';
import { BatchLoader } from './load-batch.ts';
import { AccountFactsLoader, type EstateSources, loadEstateFacts } from './load-estate-facts.ts';
import { OwnFindings } from './own-findings.ts';
import { unreadSubjects } from './unread-subjects.ts';

const PAGE_SIZE = 500;

/**
 * Judges every resource of the chosen part of the estate, then whole accounts and clouds, and replaces the findings of
 * that part in one transaction. What is not judged (another account, say) keeps its findings; those of a check that was
 * switched off are resolved.
 */
export async function analyseInto(context: Context, store: Store, config: Config): Promise<void> {
  keepHeapSmall();
  const now = context.now();
  const filter = scopeFilter(context);
  const run = await store.syncs.latest();
  const tasks = run === null ? [] : await store.syncs.tasks(run.id);
  const providers = await Promise.all(supportedProviders.map(loadProvider));
  const settings = analysisSettings(config);
  const collectors = providers.flatMap((provider) => provider.collectors);
  const loader = new BatchLoader(store, now, settings, unreadSubjects(tasks, collectors));
  const own = new OwnFindings(store);
  const total = await store.resources.count(filter);
  let done = 0;
  const load = await store.findings.beginLoad(now);
  try {
    for await (const page of store.resources.stream(filter, PAGE_SIZE)) {
      // The store answers at once, so that nothing here ever waits: without a turn of the event loop no signal is heard.
      await setImmediate();
      context.signal.throwIfAborted();
      for await (const batch of loader.batches(page)) {
        await load.add(await own.take(evaluateBatch(batch), batch.resources));
      }
      done += page.length;
      context.progress.update({ phase: 'analysis', done, total });
    }
    await load.uncount(own.settle());
    await judgeEstate({ store, now, settings, tasks, collectors }, filter, own, load, context.signal);
    await load.commit({ checkIds: judgedIds(filter), filter });
  } catch (error) {
    await load.rollback();
    throw error;
  }
}

/** A region is a part of no account's bill, and an account no whole cloud: what was not asked whole is not judged. */
const judges = (reach: 'estate' | 'account', { accountIds, regionIds }: ScopeFilter): boolean =>
  regionIds === undefined && (reach === 'account' || accountIds === undefined);

function judgedIds(filter: ScopeFilter): readonly string[] {
  const left = new Set(
    checks
      .filter(({ estate }) => estate !== undefined && !judges(estate.reach, filter))
      .flatMap(({ ids }) => Object.values(ids)),
  );
  return checkInfos().flatMap(({ id }) => (left.has(id) ? [] : [id]));
}

async function judgeEstate(
  sources: EstateSources,
  filter: ScopeFilter,
  own: OwnFindings,
  load: FindingLoad,
  signal: AbortSignal,
): Promise<void> {
  for (const provider of supportedProviders) {
    if (filter.providers !== undefined && !filter.providers.includes(provider)) continue;
    if (judges('account', filter)) {
      const accounts = new AccountFactsLoader(sources, provider);
      for (const accountId of await accounts.accounts()) {
        await setImmediate();
        signal.throwIfAborted();
        if (filter.accountIds !== undefined && !filter.accountIds.includes(accountId)) continue;
        const facts = await accounts.load(accountId, own.of(provider, accountId));
        await load.add(own.withoutOverlaps(evaluateAccount(facts), facts.resources.values()));
      }
    }
    if (judges('estate', filter)) {
      await load.add(evaluateEstate(await loadEstateFacts(sources, provider, own.planned)));
    }
  }
}
