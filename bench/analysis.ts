/**
 * Every check over a small and a ten times larger estate that is in the store already: how time and peak memory of
 * `ballast audit --offline` grow, and what of it is starting up. Stores are kept in `.bench/`.
 * `npm run bench:analysis [-- --json] [--small 10000] [--large 100000] [--runs 3] [--fresh]`
 */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { type MeasuredRun, runBallast } from './support/measured-run.ts';
import { syncInto } from './support/synced-store.ts';

const folder = fileURLToPath(new URL('../.bench/', import.meta.url));

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    small: { type: 'string', default: '10000' },
    large: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '3' },
    fresh: { type: 'boolean', default: false },
  },
});

/** A store with a synced estate of this size; made when it is not there. */
async function storeOf(resources: number): Promise<string> {
  const path = join(folder, `analysis-${resources}.db`);
  if (existsSync(path) && !values.fresh) return path;
  mkdirSync(folder, { recursive: true });
  const unfinished = `${path}.building`;
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${unfinished}${suffix}`, { force: true });
  const { seconds } = await syncInto(unfinished, resources);
  process.stderr.write(`synced ${resources} resources in ${seconds.toFixed(1)} s\n`);
  renameSync(unfinished, path);
  return path;
}

interface Audited extends MeasuredRun {
  readonly resources: number;
  readonly findings: number;
}

async function audit(store: string): Promise<Audited> {
  const run = await runBallast(['audit', '--offline', '--store', store, '--json', '--limit', '1']);
  if (run.code !== 0 && run.code !== 3) throw new Error(`audit ended with ${run.code}: ${run.stderr}`);
  const { summary } = JSON.parse(run.stdout) as { summary: { resources: number; findings: number } };
  return { ...run, ...summary };
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

async function measure(resources: number) {
  const store = await storeOf(resources);
  const runs: Audited[] = [];
  for (let run = 0; run < Number(values.runs); run++) runs.push(await audit(store));
  return {
    resources: runs[0]?.resources ?? 0,
    findings: runs[0]?.findings ?? 0,
    seconds: median(runs.map(({ seconds }) => seconds)),
    peakMiB: median(runs.map(({ peakMiB }) => peakMiB)),
  };
}

const small = await measure(Number(values.small));
const large = await measure(Number(values.large));
const results = [
  { name: `analysis of ${values.small}`, ratio: 1, ...small },
  {
    name: `analysis of ${values.large}`,
    ratio: large.seconds / small.seconds,
    peakRatio: large.peakMiB / small.peakMiB,
    // What there is grows with the option, not exactly in step with it.
    perResourceRatio: large.seconds / large.resources / (small.seconds / small.resources),
    ...large,
  },
];
if (values.json) console.log(JSON.stringify({ results }));
else console.table(results);
