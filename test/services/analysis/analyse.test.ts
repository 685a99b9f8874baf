import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { defaultConfig } from '../../../src/config/load-config.ts';
import { analyseInto } from '../../../src/services/analysis/analyse.ts';
import type { Context } from '../../../src/services/context.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { at, volume } from '../../support/store-records.ts';
import { storeFolder, withStore } from '../../support/store-temp.ts';

describe('an analysis', () => {
  const folder = storeFolder();
  const contextOf = (signal: AbortSignal, onPage: () => void): Context => ({
    cwd: folder,
    env: {},
    now: () => at(2),
    signal,
    global: { providers: [], accounts: [], regions: [] },
    progress: { update: onPage },
  });

  it('hears between two pages that it has to stop, and leaves no finding', async () => {
    const location = join(folder, 'stopped.db');
    await withStore(
      () => openStore({ location, mode: 'write', now: at(0) }),
      async (store) => {
        const { run } = await store.syncs.begin('all', at(0), at(0));
        const volumes = Array.from({ length: 1200 }, (_, index) => volume(`vol-${String(index).padStart(4, '0')}`));
        await store.resources.upsert(run.id, volumes, at(0));
        await store.syncs.finish(run.id, 'complete', at(0));

        const stop = new AbortController();
        let pages = 0;
        // As a signal of the operating system comes: in a turn of the event loop.
        const context = contextOf(stop.signal, () => {
          pages += 1;
          setTimeout(() => stop.abort(new Error('interrupted')), 0);
        });
        await expect(analyseInto(context, store, defaultConfig)).rejects.toThrow('interrupted');
        expect(pages).toBeLessThan(3);
        expect((await store.findings.totals({})).findings).toBe(0);

        await analyseInto(
          contextOf(new AbortController().signal, () => undefined),
          store,
          defaultConfig,
        );
        expect((await store.findings.totals({})).findings).toBeGreaterThan(0);
      },
    );
  });
});
