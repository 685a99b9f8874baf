import { z } from 'zod';

import { instant, money, provider, subjectKind } from './common.schema.ts';

export const finding = z.object({
  id: z.string(),
  checkId: z.string(),
  provider,
  accountId: z.string(),
  region: z.string(),
  resourceType: z.string(),
  resourceKind: subjectKind,
  resourceId: z.string().meta({ description: "The id that the cloud's own console and CLI use" }),
  resourceName: z.string().nullable(),
  title: z.string(),
  verdict: z.enum(['waste', 'cannot-tell']),
  reason: z.string().nullable().meta({ description: 'For cannot-tell: what was not read' }),
  evidence: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .meta({ description: 'The numbers that decided it, with their units in the names' }),
  monthlySavings: money.nullable().meta({ description: 'Null when not known; why, is in savingsUnknown' }),
  monthlySavingsLow: money.nullable(),
  monthlySavingsHigh: money.nullable(),
  savingsBasis: z.enum(['billing', 'price-api', 'price-book', 'estimate']).nullable(),
  savingsUnknown: z.string().nullable(),
  countsTowardsTotal: z.boolean().meta({
    description:
      'True for one finding of a resource at most; of a whole and its parts (a group and its members) either the whole or parts count',
  }),
  confidence: z.number().min(0).max(1),
  risk: z.enum(['low', 'medium', 'high']),
  action: z.object({
    kind: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
  status: z.enum(['open', 'grace', 'suppressed', 'exempt', 'planned', 'resolved']),
  owner: z.string().nullable(),
  managedBy: z.string().nullable().meta({ description: 'The code that manages the resource, where tags tell' }),
  firstSeen: instant,
  lastSeen: instant,
  resolvedAt: instant.nullable(),
  suppression: z.object({ until: instant.nullable(), reason: z.string() }).nullable(),
});

export const costTerm = z
  .object({
    label: z.string(),
    quantity: z.string(),
    unit: z.string(),
    unitPrice: z.string(),
    amount: money,
    source: z.string(),
    asOf: instant,
  })
  .meta({ description: 'One line of the calculation: quantity x unit price' });
