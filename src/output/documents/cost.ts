import type { z } from 'zod';

import type { CostReport, CostReportRow } from '../../domain/reports.ts';
import { JsonRows } from '../json/json-rows.ts';
import type { Batches } from '../lists/rows.ts';
import { moneyOrNull, rangeDocument, SCHEMA_VERSION, type Streaming, unreadDocument } from './common.ts';
import type { costReportSchema } from './cost.schema.ts';

type CostDocument = z.infer<typeof costReportSchema>;

export const costReportDocument = (
  report: CostReport,
  rows: Batches<CostReportRow>,
): Streaming<CostDocument, 'rows'> => ({
  schemaVersion: SCHEMA_VERSION,
  query: {
    ...rangeDocument(report.range),
    groupBy: [...report.groupBy],
    granularity: report.granularity,
    metric: report.metric,
  },
  total: moneyOrNull(report.total),
  otherCurrencies: report.otherCurrencies.map(({ currency, total }) => ({ currency, total: moneyOrNull(total) })),
  extent: report.extent && rangeDocument(report.extent),
  unread: unreadDocument(report.unread),
  rows: JsonRows.of(rows, rowDocument),
});

const rowDocument = (row: CostReportRow): CostDocument['rows'][number] => ({
  period: row.bucket,
  keys: { ...row.keys },
  currency: row.currency,
  cost: moneyOrNull(row.cost),
});
