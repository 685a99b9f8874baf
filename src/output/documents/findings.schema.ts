import { z } from 'zod';

import { checkInfo } from './check.schema.ts';
import { findingCounts, savings, schemaVersion, unreadNote } from './common.schema.ts';
import { costTerm, finding } from './finding.schema.ts';
import { resource } from './resource.schema.ts';

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
        }),
      )
      .min(1),
  })
  .meta({ title: 'ballast findings show --json', description: 'Also of `ballast findings suppress --json`' });
