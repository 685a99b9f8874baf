/** Writes `schemas/*.schema.json`; with `--check` only says which are out of date. */
import { resolve } from 'node:path';

import { writeOrCheck } from './support/generated-files.ts';
import { jsonSchemas } from './support/json-schemas.ts';

writeOrCheck(
  resolve(import.meta.dirname, '..'),
  jsonSchemas(),
  'schemas/*.schema.json',
  'node scripts/generate-schemas.ts',
);
