import { z } from 'zod';

import { amount, provider, schemaVersion } from './common.schema.ts';

export const initSchema = z
  .object({
    schemaVersion,
    path: z.string().nullable().meta({ description: 'Null when the file was only printed' }),
    replaced: z.boolean(),
    text: z.string(),
    detected: z.array(z.object({ provider, name: z.string(), source: z.string() })),
    permissions: z.array(z.object({ provider, permissions: z.array(z.string()) })),
  })
  .meta({ title: 'ballast init --json' });

export const doctorSchema = z
  .object({
    schemaVersion,
    ok: z.boolean().meta({ description: 'Nothing was denied and nothing failed' }),
    checks: z.array(
      z.object({
        area: z.string(),
        name: z.string(),
        outcome: z.enum(['ok', 'warning', 'denied', 'failed', 'skipped']),
        message: z.string(),
        hint: z.string().nullable(),
        permissions: z.array(z.string()),
      }),
    ),
  })
  .meta({ title: 'ballast doctor --json' });

export const sandboxSchema = z
  .object({
    schemaVersion,
    url: z.url(),
    clouds: z.array(z.string()),
    seed: z.int(),
    resources: amount,
    accounts: amount,
    regions: amount,
  })
  .meta({ title: 'ballast sandbox --json', description: 'Written once, when the sandbox answers' });

export const completionSchema = z
  .object({ schemaVersion, shell: z.enum(['bash', 'zsh', 'fish']), script: z.string() })
  .meta({ title: 'ballast completion --json' });
