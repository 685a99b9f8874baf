import { SCHEMA_VERSION } from '../documents/common.ts';
import type { Style } from '../style.ts';
import { clean } from '../text/clean.ts';
import type { ErrorReport } from './error-report.ts';
import type { Redactor } from './redact.ts';

/** For standard error: one line that says what happened, one that says what to do, the rest under `--verbose`. */
export function errorText(report: ErrorReport, verbose: boolean, style: Style, redact: Redactor): string {
  const lines = [
    `${style.bad(`Error [${report.code}]:`)} ${cleanLines(redact(report.message))}`,
    style.dim(`  → ${report.hint}`),
  ];
  if (verbose) {
    for (const cause of report.causes) lines.push(`  caused by ${cleanLines(redact(cause))}`);
    if (report.stack !== undefined) lines.push(redact(report.stack));
  }
  return `${lines.join('\n')}\n`;
}

/** For standard output with `--json`. */
export const errorDocument = (report: ErrorReport, redact: Redactor): object => ({
  schemaVersion: SCHEMA_VERSION,
  error: { code: report.code, message: redact(report.message), hint: report.hint },
});

/** SQL and YAML errors have lines of their own, which stay. */
const cleanLines = (text: string): string => text.split('\n').map(clean).join('\n    ');
