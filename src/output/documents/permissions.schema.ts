import { z } from 'zod';

import { permissionTargets } from '../../domain/reports.ts';
import { provider, schemaVersion } from './common.schema.ts';

export const permissionsSchema = z
  .object({
    schemaVersion,
    provider,
    target: z.enum(permissionTargets),
    checks: z.array(z.string()).meta({ description: 'The checks that these permissions serve' }),
    read: z.array(
      z.object({
        use: z.string(),
        grantedTo: z.enum(['reader', 'payer']).meta({
          description: 'reader: in every account that is read; payer: to the credentials Ballast starts with',
        }),
        permissions: z.array(z.string()),
      }),
    ),
    apply: z
      .array(z.object({ use: z.string(), permissions: z.array(z.string()) }))
      .meta({ description: 'What applying would need; reading never does' }),
  })
  .meta({ title: 'ballast permissions --json' });
