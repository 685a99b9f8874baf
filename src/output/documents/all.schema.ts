import type { z } from 'zod';

import { auditSchema, demoSchema, syncSchema } from './audit.schema.ts';
import { checksListSchema, checksShowSchema } from './check.schema.ts';
import { costAllocationSchema } from './cost-allocation.schema.ts';
import { costReportSchema } from './cost.schema.ts';
import { errorSchema } from './error.schema.ts';
import { findingsListSchema, findingsShowSchema } from './findings.schema.ts';
import { inventoryListSchema, inventoryShowSchema } from './inventory.schema.ts';
import { permissionsSchema } from './permissions.schema.ts';
import { completionSchema, doctorSchema, initSchema, sandboxSchema } from './setup.schema.ts';
import { importSchema, storeInfoSchema, storeQuerySchema } from './store.schema.ts';

/** Every document by the name of its file in `schemas/`: the command's words joined by hyphens. */
export const documentSchemas = {
  audit: auditSchema,
  'checks-list': checksListSchema,
  'checks-show': checksShowSchema,
  completion: completionSchema,
  'cost-allocation': costAllocationSchema,
  'cost-report': costReportSchema,
  demo: demoSchema,
  doctor: doctorSchema,
  error: errorSchema,
  'findings-list': findingsListSchema,
  'findings-show': findingsShowSchema,
  'findings-suppress': findingsShowSchema.meta({ title: 'ballast findings suppress --json' }),
  import: importSchema,
  init: initSchema,
  'inventory-list': inventoryListSchema,
  'inventory-show': inventoryShowSchema,
  permissions: permissionsSchema,
  sandbox: sandboxSchema,
  'store-info': storeInfoSchema,
  'store-query': storeQuerySchema,
  sync: syncSchema,
} as const satisfies Record<string, z.ZodType>;

export type DocumentName = keyof typeof documentSchemas;
