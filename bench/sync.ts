/**
 * Sync of a small and a ten times larger sandbox estate: how time and peak memory grow. Then of each cloud alone and of
 * all together behind a network's latency: reading them side by side should cost little more than the slowest.
 * `npm run bench:sync [-- --json] [--small 10000] [--large 100000] [--latency 20-80] [--runs 1]`
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

const CLOUDS = ['aws', 'gcp', 'azure'] as const;
const small: MeasuredRun[] = [];
const large: MeasuredRun[] = [];
const alone = new Map<string, MeasuredRun[]>(CLOUDS.map((cloud) => [cloud, []]));
const together: MeasuredRun[] = [];
for (let run = 0; run < Number(values.runs); run++) {
  small.push(await syncOnce({ resources: Number(values.small) }));
  large.push(await syncOnce({ resources: Number(values.large) }));
  const estate = { resources: Number(values.small), latency: values.latency };
  for (const cloud of CLOUDS) alone.get(cloud)?.push(await syncOnce({ ...estate, clouds: [cloud] }));
  together.push(await syncOnce({ ...estate, clouds: CLOUDS }));
}
const figures = (runs: readonly MeasuredRun[]): { seconds: number; peakMiB: number } => ({
  seconds: median(runs.map(({ seconds }) => seconds)),
  peakMiB: median(runs.map(({ peakMiB }) => peakMiB)),
});
const [base, grown, all] = [figures(small), figures(large), figures(together)];
const oneByOne = [...alone].map(([cloud, runs]) => [cloud, figures(runs)] as const);
const slowest = Math.max(...oneByOne.map(([, { seconds }]) => seconds));
const results = [
  { name: `sync ${values.small} resources`, ratio: 1, ...base },
  {
    name: `sync ${values.large} resources`,
    ratio: grown.seconds / base.seconds,
    peakRatio: grown.peakMiB / base.peakMiB,
    ...grown,
  },
  ...oneByOne.map(([cloud, of]) => ({
    name: `${cloud} alone, ${values.latency} ms`,
    ratio: of.seconds / slowest,
    ...of,
  })),
  { name: `all clouds, ${values.latency} ms`, ratio: all.seconds / slowest, ...all },
];
if (values.json) console.log(JSON.stringify({ results }));
else console.table(results);
