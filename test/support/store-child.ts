import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Job } from './store-child-script.ts';

const SCRIPT = fileURLToPath(new URL('store-child-script.ts', import.meta.url));

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

/** Starts a process for one job of `store-child-script.ts`; it does not outlive the test. */
export function startChild(job: Job, location: string, options: ChildOptions = {}): Child {
  const script = [process.execPath, '--no-warnings', SCRIPT, job, location, options.mode ?? 'write'];
  const limit = options.fileLimitKiB;
  // The limit's signal would end the process; ignored, the write fails as on a full disk.
  const [command = '', ...args] =
    limit === undefined ? script : ['bash', '-c', `trap '' XFSZ; ulimit -f ${limit}; exec "$@"`, 'bash', ...script];
  const child = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const kill = (): Promise<void> => {
    child.kill('SIGKILL');
    return closed;
  };
  onTestFinished(kill);
  return {
    pid: child.pid ?? 0,
    next: async () => {
      const { value, done } = await lines.next();
      if (done) throw new Error('the process ended without a word');
      return JSON.parse(value) as Readonly<Record<string, unknown>>;
    },
    kill,
  };
}
