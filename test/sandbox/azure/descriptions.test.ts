import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const shared = process.env.BALLAST_SHARED ?? resolve(root, '../shared');

describe.skipIf(!existsSync(join(shared, 'specs/validate.mjs')))('the vendor’s descriptions', () => {
  it('know every answer of the sandbox: no error and no unknown field', { timeout: 60_000 }, async () => {
    const script = join(root, '.ci/sandbox/exchanges-azure/validate.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [script], { cwd: root });
    expect(stdout).toMatch(/^\d+ exchanges, \d+ operations, 0 violations\n$/);
  });
});
