import { fail } from '../commands/support/execute.ts';
import { type Io, processIo } from '../commands/support/io.ts';
import { Exit, type ExitCode } from '../output/exit.ts';
import { runHot } from './hot-path.ts';

/** Runs a command line by the fast path where that knows all of it, else by oclif. Throws nothing. */
export async function run(argv: readonly string[], root: string, io: Io = processIo()): Promise<ExitCode> {
  try {
    // For finding out whether a fault is the fast path's, and for the test that both ways print the same.
    const exit = io.env['BALLAST_FAST_PATH'] === '0' ? undefined : await runHot(argv, io);
    if (exit !== undefined) return exit;
    const { runOclif } = await import('./oclif.ts');
    return await runOclif(argv, root, io);
  } catch (error) {
    await fail(error, {}, io);
    return Exit.failed;
  }
}
