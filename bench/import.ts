/**
 * Import of synthetic FOCUS rows: DuckDB's own read and group of the file, against the full read into charges and
 * against the whole way into a new store. Each is measured in a process of its own, turn and turn about.
 * `npm run bench:import [-- --json] [--rows 1000000] [--rows-per-charge 10] [--runs 3]`
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';

import { readBillingPath } from '../src/billing/charges/read-billing.ts';
import { literal } from '../src/billing/sql-text.ts';
import { instant } from '../src/domain/instant.ts';
import { openStore } from '../src/store/open-store.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rows: { type: 'string', default: '1000000' },
    'rows-per-charge': { type: 'string', default: '10' },
    runs: { type: 'string', default: '3' },
    /** For the processes that this one starts: what to measure, on which file. */
    measure: { type: 'string' },
    file: { type: 'string' },
  },
});

/** One run of one thing, as a child process prints it. */
interface Figures {
  readonly seconds: number;
  readonly peakMiB: number;
  readonly charges: number;
}

/** Rows of a month of EC2-like usage, 45 columns of FOCUS 1.0 and one of nobody's; the same each time. */
function rowsSql(rows: number, perDay: number): string {
  const cost = (factor: number): string => `((hash(s * 31 + h) % 1000003) * ${factor} / 1e5)::DECIMAL(18, 11)::VARCHAR`;
  const committed = (value: string): string => `CASE WHEN s % 7 = 0 THEN ${value} END`;
  const at = (hours: string): string => `strftime(moment + INTERVAL ${hours} HOUR, '%Y-%m-%dT%H:%M:%SZ')`;
  const columns: Readonly<Record<string, string>> = {
    AvailabilityZone: "'us-east-1' || chr(97 + (s % 4)::INTEGER)",
    BilledCost: cost(1),
    BillingAccountId: "'10000000000' || (s % 3)",
    BillingAccountName: "'Payer ' || (s % 3)",
    BillingCurrency: "'USD'",
    BillingPeriodEnd: "'2026-06-01T00:00:00Z'",
    BillingPeriodStart: "'2026-05-01T00:00:00Z'",
    ChargeCategory: "CASE WHEN s % 50 = 0 THEN 'Credit' WHEN s % 97 = 0 THEN 'Tax' ELSE 'Usage' END",
    ChargeClass: 'NULL::VARCHAR',
    ChargeDescription: "'$0.0' || (s % 100) || ' per unit-hour (or partial hour) of service ' || (s % 40)",
    ChargeFrequency: "'Usage-Based'",
    ChargePeriodEnd: at('1'),
    ChargePeriodStart: at('0'),
    CommitmentDiscountCategory: committed("'Spend'"),
    CommitmentDiscountId: committed("'arn:aws:savingsplans::100000000001:savingsplan/' || md5((s % 5)::VARCHAR)"),
    CommitmentDiscountName: committed("'sp'"),
    CommitmentDiscountStatus: committed("'Used'"),
    CommitmentDiscountType: committed("'Savings Plan'"),
    ConsumedQuantity: '((hash(s * 7 + h) % 100000) / 1e4)::DECIMAL(18, 4)::VARCHAR',
    ConsumedUnit: "'Hours'",
    ContractedCost: cost(0.95),
    ContractedUnitPrice: "'0.0456'",
    EffectiveCost: cost(0.9),
    InvoiceIssuerName: "'Amazon Web Services, Inc.'",
    ListCost: cost(1.1),
    ListUnitPrice: "'0.05'",
    PricingCategory: "CASE WHEN s % 7 = 0 THEN 'Committed' ELSE 'Standard' END",
    PricingQuantity: "'1.0'",
    PricingUnit: "'Hours'",
    ProviderName: "'AWS'",
    PublisherName: "'Amazon Web Services, Inc.'",
    RegionId: "'us-east-' || (s % 4)",
    RegionName: "'US East ' || (s % 4)",
    ResourceId:
      "'arn:aws:ec2:us-east-1:10000000000' || (s % 20) || ':instance/i-' || substr(md5((s // 3)::VARCHAR), 1, 17)",
    ResourceName: "'host-' || (s // 3)",
    ResourceType: "'EC2 Instance'",
    ServiceCategory: "'Compute'",
    ServiceName: "'Amazon Service ' || (s % 40)",
    SkuId: "'SKU' || md5((s % 2000)::VARCHAR)",
    SkuPriceId: "'SKU' || (s % 2000) || '.JRTC'",
    SubAccountId: "'20000000000' || (s % 20)",
    SubAccountName: "'account ' || (s % 20)",
    SkuMeter: "'meter ' || (s % 300)",
    Tags: `'{"application": "app' || (s % 200) || '", "environment": "' || CASE WHEN s % 3 = 0 THEN 'dev' ELSE 'prod' END || '"}'`,
    Id: 's::VARCHAR',
  };
  const perSeries = perDay * 30;
  return `SELECT ${Object.entries(columns)
    .map(([name, value]) => `${value} AS ${name}`)
    .join(', ')}
    FROM (SELECT r // ${perSeries} AS s, r % ${perSeries} AS h,
      TIMESTAMP '2026-05-01' + INTERVAL 1 DAY * ((r % ${perSeries}) // ${perDay}) + INTERVAL 1 HOUR * (r % ${perDay}) AS moment
      FROM range(${rows}) t(r)) ORDER BY h, s`;
}

async function withDuckDb<T>(work: (run: (sql: string) => Promise<string[][]>) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '1GiB',
    temp_directory: join(tmpdir(), 'ballast-bench-spill'),
  });
  const connection = await instance.connect();
  try {
    return await work(async (sql) => (await connection.runAndReadAll(sql)).getRowsJson().map((row) => row.map(String)));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The files, made once and kept in `.bench/`. */
async function benchFiles(rows: number, perDay: number): Promise<Readonly<Record<string, string>>> {
  const folder = fileURLToPath(new URL('../.bench/', import.meta.url));
  await mkdir(folder, { recursive: true });
  const files = {
    parquet: join(folder, `focus-${rows}-${perDay}.parquet`),
    'csv.gz': join(folder, `focus-${rows}-${perDay}.csv.gz`),
  };
  for (const [format, path] of Object.entries(files)) {
    if (existsSync(path)) continue;
    process.stderr.write(`making ${path}\n`);
    const options = format === 'parquet' ? 'FORMAT parquet' : 'FORMAT csv, HEADER, COMPRESSION gzip';
    await withDuckDb((run) => run(`COPY (${rowsSql(rows, perDay)}) TO ${literal(`${path}.part`)} (${options})`));
    await rename(`${path}.part`, path);
  }
  return files;
}

/** DuckDB's own way to the same day and dimensions: columns as they are, costs as 64-bit decimals, nothing checked. */
async function baseline(file: string): Promise<number> {
  const dimensions =
    'BillingAccountId, BillingCurrency, ProviderName, ServiceName, ChargeCategory, SubAccountId, SubAccountName, RegionId, ServiceCategory, ChargeClass, PricingCategory, CommitmentDiscountId, CommitmentDiscountType, CommitmentDiscountStatus, SkuId, ResourceId, ResourceName, ResourceType, ConsumedUnit, Tags';
  const sums = ['BilledCost', 'EffectiveCost', 'ListCost', 'ContractedCost', 'ConsumedQuantity'];
  const source = file.endsWith('.parquet')
    ? `read_parquet(${literal(file)})`
    : `read_csv(${literal(file)}, all_varchar = true)`;
  const [row] = await withDuckDb((run) =>
    run(`SELECT count(*), ${sums.map((sum) => `sum(${sum})`).join(', ')} FROM (
      SELECT ChargePeriodStart::TIMESTAMP::DATE AS day, date_trunc('month', BillingPeriodStart::TIMESTAMP) AS month,
        ${dimensions}, ${sums.map((sum) => `sum(${sum}::DECIMAL(18, 9)) AS ${sum}`).join(', ')}
      FROM ${source} GROUP BY ALL)`),
  );
  return Number(row?.[0]);
}

async function read(file: string): Promise<number> {
  const delivery = await readBillingPath(file);
  let charges = 0;
  for (const source of delivery.sources) for await (const page of source.chargePages()) charges += page.charges.length;
  await delivery.close();
  return charges;
}

async function intoStore(file: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'ballast-bench-'));
  const now = instant('2026-06-02T00:00:00Z');
  try {
    const store = await openStore({ location: join(folder, 'b.db'), mode: 'write', now });
    const delivery = await readBillingPath(file);
    let charges = 0;
    for (const { source, chargePages } of delivery.sources) {
      const load = await store.charges.beginLoad(source, now);
      for await (const page of chargePages()) await load.add(page.charges);
      charges += (await load.commit()).rows;
    }
    await delivery.close();
    await store.close();
    return charges;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const measures: Readonly<Record<string, (file: string) => Promise<number>>> = { baseline, read, store: intoStore };

/** In the child: one measure, its figures on stdout. */
async function measureHere(name: string, file: string): Promise<void> {
  const measure = measures[name];
  if (measure === undefined) throw new Error(`no measure ${name}`);
  const started = performance.now();
  const charges = await measure(file);
  const figures: Figures = {
    seconds: (performance.now() - started) / 1000,
    peakMiB: process.resourceUsage().maxRSS / 1024,
    charges,
  };
  process.stdout.write(JSON.stringify(figures));
}

function measureApart(name: string, file: string): Figures {
  const script = fileURLToPath(import.meta.url);
  return JSON.parse(
    execFileSync(process.execPath, [script, '--measure', name, '--file', file], { encoding: 'utf8' }),
  ) as Figures;
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

async function compare(): Promise<void> {
  const rows = Number(values.rows);
  const results = [];
  for (const [format, file] of Object.entries(await benchFiles(rows, Number(values['rows-per-charge'])))) {
    const runs = Array.from({ length: Number(values.runs) }, () =>
      Object.keys(measures).map((name) => ({ name, ...measureApart(name, file) })),
    ).flat();
    const secondsOf = (name: string): number =>
      median(runs.filter((run) => run.name === name).map(({ seconds }) => seconds));
    for (const name of Object.keys(measures)) {
      const own = runs.filter((run) => run.name === name);
      const seconds = secondsOf(name);
      results.push({
        name: `${format} ${name}`,
        ratio: seconds / secondsOf('baseline'),
        peakMiB: Math.max(...own.map(({ peakMiB }) => peakMiB)),
        seconds,
        rowsPerSecond: Math.round(rows / seconds),
        charges: own[0]?.charges,
      });
    }
  }
  if (values.json) console.log(JSON.stringify({ results }, null, 2));
  else console.table(results);
}

if (values.measure !== undefined) await measureHere(values.measure, values.file ?? '');
else await compare();
