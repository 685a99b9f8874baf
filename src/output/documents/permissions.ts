import type { z } from 'zod';

import type { PermissionsReport } from '../../domain/reports.ts';
import { SCHEMA_VERSION } from './common.ts';
import type { permissionsSchema } from './permissions.schema.ts';

export const permissionsDocument = (report: PermissionsReport): z.infer<typeof permissionsSchema> => ({
  schemaVersion: SCHEMA_VERSION,
  provider: report.provider,
  target: report.target,
  checks: [...report.checks],
  read: report.read.map(({ use, grantedTo, permissions }) => ({ use, grantedTo, permissions: [...permissions] })),
  apply: report.apply.map(({ use, permissions }) => ({ use, permissions: [...permissions] })),
});
