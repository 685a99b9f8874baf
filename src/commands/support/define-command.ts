import { Exit, type ExitCode } from '../../output/exit.ts';
import type { ListOptions } from '../../output/lists/list-view.ts';
import { present, type Presentation } from '../../output/present.ts';
import type { Screen } from '../../output/screen.ts';
import type { Sink } from '../../output/sink.ts';
import { formatsOf, type View } from '../../output/view.ts';
import type { Context } from '../../services/context.ts';
import { formatFlag, globalFlags, listFlags } from './common-flags.ts';
import type { FlagSpecs, FlagValues } from './flag-spec.ts';

/** A word on the command line that is no flag. */
export interface ArgSpec {
  readonly summary: string;
  readonly required: boolean;
  /** Takes all the words that are left. Only the last may. */
  readonly multiple?: boolean;
}

export interface Example {
  readonly command: string;
  readonly why: string;
}

/** What a command did: data for its view, and how the process ends. */
export interface Outcome<Data> {
  readonly data: Data;
  readonly exit?: ExitCode;
  /** Goes on after the data has been shown, until this settles: a server. */
  readonly until?: Promise<ExitCode>;
}

export interface Invocation<F extends FlagSpecs> {
  readonly context: Context;
  readonly flags: FlagValues<F>;
  readonly args: readonly string[];
  /** How to ask at the terminal; undefined where there is nobody to ask. Finding that out takes time. */
  readonly ask: () => ((question: string) => Promise<string>) | undefined;
}

export interface CommandDefinition<F extends FlagSpecs, Data> {
  readonly summary: string;
  readonly description: string;
  readonly examples: readonly [Example, Example, ...Example[]];
  readonly args?: Readonly<Record<string, ArgSpec>>;
  readonly flags?: F;
  readonly view: View<Data>;
  /** Only reads the store, and may be answered without oclif. */
  readonly hot?: boolean;
  readonly run: (invocation: Invocation<F>) => Promise<Outcome<Data>>;
}

/** What `run` answered, with the type of its data closed over. */
export interface Ran {
  readonly exit: ExitCode;
  readonly until: Promise<ExitCode> | undefined;
  present(presentation: Presentation, sink: Sink, screen: () => Screen): Promise<void>;
  close(): Promise<void>;
}

/** A command that knows nothing of oclif: `oclifCommand` makes the class from it. */
export interface BallastCommand {
  readonly summary: string;
  readonly description: string;
  readonly examples: readonly Example[];
  readonly args: Readonly<Record<string, ArgSpec>>;
  /** All of them, the common ones included. */
  readonly flags: FlagSpecs & typeof globalFlags;
  readonly hot: boolean;
  start(invocation: Invocation<FlagSpecs>): Promise<Ran>;
  /** How oclif starts what a command's file exports; loads oclif. */
  run(argv: readonly string[], config: unknown): Promise<void>;
}

export function defineCommand<const F extends FlagSpecs, Data extends object>(
  definition: CommandDefinition<F, Data>,
): BallastCommand {
  const { view, run, hot = false, args = {}, flags, ...texts } = definition;
  const command: BallastCommand = {
    ...texts,
    args,
    hot,
    flags: { ...flags, ...(view.list && listFlags), ...globalFlags, format: formatFlag(formatsOf(view)) },
    async start(invocation) {
      // The values were read by these very specs, so they have the types that `run` asks for.
      const { data, exit = Exit.ok, until } = await run(invocation as Invocation<F>);
      return {
        exit,
        until,
        present: (presentation, sink, screen) => present(view, data, presentation, sink, screen),
        close: async () => {
          if (isClosable(data)) await data.close();
        },
      };
    },
    async run(argv, config) {
      const { runWithOclif } = await import('./oclif-command.ts');
      await runWithOclif(command, argv, config);
    },
  };
  return command;
}

const isClosable = (data: object): data is { close(): Promise<void> } =>
  'close' in data && typeof data.close === 'function';

/** The list flags as the views take them; of a command without a list, none. */
export function listOptions(values: Readonly<Record<string, unknown>>): ListOptions {
  const { columns, sort, filter, limit } = values as Partial<FlagValues<typeof listFlags>>;
  return {
    filters: filter ?? [],
    ...(columns !== undefined && { columns: columns.split(',').map((column) => column.trim()) }),
    ...(sort !== undefined && { sort }),
    ...(limit !== undefined && { limit }),
  };
}
