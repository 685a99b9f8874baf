import { Args, Command, type Config, Flags, type Interfaces } from '@oclif/core';

import { AppError } from '../../domain/errors.ts';
import type { BallastCommand } from './define-command.ts';
import { execute, fail } from './execute.ts';
import type { FlagSpec } from './flag-spec.ts';
import { type Io, processIo } from './io.ts';
import type { RawFlags } from './read-flags.ts';

/**
 * The one base of all commands: oclif takes the command line apart and shows the help, `execute` does the rest.
 * Values stay text here: oclif's own JSON of an error prints the parsed flags, and a `bigint` among them would
 * turn a wrong flag into a `TypeError`.
 */
abstract class BaseCommand extends Command {
  abstract readonly command: BallastCommand;
  readonly io: Io = processIo();

  override async run(): Promise<void> {
    const { flags, argv } = await this.parse(this.ctor);
    process.exitCode = await execute(this.command, { flags: flags as RawFlags, args: argv as string[] }, this.io);
  }

  /** Only `parse` can throw: `execute` answers everything with an exit code. */
  protected override async catch(error: Error): Promise<void> {
    process.exitCode = await fail(usageError(error), looseFlags(this.argv), this.io);
  }
}

/** The oclif class of a command: for running it, for the manifest and for the help. */
export function oclifCommand(command: BallastCommand): Command.Class {
  return class extends BaseCommand {
    static override readonly summary = command.summary;
    static override readonly description = command.description;
    static override readonly usage = usageOf(command);
    static override readonly examples = command.examples.map(({ command: line, why }) => ({
      description: why,
      command: line,
    }));
    static override readonly args = Object.fromEntries(
      Object.entries(command.args).map(([name, { summary, required, multiple = false }]) => [
        name,
        // Standard input is for data that a flag asks for: oclif would wait for it whenever an argument is missing.
        Args.string({ description: summary, required, multiple, ignoreStdin: true }),
      ]),
    );
    static override readonly flags = Object.fromEntries(
      Object.entries(command.flags).map(([name, spec]) => [name, oclifFlag(spec)]),
    );
    override readonly command = command;
  };
}

export async function runWithOclif(command: BallastCommand, argv: readonly string[], config: unknown): Promise<void> {
  await oclifCommand(command).run([...argv], config as Config);
}

/** All flags in the usage line would be a paragraph that nobody reads: they have a section of their own. */
function usageOf({ args }: BallastCommand): string {
  const words = Object.entries(args).map(([name, { required, multiple }]) => {
    const shown = `${name.toUpperCase()}${multiple === true ? '...' : ''}`;
    return required ? shown : `[${shown}]`;
  });
  return ['<%= command.id %>', ...words, '[FLAGS]'].join(' ');
}

function oclifFlag(spec: FlagSpec<unknown>): Interfaces.FlagInput[string] {
  const { summary, group, env, helpValue, defaultText } = spec;
  const notes = [defaultText === undefined ? '' : `default: ${defaultText}`, env === undefined ? '' : `env: ${env}`];
  const shown = notes.filter((note) => note !== '').join(', ');
  const common = {
    summary: shown === '' ? summary : `${summary} [${shown}]`,
    ...(group !== undefined && { helpGroup: group }),
  };
  if (spec.type === 'boolean') return Flags.boolean(common);
  const value = helpValue ?? spec.options?.join('|');
  const option = { ...common, ...(value !== undefined && { helpValue: value }) };
  // Not greedy: in `--account 1 2` the 2 is an argument, not a second account.
  return spec.multiple ? Flags.string({ ...option, multiple: true, multipleNonGreedy: true }) : Flags.string(option);
}

/** oclif's complaints about a command line as one sentence of our own kind. */
export function usageError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof AppError || !('oclif' in error)) return error;
  const sentence = error.message
    .replace(/\nSee more help with --help\s*$/, '')
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();
  return new AppError('usage-invalid', sentence.charAt(0).toLowerCase() + sentence.slice(1), { cause: error });
}

/** The switches that decide how an error is shown, from a command line that oclif could not take apart. */
export function looseFlags(argv: readonly string[]): RawFlags {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const format =
    words.find((word) => word.startsWith('--format='))?.slice('--format='.length) ??
    words[words.indexOf('--format') + 1];
  return {
    json: words.includes('--json') || undefined,
    verbose: words.includes('--verbose') || undefined,
    'no-color': words.includes('--no-color') || undefined,
    ...(words.some((word) => word === '--format' || word.startsWith('--format=')) && { format }),
  };
}
