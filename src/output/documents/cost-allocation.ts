import type { z } from 'zod';

import { allocationText } from '../../domain/allocation.ts';
import { moneyDocument } from '../../domain/money.ts';
import type { AllocationReport, AllocationRow, AllocationTotal } from '../../domain/reports.ts';
import { JsonRows } from '../json/json-rows.ts';
import type { Batches } from '../lists/rows.ts';
import { shareOf } from '../text/numbers.ts';
import { moneyOrNull, rangeDocument, SCHEMA_VERSION, type Streaming, unreadDocument } from './common.ts';
import type { costAllocationSchema } from './cost-allocation.schema.ts';

type AllocationDocument = z.infer<typeof costAllocationSchema>;

export const costAllocationDocument = (
  report: AllocationReport,
  rows: Batches<AllocationRow>,
): Streaming<AllocationDocument, 'rows'> => ({
  schemaVersion: SCHEMA_VERSION,
  query: {
    by: allocationText(report.by),
    dimension: report.by.dimension,
    key: report.by.key,
    splitBy: report.splitBy,
    accountIds: [...report.accountIds],
  },
  charges: report.by.key === null ? 'all' : 'usage',
  payers: report.payers.map(({ provider, payerAccountId, observedAt, range, divides, totals }) => ({
    provider,
    payerAccountId,
    observedAt,
    range: range && rangeDocument(range),
    divides,
    totals: totals.map((total) => ({ ...costsDocument(total), unallocatedCost: moneyOrNull(total.unallocatedCost) })),
  })),
  reason: report.reason,
  unread: unreadDocument(report.unread),
  rows: JsonRows.of(rows, (row) => rowDocument(report, row)),
});

const rowDocument = (report: AllocationReport, row: AllocationRow): AllocationDocument['rows'][number] => ({
  provider: row.provider,
  payerAccountId: row.payerAccountId,
  value: row.value,
  accountId: row.accountId,
  serviceName: row.serviceName,
  accounts: row.accounts,
  ...costsDocument(row),
  share: shareIn(report, row),
});

const costsDocument = ({
  currency,
  effectiveCost,
  billedCost,
}: Pick<AllocationTotal, 'currency' | 'effectiveCost' | 'billedCost'>) => ({
  currency,
  effectiveCost: moneyDocument(effectiveCost),
  billedCost: moneyOrNull(billedCost),
});

/** Of what the same payer is billed in the same currency, from 0 to 1. */
export function shareIn({ payers }: AllocationReport, row: AllocationRow): number | null {
  const payer = payers.find((each) => each.provider === row.provider && each.payerAccountId === row.payerAccountId);
  const total = payer?.totals.find(({ currency }) => currency === row.currency);
  return total === undefined ? null : shareOf(row.effectiveCost, total.effectiveCost);
}
