/**
 * Cost questions to a store of 5 million daily charges (13 months), answered from the roll-ups, and the same
 * questions asked of the facts in the same run. `ratio` is the first over the second.
 * `npm run bench:query [-- --json] [--resources 12700] [--runs 50]`; the store is kept under `.bench/`.
 */
import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Day } from '../src/domain/instant.ts';
import { Connection } from '../src/store/connection.ts';
import { costReport, type RankedCostQuery } from '../src/store/repositories/cost-report.ts';
import { SCHEMA_VERSION } from '../src/store/schema-version.ts';
import { accountIdOf, cachedChargeStore } from './support/store-fixture.ts';

const DAYS = 395;
const ACCOUNTS = 20;

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    resources: { type: 'string', default: '12700' },
    runs: { type: 'string', default: '50' },
  },
});

const day = (text: string): Day => text as Day;
const october = { from: day('2026-10-01'), to: day('2026-11-01') };

const questions: Readonly<Record<string, RankedCostQuery>> = {
  'a month by service': { range: october, groupBy: ['serviceName'], granularity: 'total' },
  'top 50 resources of a month': {
    range: october,
    groupBy: ['resourceId'],
    granularity: 'total',
    top: { by: 'effectiveCost', count: 50 },
  },
  'top 50 resources of the last 30 days': {
    range: { from: day('2026-10-25'), to: day('2026-11-24') },
    groupBy: ['resourceId'],
    granularity: 'total',
    top: { by: 'effectiveCost', count: 50 },
  },
  '13 months of one account by day': {
    range: { from: day('2025-10-25'), to: day('2026-11-24') },
    groupBy: [],
    granularity: 'daily',
    accountIds: [accountIdOf(3)],
  },
};

function timesOf(runs: number, work: () => unknown): readonly number[] {
  work();
  return Array.from({ length: runs }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  }).toSorted((a, b) => a - b);
}

const quantile = (sorted: readonly number[], of: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? Number.NaN;

const folder = fileURLToPath(new URL('../.bench/', import.meta.url));
mkdirSync(folder, { recursive: true });
const resources = Number(values.resources);
const path = await cachedChargeStore({
  path: `${folder}query-v${SCHEMA_VERSION}-${resources}x${DAYS}.db`,
  resources,
  days: DAYS,
  accounts: ACCOUNTS,
});

const connection = new Connection(new Database(path, { readonly: true }), path);
const runs = Number(values.runs);
const results = Object.entries(questions).map(([name, query]) => {
  const answer = timesOf(runs, () => costReport(connection, query));
  const facts = timesOf(Math.max(3, Math.round(runs / 10)), () => costReport(connection, query, { factsOnly: true }));
  return {
    name,
    ratio: quantile(answer, 0.5) / quantile(facts, 0.5),
    p50Ms: quantile(answer, 0.5),
    p99Ms: quantile(answer, 0.99),
    factsP50Ms: quantile(facts, 0.5),
    peakMiB: process.resourceUsage().maxRSS / 1024,
  };
});
connection.close();

if (values.json) console.log(JSON.stringify({ results }));
else console.table(results);
