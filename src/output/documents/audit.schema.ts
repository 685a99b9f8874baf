import { z } from 'zod';

import {
  amount,
  dayRange,
  findingCounts,
  instant,
  money,
  paidCalls,
  provider,
  savings,
  schemaVersion,
  unreadNote,
} from './common.schema.ts';
import { finding } from './finding.schema.ts';

export const sync = z.object({
  id: z.int().nullable(),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  status: z
    .enum(['complete', 'partial', 'offline'])
    .meta({ description: 'offline: nothing was asked, and the scopes are those of the last sync' }),
  scopes: z.array(
    z.object({
      provider,
      accountId: z.string(),
      region: z.string(),
      status: z.enum(['complete', 'partial', 'failed', 'skipped']),
      resources: amount,
      error: z.object({ code: z.string(), message: z.string() }).optional(),
    }),
  ),
});

const summary = z.object({
  resources: amount,
  ...findingCounts,
  monthlyCost: money.nullable().meta({ description: 'Effective cost of costPeriod, brought to a month of 730 hours' }),
  costPeriod: dayRange.nullable(),
  otherCurrencies: z.array(z.object({ currency: z.string(), monthlyCost: money.nullable(), ...savings })),
  byProvider: z.array(z.object({ provider, resources: amount, monthlyCost: money.nullable(), ...findingCounts })),
  byCheck: z.array(z.object({ checkId: z.string(), title: z.string(), ...findingCounts })),
});

/** What reading brought beside the records: holes, what is not switched on, and what it cost. */
const reading = {
  unread: z.array(unreadNote),
  notEnabled: z.array(unreadNote).meta({
    description: 'What nobody has switched on in the cloud, so that there was nothing to read of it: no hole',
  }),
  paidCalls: z.array(paidCalls),
};

export const auditSchema = z
  .object({ schemaVersion, sync, summary, ...reading, findings: z.array(finding) })
  .meta({ title: 'ballast audit --json' });

export const demoSchema = z
  .object({
    schemaVersion,
    demo: z.object({
      storePath: z.string(),
      elapsedMs: amount,
      clouds: z.array(z.string()),
      seed: z.int(),
      accounts: amount,
      regions: amount,
    }),
    ...auditSchema.omit({ schemaVersion: true }).shape,
  })
  .meta({ title: 'ballast demo --json' });

export const syncSchema = z
  .object({
    schemaVersion,
    sync: sync.extend({ resumed: z.boolean() }),
    summary: z.object({
      accounts: amount,
      resources: amount,
      gone: amount,
      subjects: z.array(z.object({ subject: z.string(), records: amount })),
    }),
    ...reading,
  })
  .meta({ title: 'ballast sync --json' });
