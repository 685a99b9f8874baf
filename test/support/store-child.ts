import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Instant } from '../../src/domain/instant.ts';
import { openStore } from '../../src/store/open-store.ts';
import { at, volume } from './store-records.ts';

/*
 * What a test needs a process of its own for: to be killed, to be another user, to have a limit on file sizes.
 * Run as a script it does one job and prints one JSON line per step; imported, it starts such a script.
 */

type Job = 'hold' | 'open' | 'fill';

export interface Child {
  readonly pid: number;
  /** The next line that it prints. */
  next(): Promise<Readonly<Record<string, unknown>>>;
  kill(): Promise<void>;
}

export interface ChildOptions {
  readonly mode?: 'read' | 'write';
  /** Runs as this user; only root can. */
  readonly uid?: number;
  /** The largest file that it may write. */
  readonly fileLimitKiB?: number;
}

export function startChild(job: Job, location: string, options: ChildOptions = {}): Child {
  const script = [
    process.execPath,
    '--no-warnings',
    fileURLToPath(import.meta.url),
    job,
    location,
    options.mode ?? 'write',
  ];
  const limit = options.fileLimitKiB;
  // The limit's signal would end the process; ignored, the write fails as on a full disk.
  const [command, ...args] =
    limit === undefined ? script : ['bash', '-c', `trap '' XFSZ; ulimit -f ${limit}; exec "$@"`, 'bash', ...script];
  const child = spawn(command as string, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  const lines: string[] = [];
  let waiting: ((line: string) => void) | undefined;
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    if (waiting && lines.length > 0) waiting(lines.shift() as string);
  });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    pid: child.pid ?? 0,
    next: () =>
      new Promise((resolve, reject) => {
        const give = (line: string): void => {
          waiting = undefined;
          resolve(JSON.parse(line) as Record<string, unknown>);
        };
        const line = lines.shift();
        if (line !== undefined) return give(line);
        waiting = give;
        void closed.then(() => reject(new Error('the process ended without a word')));
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

const say = (line: Readonly<Record<string, unknown>>): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);

const jobs: Readonly<Record<Job, (location: string, mode: 'read' | 'write', now: Instant) => Promise<void>>> = {
  /** Opens the store and keeps it until killed. */
  async hold(location, mode, now) {
    await openStore({ location, mode, now });
    say({ holds: true });
    setInterval(() => {}, 60_000);
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , job, location = '', mode] = process.argv;
  try {
    await jobs[job as Job](location, mode === 'read' ? 'read' : 'write', at(1));
  } catch (thrown) {
    say(told(thrown));
  }
}
