/**
 * Sync of a small and a ten times larger sandbox estate: how time and peak memory grow. Then of each cloud alone and of
 * all together behind a network's latency: reading them side by side should cost little more than the slowest.
 * `npm run bench:sync [-- --json] [--part growth|clouds] [--small 10000] [--large 100000] [--latency 20-80] [--runs 1]`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import type { MeasuredRun } from './support/measured-run.ts';
import { type Estate, syncInto } from './support/synced-store.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    part: { type: 'string' },
    small: { type: 'string', default: '10000' },
    large: { type: 'string', default: '100000' },
    latency: { type: 'string', default: '20-80' },
    runs: { type: 'string', default: '1' },
  },
});

/** A first sync into a new store. */
async function syncOnce(estate: Estate): Promise<MeasuredRun> {
  const folder = await mkdtemp(join(tmpdir(), 'ballast-sync-'));
  try {
    return await syncInto(join(folder, 'b.db'), estate);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const figures = (runs: readonly MeasuredRun[]): { seconds: number; cpuSeconds: number; peakMiB: number } => ({
  seconds: median(runs.map(({ seconds }) => seconds)),
  cpuSeconds: median(runs.map(({ cpuSeconds }) => cpuSeconds)),
  peakMiB: median(runs.map(({ peakMiB }) => peakMiB)),
});

/** One cloud, small and large. */
async function growth(): Promise<object[]> {
  const runs = { small: [] as MeasuredRun[], large: [] as MeasuredRun[] };
  for (let run = 0; run < Number(values.runs); run++) {
    runs.small.push(await syncOnce({ resources: Number(values.small) }));
    runs.large.push(await syncOnce({ resources: Number(values.large) }));
  }
  const [small, large] = [figures(runs.small), figures(runs.large)];
  return [
    { name: `sync ${values.small} resources`, ratio: 1, ...small },
    {
      name: `sync ${values.large} resources`,
      ratio: large.seconds / small.seconds,
      peakRatio: large.peakMiB / small.peakMiB,
      ...large,
    },
  ];
}

/** Each cloud alone, then all together; the baseline is the slowest alone. */
async function sideBySide(): Promise<object[]> {
  const sets = [['aws'], ['gcp'], ['azure'], ['aws', 'gcp', 'azure']];
  const runs: MeasuredRun[][] = sets.map(() => []);
  for (let run = 0; run < Number(values.runs); run++) {
    for (const [at, clouds] of sets.entries()) {
      runs[at]?.push(await syncOnce({ resources: Number(values.small), latency: values.latency, clouds }));
    }
  }
  const measured = runs.map(figures);
  const slowest = Math.max(...measured.slice(0, -1).map(({ seconds }) => seconds));
  return measured.map((of, at) => ({
    name: `${sets[at]?.join(', ')}: ${values.small} resources each, ${values.latency} ms`,
    ratio: of.seconds / slowest,
    ...of,
  }));
}

const results = [
  ...(values.part === 'clouds' ? [] : await growth()),
  ...(values.part === 'growth' ? [] : await sideBySide()),
];
if (values.json) console.log(JSON.stringify({ results }));
else console.table(results);
