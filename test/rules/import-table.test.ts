import { beforeAll, describe, expect, it } from 'vitest';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { toolsAreInstalled } from '../../scripts/tools.ts';
import { type Complaint, lintPlanted } from './planted-project.ts';

/**
 * Who may import whom, besides itself: the table of docs/architecture.md, written down a second time on
 * purpose. Every pair of folders is planted in every form, so that a rule which matches no file, or too much,
 * fails here.
 */
const parts = ['analysis', 'policy', 'automation', 'store', 'security', 'config', 'output', 'billing'];
const table: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  sandbox: [],
  ...Object.fromEntries(parts.map((part) => [part, ['domain']])),
  'providers/shared': ['domain'],
  'providers/aws': ['domain', 'providers/shared'],
  'providers/gcp': ['domain', 'providers/shared'],
  services: ['domain', ...parts, 'providers/shared', 'providers/aws', 'providers/gcp'],
  commands: ['services', 'output', 'domain'],
  start: ['services', 'output', 'domain', 'commands'],
};
const folders = Object.keys(table);

/** Every way to name another module, with the line that it stands on in a planted file. */
const forms = ['import', 'import type', 'import { type }', 'export from', 'export type *', 'import()', 'type import()'];

const planted = (target: string): string =>
  [
    `import { value } from '${target}';`,
    `import type { Shape } from '${target}';`,
    `import { type Shape as Other } from '${target}';`,
    `export { value as again } from '${target}';`,
    `export type * from '${target}';`,
    `export const load = async (): Promise<unknown> => import('${target}');`,
    `export type Lazy = import('${target}').Shape;`,
    `export const use = (shape: Shape, other: Other): unknown => [value, shape, other];`,
  ].join('\n');

const fileOf = (from: string, to: string): string => `src/${from}/deep/uses-${to.replaceAll('/', '-')}.ts`;

const up = (from: string): string => '../'.repeat(from.split('/').length + 1);

describe.skipIf(!toolsAreInstalled())('import table (needs tools/: run `npm run check` once)', () => {
  let complaints: readonly Complaint[] = [];

  beforeAll(() => {
    const files: Record<string, string> = {};
    for (const to of folders) {
      files[`src/${to}/target.ts`] = 'export const value = 1;\nexport interface Shape {\n  readonly size: number;\n}\n';
      for (const from of folders) files[fileOf(from, to)] = planted(`${up(from)}${to}/target.ts`);
    }
    complaints = lintPlanted(files);
  });

  const rejectedForms = (from: string, to: string): readonly string[] => {
    const lines = complaints
      .filter(({ file, rule }) => file === fileOf(from, to) && rule === 'boundaries(dependencies)')
      .map(({ line }) => line);
    return forms.filter((_, index) => lines.includes(index + 1));
  };

  it.each(folders)('%s imports what its row allows and nothing else', (from) => {
    const expected = folders.map((to) => [to, to === from || table[from]?.includes(to) ? [] : forms]);
    expect(folders.map((to) => [to, rejectedForms(from, to)])).toEqual(expected);
  });

  it('has a row for every folder there is', () => {
    const source = join(import.meta.dirname, '..', '..', 'src');
    const top = readdirSync(source, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const known = new Set(folders.map((folder) => folder.split('/')[0]));
    expect(top.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
    expect(existsSync(join(source, 'domain'))).toBe(true);
  });
});
