/**
 * How long short commands take, process start included, against `node -e 0` in the same run: the commands take
 * turns, so that a busy moment of the machine hits all of them. `ratio` is of the medians.
 * `npm run bench:startup [-- --json] [--runs 31] [--resources 100000] [--days 365]`; the store is kept under `.bench/`.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { SCHEMA_VERSION } from '../src/store/schema-version.ts';
import { cachedChargeStore } from './support/store-fixture.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '31' },
    resources: { type: 'string', default: '100000' },
    days: { type: 'string', default: '365' },
  },
});

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = join(root, '.bench');
mkdirSync(folder, { recursive: true });
const resources = Number(values.resources);
const days = Number(values.days);
const store = await cachedChargeStore({
  path: join(folder, `startup-v${SCHEMA_VERSION}-${resources}x${days}.db`),
  resources,
  days,
  accounts: 20,
});

const ballast = join(root, 'bin', 'run.js');
const commands: Readonly<Record<string, readonly string[]>> = {
  'node -e 0': ['-e', '0'],
  '--version': [ballast, '--version'],
  'cost report --json': [ballast, 'cost', 'report', '--json', '--store', store],
  'cost report': [ballast, 'cost', 'report', '--store', store],
  'inventory list --json --limit 10': [ballast, 'inventory', 'list', '--json', '--limit', '10', '--store', store],
  'checks list --json': [ballast, 'checks', 'list', '--json', '--store', store],
  'cost report --json, by oclif': [ballast, 'cost', 'report', '--json', '--store', store],
  '--help': [ballast, '--help'],
};

/** A cache folder of its own: the first run of each command fills it, as a user's second day finds it filled. */
const home = mkdtempSync(join(tmpdir(), 'ballast-startup-'));

function timeOf(name: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env['PATH'], HOME: home, ...(name.endsWith('by oclif') && { BALLAST_FAST_PATH: '0' }) };
    const started = performance.now();
    const child = spawn(process.execPath, args, { cwd: home, stdio: ['ignore', 'pipe', 'inherit'], env });
    let bytes = 0;
    child.stdout.on('data', (piece: Buffer) => (bytes += piece.length));
    child.once('error', reject);
    child.once('close', (code) => {
      const ms = performance.now() - started;
      if (code !== 0 || (bytes === 0 && name !== 'node -e 0'))
        reject(new Error(`${name} ended with ${code} and ${bytes} bytes`));
      else resolve(ms);
    });
  });
}

const times = new Map<string, number[]>(Object.keys(commands).map((name) => [name, []]));
try {
  for (let round = 0; round <= Number(values.runs); round += 1) {
    for (const [name, args] of Object.entries(commands)) {
      const ms = await timeOf(name, args);
      if (round > 0) times.get(name)?.push(ms);
    }
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}

const median = (of: readonly number[]): number => of.toSorted((a, b) => a - b)[of.length >> 1] ?? Number.NaN;
const base = median(times.get('node -e 0') ?? []);
const results = [...times].map(([name, of]) => ({
  name,
  ratio: median(of) / base,
  medianMs: median(of),
  leastMs: Math.min(...of),
}));

if (values.json) console.log(JSON.stringify({ results }));
else console.table(results);
