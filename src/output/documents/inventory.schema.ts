import { z } from 'zod';

import { amount, dayRange, instant, money, provider, schemaVersion, unreadNote } from './common.schema.ts';
import { finding } from './finding.schema.ts';
import { resource } from './resource.schema.ts';

export const inventoryListSchema = z
  .object({
    schemaVersion,
    total: amount.meta({ description: 'All that match, whatever --limit and --filter' }),
    byType: z.array(z.object({ provider, type: z.string(), count: amount })),
    unread: z.array(unreadNote),
    resources: z.array(resource),
  })
  .meta({ title: 'ballast inventory list --json' });

const metric = z.object({
  metric: z.string(),
  from: instant,
  to: instant,
  periodSeconds: z.number(),
  sampleCount: amount,
  expectedCount: amount,
  coverage: z.number().min(0).max(1),
  mean: z.number().nullable(),
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
  max: z.number().nullable(),
});

export const inventoryShowSchema = z
  .object({
    schemaVersion,
    resource,
    account: z
      .object({
        accountId: z.string(),
        name: z.string(),
        parentPath: z.array(z.string()).nullable(),
        billingAccountId: z.string().nullable(),
        state: z.enum(['active', 'suspended', 'closed']),
      })
      .nullable(),
    attachments: z.array(resource),
    metrics: z.array(metric),
    cost: z.object({ ...dayRange.shape, effectiveCost: money, days: amount }).nullable(),
    findings: z.array(finding),
    unread: z.array(unreadNote),
  })
  .meta({ title: 'ballast inventory show --json' });
