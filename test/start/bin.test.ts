import { execFile, spawn } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { beforeAll, describe, expect, it } from 'vitest';

import { sampleStore } from '../commands/support/sample-store.ts';
import { projectRoot, runCli } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();
const run = promisify(execFile);
const env = { PATH: process.env['PATH'], HOME: folder, XDG_CACHE_HOME: folder, NO_COLOR: '1' };
const bin = join(projectRoot, 'bin/run.js');

beforeAll(() => sampleStore(folder));

/** A Node that says that it is another one; its children are what they are. */
const pretend = (version: string): readonly string[] => {
  const file = join(folder, `node-${version}.cjs`);
  writeFileSync(
    file,
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });
Object.defineProperty(process, 'version', { value: 'v${version}' });`,
  );
  return ['--require', file];
};

describe('on an unsupported Node', () => {
  it('says so in one sentence, and how to get one', async () => {
    const failed = run(process.execPath, [...pretend('20.20.2'), bin, '--version'], {
      env: { ...env, BALLAST_OTHER_NODE: '1' },
    });
    await expect(failed).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^Ballast needs Node\.js 22 or newer and this is v20\.20\.2: install one from .*\n$/,
      ) as string,
    });
  });

  it('uses the Node that a package manager put beside it, with its output and exit code', async () => {
    const old = pretend('18.0.0');
    expect((await run(process.execPath, [...old, bin, '--version'], { env })).stdout).toMatch(
      /^ballast\/\S+ \S+ node-v\d+/,
    );
    await expect(run(process.execPath, [...old, bin, 'nope'], { env })).rejects.toMatchObject({ code: 2 });
  });
});

describe('the program', () => {
  it('says when it is not built', async () => {
    const clone = join(folder, 'clone');
    mkdirSync(clone);
    cpSync(join(projectRoot, 'bin'), join(clone, 'bin'), { recursive: true });
    await expect(run(process.execPath, [join(clone, 'bin/run.js'), '--version'], { env })).rejects.toMatchObject({
      code: 1,
      stderr: 'Ballast is not built: run `npm run build` in its folder.\n',
    });
  });

  it('ends quietly when the reader has gone', async () => {
    const pipe = `'${process.execPath}' '${bin}' inventory list --format csv --store '${folder}/ballast.db' --filter 'type~ec2' | head -n 1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await run('bash', ['-c', pipe], { env });
    expect(stdout).toMatch(/^resourceId,.*\r?\n3\n$/);
    expect(stderr).toBe('');
  });

  it('writes all of a long output into a slow pipe', async () => {
    const sql = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000) SELECT i, 'é' || i AS t FROM n`;
    const child = spawn(
      process.execPath,
      [bin, 'store', 'query', sql, '--format', 'csv', '--store', join(folder, 'ballast.db')],
      { env },
    );
    const pieces: Buffer[] = [];
    for await (const piece of child.stdout) {
      pieces.push(piece as Buffer);
      if (pieces.length < 5) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const lines = Buffer.concat(pieces).toString().trimEnd().split('\r\n');
    expect(lines).toHaveLength(60_001);
    expect(lines.at(-1)).toBe('60000,é60000');
  });

  it.each([
    [['--help'], 0, /^FinOps from the command line/],
    [['cost', '--help'], 0, /What it costs/],
    [['cost', 'report', '--help'], 0, /USAGE\n {2}\$ ballast cost report \[FLAGS\]/],
    [['import', '-h'], 0, /ballast import FILE\.\.\. \[FLAGS\]/],
    [[], 0, /COMMANDS/],
  ] as const)('helps with %j', async (args, code, output) => {
    const result = await runCli(args, { cwd: folder, env });
    expect(result).toMatchObject({ code, stderr: '' });
    expect(result.stdout).toMatch(output);
  });

  it.each([
    [['finding', 'list'], 2, /there is no command "finding list"; did you mean `ballast findings list`\?/],
    [['cots', 'report'], 2, /did you mean `ballast cost report`\?/],
    [['zzz'], 2, /there is no command "zzz"; `ballast --help` lists them/],
    [['audit', '--ofline'], 2, /nonexistent flag: --ofline/i],
    [['findings', 'show'], 2, /missing 1 required arg/i],
  ] as const)('answers %j with a usage error', async (args, code, message) => {
    const result = await runCli(args, { cwd: folder, env });
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toMatch(/^Error \[usage-invalid\]: /);
    expect(result.stderr).toMatch(message);
  });
});
