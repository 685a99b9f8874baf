import { z } from 'zod';

import { costMetric, day, dayRange, dimension, money, schemaVersion, unreadNote } from './common.schema.ts';

export const costReportSchema = z
  .object({
    schemaVersion,
    query: z.object({
      ...dayRange.shape,
      groupBy: z.array(dimension),
      granularity: z.enum(['total', 'daily', 'monthly']),
      metric: costMetric,
    }),
    total: money.nullable().meta({ description: 'Null when nothing was charged, or when a part is not known' }),
    otherCurrencies: z.array(z.object({ currency: z.string(), total: money.nullable() })),
    extent: dayRange.nullable().meta({ description: 'Days that the store has charges for' }),
    unread: z.array(unreadNote),
    rows: z.array(
      z.object({
        period: day.nullable().meta({ description: 'First day of the bucket; null for granularity total' }),
        keys: z.partialRecord(dimension, z.string().nullable()),
        currency: z.string(),
        cost: money.nullable(),
      }),
    ),
  })
  .meta({ title: 'ballast cost report --json' });
