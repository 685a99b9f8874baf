import { Parser } from '@oclif/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import checksList from '../../src/commands/checks/list.ts';
import costReport from '../../src/commands/cost/report.ts';
import findingsList from '../../src/commands/findings/list.ts';
import findingsShow from '../../src/commands/findings/show.ts';
import inventoryList from '../../src/commands/inventory/list.ts';
import storeInfo from '../../src/commands/store/info.ts';
import type { BallastCommand } from '../../src/commands/support/define-command.ts';
import { oclifCommand } from '../../src/commands/support/oclif-command.ts';
import { parseHot } from '../../src/start/hot-path.ts';

const commands: Readonly<Record<string, BallastCommand>> = {
  'checks list': checksList,
  'cost report': costReport,
  'findings list': findingsList,
  'inventory list': inventoryList,
  'store info': storeInfo,
};

/** As oclif takes the words apart; undefined when it refuses them. */
async function byOclif(command: BallastCommand, words: readonly string[]) {
  const { flags, args } = oclifCommand(command);
  try {
    const parsed = await Parser.parse([...words], { flags: { ...flags }, args: { ...args }, strict: true });
    const given = Object.entries(parsed.flags).filter(([, value]) => value !== undefined && value !== false);
    return { flags: Object.fromEntries(given), args: parsed.argv };
  } catch {
    return undefined;
  }
}

describe('the fast path takes a command line apart as oclif does', () => {
  it.each(Object.entries(commands))('%s', async (_, command) => {
    const names = Object.keys(command.flags);
    const value = fc.oneof(
      fc.constantFrom(
        'x',
        '',
        '-sort',
        '-',
        'a=b',
        'name~web',
        '10',
        '2026-10-01',
        'table',
        '--json',
        '--nope',
        'list',
      ),
      fc.string({ maxLength: 5 }),
    );
    const word = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...names).map((name) => `--${name}`) },
      { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...names), value).map(([name, text]) => `--${name}=${text}`) },
      { weight: 3, arbitrary: value },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          '--',
          '-h',
          '--help',
          '--nope',
          '-x',
          'extra',
          '--no-json',
          '--__proto__',
          '--toString',
        ),
      },
    );
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (words) => {
        const fast = parseHot(command, words);
        // What it leaves to oclif may be anything; what it answers must be what oclif would have made of it.
        if (fast === undefined) return;
        answered += 1;
        expect(fast).toEqual(await byOclif(command, words));
      }),
      { numRuns: 400 },
    );
    expect(answered).toBeGreaterThan(40);
  });

  it.each([
    ['cost report', ['--from', '2026-10-01', '--json', '--group-by=account', '--group-by', 'service']],
    ['findings list', ['--sort', '-monthlySavings', '--filter', 'name~web=1', '--provider', 'aws']],
    ['inventory list', ['--tag=Owner=web', '--limit', '0', '--store=']],
    ['checks list', []],
    ['store info', ['--no-color', '--verbose']],
  ] as const)('answers %s %j by itself', async (name, words) => {
    const command = commands[name]!;
    const fast = parseHot(command, words);
    expect(fast).toBeDefined();
    expect(fast).toEqual(await byOclif(command, words));
  });

  it.each([
    ['help', ['--help']],
    ['short help', ['--text', '-h']],
    ['an argument', ['extra']],
    ['what it does not know', ['--nope']],
    ['a flag given twice', ['--store', 'a', '--store', 'b']],
    ['a flag without its value', ['--store']],
    ['a flag in the place of a value', ['--store', '--json']],
    ['a value for a switch', ['--json=true']],
    ['a member of every object', ['--constructor=1']],
  ])('leaves %s to oclif', (_, words) => {
    expect(parseHot(inventoryList, words)).toBeUndefined();
  });

  it('leaves commands that do more than read to oclif', () => {
    expect(parseHot(findingsShow, [])).toBeUndefined();
  });
});
