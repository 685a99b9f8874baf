/** Writes `docs/commands.md`, `docs/errors/` and `docs/checks/`; with `--check` only says which are out of date. */
import { resolve } from 'node:path';

import { docsPages } from './support/docs-pages.ts';
import { writeOrCheck } from './support/generated-files.ts';

const root = resolve(import.meta.dirname, '..');
writeOrCheck(
  root,
  await docsPages(root),
  '{docs/commands.md,docs/errors/*.md,docs/checks/*.md}',
  'node scripts/generate-docs.ts',
);
