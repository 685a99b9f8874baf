import { writeSync } from 'node:fs';

import { versionLine } from './version.ts';

/**
 * The whole process: `root` is the package's folder. Throws nothing; sets the exit code. Imports
 * next to nothing by itself: the version is asked for by scripts, before every run.
 */
export async function main(argv: readonly string[], root: string): Promise<void> {
  if (argv.length === 1 && argv[0] === '--version') {
    writeSync(1, `${versionLine()}\n`);
    return;
  }
  const { run } = await import('./run.ts');
  process.exitCode = await run(argv, root);
}
