import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface CliResult {
  /** Exit code, or 128 + n for a signal. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Called once the process runs: to kill it, for one. */
  readonly onStart?: (child: ChildProcess) => void;
}

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

const SIGNAL_CODES: Readonly<Record<string, number>> = { SIGINT: 130, SIGKILL: 137, SIGTERM: 143 };

/** Runs the built `ballast` as a process of its own, with no terminal, no clouds' credentials and no colour. */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [`${projectRoot}bin/run.js`, ...args], {
      cwd: options.cwd ?? projectRoot,
      env: {
        PATH: process.env['PATH'],
        // Not the project: what is cached or configured there is the developer's own.
        HOME: options.cwd ?? tmpdir(),
        XDG_CACHE_HOME: join(tmpdir(), 'ballast-test-cache'),
        NO_COLOR: '1',
        AWS_EC2_METADATA_DISABLED: 'true',
        ...options.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code: code ?? SIGNAL_CODES[signal ?? ''] ?? 1, stdout, stderr }));
    options.onStart?.(child);
  });
}
