import { z } from 'zod';

import { amount, dayRange, instant, money, provider, schemaVersion, unreadNote } from './common.schema.ts';

const dimension = z.enum(['purchase-type', 'tag', 'cost-category']);

const costs = {
  currency: z.string(),
  effectiveCost: money,
  billedCost: money.nullable().meta({ description: 'Null for tags and cost categories: not asked for' }),
};

export const costAllocationSchema = z
  .object({
    schemaVersion,
    query: z.object({
      by: z.string().meta({ description: 'purchase-type, tag:KEY or cost-category:NAME' }),
      dimension,
      key: z.string().nullable(),
      splitBy: z.enum(['account', 'service']).nullable(),
      accountIds: z.array(z.string()).meta({ description: 'Empty for all' }),
    }),
    charges: z
      .enum(['all', 'usage'])
      .meta({ description: 'What is added up: all charges, or usage without tax, credits and what was bought ahead' }),
    payers: z
      .array(
        z.object({
          provider,
          payerAccountId: z.string(),
          observedAt: instant.meta({ description: 'When it was read' }),
          range: dayRange.nullable().meta({ description: 'Null when the payer told of no cost' }),
          divides: z.boolean().meta({ description: 'False: its bill is not divided by the key, and it is in no row' }),
          totals: z.array(
            z.object({
              ...costs,
              unallocatedCost: money
                .nullable()
                .meta({ description: 'The part of the effective cost without a value; null for purchase types' }),
            }),
          ),
        }),
      )
      .meta({ description: 'Those that were read lately; two payers and two currencies are never added' }),
    reason: z.string().nullable().meta({ description: 'Why nothing is known; null where a payer was read' }),
    unread: z.array(unreadNote),
    rows: z.array(
      z.object({
        provider,
        payerAccountId: z.string(),
        value: z.string().nullable().meta({ description: 'Null for cost that carries none' }),
        accountId: z.string().nullable().meta({ description: 'Null unless it is split by account' }),
        serviceName: z.string().nullable().meta({ description: 'Null unless it is split by service' }),
        accounts: amount.nullable().meta({ description: 'Over how many accounts; null for purchase types' }),
        ...costs,
        share: z
          .number()
          .nullable()
          .meta({ description: "Of the payer's effective cost in this currency; null where that is not above zero" }),
      }),
    ),
  })
  .meta({ title: 'ballast cost allocation --json' });
