import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

import { type MeasuredRun, runBallast } from './measured-run.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Estate {
  readonly resources: number;
  /** AWS alone when left out. */
  readonly clouds?: readonly string[];
  /** Milliseconds before each answer, as a network has them; none when left out. */
  readonly latency?: string;
}

/** Works with a sandbox of this size and stops it afterwards. */
export async function withSandbox<T>(
  { resources, clouds = ['aws'], latency }: Estate,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const estate = ['--resources', String(resources), '--accounts', '10', '--clouds', clouds.join(',')];
  const child = spawn(
    process.execPath,
    [
      join(root, 'dist/sandbox.js'),
      ...estate,
      ...(latency === undefined ? [] : ['--latency', latency]),
      '--stop-with-stdin',
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const { url } = JSON.parse(line) as { url: string };
      return await work(url);
    }
    throw new Error('the sandbox ended before it was ready');
  } finally {
    child.kill('SIGTERM');
  }
}

/** A first sync of a sandbox estate into `store`. */
export const syncInto = (store: string, estate: Estate): Promise<MeasuredRun> =>
  withSandbox(estate, async (url) => {
    const run = await runBallast(['sync', '--store', store, '--sandbox', url, '--json']);
    if (run.code !== 0) {
      throw new Error(`sync of ${estate.resources} ended with ${run.code}: ${run.stderr}${run.stdout.slice(0, 2000)}`);
    }
    return run;
  });
