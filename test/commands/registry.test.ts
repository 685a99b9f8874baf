import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Parser } from '@oclif/core';
import { describe, expect, it } from 'vitest';

import { docsPages } from '../../scripts/support/docs-pages.ts';
import { loadCommands } from '../../scripts/support/manifest.ts';
import { oclifCommand } from '../../src/commands/support/oclif-command.ts';
import { readFlags } from '../../src/commands/support/read-flags.ts';
import { documentSchemas } from '../../src/output/documents/all.schema.ts';
import { projectRoot } from '../support/cli.ts';

const commands = (await loadCommands(projectRoot)).map(({ id, command }) => ({
  words: id.replaceAll(':', ' '),
  command,
}));

/** As a shell would: quotes keep words together; redirections and pipes end the command. */
const wordsOf = (line: string): readonly string[] =>
  [...(line.split(/\s[>|]\s/)[0] ?? '').matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');

describe('every command', () => {
  it.each(commands)('$words has its help', ({ words, command }) => {
    expect(command.summary).toMatch(/^[A-Z].*[^.]$/);
    expect(command.summary.length).toBeLessThanOrEqual(70);
    expect(command.description).toMatch(/^[A-Z"].*\.$/s);
    expect(command.examples.length).toBeGreaterThanOrEqual(2);
    for (const { command: line } of command.examples) expect(line.startsWith(`ballast ${words}`)).toBe(true);
    for (const [name, { summary }] of Object.entries(command.flags))
      expect(`${name}: ${summary}`).toMatch(/: \S.*[^.]$/);
  });

  it.each(commands)('$words has examples that it understands', async ({ words, command }) => {
    const { flags, args } = oclifCommand(command);
    for (const { command: line } of command.examples) {
      const own = wordsOf(line).slice(1 + words.split(' ').length);
      const parsed = await Parser.parse([...own], { flags: { ...flags }, args: { ...args }, strict: true });
      expect(() => readFlags(command.flags, parsed.flags, {}), line).not.toThrow();
    }
  });

  it.each(commands)('$words has a schema of its JSON document', ({ words }) => {
    expect(Object.keys(documentSchemas)).toContain(words.replaceAll(' ', '-'));
  });

  it('and no document without a command', () => {
    const names = commands.map(({ words }) => words.replaceAll(' ', '-'));
    expect(
      Object.keys(documentSchemas)
        .filter((name) => name !== 'error')
        .toSorted(),
    ).toEqual(names.toSorted());
  });

  it('takes the flags that mean the same everywhere, each with its variable', () => {
    for (const { words, command } of commands) {
      for (const name of ['config', 'store', 'json', 'format', 'quiet', 'verbose', 'no-color']) {
        expect(command.flags[name]?.env, `${words} --${name}`).toBe(
          `BALLAST_${name.toUpperCase().replaceAll('-', '_')}`,
        );
      }
      for (const name of ['provider', 'account', 'region', 'from', 'to', 'sandbox']) {
        const flag = command.flags[name];
        if (flag !== undefined) expect(flag.env, `${words} --${name}`).toBe(`BALLAST_${name.toUpperCase()}`);
      }
    }
  });

  it('of those that only read the store is on the fast path', () => {
    expect(commands.filter(({ command }) => command.hot).map(({ words }) => words)).toEqual([
      'checks list',
      'cost allocation',
      'cost report',
      'findings list',
      'inventory list',
      'store info',
    ]);
  });
});

const pages = await docsPages(projectRoot);

describe('the generated pages', () => {
  it.each([...pages])('%s is what the code says', (path, text) => {
    expect(readFileSync(join(projectRoot, path), 'utf8'), 'run node scripts/generate-docs.ts').toBe(text);
  });
});
