import { z } from 'zod';

import { documentSchemas } from '../../src/output/documents/all.schema.ts';
import type { GeneratedFiles } from './generated-files.ts';

/**
 * JSON Schemas (draft 2020-12) of every document. They allow fields that they do not name: a script that checks
 * against an older schema must not fail on a newer Ballast, which only ever adds fields within a major version.
 */
export const jsonSchemas = (): GeneratedFiles =>
  new Map(
    Object.entries(documentSchemas).map(([name, schema]) => [
      `schemas/${name}.schema.json`,
      `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`,
    ]),
  );
