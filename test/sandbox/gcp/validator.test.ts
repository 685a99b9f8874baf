import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const validator = join(process.env['BALLAST_SHARED'] ?? resolve(root, '../shared'), 'specs/validate.mjs');

it.skipIf(!existsSync(validator))(
  'every answer is as Google describes it, and every method is called',
  { timeout: 60_000 },
  () => {
    const output = execFileSync(process.execPath, [join(root, '.ci/sandbox/validate-exchanges-gcp.ts')], {
      encoding: 'utf8',
    });
    expect(output).toContain(' 0 with violations (0 errors, 0 unknown fields), 0 warnings, 0 matched no operation');
    expect(output).not.toContain('FAILED');
  },
);
