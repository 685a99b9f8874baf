import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../src/sandbox/main.ts';
import { runCli } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();
const store = join(folder, 'ballast.db');

let sandbox: RunningSandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 5, resources: 50, accounts: 2 });
});

afterAll(() => sandbox.close());

describe('an audit of which nothing could be read', () => {
  it('fails, and says what to do, instead of reporting a clean estate', async () => {
    const run = await runCli(['audit', '--store', store], { cwd: folder });
    expect(run.code).toBe(1);
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(/^Error \[credentials-missing\]: no cloud could be read: aws default: unauthenticated/);
  });

  it('leaves what an earlier sync brought as it was', async () => {
    const count = async (): Promise<string> =>
      (
        await runCli([
          'store',
          'query',
          'SELECT count(*) FROM resources WHERE gone_since IS NULL',
          '--format',
          'csv',
          '--store',
          store,
        ])
      ).stdout;
    await runCli(['sync', '--store', store, '--sandbox', sandbox.url]);
    const before = await count();
    expect(Number(before.split(/\s+/)[1])).toBeGreaterThan(50);
    expect((await runCli(['audit', '--store', store], { cwd: folder })).code).toBe(1);
    expect(await count()).toBe(before);
  });
});
