import type { z } from 'zod';

import type { CheckInfo } from '../../domain/findings.ts';
import type { CheckReport, CheckState } from '../../domain/reports.ts';
import { JsonRows } from '../json/json-rows.ts';
import type { Batches } from '../lists/rows.ts';
import type { check, checkInfo, checksListSchema, checksShowSchema } from './check.schema.ts';
import { SCHEMA_VERSION, type Streaming } from './common.ts';

export const checkInfoDocument = ({
  id,
  name,
  provider,
  service,
  category,
  priority,
  title,
  kind,
  description,
  risk,
  action,
}: CheckInfo): z.infer<typeof checkInfo> => ({
  id,
  name,
  provider,
  service: service ?? null,
  category,
  priority: priority ?? null,
  title,
  kind,
  description,
  risk,
  action,
});

const checkDocument = (state: CheckState): z.infer<typeof check> => ({
  ...checkInfoDocument(state.info),
  kinds: [...state.info.kinds],
  metrics: [...state.info.metrics],
  permissions: state.permissions === undefined ? null : [...state.permissions],
  savings: state.info.savings,
  ignores: [...state.info.ignores],
  evidence: { ...state.info.evidence },
  params: Object.fromEntries(
    Object.entries(state.params).map(([name, { value, default: standard, why, source }]) => [
      name,
      { value, default: standard, why, source },
    ]),
  ),
  openFindings: state.openFindings,
});

export const checksListDocument = (
  rows: Batches<CheckState>,
): Streaming<z.infer<typeof checksListSchema>, 'checks'> => ({
  schemaVersion: SCHEMA_VERSION,
  checks: JsonRows.of(rows, checkDocument),
});

export const checksShowDocument = (report: CheckReport): z.infer<typeof checksShowSchema> => ({
  schemaVersion: SCHEMA_VERSION,
  check: checkDocument(report.check),
});
