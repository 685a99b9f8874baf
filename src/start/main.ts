import { fail } from '../commands/support/execute.ts';
import { type Io, processIo } from '../commands/support/io.ts';
import { runHot } from './hot-path.ts';
import { versionLine } from './version.ts';

/** The whole process: `root` is the package's folder as a file URL. Throws nothing; sets the exit code. */
export async function main(argv: readonly string[], root: string, io: Io = processIo()): Promise<void> {
  try {
    if (argv.length === 1 && argv[0] === '--version') {
      await io.stdout.write(`${versionLine()}\n`);
      return;
    }
    const exit = await runHot(argv, io);
    if (exit !== undefined) {
      process.exitCode = exit;
      return;
    }
    const { runOclif } = await import('./oclif.ts');
    await runOclif(argv, root, io);
  } catch (error) {
    process.exitCode = await fail(error, {}, io);
  }
}
