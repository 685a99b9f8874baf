import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { configTemplate } from '../../src/config/config-template.ts';
import { findConfig } from '../../src/config/find-config.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { AppError } from '../../src/domain/errors.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ballast-config-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function write(text: string): Promise<string> {
  const file = join(folder, 'ballast.yaml');
  await writeFile(file, text);
  return file;
}

/** `code: message` with the folder taken out. */
async function errorOf(text: string): Promise<string> {
  const file = await write(text);
  try {
    await loadConfig(file);
  } catch (error) {
    if (error instanceof AppError) return `${error.code}: ${error.message.replaceAll(`${folder}/`, '')}`;
    throw error;
  }
  return 'no error';
}

describe('loadConfig', () => {
  it('reads what init writes, and gives its defaults', async () => {
    const config = await loadConfig(
      await write(configTemplate({ awsProfile: 'finops', awsOrganizationRole: 'BallastRead' })),
    );
    expect(config.clouds).toEqual([
      { provider: 'aws', name: 'main', regions: 'all', profile: 'finops', organization: { roleName: 'BallastRead' } },
    ]);
    expect(config.exemptTags).toEqual({ 'ballast:keep': '*' });
    expect(config.store).toBeUndefined();
  });

  it('reads the template with nothing filled in', async () => {
    const config = await loadConfig(await write(configTemplate({})));
    expect(config.clouds).toEqual([{ provider: 'aws', name: 'main', regions: 'all' }]);
  });

  it('reads the template with every example taken in', async () => {
    // An example is a comment that is YAML: a key, an item of a list, or what belongs to one.
    const text = configTemplate({})
      .split('\n')
      .map((line) => line.replace(/^(\s*)# ?( *(?:[a-zA-Z]+:|- |"?aws-)\S* ?.*)$/, '$1$2'))
      // One URL for every service has no FIPS form: the one excludes the other.
      .filter((line) => !/^\s*(#|endpoint:)/.test(line))
      .join('\n');
    const config = await loadConfig(await write(text));
    expect(config).toMatchObject({
      exemptUntilTag: 'ballast:keep-until',
      graceDays: 3,
      overrides: [{ accounts: ['210987654321'], graceDays: 0 }],
      suppressions: [{ checks: ['aws-eip-unassociated'] }],
      allocationTags: ['team', 'env'],
    });
    expect(config.clouds?.[0]).toMatchObject({ limits: { metricsPerSync: 200_000 } });
  });

  it("takes paths from the file's own folder", async () => {
    const config = await loadConfig(await write('version: 1\nstore: data/b.db\n'));
    expect(config.store).toBe(join(folder, 'data', 'b.db'));
  });

  it('knows where a setting stands', async () => {
    const file = await write('version: 1\nchecks:\n  no-such-check: { minDays: 3 }\n');
    expect((await loadConfig(file)).locate(['checks', 'no-such-check'])).toBe(`${file}:3:18`);
  });

  it.each`
    what                              | text                                                                              | message
    ${'broken YAML'}                  | ${'version: 1\nclouds: [aws\n'}                                                   | ${/^config-invalid: ballast\.yaml:\d+:\d+: /}
    ${'a key given twice'}            | ${'version: 1\nversion: 1\n'}                                                     | ${/^config-invalid: ballast\.yaml:2:1: .*unique/}
    ${'an empty file'}                | ${''}                                                                             | ${/^config-invalid: .*version: expected 1/}
    ${'a newer version'}              | ${'version: 2\n'}                                                                 | ${/^config-invalid: ballast\.yaml:1:10: version: expected 1/}
    ${'a misspelt setting'}           | ${'version: 1\nexmept: {}\n'}                                                     | ${/^config-invalid: ballast\.yaml:2:9: exmept: unknown setting$/}
    ${'an unquoted account id'}       | ${'version: 1\nclouds:\n  aws:\n    - name: a\n      accounts: [012345678901]\n'} | ${/ballast\.yaml:5:18: clouds\.aws\[0\]\.accounts\[0\]: quote the account id/}
    ${'a wrong kind of regions'}      | ${'version: 1\nclouds:\n  aws:\n    - { name: a, regions: 5 }\n'}                 | ${/clouds\.aws\[0\]\.regions: expected `all` or a list/}
    ${'a cloud without a name'}       | ${'version: 1\nclouds:\n  aws:\n    - { regions: all }\n'}                        | ${/clouds\.aws\[0\]\.name: /}
    ${'a cloud that is not read yet'} | ${'version: 1\nclouds:\n  openstack: [{ name: x }]\n'}                            | ${/clouds\.openstack: this version of Ballast does not read OpenStack yet/}
    ${'an endpoint that is no URL'}   | ${'version: 1\nclouds:\n  aws: [{ name: a, endpoint: "ftp://x" }]\n'}             | ${/clouds\.aws\[0\]\.endpoint: expected a URL/}
    ${'a negative threshold'}         | ${'version: 1\nchecks: { x: { minDays: -1 } }\n'}                                 | ${/checks\.x: expected `false` or parameters with numbers|checks\.x\.minDays/}
  `('refuses $what with its place', async ({ text, message }: { text: string; message: RegExp }) => {
    expect(await errorOf(text)).toMatch(message);
  });

  it('names a file that cannot be read', async () => {
    await expect(loadConfig(join(folder, 'none.yaml'))).rejects.toThrow(/none\.yaml: ENOENT/);
  });
});

describe('findConfig', () => {
  it("looks here and above, then in the user's folder", async () => {
    const file = await write('version: 1\n');
    expect(findConfig(folder, {})).toBe(file);
    expect(findConfig(join(folder, 'deep', 'down'), {})).toBe(file);
    await rm(file);
    expect(findConfig(folder, { XDG_CONFIG_HOME: join(folder, 'none') })).toBeUndefined();
  });
});
