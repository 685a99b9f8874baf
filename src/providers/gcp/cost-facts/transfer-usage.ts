import { z } from 'zod';
import type { TransferUsage } from '../../../domain/cost-facts.ts';
import { decimal, formatDecimal, parseDecimal, toScaled } from '../../../domain/decimal.ts';
import { addDays } from '../../../domain/instant.ts';
import { creditsWhere, PROMOTION, text } from '../export-queries.ts';
import { parsed } from '../resource-manager.ts';
import { type FactReader, settledWindow, windowRows } from './cost-reader.ts';

const LOOKBACK_DAYS = 30;

/**
 * Traffic that leaves by its amount: out to the internet, to another zone, to another region; what comes in is free.
 * Source of the names: Cloud Billing catalogue, Compute Engine, Cloud Run and Networking ("… Data Transfer Out …", in
 * earlier bills "… Egress …").
 */
const TRAFFIC = 'Network Inter(net|[ -]Zone|[ -]Region) .*(Data Transfer Out|Egress)';

const amount = z.string().refine((value) => parseDecimal(value) !== undefined, 'is no amount');

const Row = z.object({
  project_id: z.string().nullable(),
  sku: z.string(),
  currency: z.string().min(1),
  is_current: z.coerce.number(),
  cost: amount,
  quantity: z.coerce.number().nonnegative().nullable(),
});

interface Sums {
  cost: bigint;
  quantity: number;
}

/** Traffic of each project by its way, over the last 30 settled days and the 30 before them: one question for both. */
export const transferUsage: FactReader<'transfer-usage'> = async (context) => {
  const window = settledWindow(context.today, LOOKBACK_DAYS);
  const rows = await windowRows(
    context,
    { from: addDays(window.from, -LOOKBACK_DAYS), to: window.to },
    {
      select: [
        'project.id AS project_id',
        'sku.description AS sku',
        'currency AS currency',
        'IF(usage_start_time >= TIMESTAMP(@current_from), 1, 0) AS is_current',
        `${text(`CAST(cost AS NUMERIC) + ${creditsWhere(`NOT (${PROMOTION})`)}`)} AS cost`,
        'CAST(SUM(usage.amount_in_pricing_units) AS STRING) AS quantity',
      ].join(', '),
      where: `cost_type = 'regular' AND REGEXP_CONTAINS(sku.description, @traffic)`,
      groupBy: [1, 2, 3, 4],
      parameters: { current_from: window.from, traffic: TRAFFIC },
    },
  );
  const found = new Map<string, { readonly usage: Omit<TransferUsage, 'cost'>; now: Sums; before: Sums }>();
  for (const raw of rows) {
    const row = parsed('bigquery.jobs.query', Row, raw);
    const way = wayOf(row.sku);
    if (row.project_id === null || way === undefined) continue;
    const { project_id: accountId, currency } = row;
    const key = [accountId, way.usageType, currency].join('\n');
    const none = { window, currency, formerCost: '0', quantityGiB: 0, formerQuantityGiB: 0 };
    const of = found.get(key) ?? {
      usage: { accountId, ...way, ...none },
      now: { cost: 0n, quantity: 0 },
      before: { cost: 0n, quantity: 0 },
    };
    found.set(key, of);
    const sums = row.is_current === 1 ? of.now : of.before;
    sums.cost += toScaled(decimal(row.cost), 9);
    sums.quantity += row.quantity ?? 0;
  }
  return [...found.values()].map(({ usage, now, before }): TransferUsage => ({
    ...usage,
    cost: amountOf(now.cost),
    formerCost: amountOf(before.cost),
    quantityGiB: now.quantity,
    formerQuantityGiB: before.quantity,
  }));
};

const amountOf = (nanos: bigint): string => formatDecimal({ digits: nanos, scale: 9 });

/** Destinations are SKUs of their own: together they are one way. Undefined for what is none of these. */
export function wayOf(sku: string): Pick<TransferUsage, 'route' | 'usageType'> | undefined {
  if (!new RegExp(TRAFFIC).test(sku)) return undefined;
  if (/Inter[ -]Zone/.test(sku)) return { route: 'zones', usageType: 'between zones' };
  if (/Inter[ -]Region/.test(sku)) return { route: 'regions', usageType: 'between regions' };
  // The cheaper tier is what a hotspot is moved to: it is no hotspot.
  return /Standard/.test(sku) ? undefined : { route: 'internet', usageType: 'to the internet, Premium Tier' };
}
