import { z } from 'zod';

import { schemaVersion } from './common.schema.ts';

export const errorSchema = z
  .object({
    schemaVersion,
    error: z.object({
      code: z.string().meta({ description: 'Stable; docs/errors lists them. "internal" is a bug in Ballast' }),
      message: z.string(),
      hint: z.string(),
    }),
  })
  .meta({ title: 'any command --json that fails' });
