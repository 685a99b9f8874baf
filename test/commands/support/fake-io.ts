import type { Io } from '../../../src/commands/support/io.ts';
import { plainScreen, type Screen } from '../../../src/output/screen.ts';
import { memorySink } from '../../output/support/render.ts';

export interface FakeIo extends Io {
  readonly out: () => string;
  readonly err: () => string;
  /** Presses Ctrl-C. */
  readonly interrupt: () => void;
  readonly exits: number[];
  readonly questions: string[];
}

export interface FakeIoOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly screen?: Screen;
  /** What is typed at each question; nobody sits there when left out. */
  readonly answers?: readonly string[];
}

export function fakeIo({ cwd, env = {}, screen = plainScreen, answers }: FakeIoOptions): FakeIo {
  const stdout = memorySink();
  const stderr = memorySink();
  const listeners = new Set<() => void>();
  const exits: number[] = [];
  const questions: string[] = [];
  return {
    cwd,
    env: { BALLAST_NOW: '2026-11-24T05:10:00Z', HOME: cwd, XDG_CONFIG_HOME: cwd, ...env },
    stdout,
    stderr,
    outScreen: () => screen,
    errScreen: () => plainScreen,
    progressTarget: () => undefined,
    ask:
      answers &&
      (async (question) => {
        questions.push(question);
        return answers[questions.length - 1] ?? '';
      }),
    onInterrupt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    exit(code): never {
      exits.push(code);
      throw new Error(`exit ${code}`);
    },
    out: () => stdout.text,
    err: () => stderr.text,
    interrupt: () => listeners.forEach((listener) => listener()),
    exits,
    questions,
  };
}
