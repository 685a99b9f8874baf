import type { Expression } from '@aws-sdk/client-cost-explorer';
import { z } from 'zod';
import type { DayRange } from '../../../domain/instant.ts';
import type { CostCalls } from '../cost-calls.ts';
import { Amount, malformedRow, MoneyAmount, parsed, periodOf } from './cost-reader.ts';

const Metrics = z.object({
  UnblendedCost: MoneyAmount.optional(),
  AmortizedCost: MoneyAmount.optional(),
  UsageQuantity: z.object({ Amount, Unit: z.string() }).optional(),
});

const Page = z.object({
  ResultsByTime: z.array(
    z.object({
      TimePeriod: z.object({ Start: z.string() }),
      Groups: z.array(z.object({ Keys: z.array(z.string()), Metrics })).default([]),
    }),
  ),
});

type Metric = keyof z.infer<typeof Metrics>;

export interface GroupedCosts {
  readonly window: DayRange;
  readonly granularity: 'DAILY' | 'MONTHLY' | 'HOURLY';
  readonly groupBy: readonly { readonly Type: 'DIMENSION' | 'TAG' | 'COST_CATEGORY'; readonly Key: string }[];
  readonly metrics: readonly Metric[];
  readonly filter?: Expression | undefined;
  /** Hourly questions are about moments. */
  readonly period?: { readonly Start: string; readonly End: string };
}

/** One group of one period. */
export interface CostGroup {
  /** As the API gives it: a day, or a moment of hourly data. */
  readonly start: string;
  readonly keys: readonly string[];
  readonly metrics: z.infer<typeof Metrics>;
}

/** GetCostAndUsage, grouped, to the end of its pages. */
export async function* groupedCosts(calls: CostCalls, question: GroupedCosts): AsyncGenerator<CostGroup> {
  const operation = 'ce:GetCostAndUsage';
  const { window, granularity, groupBy, metrics, filter, period } = question;
  const input = {
    TimePeriod: period ?? periodOf(window),
    Granularity: granularity,
    Metrics: [...metrics],
    GroupBy: groupBy.map((group) => ({ ...group })),
    ...(filter && { Filter: filter }),
  };
  for await (const answer of calls.pages('NextPageToken', 'GetCostAndUsage', input)) {
    for (const { TimePeriod, Groups } of parsed(operation, Page, answer).ResultsByTime) {
      for (const { Keys, Metrics: found } of Groups) {
        if (Keys.length !== groupBy.length || metrics.some((metric) => found[metric] === undefined)) {
          throw malformedRow(operation, `a group of ${TimePeriod.Start} lacks a key or a metric`);
        }
        yield { start: TimePeriod.Start, keys: Keys, metrics: found };
      }
    }
  }
}

const Values = z.object({ DimensionValues: z.array(z.object({ Value: z.string().default('') })) });

/** The values that a dimension has in the bill of the window. */
export async function dimensionValues(
  calls: CostCalls,
  window: DayRange,
  Dimension: 'RECORD_TYPE' | 'SERVICE' | 'USAGE_TYPE',
  filter?: Expression,
): Promise<readonly string[]> {
  const values: string[] = [];
  const input = {
    TimePeriod: periodOf(window),
    Dimension,
    Context: 'COST_AND_USAGE' as const,
    ...(filter && { Filter: filter }),
  };
  for await (const answer of calls.pages('NextPageToken', 'GetDimensionValues', input)) {
    values.push(...parsed('ce:GetDimensionValues', Values, answer).DimensionValues.map(({ Value }) => Value));
  }
  return values;
}
