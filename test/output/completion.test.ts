import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { bashCompletion } from '../../src/output/completion/bash.ts';
import { fishCompletion } from '../../src/output/completion/fish.ts';
import { nextWords, outlineOf } from '../../src/output/completion/outline.ts';
import { zshCompletion } from '../../src/output/completion/zsh.ts';
import { projectRoot } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

const manifest: unknown = JSON.parse(readFileSync(join(projectRoot, 'oclif.manifest.json'), 'utf8'));
const outline = outlineOf(manifest);
const folder = tempFolder();
writeFileSync(join(folder, 'export.csv'), '');

describe('what can be completed', () => {
  it('is every command and flag, with closed sets of values', () => {
    const report = outline.find(({ words }) => words === 'cost report');
    expect(report?.flags.find(({ name }) => name === 'granularity')).toMatchObject({
      takesValue: true,
      values: ['total', 'daily', 'monthly'],
    });
    expect(report?.flags.find(({ name }) => name === 'json')).toMatchObject({ takesValue: false, values: [] });
    expect(report?.flags.find(({ name }) => name === 'store')).toMatchObject({ isPath: true });
    expect(nextWords(outline).get('cost')).toEqual(['allocation', 'report']);
  });
});

describe('bash', () => {
  const script = join(folder, 'ballast.bash');
  writeFileSync(script, bashCompletion(outline));

  /** What the script offers when the last of `words` is being typed. */
  function offered(...words: readonly string[]): readonly string[] {
    const source = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ballast; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const text = execFileSync('bash', ['-c', source, 'bash', script, 'ballast', ...words], {
      cwd: folder,
      encoding: 'utf8',
    });
    return text.split('\n').filter((line) => line !== '');
  }

  it.each([
    [['co'], ['completion', 'cost']],
    [
      ['cost', ''],
      ['allocation', 'report'],
    ],
    [['cost', 'report', '--gran'], ['--granularity']],
    [
      ['cost', 'report', '--granularity', ''],
      ['total', 'daily', 'monthly'],
    ],
    [['cost', 'report', '--granularity', '=', 'd'], ['daily']],
    [['--json', 'store', 'q'], ['query']],
    [['audit', '--format', 's'], ['sarif']],
    [['audit', '--account', ''], []],
    [['import', 'exp'], ['export.csv']],
    [['import', '--lab'], ['--label']],
    [['cost', 'report', '--store', 'exp'], ['export.csv']],
  ])('offers for %j', (words, expected) => {
    expect(offered(...words)).toEqual(expected);
  });
});

const has = (shell: string): boolean => {
  try {
    execFileSync(shell, ['-c', 'true']);
    return true;
  } catch {
    return false;
  }
};

describe.skipIf(!has('zsh'))('zsh, where it is installed', () => {
  const script = join(folder, '_ballast');
  writeFileSync(script, zshCompletion(outline));

  /** Completes in a real line editor, inside a pseudo-terminal of zsh's own, and answers what it lists. */
  function listed(line: string, expected: string): string {
    const driver = `
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "PS1=; stty columns 200; cd ${folder}; autoload -U compinit; compinit -D; source ${script}; print re''ady"
      zpty -r -m shell out '*ready*'
      zpty -w -n shell '${line}'$'\t\t'
      for i in {1..40}; do
        sleep 0.1
        while zpty -r -t shell more; do all+=$more; done
        [[ $all == *${expected}* ]] && break
      done
      print -r -- "$all"`;
    return execFileSync('zsh', ['-f', '-c', driver], { cwd: folder, encoding: 'utf8' });
  }

  it.each([
    ['ballast cost report --granularity=', 'monthly'],
    ['ballast ', 'inventory'],
    ['ballast store ', 'query'],
  ])('lists for %j', (line, expected) => {
    expect(listed(line, expected)).toContain(expected);
  });
});

describe.skipIf(!has('fish'))('fish, where it is installed', () => {
  const script = join(folder, 'ballast.fish');
  writeFileSync(script, fishCompletion(outline));

  it.each([
    ['ballast cost report --granularity ', ['total', 'daily', 'monthly']],
    ['ballast co', ['completion', 'cost']],
    ['ballast --json store ', ['info', 'query']],
    ['ballast cost report --store exp', ['export.csv']],
    ['ballast import exp', ['export.csv']],
  ])('offers for %j', (line, expected) => {
    const { stdout, stderr } = spawnSync(
      'fish',
      ['--no-config', '-c', `source ${script}; complete -C ${JSON.stringify(line)}`],
      {
        cwd: folder,
        encoding: 'utf8',
      },
    );
    expect(stderr).toBe('');
    const offered = stdout
      .trim()
      .split('\n')
      .map((text) => text.split('\t')[0]);
    expect(offered).toEqual(expect.arrayContaining(expected));
  });
});

describe('zsh and fish', () => {
  it('have a line for every command, with quotes that hold', () => {
    const zsh = zshCompletion(outline);
    const fish = fishCompletion(outline);
    for (const { words, flags } of outline) {
      expect(zsh).toContain(`    "${words}") _arguments `);
      for (const { name } of flags) {
        expect(zsh).toMatch(new RegExp(`'\\*?--${name}[=[]`));
        expect(fish).toContain(`-n '__ballast_at ${words}' -l ${name}`);
      }
    }
    // A quote within a summary is written as '\\'' and \\': taken away, the quotes must come in pairs.
    expect((zsh.replaceAll(`'\\''`, '').match(/'/g)?.length ?? 0) % 2).toBe(0);
    expect((fish.replaceAll(`\\'`, '').match(/'/g)?.length ?? 0) % 2).toBe(0);
  });
});
