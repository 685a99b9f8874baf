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

export const importSchema = z
  .object({
    schemaVersion,
    files: z.array(
      z.object({
        path: z.string(),
        format: z.enum(['csv', 'csv.gz', 'parquet']),
        schema: z.string().meta({ description: 'FOCUS and the newest version whose columns the file has' }),
        missingColumns: z.array(z.string()).meta({ description: 'Mandatory in that version, and not in the file' }),
        unknownColumns: z.array(z.string()).meta({ description: 'In no version of FOCUS; left out' }),
      }),
    ),
    sources: z.array(z.object({ source: chargeSource, billingMonths: z.array(day), rows: amount, charges: amount })),
    rows: amount,
    charges: amount.meta({ description: 'Daily charges that the rows were summed to' }),
    costs: z.array(z.object({ billedCost: money, effectiveCost: money })).meta({ description: 'One per currency' }),
  })
  .meta({ title: 'ballast import --json' });
