import type { z } from 'zod';

import type { CostEstimate } from '../../domain/findings.ts';
import { moneyDocument } from '../../domain/money.ts';
import type { FindingReport, FindingsReport } from '../../domain/reports.ts';
import { JsonRows } from '../json/json-rows.ts';
import { checkInfoDocument } from './check.ts';
import { countsDocument, SCHEMA_VERSION, savingsDocument, type Streaming, unreadDocument } from './common.ts';
import { findingDocument } from './finding.ts';
import type { findingsListSchema, findingsShowSchema } from './findings.schema.ts';
import { resourceDocument } from './resource.ts';

export const findingsListDocument = (
  report: FindingsReport,
): Streaming<z.infer<typeof findingsListSchema>, 'findings'> => ({
  schemaVersion: SCHEMA_VERSION,
  summary: {
    ...countsDocument(report.summary),
    otherCurrencies: report.summary.otherCurrencies.map((other) => ({
      currency: other.currency,
      ...savingsDocument(other),
    })),
  },
  unread: unreadDocument(report.unread),
  findings: JsonRows.of(report.rows, findingDocument),
});

export const findingsShowDocument = (report: FindingReport): z.infer<typeof findingsShowSchema> => ({
  schemaVersion: SCHEMA_VERSION,
  findings: report.findings.map((detail) => ({
    finding: findingDocument(detail.finding),
    savingsTerms: detail.finding.monthlySavings.known ? termsDocument(detail.finding.monthlySavings.value) : [],
    check: detail.check && checkInfoDocument(detail.check),
    resource: detail.stored && resourceDocument(detail.stored),
    recommendations: detail.recommendations.map((of) => ({
      adviser: of.adviser,
      action: of.action,
      current: of.current ?? null,
      recommended: of.recommended ?? null,
      monthlySavings: of.monthlySavings === undefined ? null : moneyDocument(of.monthlySavings),
      afterDiscounts: of.afterDiscounts,
      refreshedAt: of.refreshedAt ?? null,
    })),
  })),
});

const termsDocument = (
  estimate: CostEstimate,
): z.infer<typeof findingsShowSchema>['findings'][number]['savingsTerms'] =>
  estimate.terms.map((term) => ({
    label: term.label,
    quantity: term.quantity,
    unit: term.unit,
    unitPrice: term.unitPrice,
    amount: moneyDocument(term.amount),
    source: term.source,
    asOf: term.asOf,
  }));
