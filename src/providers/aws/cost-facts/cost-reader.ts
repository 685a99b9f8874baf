import { z } from 'zod';
import { CloudError } from '../../../domain/cloud-error.ts';
import type { CostFactTypes, CostSubject } from '../../../domain/cost-facts.ts';
import { add, type Decimal, decimal, formatDecimal, parseDecimal } from '../../../domain/decimal.ts';
import { addDays, type Day, type DayRange, type Instant } from '../../../domain/instant.ts';
import type { CostFactRequest } from '../../../domain/ports/provider.ts';
import type { AwsClient } from '../client.ts';
import type { CostCalls } from '../cost-calls.ts';

/** What a subject is read with. */
export interface CostContext {
  readonly aws: AwsClient;
  /** Of the billing account. */
  readonly calls: CostCalls;
  readonly today: Day;
  readonly now: Instant;
  readonly request: CostFactRequest;
}

/** How one subject of cost facts is read. */
export interface CostReader<S extends CostSubject> {
  readonly permissions: readonly string[];
  read(context: CostContext): Promise<readonly CostFactTypes[S][]>;
}

/** The last days are still being written: Cost Explorer's data of a day is whole after a day or two. */
const UNSETTLED_DAYS = 2;

/** So many whole days, up to the last one that is settled. */
export function settledWindow(today: Day, days: number): DayRange {
  const to = addDays(today, -UNSETTLED_DAYS);
  return { from: addDays(to, -days), to };
}

export const periodOf = ({ from, to }: DayRange) => ({ Start: from, End: to });

/** Record types of usage: what is bought ahead and what is given back are no usage. */
export const usageRecords = ['Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage'] as const;

export const dimension = (
  Key: 'RECORD_TYPE' | 'SERVICE' | 'USAGE_TYPE' | 'LINKED_ACCOUNT',
  Values: readonly string[],
) => ({
  Dimensions: { Key, Values: [...Values] },
});

/** An amount of an answer: exact decimal text. */
export const Amount = z.string().refine((text) => parseDecimal(text) !== undefined, 'expected a decimal number');

export const MoneyAmount = z.object({ Amount, Unit: z.string().min(1) });

/** Parses an answer; throws a malformed CloudError. */
export function parsed<T>(operation: string, schema: z.ZodType<T>, answer: unknown): T {
  const result = schema.safeParse(answer);
  if (result.success) return result.data;
  throw malformedRow(operation, z.prettifyError(result.error));
}

/** For a row that cannot be read: it is no day without cost. */
export const malformedRow = (operation: string, what: string): CloudError =>
  new CloudError({
    category: 'malformed',
    operation,
    message: `the answer of ${operation} is not what the API documents: ${what}`,
  });

/** The pages that a payer without any commitment has: Cost Explorer words that as an error. */
export async function unlessNoData<T>(read: () => Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CloudError && error.vendorCode === 'DataUnavailableException') return [];
    throw error;
  }
}

/** Exact sums of decimal text by key. */
export class Sums {
  readonly #sums = new Map<string, Decimal>();

  add(key: string, amount: string): void {
    const sum = this.#sums.get(key);
    this.#sums.set(key, sum === undefined ? decimal(amount) : add(sum, decimal(amount)));
  }

  get(key: string): string {
    const sum = this.#sums.get(key);
    return sum === undefined ? '0' : formatDecimal(sum);
  }
}
