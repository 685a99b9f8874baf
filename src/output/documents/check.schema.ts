import { z } from 'zod';

import { amount, provider, resourceKind, schemaVersion } from './common.schema.ts';

const identity = {
  id: z.string(),
  provider,
  title: z.string(),
  kind: resourceKind,
  description: z.string(),
  risk: z.enum(['low', 'medium', 'high']),
  action: z.string(),
};

export const checkInfo = z.object(identity);

export const check = z.object({
  ...identity,
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
