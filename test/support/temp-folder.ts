import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll } from 'vitest';

/** A folder for one test file, removed after it. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
