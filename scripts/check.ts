/**
 * `npm run check`: everything that a machine can judge. All steps run even if one fails, so that one run shows
 * all there is to mend. Silent about what is well.
 *
 *   --fix       first formats, applies the linter's safe fixes and rewrites generated files
 *   --no-tests  leaves out `npm test`, for those who run it themselves
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installTools, toolScripts, toolsAreCurrent, toolsEnvironment } from './tools.ts';

const root = join(import.meta.dirname, '..');

/** Undefined when all is well, else what to show. */
type Step = { readonly name: string; readonly run: () => string | undefined };

const command = (file: string, args: readonly string[]): string | undefined => {
  const run = spawnSync(file, args, {
    cwd: root,
    encoding: 'utf8',
    env: toolsEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 256 * 1024 * 1024,
    // npm is a batch file on Windows.
    shell: process.platform === 'win32' && file === 'npm',
  });
  if (run.status === 0) return undefined;
  return run.error?.message ?? (run.stdout + run.stderr || `ended with ${run.status ?? run.signal}`);
};

const node = (script: string, ...args: readonly string[]): Step['run'] => {
  return () => command(process.execPath, [script, ...args]);
};

/** `scripts/generate-<what>.ts` writes files that are committed; with --check it says which are out of date. */
const generators = (): readonly { readonly what: string; readonly script: string }[] =>
  readdirSync(import.meta.dirname)
    .flatMap((file) => /^generate-(?<what>.+)\.ts$/.exec(file)?.groups?.['what'] ?? [])
    .toSorted()
    .map((what) => ({ what, script: join(import.meta.dirname, `generate-${what}.ts`) }));

const fixes = (): readonly Step[] => [
  ...generators().map(({ what, script }) => ({ name: `write ${what}`, run: node(script) })),
  { name: 'lint --fix', run: node(toolScripts.oxlint, '--fix', '--silent') },
  { name: 'format', run: node(toolScripts.oxfmt) },
];

const checks = (): readonly Step[] => [
  { name: 'format', run: node(toolScripts.oxfmt, '--list-different') },
  { name: 'lint', run: node(toolScripts.oxlint, '--type-aware') },
  { name: 'types', run: node(join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '--noEmit') },
  { name: 'unused code', run: node(toolScripts.knip, '--no-progress', '--treat-config-hints-as-errors') },
  ...generators().map(({ what, script }) => ({ name: `generated ${what}`, run: node(script, '--check') })),
];

const tests: Step = { name: 'tests', run: () => command('npm', ['test', '--silent']) };

function perform({ name, run }: Step): boolean {
  const started = performance.now();
  const problem = run();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${problem === undefined ? 'ok    ' : 'FAILED'}  ${name.padEnd(20)} ${seconds.padStart(6)} s`);
  if (problem !== undefined) console.log(problem.trimEnd());
  return problem === undefined;
}

const { values } = parseArgs({
  options: { fix: { type: 'boolean', default: false }, 'no-tests': { type: 'boolean', default: false } },
});
const install: Step = { name: 'install tools/', run: () => (toolsAreCurrent() ? undefined : installTools()) };
if (!perform(install)) process.exit(1); // nothing else can run
if (values.fix) for (const step of fixes()) perform(step);
const failed = [...checks(), ...(values['no-tests'] ? [] : [tests])].filter((step) => !perform(step));
if (failed.length > 0) {
  console.log(`\n${failed.length} failed: ${failed.map(({ name }) => name).join(', ')}`);
  process.exitCode = 1;
}
