import { checkInfos } from '../../analysis/checks.ts';
import { evaluateBatch } from '../../analysis/evaluate.ts';
import type { Config } from '../../config/load-config.ts';
import type { Store } from '../../domain/ports/store.ts';
import { loadProvider, supportedProviders } from '../connections.ts';
import type { Context } from '../context.ts';
import { scopeFilter } from '../inventory.ts';
import { analysisSettings } from './analysis-settings.ts';
import { BatchLoader } from './load-batch.ts';
import { unreadSubjects } from './unread-subjects.ts';

const PAGE_SIZE = 500;

/**
 * Judges every resource of the chosen part of the estate and replaces the findings of that part in one
 * transaction. What is not judged (another account, say) keeps its findings; those of a check that was switched
 * off are resolved.
 */
export async function analyseInto(context: Context, store: Store, config: Config): Promise<void> {
  const now = context.now();
  const filter = scopeFilter(context);
  const run = await store.syncs.latest();
  const tasks = run === null ? [] : await store.syncs.tasks(run.id);
  const providers = await Promise.all(supportedProviders.map(loadProvider));
  const settings = analysisSettings(config);
  const loader = new BatchLoader(
    store,
    now,
    settings,
    unreadSubjects(
      tasks,
      providers.flatMap((provider) => provider.collectors),
    ),
  );
  const total = await store.resources.count(filter);
  let done = 0;
  const load = await store.findings.beginLoad(now);
  try {
    for await (const page of store.resources.stream(filter, PAGE_SIZE)) {
      context.signal.throwIfAborted();
      for await (const batch of loader.batches(page)) {
        await load.add(evaluateBatch(batch));
      }
      done += page.length;
      context.progress.update({ phase: 'analysis', done, total });
    }
    await load.commit({ checkIds: checkInfos().map(({ id }) => id), filter });
  } catch (error) {
    await load.rollback();
    throw error;
  }
}
