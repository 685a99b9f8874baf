/**
 * Sync of a small and a ten times larger sandbox estate: how time and peak memory grow.
 * `npm run bench:sync [-- --json] [--small 10000] [--large 100000] [--runs 1]`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import type { MeasuredRun } from './support/measured-run.ts';
import { syncInto } from './support/synced-store.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    small: { type: 'string', default: '10000' },
    large: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '1' },
  },
});

/** A first sync into a new store. */
async function syncOnce(resources: number): Promise<MeasuredRun> {
  const folder = await mkdtemp(join(tmpdir(), 'ballast-sync-'));
  try {
    return await syncInto(join(folder, 'b.db'), resources);
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
