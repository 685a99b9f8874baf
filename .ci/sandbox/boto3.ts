/**
 * Reads a sandbox with boto3, a client that shares nothing with this project: a virtual environment in a temporary
 * folder, boto3 from PyPI, then `boto3-reads.py`. Exits 1 where boto3 sees something else than the sandbox holds.
 * What went over the wire is validated too where the validator is there (see `validate-exchanges.ts`).
 *
 * `BALLAST_BOTO3_PYTHON` names a Python that has boto3 already, and spares the installation.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../src/sandbox/main.ts';
import { completeValidator, sharedValidator } from './api-descriptions.ts';
import { boto3Python, run } from './boto3-python.ts';

const folder = mkdtempSync(join(tmpdir(), 'ballast-boto3-'));

try {
  const python = await boto3Python(folder);
  process.exitCode = await readWith(python);
} finally {
  rmSync(folder, { recursive: true });
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
  if (existsSync(sharedValidator)) {
    // The environment that is there already; a second one would take its place.
    process.env.BALLAST_BOTO3_PYTHON = python;
    status ||= await run(process.execPath, [await completeValidator(folder), recording]);
  }
  return status;
}
