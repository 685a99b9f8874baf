import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Files by path relative to the package's folder. */
export type GeneratedFiles = ReadonlyMap<string, string>;

/**
 * Writes generated files, and takes away those of `pattern` that are no longer generated. With `--check` nothing
 * is written: what differs is named, and the exit code is 1.
 */
export function writeOrCheck(root: string, files: GeneratedFiles, pattern: string, command: string): void {
  const stale = [...files].filter(
    ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text,
  );
  const left = globSync(pattern, { cwd: root }).filter((path) => !files.has(path.replaceAll('\\', '/')));
  if (process.argv.includes('--check')) {
    for (const path of [...stale.map(([name]) => name), ...left])
      process.stderr.write(`${path} is out of date: run \`${command}\`\n`);
    if (stale.length + left.length > 0) process.exitCode = 1;
    return;
  }
  for (const [path, text] of stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const path of left) rmSync(join(root, path));
}
