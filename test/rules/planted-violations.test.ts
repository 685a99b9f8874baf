import { beforeAll, describe, expect, it } from 'vitest';
import { toolsAreInstalled } from '../../scripts/tools.ts';
import { type Complaint, lintPlanted } from './planted-project.ts';

/** One rule, one line that breaks it, and a near miss that it must let through. */
interface Planted {
  readonly name: string;
  readonly rule: string;
  readonly folder: string;
  readonly wrong: string;
  readonly right: { readonly folder: string; readonly text: string };
}

const imports = 'boundaries(dependencies)';
const globals = 'eslint(no-restricted-globals)';
const properties = 'eslint(no-restricted-properties)';
const uses = (name: string): string => `import { thing } from '${name}';\nexport const used: unknown = thing;\n`;
const returns = (expression: string): string => `export const used = (): unknown => ${expression};\n`;

const onlyIn = (name: string, right: string, wrong: string): Planted => ({
  name: `${name} is for ${right} alone`,
  rule: imports,
  folder: wrong,
  wrong: uses(name),
  right: { folder: right, text: uses(name) },
});

const pure = (what: string, rule: string, expression: string, allowed = expression): readonly Planted[] =>
  ['domain', 'analysis', 'policy'].map((folder) => ({
    name: `${folder} is free of ${what}`,
    rule,
    folder,
    wrong: returns(expression),
    right:
      allowed === expression ? { folder: 'services', text: returns(expression) } : { folder, text: returns(allowed) },
  }));

const planted: readonly Planted[] = [
  onlyIn('better-sqlite3', 'store', 'services'),
  onlyIn('better-sqlite3', 'store', 'billing'),
  onlyIn('better-sqlite3', 'store', 'sandbox'),
  onlyIn('@duckdb/node-api', 'billing', 'store'),
  onlyIn('@duckdb/node-api', 'billing', 'services'),
  onlyIn('@aws-sdk/client-ec2', 'providers/aws', 'services'),
  onlyIn('@aws-sdk/client-ec2', 'providers/aws', 'sandbox'),
  onlyIn('@smithy/core', 'providers/shared', 'commands'),
  onlyIn('@google-cloud/resource-manager', 'providers/gcp', 'services'),
  onlyIn('@azure/arm-resources', 'providers/azure', 'services'),
  onlyIn('pkgcloud', 'providers/openstack', 'services'),
  onlyIn('@oclif/core', 'commands', 'services'),
  onlyIn('@oclif/core', 'start', 'output'),
  onlyIn('chalk', 'output', 'commands'),
  onlyIn('../../package.json', 'start', 'services'),
  ...['domain', 'analysis', 'policy'].flatMap((folder) => [
    onlyIn('node:fs', 'config', folder),
    onlyIn('fs', 'config', folder),
    onlyIn('zod', 'config', folder),
    onlyIn('@aws-sdk/client-ec2', 'providers/aws', folder),
  ]),
  ...pure('the clock', properties, 'Date.now()'),
  ...pure('the clock by constructor', 'ballast(no-clock-date)', 'new Date()', 'new Date(0)'),
  ...pure('the clock by call', 'ballast(no-clock-date)', 'Date()', 'new Date(0)'),
  ...pure('chance', properties, 'Math.random()', 'Math.max(1, 2)'),
  ...pure('process', globals, 'process.env'),
  ...pure('fetch', globals, "fetch('https://example.org')"),
  ...pure('fetch by another name', globals, "globalThis.fetch('https://example.org')"),
  ...pure('timers', globals, 'setTimeout(() => 1, 1)'),
  {
    name: 'a computed import is hidden from the import table',
    rule: 'ballast(literal-import)',
    folder: 'analysis',
    wrong: 'export const load = async (name: string): Promise<unknown> => import(`../store/${name}.ts`);\n',
    right: { folder: 'services', text: "export const load = async (): Promise<unknown> => import('node:fs');\n" },
  },
  {
    name: 'a folder without a row',
    rule: 'boundaries(no-unknown-files)',
    folder: 'helpers',
    wrong: 'export const used = 1;\n',
    right: { folder: 'domain', text: 'export const used = 1;\n' },
  },
  {
    name: 'a lost promise',
    rule: 'typescript(no-floating-promises)',
    folder: 'services',
    wrong: 'const work = async (): Promise<void> => {};\nexport function used(): void {\n  work();\n}\n',
    right: {
      folder: 'services',
      text: 'const work = async (): Promise<void> => {};\nexport async function used(): Promise<void> {\n  await work();\n}\n',
    },
  },
  {
    name: 'a switch that forgets a case',
    rule: 'typescript(switch-exhaustiveness-check)',
    folder: 'output',
    wrong:
      "export function used(of: 'a' | 'b'): number {\n  switch (of) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}\n",
    right: {
      folder: 'output',
      text: "export function used(of: 'a' | 'b'): number {\n  switch (of) {\n    case 'a':\n      return 1;\n    case 'b':\n      return 2;\n  }\n}\n",
    },
  },
  {
    name: 'any',
    rule: 'typescript(no-explicit-any)',
    folder: 'config',
    wrong: 'export const used = (value: any): unknown => value;\n',
    right: { folder: 'config', text: 'export const used = (value: unknown): unknown => value;\n' },
  },
  {
    name: 'any that comes from outside',
    rule: 'typescript(no-unsafe-assignment)',
    folder: 'config',
    wrong: "export const used = JSON.parse('1');\n",
    right: { folder: 'config', text: "export const used: unknown = JSON.parse('1');\n" },
  },
];

const at = (index: number, side: 'wrong' | 'right', folder: string): string =>
  `src/${folder}/planted-${index}-${side}.ts`;

describe.skipIf(!toolsAreInstalled())('planted violations (need tools/: run `npm run check` once)', () => {
  let complaints: readonly Complaint[] = [];

  beforeAll(() => {
    const files = planted.flatMap(({ folder, wrong, right }, index) => [
      [at(index, 'wrong', folder), wrong],
      [at(index, 'right', right.folder), right.text],
    ]);
    complaints = lintPlanted({
      ...Object.fromEntries(files),
      'src/domain/cycle-one.ts': "import { two } from './cycle-two.ts';\nexport const one = (): unknown => two;\n",
      'src/domain/cycle-two.ts': "import { one } from './cycle-one.ts';\nexport const two = (): unknown => one;\n",
    });
  });

  const rulesFor = (file: string): readonly string[] =>
    complaints.filter((of) => of.file === file).map((of) => of.rule);

  it.each(planted.map((of, index) => [`${of.name}: ${of.rule} in ${of.folder}`, of, index] as const))(
    'rejects %s',
    (_name, { rule, folder, right }, index) => {
      expect(rulesFor(at(index, 'wrong', folder))).toContain(rule);
      expect(rulesFor(at(index, 'right', right.folder))).not.toContain(rule);
    },
  );

  it('rejects a cycle', () => {
    expect(rulesFor('src/domain/cycle-one.ts')).toContain('import(no-cycle)');
    expect(rulesFor('src/domain/cycle-two.ts')).toContain('import(no-cycle)');
  });
});
