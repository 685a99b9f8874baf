/**
 * Reads a sandbox with boto3, a client that shares nothing with this project: a virtual environment in a temporary
 * folder, boto3 from PyPI, then `boto3-reads.py`. Exits 1 where boto3 sees something else than the sandbox holds.
 * What went over the wire is validated too where the validator is there (see `validate-exchanges.ts`).
 *
 * `BALLAST_BOTO3_PYTHON` names a Python that has boto3 already, and spares the installation.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startSandbox } from '../../src/sandbox/main.ts';

const root = resolve(import.meta.dirname, '../..');
const validator = join(process.env.BALLAST_SHARED ?? resolve(root, '../shared'), 'specs/validate.mjs');
const folder = mkdtempSync(join(tmpdir(), 'ballast-boto3-'));

try {
  const python = process.env.BALLAST_BOTO3_PYTHON ?? (await installBoto3());
  process.exitCode = await readWith(python);
} finally {
  rmSync(folder, { recursive: true });
}

async function installBoto3(): Promise<string> {
  const environment = join(folder, 'venv');
  await mustRun('python3', ['-m', 'venv', environment]);
  const python = join(environment, 'bin', 'python');
  await mustRun(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'boto3']);
  return python;
}

async function readWith(python: string): Promise<number> {
  const recording = join(folder, 'exchanges.jsonl');
  const sandbox = await startSandbox({ resources: 800, recordExchanges: recording, costPageSize: 500 });
  let status: number;
  try {
    const script = join(import.meta.dirname, 'boto3-reads.py');
    status = await run(python, [script, sandbox.url], { ...process.env, ...sandbox.credentials });
  } finally {
    await sandbox.close();
  }
  if (existsSync(validator)) status ||= await run(process.execPath, [validator, recording], process.env);
  return status;
}

/** Not the synchronous form: the sandbox answers from this process. */
function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
    child.on('error', failed);
    child.on('close', (code) => done(code ?? 1));
  });
}

async function mustRun(command: string, args: readonly string[]): Promise<void> {
  const status = await run(command, args, process.env);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}
