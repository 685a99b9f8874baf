import { z } from 'zod';

import { amount, provider, resourceKind, schemaVersion, subjectKind } from './common.schema.ts';

const identity = {
  id: z.string().meta({ description: "The catalogue's id" }),
  name: z.string().meta({ description: 'The name that the rule has in every cloud' }),
  provider,
  service: z.string().nullable(),
  category: z.string(),
  priority: z.string().nullable().meta({ description: 'P1, P2 or P3; null for a check outside of the catalogue' }),
  title: z.string(),
  kind: subjectKind,
  description: z.string(),
  risk: z.enum(['low', 'medium', 'high']),
  action: z.string(),
};

export const checkInfo = z.object(identity);

export const check = z.object({
  ...identity,
  kinds: z.array(resourceKind).meta({ description: 'What it reads, its own kind first' }),
  metrics: z.array(z.string()),
  permissions: z
    .array(z.string())
    .nullable()
    .meta({ description: 'What it has to be allowed to call; null in a list, `ballast checks show` tells' }),
  savings: z.string().nullable().meta({ description: 'How the saving is computed' }),
  ignores: z.array(z.string()).meta({ description: 'What looks like it and is not reported' }),
  evidence: z.record(z.string(), z.string()).meta({ description: 'What the numbers of its findings are' }),
  params: z.record(
    z.string(),
    z.object({
      value: z.number(),
      default: z.number(),
      why: z.string(),
      source: z.string().meta({ description: '"default", or the configuration file' }),
    }),
  ),
  openFindings: amount.nullable().meta({ description: 'Null when there is no store yet' }),
});

export const checksListSchema = z
  .object({ schemaVersion, checks: z.array(check) })
  .meta({ title: 'ballast checks list --json' });

export const checksShowSchema = z.object({ schemaVersion, check }).meta({ title: 'ballast checks show --json' });
