import { z } from 'zod';
import type { AllocatedCost, AllocationTag } from '../../../domain/cost-facts.ts';
import { parseDecimal } from '../../../domain/decimal.ts';
import { creditsWhere, PROMOTION, text } from '../export-queries.ts';
import { parsed } from '../resource-manager.ts';
import { type FactReader, settledWindow, windowRows } from './cost-reader.ts';

const LOOKBACK_DAYS = 30;

/** Each key adds columns to the question, and rows to its answer. */
const MOST_KEYS = 8;

/** What is used: taxes, adjustments and the fees of commitments carry no labels. */
const USAGE = `cost_type = 'regular' AND NOT STARTS_WITH(sku.description, 'Commitment')`;

const TagRow = z.object({ key: z.string().min(1), last_month: z.string().nullable() });

/** Labels that the bill has seen. Google Cloud bills by all of them: none has to be switched on. */
export const allocationTags: FactReader<'allocation-tags'> = async (context) => {
  const rows = await windowRows(context, settledWindow(context.today, LOOKBACK_DAYS), {
    select: `l.key AS key, FORMAT_TIMESTAMP('%Y-%m', MAX(usage_start_time)) AS last_month`,
    more: ', UNNEST(labels) AS l',
    where: USAGE,
    groupBy: [1],
  });
  return rows.map((row): AllocationTag => {
    const { key, last_month: lastUsedAt } = parsed('bigquery.jobs.query', TagRow, row);
    // `goog-k8s-cluster-name`, `k8s-labels/app`: what Google's own services put on.
    return { key, madeBy: /^goog-|^k8s-/.test(key) ? 'cloud' : 'user', isActive: true, lastUsedAt };
  });
};

const CostRow = z.looseObject({
  project_id: z.string().nullable(),
  currency: z.string().min(1),
  cost: z.string().refine((value) => parseDecimal(value) !== undefined, 'is no amount'),
});

/** Cost of usage, net of its credits, by the values of the labels that matter: one question for all of them. */
export const allocatedCost: FactReader<'allocated-cost'> = async (context) => {
  const { request, today } = context;
  const window = settledWindow(today, LOOKBACK_DAYS);
  const keys = request.allocationTags
    .map(({ key }) => key)
    .filter((key) => request.isAllocationTag(key))
    .toSorted()
    .slice(0, MOST_KEYS);
  if (keys.length === 0) return [];
  const valueOf = (at: number): string =>
    `IFNULL((SELECT MAX(l.value) FROM UNNEST(labels) AS l WHERE l.key = @key_${at}), '') AS value_${at}`;
  const rows = await windowRows(context, window, {
    select: [
      'project.id AS project_id',
      'currency AS currency',
      ...keys.map((_, at) => valueOf(at)),
      `${text(`CAST(cost AS NUMERIC) + ${creditsWhere(`NOT (${PROMOTION})`)}`)} AS cost`,
    ].join(', '),
    where: USAGE,
    groupBy: Array.from({ length: keys.length + 2 }, (_, at) => at + 1),
    parameters: Object.fromEntries(keys.map((key, at) => [`key_${at}`, key])),
  });
  return rows.flatMap((raw) => {
    const { project_id: projectId, currency, cost } = parsed('bigquery.jobs.query', CostRow, raw);
    return keys.map((key, at): AllocatedCost => ({
      dimension: 'tag',
      key,
      value: raw[`value_${at}`] ?? '',
      // What belongs to no project (support) is the billing account's own.
      accountId: projectId ?? context.reader.settings.billingAccount ?? 'billing-account',
      window,
      currency,
      cost,
    }));
  });
};
