import type { ProviderId } from '../../domain/ids.ts';
import { errorReport } from '../../output/errors/error-report.ts';
import { errorDocument, errorText } from '../../output/errors/render-error.ts';
import { redactor } from '../../output/errors/redact.ts';
import { Exit, type ExitCode, exitOf } from '../../output/exit.ts';
import { noProgress, type ProgressLine, progressLine } from '../../output/progress.ts';
import { styleFor } from '../../output/style.ts';
import type { Format } from '../../output/view.ts';
import type { Context, GlobalOptions } from '../../services/context.ts';
import { clockOf } from './clock.ts';
import { type BallastCommand, listOptions } from './define-command.ts';
import type { Io } from './io.ts';
import { type RawFlags, readFlags } from './read-flags.ts';

/** A command line taken apart: by oclif, or by the fast path. */
export interface RawInvocation {
  readonly flags: RawFlags;
  readonly args: readonly string[];
}

/** Runs a command to its end and answers how the process is to exit. Throws nothing. */
export async function execute(command: BallastCommand, raw: RawInvocation, io: Io): Promise<ExitCode> {
  const interruption = new AbortController();
  const ignore = io.onInterrupt(() => {
    if (interruption.signal.aborted) io.exit(Exit.interrupted);
    interruption.abort();
  });
  let progress = noProgress;
  try {
    const flags = readFlags(command.flags, raw.flags, io.env);
    const quiet = flags.quiet;
    progress = quiet ? noProgress : await progressOf(io, flags['no-color']);
    const context = contextOf(flags, io, interruption.signal, progress);
    const ran = await command.start({ context, flags, args: raw.args, ask: () => io.ask });
    try {
      progress.end();
      await ran.present({ format: formatOf(flags), list: listOptions(flags), quiet }, io.stdout, () =>
        io.outScreen(flags['no-color']),
      );
    } finally {
      await ran.close();
    }
    if (ran.until) return await ran.until;
    return interruption.signal.aborted ? Exit.interrupted : ran.exit;
  } catch (error) {
    progress.end();
    return await fail(error, raw.flags, io, interruption.signal.aborted);
  } finally {
    ignore();
  }
}

/** Says what went wrong, on standard error and with `--json` on standard output too, and answers the exit code. */
export async function fail(error: unknown, raw: RawFlags, io: Io, interrupted = false): Promise<ExitCode> {
  const report = errorReport(error, interrupted);
  const redact = redactor(io.env);
  const noColor = isOn(raw['no-color'], io.env['BALLAST_NO_COLOR']);
  const style = await styleFor(io.errScreen(noColor).color);
  await io.stderr.write(errorText(report, isOn(raw['verbose'], io.env['BALLAST_VERBOSE']), style, redact));
  if (wantsJson(raw, io.env)) await io.stdout.write(`${JSON.stringify(errorDocument(report, redact), null, 2)}\n`);
  return exitOf(report.kind);
}

/** The flags themselves may be what is wrong, so these few are looked at without reading the rest. */
const isOn = (raw: RawFlags[string], fromEnv: string | undefined): boolean =>
  raw === true ||
  (raw === undefined && fromEnv !== undefined && !['', '0', 'false', 'no', 'off'].includes(fromEnv.toLowerCase()));

function wantsJson(raw: RawFlags, env: Io['env']): boolean {
  if (raw['format'] !== undefined) return raw['format'] === 'json';
  return isOn(raw['json'], env['BALLAST_JSON']) || env['BALLAST_FORMAT'] === 'json';
}

async function progressOf(io: Io, noColor: boolean): Promise<ProgressLine> {
  const target = io.progressTarget();
  return target === undefined ? noProgress : progressLine(target, await styleFor(io.errScreen(noColor).color));
}

interface CommonValues {
  readonly config: string | undefined;
  readonly store: string | undefined;
  readonly json: boolean;
  readonly format?: unknown;
  readonly provider?: unknown;
  readonly account?: unknown;
  readonly region?: unknown;
  readonly sandbox?: unknown;
}

/** `--format` and `--json` say the same; where they differ, the more exact one is the wish. */
const formatOf = (flags: CommonValues): Format =>
  (flags.format as Format | undefined) ?? (flags.json ? 'json' : 'table');

function contextOf(flags: CommonValues, io: Io, signal: AbortSignal, progress: ProgressLine): Context {
  const { config, store } = flags;
  // Only commands with the scope and sandbox flags have these; their specs made the values.
  const sandbox = flags.sandbox as string | undefined;
  const global: GlobalOptions = {
    providers: (flags.provider as readonly ProviderId[] | undefined) ?? [],
    accounts: (flags.account as readonly string[] | undefined) ?? [],
    regions: (flags.region as readonly string[] | undefined) ?? [],
    ...(config !== undefined && { config }),
    ...(store !== undefined && { store }),
    ...(sandbox !== undefined && { sandbox }),
  };
  return { cwd: io.cwd, env: io.env, now: clockOf(io.env), signal, global, progress };
}
