import { describe, expect, it } from 'vitest';

import { defineCommand, type Outcome } from '../../src/commands/support/define-command.ts';
import { execute } from '../../src/commands/support/execute.ts';
import { switchFlag } from '../../src/commands/support/flag-spec.ts';
import { AppError } from '../../src/domain/errors.ts';
import { Exit, type ExitCode } from '../../src/output/exit.ts';
import type { Context } from '../../src/services/context.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { fakeIo, type FakeIoOptions } from './support/fake-io.ts';

const cwd = tempFolder();

interface Data {
  readonly word: string;
  readonly close?: () => Promise<void>;
}

const commandOf = (run: (context: Context) => Promise<Outcome<Data>>) =>
  defineCommand({
    summary: 'x',
    description: 'x',
    examples: [
      { command: 'ballast x', why: 'x' },
      { command: 'ballast x --json', why: 'x' },
    ],
    flags: { own: switchFlag({ summary: 'x' }) },
    view: {
      document: ({ word }: Data) => ({ word }),
      *text({ word }: Data) {
        if (word === 'unwritable') throw new Error('the view is wrong');
        yield `${word}\n`;
      },
    },
    run: ({ context }) => run(context),
  });

async function runWith(
  run: (context: Context) => Promise<Outcome<Data>>,
  flags: Record<string, string | boolean> = {},
  options: Partial<FakeIoOptions> = {},
) {
  const io = fakeIo({ cwd, ...options });
  const code = await execute(commandOf(run), { flags, args: [] }, io);
  return { code, out: io.out(), err: io.err() };
}

describe('a command', () => {
  it('writes its result to standard output and nothing else anywhere', async () => {
    expect(await runWith(async () => ({ data: { word: 'done' } }))).toEqual({ code: 0, out: 'done\n', err: '' });
    expect(await runWith(async () => ({ data: { word: 'done' }, exit: Exit.partial }), { json: true })).toEqual({
      code: 3,
      out: '{\n  "word": "done"\n}\n',
      err: '',
    });
  });

  it('fails on standard error, and with --json as a document on standard output too', async () => {
    const fail = async (): Promise<never> => {
      throw new AppError('store-full', 'no space left for ballast.db');
    };
    const text =
      'Error [store-full]: no space left for ballast.db\n  → Free disk space and run the command again; what was committed before is intact.\n';
    expect(await runWith(fail)).toEqual({ code: 1, out: '', err: text });
    for (const [flags, env] of [
      [{ json: true }, {}],
      [{ format: 'json' }, {}],
      [{}, { BALLAST_JSON: '1' }],
      [{}, { BALLAST_FORMAT: 'json' }],
    ] as const) {
      const { out, err } = await runWith(fail, flags, { env });
      expect(err).toBe(text);
      expect(JSON.parse(out)).toEqual({
        schemaVersion: 1,
        error: { code: 'store-full', message: 'no space left for ballast.db', hint: expect.any(String) as string },
      });
    }
    expect((await runWith(fail, { format: 'table' }, { env: { BALLAST_JSON: '1' } })).out).toBe('');
  });

  it('shows a wrong flag in the same way', async () => {
    const { code, out, err } = await runWith(async () => ({ data: { word: 'never' } }), { format: 'csv', json: true });
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^Error \[usage-invalid\]: --format "csv": there are table, json\n/);
  });

  it('closes what it was lent, whatever happens', async () => {
    const closed: string[] = [];
    const lend = (word: string) => async () => ({ data: { word, close: async () => void closed.push(word) } });
    await runWith(lend('done'));
    expect((await runWith(lend('unwritable'))).err).toMatch(
      /^Error \[internal\]: the view is wrong\n {2}→ This is a bug in Ballast/,
    );
    expect(closed).toEqual(['done', 'unwritable']);
  });

  it('shows what a bug came from under --verbose, without secrets', async () => {
    const bug = async (): Promise<never> => {
      throw new TypeError('x is undefined', { cause: new Error('GET https://x/?X-Amz-Signature=0123abcd') });
    };
    const { err } = await runWith(bug, { verbose: true }, { env: { OPS_TOKEN: 'execute.test' } });
    expect(err).toContain('caused by Error: GET https://x/?X-Amz-Signature=[hidden]');
    expect(err).toContain('at ');
    expect(err).not.toContain('execute.test');
  });

  it('reads its clock, folder and flags from where it was started', async () => {
    let seen: Context | undefined;
    await runWith(
      async (context) => {
        seen = context;
        return { data: { word: '' } };
      },
      { config: 'c.yaml' },
      { env: { BALLAST_STORE: 's.db' } },
    );
    expect(seen?.global).toEqual({ config: 'c.yaml', store: 's.db', providers: [], accounts: [], regions: [] });
    expect([seen?.cwd, seen?.now()]).toEqual([cwd, '2026-11-24T05:10:00.000Z']);
  });
});

describe('Ctrl-C', () => {
  it('asks the work to end, and exits with 130 however it ends', async () => {
    for (const end of ['result', 'error'] as const) {
      const io = fakeIo({ cwd });
      const command = commandOf(async ({ signal }) => {
        io.interrupt();
        expect(signal.aborted).toBe(true);
        if (end === 'error') throw new Error('socket hang up');
        return { data: { word: 'partly' } };
      });
      expect(await execute(command, { flags: {}, args: [] }, io)).toBe(130);
      expect(io.err()).toBe(
        end === 'result'
          ? ''
          : 'Error [interrupted]: stopped before it was done\n  → What was complete is stored; run the command again to go on.\n',
      );
    }
  });

  it('exits at once the second time', async () => {
    const io = fakeIo({ cwd });
    const command = commandOf(async () => {
      io.interrupt();
      io.interrupt();
      return { data: { word: '' } };
    });
    await execute(command, { flags: {}, args: [] }, io);
    expect(io.exits).toEqual([130]);
  });

  it('is a server’s own way to end', async () => {
    const io = fakeIo({ cwd });
    const command = commandOf(async ({ signal }) => ({
      data: { word: 'serving' },
      until: new Promise<ExitCode>((resolve) => signal.addEventListener('abort', () => resolve(Exit.ok))),
    }));
    const ended = execute(command, { flags: {}, args: [] }, io);
    await expect.poll(() => io.out()).toBe('serving\n');
    io.interrupt();
    expect(await ended).toBe(0);
  });
});
