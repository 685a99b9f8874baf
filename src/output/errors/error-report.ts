import { inspect } from 'node:util';

import { CloudError, reasonOf } from '../../domain/cloud-error.ts';
import { AppError, type ErrorCode, errorCatalog, type ErrorKind } from '../../domain/errors.ts';

/** An error as it is shown: what happened, what to do, and the rest for `--verbose`. */
export interface ErrorReport {
  readonly code: ErrorCode | 'internal';
  readonly kind: ErrorKind;
  readonly message: string;
  readonly hint: string;
  /** What it came from, outermost first. */
  readonly causes: readonly string[];
  /** Of an error that nobody expected. */
  readonly stack?: string;
}

const BUG_HINT = 'This is a bug in Ballast. Run the command again with --verbose and report what it prints.';

/** Anything that was thrown. `interrupted`: the user asked to stop, so whatever then failed is that. */
export function errorReport(error: unknown, interrupted: boolean): ErrorReport {
  if (interrupted || isAbort(error)) {
    const message =
      error instanceof AppError && error.code === 'interrupted' ? error.message : 'stopped before it was done';
    return expected('interrupted', message, error);
  }
  if (error instanceof AppError) return expected(error.code, error.message, error);
  if (error instanceof CloudError) {
    return expected(
      error.category === 'unauthenticated' ? 'credentials-missing' : 'provider-unreachable',
      `${reasonOf(error)}: ${error.message}`,
      error,
    );
  }
  const message = error instanceof Error ? error.message || error.name : `thrown: ${inspect(error, { depth: 2 })}`;
  return {
    code: 'internal',
    kind: 'failed',
    message,
    hint: BUG_HINT,
    causes: causesOf(error),
    ...(error instanceof Error && error.stack !== undefined && { stack: error.stack }),
  };
}

const expected = (code: ErrorCode, message: string, error: unknown): ErrorReport => ({
  code,
  kind: errorCatalog[code].kind,
  message,
  hint: errorCatalog[code].hint,
  causes: causesOf(error),
});

const isAbort = (error: unknown): boolean =>
  (error instanceof Error && error.name === 'AbortError') ||
  (error instanceof CloudError && error.category === 'cancelled');

/** A cause that causes itself, or a chain without end, must not hang the report of an error. */
const MOST_CAUSES = 10;

function causesOf(error: unknown): readonly string[] {
  const causes: string[] = [];
  let current = error instanceof Error ? error.cause : undefined;
  while (current !== undefined && current !== null && causes.length < MOST_CAUSES) {
    causes.push(current instanceof Error ? `${current.name}: ${current.message}` : inspect(current, { depth: 2 }));
    current = current instanceof Error ? current.cause : undefined;
  }
  return causes;
}
