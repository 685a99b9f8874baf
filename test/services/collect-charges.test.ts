import PQueue from 'p-queue';
import { describe, expect, it } from 'vitest';
import { instant } from '../../src/domain/instant.ts';
import type { ChargePage, CloudConnection } from '../../src/domain/ports/provider.ts';
import type { Store } from '../../src/domain/ports/store.ts';
import type { SyncTask } from '../../src/domain/sync.ts';
import { collectCharges } from '../../src/services/sync/collect-charges.ts';
import { openStore } from '../../src/store/open-store.ts';
import { charge, day } from '../support/store-records.ts';
import { storeFolder, withStore } from '../support/store-temp.ts';

const now = instant('2026-11-24T05:00:00Z');
const folder = storeFolder();
let stores = 0;
const open = () => openStore({ location: `${folder}/${(stores += 1)}.db`, mode: 'write', now });

const page = (source: string, month: string, cost: bigint, rest: Partial<ChargePage> = {}): ChargePage => ({
  source: { kind: 'api', name: source },
  billingMonth: day(`${month}-01`),
  charges: [
    charge({
      provider: 'azure',
      billingMonth: day(`${month}-01`),
      day: day(`${month}-05`),
      subAccountId: source,
      billedCost: cost,
      effectiveCost: cost,
    }),
  ],
  monthComplete: true,
  ...rest,
});

async function collect(store: Store, pages: () => AsyncIterable<ChargePage>, loads = new PQueue({ concurrency: 1 })) {
  const checkpoints: string[] = [];
  const job = {
    store,
    runId: 1,
    observedAt: now,
    signal: new AbortController().signal,
    onGone: () => undefined,
    onTaskEnd: () => undefined,
  };
  const range = { from: day('2026-09-01'), to: day('2026-11-24') };
  const result = await collectCharges(job, range, loads)(
    { charges: pages } as unknown as CloudConnection,
    {} as SyncTask,
    {
      cursor: null,
      records: 0,
      checkpoint: async (cursor) => void checkpoints.push(cursor),
    },
  );
  return { ...result, checkpoints };
}

const stored = async (store: Store) =>
  (await store.charges.sources()).map(({ source, billingMonth }) => `${source.name} ${billingMonth}`).toSorted();

describe('charges of several sources', () => {
  it('a month is done when the next one begins, not when its first source is', () =>
    withStore(open, async (store) => {
      const { records, checkpoints } = await collect(store, async function* () {
        yield page('a', '2026-09', 1n);
        yield page('b', '2026-09', 2n);
        yield page('a', '2026-10', 3n);
      });
      expect(records).toBe(3);
      expect(checkpoints).toEqual(['2026-09-01']);
      expect(await stored(store)).toEqual(['a 2026-09-01', 'a 2026-10-01', 'b 2026-09-01']);
    }));

  it('one that could not be read to its end leaves nothing behind, is told, and stops no other', () =>
    withStore(open, async (store) => {
      const { unread, checkpoints } = await collect(store, async function* () {
        yield page('a', '2026-09', 1n, { monthComplete: false });
        yield page('a', '2026-09', 1n, {
          charges: [],
          monthComplete: false,
          unread: [{ resourceId: 'a', reason: 'denied' }],
        });
        yield page('b', '2026-09', 2n);
        yield page('b', '2026-10', 2n);
      });
      expect(unread).toEqual(['a: denied']);
      // A run that goes on has to come across it again.
      expect(checkpoints).toEqual([]);
      expect(await stored(store)).toEqual(['b 2026-09-01', 'b 2026-10-01']);
    }));

  it('two clouds that answer by turns do not mix, nor wait for each other', () =>
    withStore(open, async (store) => {
      const loads = new PQueue({ concurrency: 1 });
      const turns: (() => void)[] = [];
      const turn = () => new Promise<void>((resolve) => turns.push(resolve));
      const slow = collect(
        store,
        async function* () {
          yield page('slow', '2026-09', 1n, { monthComplete: false });
          await turn();
          yield page('slow', '2026-09', 1n);
        },
        loads,
      );
      const quick = await collect(
        store,
        async function* () {
          yield page('quick', '2026-09', 2n);
        },
        loads,
      );
      expect(quick.records).toBe(1);
      turns[0]?.();
      expect((await slow).records).toBe(2);
      expect(await stored(store)).toEqual(['quick 2026-09-01', 'slow 2026-09-01']);
    }));
});
