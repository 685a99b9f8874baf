import type { ErrorKind } from '../domain/errors.ts';

/** Exit codes: a part of the interface, so they never change within a major version. */
export const Exit = {
  ok: 0,
  failed: 1,
  usage: 2,
  /** Done in part: what was not read or not changed is named in the output. */
  partial: 3,
  /** A `--fail-on` threshold was crossed. Wins over `partial`: what was not read could only add to it. */
  threshold: 4,
  /** A guardrail, a missing approval, or a prompt that was answered with no. */
  refused: 5,
  /** 128 + SIGINT, as shells have it. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof Exit)[keyof typeof Exit];

export const exitOf = (kind: ErrorKind): ExitCode => Exit[kind];
