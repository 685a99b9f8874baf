/**
 * Import of synthetic rows, as FOCUS and as an AWS Cost and Usage Report: DuckDB's own read and group of the file,
 * against the full read into charges and against the whole way into a new store. Each is measured in a process of its
 * own, turn and turn about.
 * `npm run bench:import [-- --json] [--rows 1000000] [--rows-per-charge 10] [--runs 3] [--only cur]`
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
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
    /** Part of a file's name: `focus`, `cur`, `parquet`. */
    only: { type: 'string', default: '' },
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
function focusSql(rows: number, perDay: number): string {
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
  return seriesSql(columns, rows, perDay);
}

/** The same usage as a Cost and Usage Report has it, with savings plans; columns of CUR 2.0 but for its maps. */
function curSql(rows: number, perDay: number): string {
  const cost = (factor: number): string => `((hash(s * 31 + h) % 1000003) * ${factor} / 1e5)::DOUBLE`;
  const at = (hours: string): string => `moment + INTERVAL ${hours} HOUR`;
  const covered = 's % 7 = 0';
  const columns: Readonly<Record<string, string>> = {
    identity_line_item_id: 'md5((s * 1000 + h)::VARCHAR)',
    identity_time_interval: "strftime(moment, '%Y-%m-%dT%H:%M:%SZ') || '/'",
    bill_bill_type: "'Anniversary'",
    bill_billing_entity: "'AWS'",
    bill_payer_account_id: "'10000000000' || (s % 3)",
    bill_billing_period_start_date: "TIMESTAMP '2026-05-01'",
    bill_billing_period_end_date: "TIMESTAMP '2026-06-01'",
    line_item_usage_account_id: "'20000000000' || (s % 20)",
    line_item_line_item_type: `CASE WHEN s % 50 = 0 THEN 'Credit' WHEN s % 97 = 0 THEN 'Tax' WHEN ${covered} THEN 'SavingsPlanCoveredUsage' ELSE 'Usage' END`,
    line_item_usage_start_date: at('0'),
    line_item_usage_end_date: at('1'),
    line_item_product_code: "'Product' || (s % 40)",
    line_item_usage_type: "'USE1-BoxUsage:type' || (s % 300)",
    line_item_operation: "'RunInstances'",
    line_item_availability_zone: "'us-east-' || (s % 4) || 'a'",
    line_item_resource_id:
      "'arn:aws:ec2:us-east-1:10000000000' || (s % 20) || ':instance/i-' || substr(md5((s // 3)::VARCHAR), 1, 17)",
    line_item_usage_amount: '1.0::DOUBLE',
    line_item_currency_code: "'USD'",
    line_item_unblended_rate: "'0.05'",
    line_item_unblended_cost: cost(1),
    line_item_blended_cost: cost(1),
    line_item_line_item_description:
      "'$0.0' || (s % 100) || ' per unit-hour (or partial hour) of service ' || (s % 40)",
    product_product_name: "'Amazon Service ' || (s % 40)",
    product_region_code: "'us-east-' || (s % 4)",
    product_sku: "'SKU' || md5((s % 2000)::VARCHAR)",
    product_product_family: "'Compute Instance'",
    pricing_public_on_demand_cost: cost(1.1),
    pricing_term: "'OnDemand'",
    pricing_unit: "'Hrs'",
    reservation_effective_cost: '0::DOUBLE',
    reservation_reservation_a_r_n: "''",
    reservation_unused_amortized_upfront_fee_for_billing_period: '0::DOUBLE',
    reservation_unused_recurring_fee: '0::DOUBLE',
    savings_plan_savings_plan_a_r_n: `CASE WHEN ${covered} THEN 'arn:aws:savingsplans::100000000001:savingsplan/' || md5((s % 5)::VARCHAR) ELSE '' END`,
    savings_plan_savings_plan_effective_cost: `CASE WHEN ${covered} THEN ${cost(0.7)} ELSE 0 END`,
    savings_plan_total_commitment_to_date: '0::DOUBLE',
    savings_plan_used_commitment: '0::DOUBLE',
    resource_tags_user_application: "'app' || (s % 200)",
    resource_tags_user_environment: "CASE WHEN s % 3 = 0 THEN 'dev' ELSE 'prod' END",
    cost_category_unit: "'unit ' || (s % 9)",
  };
  return seriesSql(columns, rows, perDay);
}

/** Rows of series `s`, hour `h` of the month, at `moment`; series mixed, as exports have them. */
function seriesSql(columns: Readonly<Record<string, string>>, rows: number, perDay: number): string {
  const perSeries = perDay * 30;
  return `SELECT ${Object.entries(columns)
    .map(([name, value]) => `${value} AS ${name}`)
    .join(', ')}
    FROM (SELECT r // ${perSeries} AS s, r % ${perSeries} AS h,
      TIMESTAMP '2026-05-01' + INTERVAL 1 DAY * ((r % ${perSeries}) // ${perDay}) + INTERVAL 1 HOUR * (r % ${perDay}) AS moment
      FROM range(${rows}) t(r)) ORDER BY h, s`;
}

/** What DuckDB is to group by itself: the day and month, dimensions and sums of each kind. */
const baselines: Readonly<
  Record<
    'focus' | 'cur',
    { readonly period: readonly [string, string]; readonly dimensions: string; readonly sums: readonly string[] }
  >
> = {
  focus: {
    period: ['ChargePeriodStart', 'BillingPeriodStart'],
    dimensions:
      'BillingAccountId, BillingCurrency, ProviderName, ServiceName, ChargeCategory, SubAccountId, SubAccountName, RegionId, ServiceCategory, ChargeClass, PricingCategory, CommitmentDiscountId, CommitmentDiscountType, CommitmentDiscountStatus, SkuId, ResourceId, ResourceName, ResourceType, ConsumedUnit, Tags',
    sums: ['BilledCost', 'EffectiveCost', 'ListCost', 'ContractedCost', 'ConsumedQuantity'],
  },
  cur: {
    period: ['line_item_usage_start_date', 'bill_billing_period_start_date'],
    dimensions:
      'bill_payer_account_id, line_item_currency_code, product_product_name, line_item_line_item_type, line_item_usage_account_id, product_region_code, bill_bill_type, pricing_term, savings_plan_savings_plan_a_r_n, reservation_reservation_a_r_n, product_sku, line_item_resource_id, pricing_unit, resource_tags_user_application, resource_tags_user_environment, cost_category_unit',
    sums: [
      'line_item_unblended_cost',
      'savings_plan_savings_plan_effective_cost',
      'pricing_public_on_demand_cost',
      'line_item_usage_amount',
    ],
  },
};

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
  const files: Record<string, string> = {};
  for (const [kind, sql] of Object.entries({ focus: focusSql, cur: curSql })) {
    for (const format of ['parquet', 'csv.gz']) {
      const name = `${kind} ${format}`;
      if (!name.includes(values.only)) continue;
      const path = join(folder, `${kind}-${rows}-${perDay}.${format}`);
      files[name] = path;
      if (existsSync(path)) continue;
      process.stderr.write(`making ${path}\n`);
      const options = format === 'parquet' ? 'FORMAT parquet' : 'FORMAT csv, HEADER, COMPRESSION gzip';
      await withDuckDb((run) => run(`COPY (${sql(rows, perDay)}) TO ${literal(`${path}.part`)} (${options})`));
      await rename(`${path}.part`, path);
    }
  }
  return files;
}

/** DuckDB's own way to the same day and dimensions: columns as they are, costs as 64-bit decimals, nothing checked. */
async function baseline(file: string): Promise<number> {
  const { period, dimensions, sums } = baselines[basename(file).startsWith('cur') ? 'cur' : 'focus'];
  const source = file.endsWith('.parquet')
    ? `read_parquet(${literal(file)})`
    : `read_csv(${literal(file)}, all_varchar = true)`;
  const [row] = await withDuckDb((run) =>
    run(`SELECT count(*), ${sums.map((sum) => `sum(${sum})`).join(', ')} FROM (
      SELECT ${period[0]}::TIMESTAMP::DATE AS day, date_trunc('month', ${period[1]}::TIMESTAMP) AS month,
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
