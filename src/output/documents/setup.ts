import type { z } from 'zod';

import type { DoctorCheck, DoctorReport, InitReport, SandboxReport } from '../../domain/reports.ts';
import { SCHEMA_VERSION } from './common.ts';
import type { doctorSchema, initSchema, sandboxSchema } from './setup.schema.ts';

export const initDocument = (report: InitReport): z.infer<typeof initSchema> => ({
  schemaVersion: SCHEMA_VERSION,
  path: report.path,
  replaced: report.replaced,
  text: report.text,
  detected: report.detected.map(({ provider, name, source }) => ({ provider, name, source })),
  permissions: report.permissions.map(({ provider, permissions }) => ({ provider, permissions: [...permissions] })),
});

export const isTrouble = (check: DoctorCheck): boolean => check.outcome === 'denied' || check.outcome === 'failed';

export const doctorDocument = (report: DoctorReport): z.infer<typeof doctorSchema> => ({
  schemaVersion: SCHEMA_VERSION,
  ok: !report.checks.some(isTrouble),
  checks: report.checks.map(({ area, name, outcome, message, hint, permissions }) => ({
    area,
    name,
    outcome,
    message,
    hint: hint ?? null,
    permissions: [...(permissions ?? [])],
  })),
});

export const sandboxDocument = (report: SandboxReport): z.infer<typeof sandboxSchema> => ({
  schemaVersion: SCHEMA_VERSION,
  url: report.url,
  clouds: [...report.clouds],
  seed: report.seed,
  resources: report.resources,
  accounts: report.accounts,
  regions: report.regions,
});
