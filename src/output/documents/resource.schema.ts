import { z } from 'zod';

import { instant, provider, resourceKind } from './common.schema.ts';

export const resource = z.object({
  provider,
  accountId: z.string(),
  region: z.string(),
  zone: z.string().nullable(),
  type: z.string(),
  kind: resourceKind,
  resourceId: z.string(),
  name: z.string().nullable(),
  state: z.string(),
  createdAt: instant.nullable(),
  tags: z.record(z.string(), z.string()).nullable(),
  attributes: z
    .record(z.string(), z.json())
    .meta({ description: 'What the kind has: sizes with their units in the names; null for what was not read' }),
  unread: z
    .record(z.string(), z.string())
    .meta({ description: 'Fields that were not read, with the reason; they are null above' }),
  firstSeen: instant,
  lastSeen: instant,
  goneSince: instant.nullable(),
  idleSince: instant.nullable(),
});
