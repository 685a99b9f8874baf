import type { z } from 'zod';

import { moneyDocument } from '../../domain/money.ts';
import type { ImportReport, QueryReport, StoreInfoReport } from '../../domain/reports.ts';
import { SCHEMA_VERSION } from './common.ts';
import type { importSchema, storeInfoSchema, storeQuerySchema } from './store.schema.ts';

export const storeInfoDocument = ({ store, chargeSources }: StoreInfoReport): z.infer<typeof storeInfoSchema> => ({
  schemaVersion: SCHEMA_VERSION,
  store: {
    location: store.location,
    schemaVersion: store.schemaVersion,
    sizeBytes: store.sizeBytes,
    tables: store.tables.map(({ name, rows }) => ({ name, rows })),
    firstChargeDay: store.firstChargeDay,
    lastChargeDay: store.lastChargeDay,
    lastSync: store.lastSync && {
      id: store.lastSync.id,
      startedAt: store.lastSync.startedAt,
      finishedAt: store.lastSync.finishedAt ?? null,
      status: store.lastSync.status,
    },
  },
  chargeSources: chargeSources.map(({ source, billingMonth, rows, loadedAt }) => ({
    source: { kind: source.kind, name: source.name },
    billingMonth,
    rows,
    loadedAt,
  })),
});

export const storeQueryDocument = (report: QueryReport): z.infer<typeof storeQuerySchema> => ({
  schemaVersion: SCHEMA_VERSION,
  columns: [...report.columns],
  rows: report.rows.map((row) => [...row]),
});

export const importDocument = (report: ImportReport): z.infer<typeof importSchema> => ({
  schemaVersion: SCHEMA_VERSION,
  files: report.files.map((file) => ({
    path: file.path,
    format: file.format,
    schema: file.schema,
    missingColumns: [...file.missingColumns],
    unknownColumns: [...file.unknownColumns],
  })),
  sources: report.sources.map(({ source, billingMonths, rows, charges }) => ({
    source: { kind: source.kind, name: source.name },
    billingMonths: [...billingMonths],
    rows,
    charges,
  })),
  rows: report.rows,
  charges: report.charges,
  costs: report.costs.map(({ billedCost, effectiveCost }) => ({
    billedCost: moneyDocument(billedCost),
    effectiveCost: moneyDocument(effectiveCost),
  })),
});
