import type { Expression } from '@aws-sdk/client-cost-explorer';
import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import { parseDecimal, toScaled } from '../../domain/decimal.ts';
import { type Day, type DayRange, parseDay } from '../../domain/instant.ts';
import type { CostCalls } from './cost-calls.ts';

const Amount = z.object({ Amount: z.string(), Unit: z.string() });
const Metrics = z.object({ UnblendedCost: Amount, AmortizedCost: Amount, UsageQuantity: Amount });

const CostPage = z.object({
  ResultsByTime: z.array(
    z.object({
      TimePeriod: z.object({ Start: z.string() }),
      Groups: z.array(z.object({ Keys: z.array(z.string()), Metrics })).default([]),
      // Empty when grouped.
      Total: Metrics.partial().default({}),
    }),
  ),
});

const ValuesPage = z.object({
  DimensionValues: z.array(
    z.object({ Value: z.string().default(''), Attributes: z.record(z.string(), z.string()).default({}) }),
  ),
});

/** Costs of one day and group, exact; amounts finer than a nano-unit are rounded half to even. */
export interface CostCell {
  readonly day: Day;
  readonly keys: readonly string[];
  readonly currency: string;
  readonly billedNanos: bigint;
  readonly effectiveNanos: bigint;
  readonly quantity: number;
  /** `N/A` where the group mixes units. */
  readonly unit: string;
}

/**
 * The questions about charges that are put to Cost Explorer, with their answers parsed. Every request, each page
 * included, is billed at 0.01 USD (AWS Cost Explorer pricing) and counted.
 */
export class CostExplorer {
  readonly #calls: CostCalls;
  readonly #range: DayRange;

  constructor(calls: CostCalls, range: DayRange) {
    this.#calls = calls;
    this.#range = range;
  }

  /** Values that a dimension has in the period, with what Cost Explorer says of them. */
  async values(
    dimension: 'LINKED_ACCOUNT' | 'REGION' | 'RECORD_TYPE',
  ): Promise<readonly { readonly value: string; readonly description: string | undefined }[]> {
    const operation = 'ce:GetDimensionValues';
    const values: { readonly value: string; readonly description: string | undefined }[] = [];
    const input = { TimePeriod: this.#period(), Dimension: dimension, Context: 'COST_AND_USAGE' } as const;
    for await (const answer of this.#calls.pages('NextPageToken', 'GetDimensionValues', input)) {
      const page = ValuesPage.safeParse(answer);
      if (!page.success) throw malformed(operation, z.prettifyError(page.error));
      values.push(
        ...page.data.DimensionValues.map(({ Value, Attributes }) => ({
          value: Value,
          description: Attributes['description'],
        })),
      );
    }
    return values;
  }

  /** Costs by day and, where given, by service and one more dimension. Billed is unblended, effective is amortised. */
  async *costs(
    groupBy: 'LINKED_ACCOUNT' | 'REGION' | undefined,
    filter: Expression | undefined,
  ): AsyncGenerator<readonly CostCell[], void, undefined> {
    const groups = groupBy === undefined ? [] : ['SERVICE', groupBy];
    const input = {
      TimePeriod: this.#period(),
      Granularity: 'DAILY' as const,
      Metrics: ['UnblendedCost', 'AmortizedCost', 'UsageQuantity'],
      ...(groups.length > 0 && { GroupBy: groups.map((Key) => ({ Type: 'DIMENSION' as const, Key })) }),
      ...(filter && { Filter: filter }),
    };
    for await (const answer of this.#calls.pages('NextPageToken', 'GetCostAndUsage', input)) {
      const page = CostPage.safeParse(answer);
      if (!page.success) throw malformed('ce:GetCostAndUsage', z.prettifyError(page.error));
      yield page.data.ResultsByTime.flatMap((result) => cellsOf(result, groups.length));
    }
  }

  #period() {
    return { Start: this.#range.from, End: this.#range.to };
  }
}

type Result = z.infer<typeof CostPage>['ResultsByTime'][number];

function cellsOf({ TimePeriod, Groups, Total }: Result, groups: number): readonly CostCell[] {
  const day = parseDay(TimePeriod.Start);
  if (day === undefined) throw malformed('ce:GetCostAndUsage', `${TimePeriod.Start} is no day`);
  if (groups > 0) return Groups.map(({ Keys, Metrics: metrics }) => cellOf(day, Keys, groups, metrics));
  const metrics = Metrics.safeParse(Total);
  if (!metrics.success) throw malformed('ce:GetCostAndUsage', `${day} has no total`);
  return [cellOf(day, [], groups, metrics.data)];
}

function cellOf(day: Day, keys: readonly string[], groups: number, metrics: z.infer<typeof Metrics>): CostCell {
  if (keys.length !== groups) throw malformed('ce:GetCostAndUsage', `a group of ${day} has ${keys.length} keys`);
  return {
    day,
    keys,
    currency: metrics.UnblendedCost.Unit,
    billedNanos: nanosOf(metrics.UnblendedCost.Amount),
    effectiveNanos: nanosOf(metrics.AmortizedCost.Amount),
    quantity: Number(metrics.UsageQuantity.Amount),
    unit: metrics.UsageQuantity.Unit,
  };
}

function nanosOf(amount: string): bigint {
  const parsed = parseDecimal(amount);
  if (!parsed) throw malformed('ce:GetCostAndUsage', `${JSON.stringify(amount)} is no amount`);
  return toScaled(parsed, 9);
}

function malformed(operation: string, what: string): CloudError {
  const message = `the answer of ${operation} is not what the API documents: ${what}`;
  return new CloudError({ category: 'malformed', operation, message });
}
