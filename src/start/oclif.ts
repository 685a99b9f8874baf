import { Config, run } from '@oclif/core';

import { fail } from '../commands/support/execute.ts';
import type { Io } from '../commands/support/io.ts';
import { looseFlags, usageError } from '../commands/support/oclif-command.ts';
import { AppError } from '../domain/errors.ts';
import { Exit, type ExitCode } from '../output/exit.ts';
import { nearest } from './nearest.ts';

/** Help, completion of the command's name, flags: everything that is not on the fast path. */
export async function runOclif(argv: readonly string[], root: string, io: Io): Promise<ExitCode> {
  try {
    await run([...argv], { root });
    // A command leaves its exit code where oclif's own classes look for it; help leaves none.
    return (process.exitCode as ExitCode | undefined) ?? Exit.ok;
  } catch (error) {
    return fail(await explained(error, argv, root), looseFlags(argv), io);
  }
}

/** oclif names a command that there is not by its id; what may have been meant is worth more than "not found". */
async function explained(error: unknown, argv: readonly string[], root: string): Promise<unknown> {
  const missing = error instanceof Error ? /^command (.+) not found\.?$/i.exec(error.message)?.[1] : undefined;
  if (missing === undefined) return usageError(error);
  const { commandIDs } = await Config.load({ root });
  const typed = argv.filter((word) => !word.startsWith('-')).join(' ');
  const commands = commandIDs.map((id) => id.replaceAll(':', ' '));
  const known = [...commands, ...commands.map((words) => words.replace(/ .*/, ''))];
  const near = nearest(typed, known) ?? nearest(missing.replaceAll(':', ' '), known);
  const suggestion = near === undefined ? '`ballast --help` lists them' : `did you mean \`ballast ${near}\`?`;
  return new AppError(
    'usage-invalid',
    `there is no command ${JSON.stringify(missing.replaceAll(':', ' '))}; ${suggestion}`,
  );
}
