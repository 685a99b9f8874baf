import { join } from 'node:path';

import { type Plugin, rolldown } from 'rolldown';

import { asciiOnly } from './ascii-only.ts';
import { lazyBuiltins } from './lazy-builtins.ts';
import { commandFiles, commandId } from './manifest.ts';
import { nativeSqlite } from './native-sqlite.ts';
import { thirdPartyNotices } from './third-party-notices.ts';

/** Native code cannot be bundled; SQLite's has a plugin. The rest is, so that what is installed beside it need not be read. */
const NATIVE = [/^@duckdb\//];

/**
 * The program: CommonJS, because Node's loader of it asks the disk less, takes its code from the compile cache
 * and does not touch every export of the built-in modules (docs/adr/0007-startup-bundle.md has the numbers). One entry
 * per command; what the fast path needs is one file.
 */
export async function bundleProgram(root: string, folder: string): Promise<void> {
  const commands: Record<string, string> = {};
  for (const file of commandFiles(root)) {
    commands[`commands/${commandId(file).replaceAll(':', '/')}`] = join(root, 'src/commands', file);
  }
  const core = corePlugin(join(root, 'src/start/run.ts'), join(root, 'src/start/hot-path.ts'));
  const build = await rolldown({
    cwd: root,
    input: { 'start/main': join(root, 'src/start/main.ts'), ...commands },
    platform: 'node',
    // The fast path takes such a module along on purpose.
    checks: { ineffectiveDynamicImport: false },
    external: NATIVE,
    plugins: [core.plugin, nativeSqlite(), lazyBuiltins(), asciiOnly(), thirdPartyNotices()],
  });
  await build.write({
    dir: folder,
    format: 'cjs',
    exports: 'named',
    entryFileNames: '[name].cjs',
    chunkFileNames: 'chunks/[name]-[hash].cjs',
    // Names stay: a bug's stack trace has to say where.
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    codeSplitting: { groups: [{ debugName: 'fast path', name: core.chunkOf }] },
  });
  await build.close();
}

/** The sandbox shares no code with the rest and is a program of its own; `src/sandbox` exports what runs it. */
export async function bundleSandbox(root: string, folder: string): Promise<void> {
  const entry = 'virtual:sandbox';
  const build = await rolldown({
    cwd: root,
    input: { sandbox: entry },
    platform: 'node',
    plugins: [
      {
        name: 'sandbox-entry',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? sandboxEntry(join(root, 'src/sandbox/main.ts')) : null),
      },
    ],
  });
  await build.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    minify: 'dce-only',
  });
  await build.close();
}

const sandboxEntry = (main: string): string => `
import { runSandboxProcess } from ${JSON.stringify(main)};
runSandboxProcess(process.argv.slice(2)).catch((error) => {
  const wrongArgument = error instanceof RangeError || error instanceof TypeError;
  process.stderr.write((wrongArgument ? error.message : error.stack) + '\\n');
  process.exitCode = wrongArgument ? 2 : 1;
});`;

/** Of the fast path's five commands. */
const SHARED_BY_MOST = 3;

/**
 * Which modules the fast path loads: each file that is read at start-up costs as much as several thousand lines in
 * it, and each line that is not needed costs as well. What its own modules or most of its commands import is one
 * file, what two share is another, and what is a command's alone is one more.
 */
function corePlugin(entry: string, hotPath: string): { plugin: Plugin; chunkOf: (id: string) => string | null } {
  const chunks = new Map<string, string>();
  return {
    chunkOf: (id) => chunks.get(id) ?? null,
    plugin: {
      name: 'core-modules',
      buildEnd() {
        const imported = (id: string): readonly string[] => this.getModuleInfo(id)?.importedIds ?? [];
        const own = closureOf(entry, imported);
        const users = new Map<string, number[]>();
        for (const [index, command] of (this.getModuleInfo(hotPath)?.dynamicallyImportedIds ?? []).entries()) {
          for (const id of closureOf(command, imported)) users.set(id, [...(users.get(id) ?? []), index]);
        }
        for (const id of own) chunks.set(id, 'core');
        for (const [id, of] of users) {
          if (!own.has(id)) chunks.set(id, of.length >= SHARED_BY_MOST ? 'core' : `core-${of.join('-')}`);
        }
      },
    },
  };
}

function closureOf(entry: string, imported: (id: string) => readonly string[]): ReadonlySet<string> {
  const members = new Set<string>();
  const visit = (id: string): void => {
    if (members.has(id)) return;
    members.add(id);
    imported(id).forEach(visit);
  };
  visit(entry);
  return members;
}
