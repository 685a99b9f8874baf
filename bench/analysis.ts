/**
 * Every check over a small and a ten times larger estate of all families that is in the store already: how time and
 * peak memory of `ballast audit --offline` grow, how much it finds, and where its time goes. The estate is a synced one
 * with its bill by resource, copied into more accounts and more often into each; stores are kept in `.bench/` for a day.
 * `npm run bench:analysis [-- --json] [--small 10000] [--large 100000] [--runs 3] [--fresh]`
 */
import Database from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { type AnalysisPhases, measurePhases } from './support/analysis-phases.ts';
import { estateStore } from './support/estate-store.ts';
import { type MeasuredRun, runBallast } from './support/measured-run.ts';
import type { Copies } from './support/multiplied-store.ts';

const folder = fileURLToPath(new URL('../.bench/', import.meta.url));
/** Time may grow a tenth faster than the estate. */
const LIMIT = 11;
/** Resources of one copy: a sandbox of 1,000 has 2,300 of all families; an eighth less is room for other seeds. */
const PER_COPY = 2000;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    small: { type: 'string', default: '10000' },
    large: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '3' },
    fresh: { type: 'boolean', default: false },
    /** For the process that this one starts: the store whose analysis is taken apart. */
    phases: { type: 'string' },
  },
});

/** Twice as many accounts for each four times as many resources, about: both grow. */
function copiesFor(resources: number): Copies {
  const copies = Math.max(1, Math.ceil(resources / PER_COPY));
  const divisors = Array.from({ length: copies }, (_, index) => index + 1).filter((number) => copies % number === 0);
  const ofAccounts = divisors.findLast((number) => number <= Math.sqrt(copies)) ?? 1;
  return { ofAccounts, perAccount: copies / ofAccounts };
}

interface Audited extends MeasuredRun {
  readonly resources: number;
  readonly findings: number;
}

async function audit(store: string): Promise<Audited> {
  forgetFindings(store);
  const run = await runBallast(['audit', '--offline', '--store', store, '--json', '--limit', '1']);
  if (run.code !== 0 && run.code !== 3) throw new Error(`audit ended with ${run.code}: ${run.stderr}`);
  const { summary } = JSON.parse(run.stdout) as { summary: { resources: number; findings: number } };
  return { ...run, ...summary };
}

/** Every run is the first of its estate: all that it finds is new. */
function forgetFindings(store: string): void {
  const db = new Database(store);
  db.exec('DELETE FROM finding');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

interface Measured {
  readonly resources: number;
  readonly findings: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
  readonly phases: AnalysisPhases;
}

async function measure(store: string, runs: readonly Audited[]): Promise<Measured> {
  forgetFindings(store);
  const script = fileURLToPath(import.meta.url);
  const printed = execFileSync(process.execPath, [script, '--phases', store], { encoding: 'utf8' });
  return {
    resources: runs[0]?.resources ?? 0,
    findings: runs[0]?.findings ?? 0,
    seconds: median(runs.map(({ seconds }) => seconds)),
    cpuSeconds: median(runs.map(({ cpuSeconds }) => cpuSeconds)),
    peakMiB: median(runs.map(({ peakMiB }) => peakMiB)),
    phases: JSON.parse(printed) as AnalysisPhases,
  };
}

async function main(): Promise<void> {
  const stores: string[] = [];
  for (const size of [values.small, values.large]) {
    stores.push(await estateStore(folder, copiesFor(Number(size)), values.fresh && stores.length === 0));
  }
  // Turn and turn about: what else the machine does meets both.
  const runs = stores.map((): Audited[] => []);
  for (let run = 0; run < Number(values.runs); run += 1) {
    for (const [at, store] of stores.entries()) runs[at]?.push(await audit(store));
  }
  const [small, large] = [await measure(stores[0]!, runs[0]!), await measure(stores[1]!, runs[1]!)];
  const growth = large.resources / small.resources;
  const ratios = {
    resources: growth,
    findings: large.findings / small.findings,
    seconds: large.seconds / small.seconds,
    cpu: large.cpuSeconds / small.cpuSeconds,
    peak: large.peakMiB / small.peakMiB,
    limit: LIMIT,
  };
  if (values.json) console.log(JSON.stringify({ small, large, ratios }));
  else print(small, large, ratios);
  if (ratios.cpu > (LIMIT * growth) / 10 && ratios.seconds > (LIMIT * growth) / 10) process.exitCode = 1;
}

function print(small: Measured, large: Measured, ratios: Readonly<Record<string, number>>): void {
  const row = ({ resources, findings, seconds, cpuSeconds, peakMiB }: Measured) => ({
    resources,
    findings,
    seconds,
    cpuSeconds,
    peakMiB,
  });
  console.table({ small: row(small), large: row(large) });
  console.table({ 'large : small': ratios });
  const parts = (of: (phases: AnalysisPhases) => Readonly<Record<string, number>>) => {
    const [few, many] = [of(small.phases), of(large.phases)];
    const order = Object.keys(many).toSorted((a, b) => (many[b] ?? 0) - (many[a] ?? 0));
    return Object.fromEntries(
      order
        .slice(0, 12)
        .map((name) => [
          name,
          { small: few[name] ?? 0, large: many[name] ?? 0, ratio: (many[name] ?? 0) / (few[name] ?? 0) },
        ]),
    );
  };
  console.log('Seconds by part of the analysis, measured apart, with a clock in each:');
  console.table(parts(({ store, checks, rest }) => ({ ...store, checks: secondsIn(checks), rest })));
  console.log('Seconds by check:');
  console.table(
    parts(({ checks }) => Object.fromEntries(Object.entries(checks).map(([name, { seconds }]) => [name, seconds]))),
  );
}

const secondsIn = (checks: AnalysisPhases['checks']): number =>
  Object.values(checks).reduce((sum, { seconds }) => sum + seconds, 0);

if (values.phases === undefined) await main();
else console.log(JSON.stringify(await measurePhases(values.phases)));
