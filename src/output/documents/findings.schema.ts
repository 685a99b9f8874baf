import { z } from 'zod';

import { checkInfo } from './check.schema.ts';
import { findingCounts, instant, money, savings, schemaVersion, unreadNote } from './common.schema.ts';
import { costTerm, finding } from './finding.schema.ts';
import { resource } from './resource.schema.ts';

const recommendation = z
  .object({
    adviser: z.string(),
    action: z.string(),
    current: z.string().nullable(),
    recommended: z.string().nullable(),
    monthlySavings: money.nullable().meta({ description: 'As the adviser gives it; it stands in no total of ours' }),
    afterDiscounts: z.boolean(),
    refreshedAt: instant.nullable(),
  })
  .meta({ description: "What the cloud's own adviser says of the same resource: a second opinion" });

export const findingsListSchema = z
  .object({
    schemaVersion,
    summary: z.object({
      ...findingCounts,
      otherCurrencies: z.array(z.object({ currency: z.string(), ...savings })),
    }),
    unread: z.array(unreadNote),
    findings: z.array(finding),
  })
  .meta({ title: 'ballast findings list --json' });

export const findingsShowSchema = z
  .object({
    schemaVersion,
    findings: z
      .array(
        z.object({
          finding,
          savingsTerms: z.array(costTerm),
          check: checkInfo.nullable(),
          resource: resource.nullable(),
          recommendations: z.array(recommendation),
        }),
      )
      .min(1),
  })
  .meta({ title: 'ballast findings show --json', description: 'Also of `ballast findings suppress --json`' });
