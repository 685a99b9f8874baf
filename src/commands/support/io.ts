import { fstatSync } from 'node:fs';

import { AppError } from '../../domain/errors.ts';
import { fdSink } from '../../output/fd-sink.ts';
import { type Screen, screenOf } from '../../output/screen.ts';
import type { Sink } from '../../output/sink.ts';

/** The process as a command sees it; a test brings its own. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Screens are asked for when something is written to them. */
  outScreen(noColor: boolean): Screen;
  errScreen(noColor: boolean): Screen;
  /** Where progress is drawn, when that is a terminal. */
  progressTarget(): { write(text: string): unknown; readonly columns?: number } | undefined;
  /** Asks at the terminal; undefined where nobody would see the question or could answer it. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** Calls `listener` on Ctrl-C or a polite kill; returns how to stop listening. */
  onInterrupt(listener: () => void): () => void;
  /** Ends the process at once. */
  exit(code: number): never;
}

/**
 * The real one. `process.stdout` costs a tenth of a whole fast command to open, so it is left alone until there
 * is a terminal or a full pipe to deal with.
 */
export function processIo(): Io {
  const { env } = process;
  return {
    cwd: process.cwd(),
    env,
    stdout: fdSink(1, () => process.stdout),
    stderr: fdSink(2, () => process.stderr),
    outScreen: (noColor) => {
      const isTTY = isDevice(1) && process.stdout.isTTY;
      return screenOf({ isTTY, columns: isTTY ? process.stdout.columns : undefined, env, noColor });
    },
    errScreen: (noColor) => {
      const isTTY = isDevice(2) && process.stderr.isTTY;
      return screenOf({ isTTY, columns: isTTY ? process.stderr.columns : undefined, env, noColor });
    },
    progressTarget: () => (isDevice(2) && process.stderr.isTTY ? process.stderr : undefined),
    get ask() {
      return isDevice(0) && process.stdin.isTTY && process.stderr.isTTY ? askAtTerminal : undefined;
    },
    onInterrupt(listener) {
      process.on('SIGINT', listener).on('SIGTERM', listener);
      return () => process.off('SIGINT', listener).off('SIGTERM', listener);
    },
    exit: (code) => process.exit(code),
  };
}

/** A terminal is one (and so is /dev/null); a file, a pipe and a closed descriptor are not. */
function isDevice(fd: number): boolean {
  try {
    return fstatSync(fd).isCharacterDevice();
  } catch {
    return false;
  }
}

/** The question goes to standard error: standard output is the result alone. */
async function askAtTerminal(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const stop = new AbortController();
  // In a prompt the terminal's Ctrl-C comes as a character, not as a signal; end of input is a no as well.
  asking.once('SIGINT', () => stop.abort()).once('close', () => stop.abort());
  try {
    return await asking.question(question, { signal: stop.signal });
  } catch (error) {
    throw new AppError('interrupted', 'the question was not answered', { cause: error });
  } finally {
    asking.close();
  }
}
