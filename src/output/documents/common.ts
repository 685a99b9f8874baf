import type { z } from 'zod';

import type { DayRange } from '../../domain/instant.ts';
import { type Money, type MoneyDocument, moneyDocument } from '../../domain/money.ts';
import type { FindingCounts, PaidCallsReport, Savings, UnreadNote } from '../../domain/reports.ts';
import type { JsonRows } from '../json/json-rows.ts';
import type { findingCounts, paidCalls, unreadNote } from './common.schema.ts';

export const SCHEMA_VERSION = 1;

/** A document's type where one of its lists is written as it is read. */
export type Streaming<Document, Field extends keyof Document> = Omit<Document, Field> & {
  readonly [F in Field]: JsonRows;
};

type Shape<S extends Readonly<Record<string, z.ZodType>>> = { [K in keyof S]: z.infer<S[K]> };

export const moneyOrNull = (value: Money | null): MoneyDocument | null =>
  value === null ? null : moneyDocument(value);

export const savingsDocument = (value: Savings): { [K in keyof Savings]: MoneyDocument | null } => ({
  monthlySavings: moneyOrNull(value.monthlySavings),
  monthlySavingsLow: moneyOrNull(value.monthlySavingsLow),
  monthlySavingsHigh: moneyOrNull(value.monthlySavingsHigh),
  monthlySavingsPlainSum: moneyOrNull(value.monthlySavingsPlainSum),
});

export const countsDocument = (value: FindingCounts): Shape<typeof findingCounts> => ({
  findings: value.findings,
  waste: value.waste,
  cannotTell: value.cannotTell,
  unpriced: value.unpriced,
  ...savingsDocument(value),
});

export const rangeDocument = (range: DayRange): { from: string; to: string } => ({ from: range.from, to: range.to });

export const unreadDocument = (notes: readonly UnreadNote[]): z.infer<typeof unreadNote>[] =>
  notes.map(({ provider, accountId, region, subject, code, message }) => ({
    provider,
    accountId,
    region,
    subject,
    code,
    message,
  }));

export const paidCallsDocument = (calls: readonly PaidCallsReport[]): z.infer<typeof paidCalls>[] =>
  calls.map(({ provider, service, operation, quantity, unit, cost, capped, source }) => ({
    provider,
    service,
    operation,
    quantity,
    unit,
    cost: moneyDocument(cost),
    capped,
    source,
  }));
