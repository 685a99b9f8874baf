import type { z } from 'zod';

import type { AuditReport, AuditSummary, DemoReport, SyncReport, SyncSummary } from '../../domain/reports.ts';
import { JsonRows } from '../json/json-rows.ts';
import type { auditSchema, demoSchema, sync as syncShape, syncSchema } from './audit.schema.ts';
import {
  countsDocument,
  moneyOrNull,
  paidCallsDocument,
  rangeDocument,
  SCHEMA_VERSION,
  savingsDocument,
  type Streaming,
  unreadDocument,
} from './common.ts';
import { findingDocument } from './finding.ts';

type AuditDocument = z.infer<typeof auditSchema>;

export const auditDocument = (report: AuditReport): Streaming<AuditDocument, 'findings'> => ({
  schemaVersion: SCHEMA_VERSION,
  sync: scopesDocument(report.sync),
  summary: summaryDocument(report.summary),
  ...readingDocument(report),
  findings: JsonRows.of(report.rows, findingDocument),
});

export const demoDocument = (report: DemoReport): Streaming<z.infer<typeof demoSchema>, 'findings'> => ({
  ...auditDocument(report.audit),
  demo: {
    storePath: report.storePath,
    elapsedMs: report.elapsedMs,
    ...report.sandbox,
    clouds: [...report.sandbox.clouds],
  },
});

export const syncDocument = (report: SyncReport): z.infer<typeof syncSchema> => ({
  schemaVersion: SCHEMA_VERSION,
  sync: { ...scopesDocument(report.sync), resumed: report.resumed },
  summary: {
    accounts: report.accounts,
    resources: report.resources,
    gone: report.gone,
    subjects: report.subjects.map(({ subject, records }) => ({ subject, records })),
  },
  ...readingDocument(report),
});

const readingDocument = ({
  unread,
  notEnabled,
  paidCalls,
}: Pick<AuditReport, 'unread' | 'notEnabled' | 'paidCalls'>) => ({
  unread: unreadDocument(unread),
  notEnabled: unreadDocument(notEnabled),
  paidCalls: paidCallsDocument(paidCalls),
});

const scopesDocument = (sync: SyncSummary): z.infer<typeof syncShape> => ({
  id: sync.id,
  startedAt: sync.startedAt,
  finishedAt: sync.finishedAt,
  status: sync.status,
  scopes: sync.scopes.map(({ provider, accountId, region, status, resources, error }) => ({
    provider,
    accountId,
    region,
    status,
    resources,
    ...(error && { error: { code: error.code, message: error.message } }),
  })),
});

const summaryDocument = (summary: AuditSummary): AuditDocument['summary'] => ({
  resources: summary.resources,
  ...countsDocument(summary),
  monthlyCost: moneyOrNull(summary.monthlyCost),
  costPeriod: summary.costPeriod && rangeDocument(summary.costPeriod),
  otherCurrencies: summary.otherCurrencies.map((other) => ({
    currency: other.currency,
    monthlyCost: moneyOrNull(other.monthlyCost),
    ...savingsDocument(other),
  })),
  byProvider: summary.byProvider.map((of) => ({
    provider: of.provider,
    resources: of.resources,
    monthlyCost: moneyOrNull(of.monthlyCost),
    ...countsDocument(of),
  })),
  byCheck: summary.byCheck.map((of) => ({ checkId: of.checkId, title: of.title, ...countsDocument(of) })),
});
