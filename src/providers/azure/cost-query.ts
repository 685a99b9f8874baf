import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import { addDays, type Day, type DayRange, parseDay } from '../../domain/instant.ts';
import { type Currency, parseMoney } from '../../domain/money.ts';
import type { AzureClient } from './client.ts';

export const costPermissions = ['Microsoft.CostManagement/query/read'] as const;

const operation = costPermissions[0];

/** `ActualCost` is what is invoiced, `AmortizedCost` what was bought ahead spread over the time it is for. */
export type CostView = 'ActualCost' | 'AmortizedCost';

export type CostDimension =
  | 'ChargeType'
  | 'ServiceName'
  | 'ResourceLocation'
  | 'SubscriptionId'
  | 'ResourceId'
  | 'ReservationId';

export interface CostQuestion {
  readonly view: CostView;
  readonly range: DayRange;
  /** The API takes two at most. */
  readonly groupBy: readonly CostDimension[];
  /** Only charges of this type: `Usage`, `Purchase`. */
  readonly chargeType?: string;
  /** One row for each day, or one for the whole range. */
  readonly grain: 'Daily' | 'None';
}

export interface CostRow {
  /** The range's first day where the grain is `None`. */
  readonly day: Day;
  /** In the order of `groupBy`. */
  readonly keys: readonly string[];
  readonly nanos: bigint;
  readonly currency: Currency;
}

const Answer = z.object({
  properties: z.object({
    columns: z.array(z.object({ name: z.string(), type: z.string().nullish() })),
    rows: z.array(z.array(z.unknown())),
  }),
});

/** Floats of the API: a nano-unit is finer than what they tell. */
const DECIMALS = 9;

/**
 * Rows of one question at `path` (`/subscriptions/…`, `/providers/Microsoft.Billing/…`), page by page. All calls go by
 * `scope`: Cost Management counts them by tenant and client too, and asks for a pause of all of them.
 * Source: Cost Management API 2023-11-01, Query_Usage.
 */
export async function* queryCost(
  azure: AzureClient,
  scope: Scope,
  path: string,
  question: CostQuestion,
): AsyncGenerator<readonly CostRow[], void, undefined> {
  const request = {
    method: 'POST',
    path: `${path}/providers/Microsoft.CostManagement/query`,
    apiVersion: '2023-11-01',
    body: bodyOf(question),
  } as const;
  for await (const page of azure.pages('costmanagement', operation, scope, request, ['properties', 'nextLink'])) {
    const answer = Answer.safeParse(page);
    if (!answer.success) throw malformed(z.prettifyError(answer.error));
    const { columns, rows } = answer.data.properties;
    const at = columnsOf(
      columns.map(({ name }) => name),
      question,
    );
    yield rows.map((row) => rowOf(row, at, question));
  }
}

const bodyOf = ({ view, range, groupBy, chargeType, grain }: CostQuestion) => ({
  type: view,
  timeframe: 'Custom',
  // Both ends belong to it.
  timePeriod: { from: `${range.from}T00:00:00+00:00`, to: `${addDays(range.to, -1)}T23:59:59+00:00` },
  dataset: {
    granularity: grain,
    aggregation: { totalCost: { name: 'Cost', function: 'Sum' } },
    grouping: groupBy.map((name) => ({ type: 'Dimension', name })),
    ...(chargeType !== undefined && {
      filter: { dimensions: { name: 'ChargeType', operator: 'In', values: [chargeType] } },
    }),
  },
});

interface Columns {
  readonly cost: number;
  readonly date: number;
  readonly currency: number;
  readonly keys: readonly number[];
}

/** The amount's column bears the aggregated column's name, or its alias, by agreement. */
function columnsOf(names: readonly string[], { groupBy, grain }: CostQuestion): Columns {
  const lower = names.map((name) => name.toLowerCase());
  const find = (...words: readonly string[]): number => lower.findIndex((name) => words.includes(name));
  const found = {
    cost: find('cost', 'totalcost', 'pretaxcost', 'costinbillingcurrency'),
    date: find('usagedate'),
    currency: find('currency'),
    keys: groupBy.map((name) => find(name.toLowerCase())),
  };
  const missing = [found.cost, found.currency, ...found.keys, ...(grain === 'Daily' ? [found.date] : [])].includes(-1);
  if (missing) throw malformed(`its columns are ${names.join(', ')}`);
  return found;
}

function rowOf(row: readonly unknown[], at: Columns, { range }: CostQuestion): CostRow {
  const cost = row[at.cost];
  const currency = row[at.currency];
  const day = at.date < 0 ? range.from : dayOfNumber(row[at.date]);
  if (typeof cost !== 'number' || !Number.isFinite(cost) || typeof currency !== 'string' || day === undefined) {
    throw malformed(`a row without a day, amount or currency: ${JSON.stringify(row)}`);
  }
  const amount = parseMoney(cost.toFixed(DECIMALS), currency);
  if (amount === undefined) throw malformed(`an amount that is none: ${cost}`);
  const keys = at.keys.map((index) => {
    const key = row[index];
    return typeof key === 'string' ? key : '';
  });
  return { day, keys, nanos: amount.nanos, currency };
}

/** `20180331`. */
function dayOfNumber(value: unknown): Day | undefined {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return /^\d{8}$/.test(text) ? parseDay(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`) : undefined;
}

function malformed(what: string): CloudError {
  const message = `the answer of ${operation} is not what the API documents: ${what}`;
  return new CloudError({ category: 'malformed', operation, message });
}
