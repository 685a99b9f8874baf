/**
 * Sync of a small and a ten times larger sandbox estate: how time and peak memory grow.
 * `npm run bench:sync [-- --json] [--small 10000] [--large 100000] [--runs 1]`
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { type MeasuredRun, runBallast } from './support/measured-run.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    small: { type: 'string', default: '10000' },
    large: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '1' },
  },
});

async function withSandbox<T>(resources: number, work: (url: string) => Promise<T>): Promise<T> {
  const child = spawn(
    process.execPath,
    [join(root, 'dist/sandbox.js'), '--resources', String(resources), '--accounts', '10', '--stop-with-stdin'],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
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

/** A first sync into a new store. */
async function syncOnce(resources: number): Promise<MeasuredRun> {
  const folder = await mkdtemp(join(tmpdir(), 'ballast-sync-'));
  try {
    return await withSandbox(resources, async (url) => {
      const run = await runBallast(['sync', '--store', join(folder, 'b.db'), '--sandbox', url, '--json']);
      if (run.code !== 0)
        throw new Error(`sync of ${resources} ended with ${run.code}: ${run.stderr}${run.stdout.slice(0, 2000)}`);
      return run;
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const small: MeasuredRun[] = [];
const large: MeasuredRun[] = [];
for (let run = 0; run < Number(values.runs); run++) {
  small.push(await syncOnce(Number(values.small)));
  large.push(await syncOnce(Number(values.large)));
}
const figures = (runs: readonly MeasuredRun[]): { seconds: number; peakMiB: number } => ({
  seconds: median(runs.map(({ seconds }) => seconds)),
  peakMiB: median(runs.map(({ peakMiB }) => peakMiB)),
});
const [base, grown] = [figures(small), figures(large)];
const results = [
  { name: `sync ${values.small} resources`, ratio: 1, ...base },
  {
    name: `sync ${values.large} resources`,
    ratio: grown.seconds / base.seconds,
    peakRatio: grown.peakMiB / base.peakMiB,
    ...grown,
  },
];
if (values.json) console.log(JSON.stringify({ results }));
else console.table(results);
