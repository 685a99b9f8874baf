import { join } from 'node:path';

import { type Plugin, rolldown } from 'rolldown';

import { lazyBuiltins } from './lazy-builtins.ts';
import { commandFiles, commandId } from './manifest.ts';
import { nativeSqlite } from './native-sqlite.ts';

/** Native code cannot be bundled; the rest is, which halves the time that an AWS client takes to load. SQLite's has a plugin. */
const NATIVE = [/^@duckdb\//];

/**
 * The program: CommonJS, because Node's loader of it asks the disk less, takes its code from the compile cache
 * and does not touch every export of the built-in modules (docs/adr/startup-bundle.md has the numbers). One entry
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
    plugins: [core.plugin, nativeSqlite(), lazyBuiltins()],
  });
  await build.write({
    dir: folder,
    format: 'cjs',
    exports: 'named',
    entryFileNames: '[name].cjs',
    chunkFileNames: 'chunks/[name]-[hash].cjs',
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    codeSplitting: { groups: [{ name: 'core', test: core.holds }] },
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

/**
 * Finds all that the fast path may load: its own modules, the commands that it names and what those import
 * statically. Each file that is read at start-up costs as much as several thousand lines in it.
 */
function corePlugin(entry: string, hotPath: string): { plugin: Plugin; holds: (id: string) => boolean } {
  const members = new Set<string>();
  return {
    holds: (id) => members.has(id),
    plugin: {
      name: 'core-modules',
      buildEnd() {
        const visit = (id: string): void => {
          if (members.has(id)) return;
          members.add(id);
          for (const imported of this.getModuleInfo(id)?.importedIds ?? []) visit(imported);
        };
        visit(entry);
        for (const command of this.getModuleInfo(hotPath)?.dynamicallyImportedIds ?? []) visit(command);
      },
    },
  };
}
