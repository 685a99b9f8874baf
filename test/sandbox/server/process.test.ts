import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const main = pathToFileURL(resolve(import.meta.dirname, '../../../src/sandbox/main.ts')).href;
const program = `import(${JSON.stringify(main)}).then(({ runSandboxProcess }) => runSandboxProcess(process.argv.slice(1)))`;

interface Ready {
  readonly url: string;
  readonly pid: number;
  readonly credentials: Readonly<Record<string, string>>;
}

async function start(...argv: string[]): Promise<{ child: ChildProcessWithoutNullStreams; ready: Ready }> {
  const child = spawn(process.execPath, ['-e', program, '--', '--resources', '60', '--regions', 'us-east-1', ...argv]);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, ready: JSON.parse(line) as Ready };
}

const answers = (url: string) =>
  fetch(`${url}/_sandbox/health`).then(
    ({ ok }) => ok,
    () => false,
  );

describe('the sandbox as a process', () => {
  it('says where it answers and with which key, and stops cleanly when told to', async () => {
    const { child, ready } = await start('--fault', 'service=ec2,kind=deny');
    expect(ready).toMatchObject({
      pid: child.pid,
      credentials: { AWS_ACCESS_KEY_ID: expect.stringMatching(/^AKIA/) as string },
    });
    expect(ready.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await answers(ready.url)).toBe(true);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(await answers(ready.url)).toBe(false);
  });

  it('goes with its parent: it stops when standard input ends', async () => {
    const { child, ready } = await start('--stop-with-stdin');
    expect(await answers(ready.url)).toBe(true);
    child.stdin.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
