import { z } from 'zod';

import { chargeDimensions, costMetrics } from '../../domain/charges.ts';
import { providerIds } from '../../domain/ids.ts';
import { billedKinds } from '../../domain/findings.ts';
import { resourceKinds } from '../../domain/resources.ts';

/** Version 1 of the JSON contract: fields are added within it, never taken away or given another meaning. */
export const schemaVersion = z.literal(1);

export const money = z
  .object({
    amount: z.string().regex(/^-?\d+\.\d{2,9}$/),
    currency: z.string().min(1),
  })
  .meta({ description: 'An exact amount as decimal text, in one currency' });

export const instant = z.iso.datetime().meta({ description: 'UTC, ISO 8601 with milliseconds' });
export const day = z.iso.date().meta({ description: 'A UTC calendar day' });
export const dayRange = z.object({
  from: day,
  to: day.meta({ description: 'The first day that is not a part of it' }),
});

export const provider = z.enum(providerIds);
export const dimension = z.enum(chargeDimensions);
export const costMetric = z.enum(costMetrics);
export const resourceKind = z.enum(resourceKinds);
/** What a finding is about: a resource, or something that only the bill knows. */
export const subjectKind = z.enum([...resourceKinds, ...billedKinds]);
export const amount = z.int().nonnegative();

export const unreadNote = z
  .object({
    provider,
    accountId: z.string(),
    region: z.string(),
    subject: z.string(),
    code: z.string(),
    message: z.string(),
  })
  .meta({
    description: 'Something that should have been read and was not: what it would have shown is not in this document',
  });

export const paidCalls = z
  .object({
    provider,
    service: z.string(),
    operation: z.string(),
    quantity: amount,
    unit: z.string(),
    cost: money,
    capped: amount.meta({ description: 'More that a cap of the configuration left out' }),
    source: z.string(),
  })
  .meta({ description: "What the sync's own calls cost, where the cloud bills for reading" });

export const savings = {
  monthlySavings: money.nullable().meta({ description: 'Each resource counted once; null when not known' }),
  monthlySavingsLow: money
    .nullable()
    .meta({ description: 'The least that monthlySavings can be, where a price or a quantity is uncertain' }),
  monthlySavingsHigh: money
    .nullable()
    .meta({ description: 'The most that monthlySavings can be, without what has no price' }),
  monthlySavingsPlainSum: money
    .nullable()
    .meta({ description: 'All findings added up, though some exclude each other' }),
};

export const findingCounts = {
  findings: amount.meta({ description: 'waste + cannotTell' }),
  waste: amount,
  cannotTell: amount.meta({ description: 'Findings that need something that was not read' }),
  unpriced: amount.meta({ description: 'Of waste: those whose saving is not known, and so in no sum' }),
  ...savings,
};
