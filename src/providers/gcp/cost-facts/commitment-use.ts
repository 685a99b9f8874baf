import { z } from 'zod';
import type { CommitmentUse } from '../../../domain/cost-facts.ts';
import { decimal, formatDecimal, parseDecimal, toScaled } from '../../../domain/decimal.ts';
import type { DayRange } from '../../../domain/instant.ts';
import { type CommittedPart, coveredUsageOf, feeOf, poolName } from '../commitment-pools.ts';
import { creditsWhere, PROMOTION, text } from '../export-queries.ts';
import { parsed } from '../resource-manager.ts';
import { type FactReader, settledWindow, windowRows } from './cost-reader.ts';

/** Two weeks: long enough for a weekly rhythm, and all of it settled. */
const LOOKBACK_DAYS = 14;

/** Compute Engine, in the catalogue of services: resource-based commitments are its own. */
const COMPUTE_ENGINE = '6F81-5844-456A';

const DISCOUNT = `c.type = 'COMMITTED_USAGE_DISCOUNT'`;
const CREDITED = `(SELECT SUM(c.amount) FROM UNNEST(credits) AS c WHERE ${DISCOUNT})`;

const SELECT = [
  'billing_account_id AS account',
  'project.id AS project_id',
  'location.region AS region',
  'sku.description AS sku',
  'currency AS currency',
  `${text(`CAST(cost AS NUMERIC) + ${creditsWhere(`NOT (${PROMOTION})`)}`)} AS paid`,
  `${text(creditsWhere(DISCOUNT))} AS covered`,
  'CAST(SUM(usage.amount_in_pricing_units) AS STRING) AS units',
  // The credit of a row takes off the price of what was covered, so that its share of the cost is a share of the units.
  `CAST(SUM(SAFE_DIVIDE(-${CREDITED}, cost) * usage.amount_in_pricing_units) AS STRING) AS covered_units`,
].join(', ');

const amount = z.string().refine((value) => parseDecimal(value) !== undefined, 'is no amount');
const quantity = z.coerce.number().nonnegative();

const Row = z.object({
  account: z.string(),
  project_id: z.string().nullable(),
  region: z.string().nullable(),
  sku: z.string(),
  currency: z.string().min(1),
  paid: amount,
  covered: amount,
  units: quantity.nullable(),
  covered_units: quantity.nullable(),
});

type Row = z.infer<typeof Row>;

/** vCPU-hours or GiB-hours, and amounts in nano-units. */
interface Sums {
  committed: number;
  used: number;
  fee: bigint;
  onDemand: bigint;
}

type Parts = Record<CommittedPart, Sums>;

/** One series in one region of one billing account: what may cover each other. */
interface Pool {
  readonly account: string;
  readonly regionId: string;
  readonly family: string;
  readonly currency: string;
  /** By project; usage has no term. */
  readonly usage: Map<string | null, Parts>;
  /** By project and months. */
  readonly fees: Map<string, { readonly projectId: string | null; readonly termMonths: number; readonly parts: Parts }>;
}

const emptyParts = (): Parts => ({
  vcpu: { committed: 0, used: 0, fee: 0n, onDemand: 0n },
  memory: { committed: 0, used: 0, fee: 0n, onDemand: 0n },
});

const PARTS = ['vcpu', 'memory'] as const;

/**
 * Use of the resource-based commitments of each project, region, series and term, from their fees and from the credits on
 * what they cover. Where usage of other projects is covered, the discount is shared, and so is its use. A region in which
 * something is covered whose series can't be told has no records: what seems unused there may be used by that.
 * Source: Cloud Billing, "Structure of Standard data export" (`credits`), "Attribution of committed use discount fees".
 */
export const commitmentUse: FactReader<'commitment-use'> = async (context) => {
  const window = settledWindow(context.today, LOOKBACK_DAYS);
  const rows = await windowRows(context, window, {
    select: SELECT,
    where:
      `service.id = '${COMPUTE_ENGINE}' AND cost_type = 'regular' ` +
      `AND (STARTS_WITH(sku.description, 'Commitment v') OR EXISTS(SELECT 1 FROM UNNEST(credits) AS c WHERE ${DISCOUNT}))`,
    groupBy: [1, 2, 3, 4, 5],
  });
  return usesOf(
    rows.map((row) => parsed('bigquery.jobs.query', Row, row)),
    window,
  );
};

function usesOf(rows: readonly Row[], window: DayRange): readonly CommitmentUse[] {
  const pools = new Map<string, Pool>();
  const untold = new Set<string>();
  for (const row of rows) {
    const regionId = row.region ?? '';
    const fee = feeOf(row.sku);
    const usage = fee === undefined ? coveredUsageOf(row.sku) : undefined;
    const of = fee ?? usage;
    if (of === undefined) continue;
    if (of.family === 'unknown' || regionId === '') {
      untold.add(`${row.account} ${regionId}`);
      continue;
    }
    const sums = sumsIn(poolIn(pools, row, regionId, of.family), row, of.part, fee?.termMonths);
    if (fee === undefined) {
      sums.used += row.covered_units ?? 0;
      sums.onDemand -= nanos(row.covered);
    } else {
      sums.committed += row.units ?? 0;
      sums.fee += nanos(row.paid);
    }
  }
  const told = [...pools.values()].filter(
    ({ account, regionId }) => !untold.has(`${account} ${regionId}`) && !untold.has(`${account} `),
  );
  return unambiguous(told.flatMap((pool) => usesInPool(pool, window)));
}

function poolIn(pools: Map<string, Pool>, { account, currency }: Row, regionId: string, family: string): Pool {
  const key = [account, regionId, family, currency].join('\n');
  const pool = pools.get(key) ?? { account, regionId, family, currency, usage: new Map(), fees: new Map() };
  pools.set(key, pool);
  return pool;
}

function sumsIn(pool: Pool, { project_id: projectId }: Row, part: CommittedPart, termMonths: number | undefined): Sums {
  if (termMonths === undefined) {
    const parts = pool.usage.get(projectId) ?? emptyParts();
    pool.usage.set(projectId, parts);
    return parts[part];
  }
  const key = `${projectId ?? ''}\n${termMonths}`;
  const fees = pool.fees.get(key) ?? { projectId, termMonths, parts: emptyParts() };
  pool.fees.set(key, fees);
  return fees.parts[part];
}

/** More than rounding: something of another project covers this one's usage. */
const ROUNDING = 1.01;

function usesInPool(pool: Pool, window: DayRange): readonly CommitmentUse[] {
  const fees = [...pool.fees.values()];
  const committedBy = (projectId: string | null, part: CommittedPart): number =>
    sum(fees.filter((each) => each.projectId === projectId).map(({ parts }) => parts[part].committed));
  const isShared =
    fees.some(({ projectId }) => projectId === null) ||
    [...pool.usage].some(([projectId, parts]) =>
      PARTS.some((part) => parts[part].used > committedBy(projectId, part) * ROUNDING),
    );
  const groups = Map.groupBy(fees, ({ projectId, termMonths }) => `${isShared ? '*' : projectId}\n${termMonths}`);
  return [...groups.values()].flatMap((group): readonly CommitmentUse[] => {
    const [first] = group;
    if (first === undefined) return [];
    const projectId = isShared ? null : first.projectId;
    const alike = isShared ? fees : fees.filter((each) => each.projectId === projectId);
    const usage = [...pool.usage].filter(([of]) => isShared || of === projectId).map(([, parts]) => parts);
    const totals = { fee: 0n, unused: 0n, onDemand: 0n };
    for (const part of PARTS) {
      const fee = group.reduce((total, { parts }) => total + parts[part].fee, 0n);
      const committed = sum(alike.map(({ parts }) => parts[part].committed));
      const used = sum(usage.map((parts) => parts[part].used));
      const own = sum(group.map(({ parts }) => parts[part].committed));
      totals.fee += fee;
      if (committed <= 0) continue;
      totals.unused += times(fee, 1 - Math.min(1, used / committed));
      const onDemand = usage.reduce((total, parts) => total + parts[part].onDemand, 0n);
      totals.onDemand += times(onDemand, (own / committed) * (1 - sustained(pool.family)));
    }
    return [
      {
        commitmentId: poolName({
          projectId,
          regionId: pool.regionId,
          family: pool.family,
          termMonths: first.termMonths,
        }),
        accountId: projectId,
        category: 'usage',
        window,
        currency: pool.currency,
        amortizedCost: amountOf(totals.fee),
        unusedCost: amountOf(totals.unused),
        utilization: totals.fee > 0n ? 1 - Number(totals.unused) / Number(totals.fee) : 1,
        netSavings: amountOf(totals.onDemand - totals.fee),
      },
    ];
  });
}

/**
 * What a machine that runs all month is given anyway: what a commitment covers gets it no more, so that it is no saving
 * of the commitment's. Source: Compute Engine, "Sustained use discounts".
 */
const SUSTAINED: Readonly<Record<string, number>> = { n1: 0.3, m1: 0.3, m2: 0.3, n2: 0.2, n2d: 0.2, c2: 0.2 };
const sustained = (family: string): number => SUSTAINED[family] ?? 0;

/** Of several billing accounts that share a discount in the same region and series each, none tells which is meant. */
function unambiguous(uses: readonly CommitmentUse[]): readonly CommitmentUse[] {
  const byId = Map.groupBy(uses, ({ commitmentId }) => commitmentId);
  return uses.filter(({ commitmentId }) => byId.get(commitmentId)?.length === 1);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const nanos = (value: string): bigint => toScaled(decimal(value), 9);
const amountOf = (value: bigint): string => formatDecimal({ digits: value, scale: 9 });

/** Nano-units times a share, which is rounded to a billionth. */
const times = (value: bigint, share: number): bigint => (value * BigInt(Math.round(share * 1e9))) / 1_000_000_000n;
