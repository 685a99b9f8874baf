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

/** As amounts are written everywhere: with two decimals at least. */
const twoDecimals = (text: string): string => {
  const decimals = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  return decimals === 0 ? `${text}.00` : text.padEnd(text.length + Math.max(0, 2 - decimals), '0');
};

export const importDocument = (report: ImportReport): z.infer<typeof importSchema> => ({
  schemaVersion: SCHEMA_VERSION,
  files: report.files.map((file) => ({
    path: file.path,
    format: file.format,
    kind: file.kind,
    schema: file.schema,
    rows: file.rows,
    billingMonths: [...file.billingMonths],
    status: file.status,
    costs: file.costs.map(({ currency, billedCost, effectiveCost }) => ({
      billedCost: { amount: twoDecimals(billedCost), currency },
      effectiveCost: { amount: twoDecimals(effectiveCost), currency },
    })),
    missingColumns: [...file.missingColumns],
    unknownColumns: [...file.unknownColumns],
  })),
  deliveries: report.deliveries.map(({ manifest, exportName, billingMonth, status, files }) => ({
    manifest,
    exportName,
    billingMonth,
    status,
    files: [...files],
  })),
  supersededFiles: report.supersededFiles,
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
