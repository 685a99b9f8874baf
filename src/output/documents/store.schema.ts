import { z } from 'zod';

import { amount, day, instant, money, schemaVersion } from './common.schema.ts';

const chargeSource = z.object({ kind: z.enum(['api', 'export']), name: z.string() });

export const storeInfoSchema = z
  .object({
    schemaVersion,
    store: z.object({
      location: z.string(),
      schemaVersion: amount.meta({ description: "Of the store's tables, not of this document" }),
      sizeBytes: amount,
      tables: z.array(z.object({ name: z.string(), rows: amount })),
      firstChargeDay: day.nullable(),
      lastChargeDay: day.nullable(),
      lastSync: z
        .object({
          id: z.int(),
          startedAt: instant,
          finishedAt: instant.nullable(),
          status: z.enum(['running', 'complete', 'partial', 'interrupted']),
        })
        .nullable(),
    }),
    chargeSources: z.array(z.object({ source: chargeSource, billingMonth: day, rows: amount, loadedAt: instant })),
  })
  .meta({ title: 'ballast store info --json' });

export const storeQuerySchema = z
  .object({
    schemaVersion,
    columns: z.array(z.string()),
    rows: z
      .array(z.array(z.union([z.string(), z.number(), z.null()])))
      .meta({ description: 'Values in the order of columns; integers beyond 2^53 are text' }),
  })
  .meta({ title: 'ballast store query --json' });

/** Sums of a file's rows are exact to 18 decimals; what is kept of them is rounded to nine. */
const exactSum = z.object({ amount: z.string().regex(/^-?\d+\.\d{2,18}$/), currency: z.string().min(1) });

export const importSchema = z
  .object({
    schemaVersion,
    files: z.array(
      z.object({
        path: z.string(),
        format: z.enum(['csv', 'csv.gz', 'json', 'json.gz', 'parquet']),
        kind: z.enum(['focus', 'aws-cur', 'gcp-billing', 'azure-cost']),
        schema: z.string().meta({ description: 'In words, with the newest version whose columns the file has' }),
        rows: amount,
        billingMonths: z.array(day),
        status: z
          .enum(['new', 'replaced'])
          .meta({ description: 'Whether the store held one of the months from the same billing account before' }),
        costs: z
          .array(z.object({ billedCost: exactSum, effectiveCost: exactSum }))
          .meta({ description: 'Exact sums of the rows, one per currency' }),
        missingColumns: z
          .array(z.string())
          .meta({ description: 'Files of this kind have them, and this one does not' }),
        unknownColumns: z.array(z.string()).meta({ description: 'Not of this kind of file; left out' }),
      }),
    ),
    deliveries: z
      .array(
        z.object({
          manifest: z.string(),
          exportName: z.string(),
          billingMonth: day,
          status: z
            .enum(['new', 'replaced', 'unchanged'])
            .meta({ description: 'unchanged: the store holds this very delivery, so its files were not read' }),
          files: z.array(z.string()),
        }),
      )
      .meta({ description: 'Months of exports that have a manifest' }),
    supersededFiles: amount.meta({ description: 'Files of older deliveries of these exports, left alone' }),
    sources: z.array(z.object({ source: chargeSource, billingMonths: z.array(day), rows: amount, charges: amount })),
    rows: amount,
    charges: amount.meta({ description: 'Daily charges that the rows were summed to' }),
    costs: z.array(z.object({ billedCost: money, effectiveCost: money })).meta({ description: 'One per currency' }),
  })
  .meta({ title: 'ballast import --json' });
