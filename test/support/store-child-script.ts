import type { Instant } from '../../src/domain/instant.ts';
import { openStore } from '../../src/store/open-store.ts';
import { at, volume } from './store-records.ts';

/*
 * What a test needs a process of its own for: to be killed, to be another user, to have a limit on file sizes. Does
 * one job, prints one JSON line per step, and ends with the process that started it.
 */

export type Job = 'hold' | 'open' | 'fill';

const say = (line: Readonly<Record<string, unknown>>): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);

const jobs: Readonly<Record<Job, (location: string, mode: 'read' | 'write', now: Instant) => Promise<void>>> = {
  /** Opens the store and keeps it until the process ends. */
  async hold(location, mode, now) {
    await openStore({ location, mode, now });
    say({ holds: true });
  },
  async open(location, mode, now) {
    const store = await openStore({ location, mode, now });
    say({ resources: await store.resources.count({}) });
    await store.close();
  },
  /** Writes pages of resources until something stops it, and says how many were committed. */
  async fill(location, mode, now) {
    const store = await openStore({ location, mode, now });
    for (let page = 0; page < 1000; page += 1) {
      try {
        const resources = Array.from({ length: 100 }, (_, index) =>
          volume(`vol-${page}-${index}`, { name: 'x'.repeat(500) }),
        );
        await store.resources.upsert(1, resources, now);
      } catch (thrown) {
        say({ committed: page * 100, ...told(thrown) });
        return;
      }
    }
    say({ committed: 'all' });
  },
};

const told = (thrown: unknown): Readonly<Record<string, unknown>> => {
  const { code, message } = thrown as { code?: string; message: string };
  return { code, message };
};

const [, , job, location = '', mode] = process.argv;
// Ends when the starter does, however that ends.
process.stdin.on('end', () => process.exit()).resume();
try {
  await jobs[job as Job](location, mode === 'read' ? 'read' : 'write', at(1));
} catch (thrown) {
  say(told(thrown));
}
if (job !== 'hold') process.stdin.destroy();
