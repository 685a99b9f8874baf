import { beforeAll, describe, expect, it } from 'vitest';

import { sampleStore } from '../commands/support/sample-store.ts';
import { runCli } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();
beforeAll(() => sampleStore(folder));

const env = { BALLAST_NOW: '2026-11-24T05:10:00Z', XDG_CACHE_HOME: folder, XDG_CONFIG_HOME: folder };

/** What a command line prints must not depend on which way it went: to the byte, and to the exit code. */
describe('the fast path and oclif print the same', () => {
  it.each([
    ['--version'],
    ['cost', 'allocation', '--by', 'tag:team', '--by-account'],
    ['cost', 'report'],
    ['cost', 'report', '--json', '--group-by', 'account,service', '--granularity', 'monthly'],
    ['cost', 'report', '--from=2026-10-01', '--to=2026-10-06', '--format', 'csv'],
    ['findings', 'list', '--json'],
    ['findings', 'list', '--sort', '-confidence', '--columns', 'resourceId,verdict', '--filter', 'verdict=waste'],
    ['inventory', 'list', '--format=markdown', '--tag', 'Owner'],
    ['checks', 'list', '--provider', 'aws'],
    ['store', 'info', '--json'],
    // Errors: found by the flags' own reading, by the list, by the service, by the parser.
    ['cost', 'report', '--from', 'yesterday', '--json'],
    ['cost', 'allocation', '--by', 'team', '--json'],
    ['cost', 'report', '--from', '2026-11-01', '--to', '2026-10-01'],
    ['findings', 'list', '--sort', 'nope', '--json'],
    ['store', 'info', '--store', 'missing.db', '--json', '--verbose'],
    ['store', 'info', '--config', 'missing.yaml'],
    ['inventory', 'list', '--nope', '--json'],
    ['inventory', 'list', '--limit'],
    ['inventory', 'list', 'extra'],
    ['inventory', 'list', '--store', 'a', '--store', 'b', '--format=json'],
  ])('%s %s %s %s %s', async (...args) => {
    const words = args.filter((word) => word !== undefined);
    const [fast, slow] = await Promise.all([
      runCli(words, { cwd: folder, env }),
      runCli(words, { cwd: folder, env: { ...env, BALLAST_FAST_PATH: '0' } }),
    ]);
    expect(fast).toEqual(slow);
    expect(fast.stdout + fast.stderr).not.toBe('');
  });
});
