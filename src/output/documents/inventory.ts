import type { z } from 'zod';

import { coverage, type MetricDigest } from '../../domain/metrics.ts';
import { moneyDocument } from '../../domain/money.ts';
import type { InventoryReport, ResourceReport } from '../../domain/reports.ts';
import { JsonRows } from '../json/json-rows.ts';
import { rangeDocument, SCHEMA_VERSION, type Streaming, unreadDocument } from './common.ts';
import { findingDocument } from './finding.ts';
import type { inventoryListSchema, inventoryShowSchema } from './inventory.schema.ts';
import { resourceDocument } from './resource.ts';

export const inventoryListDocument = (
  report: InventoryReport,
): Streaming<z.infer<typeof inventoryListSchema>, 'resources'> => ({
  schemaVersion: SCHEMA_VERSION,
  total: report.total,
  byType: report.byType.map(({ provider, type, count }) => ({ provider, type, count })),
  unread: unreadDocument(report.unread),
  resources: JsonRows.of(report.rows, resourceDocument),
});

export const inventoryShowDocument = (report: ResourceReport): z.infer<typeof inventoryShowSchema> => ({
  schemaVersion: SCHEMA_VERSION,
  resource: resourceDocument(report.stored),
  account: report.account && {
    accountId: report.account.accountId,
    name: report.account.name,
    parentPath: report.account.parentPath.known ? [...report.account.parentPath.value] : null,
    billingAccountId: report.account.billingAccountId.known ? report.account.billingAccountId.value : null,
    state: report.account.state,
  },
  attachments: report.attachments.map(resourceDocument),
  metrics: report.metrics.map(metricDocument),
  cost: report.cost && {
    ...rangeDocument(report.cost.range),
    effectiveCost: moneyDocument(report.cost.effectiveCost),
    days: report.cost.days,
  },
  findings: report.findings.map(findingDocument),
  unread: unreadDocument(report.unread),
});

/** Statistics of no samples are null: a mean of nothing is not zero. */
function metricDocument(digest: MetricDigest): z.infer<typeof inventoryShowSchema>['metrics'][number] {
  const statistic = (value: number): number | null => (digest.sampleCount === 0 ? null : value);
  return {
    metric: digest.metric,
    from: digest.window.start,
    to: digest.window.end,
    periodSeconds: digest.periodSeconds,
    sampleCount: digest.sampleCount,
    expectedCount: digest.expectedCount,
    coverage: coverage(digest),
    mean: statistic(digest.mean),
    p50: statistic(digest.p50),
    p95: statistic(digest.p95),
    p99: statistic(digest.p99),
    max: statistic(digest.max),
  };
}
