import { join } from 'node:path';
import { spawn } from 'node:child_process';

/**
 * A Python that has boto3 and botocore: the one that `BALLAST_BOTO3_PYTHON` names, or a virtual environment in
 * `folder` with boto3 from PyPI.
 */
export async function boto3Python(folder: string): Promise<string> {
  const given = process.env.BALLAST_BOTO3_PYTHON;
  if (given !== undefined) return given;
  const environment = join(folder, 'venv');
  await mustRun('python3', ['-m', 'venv', environment]);
  const python = join(environment, 'bin', 'python');
  await mustRun(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'boto3']);
  return python;
}

/** Runs a command; its status. Not the synchronous form: the sandbox may answer from this process. */
export function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
    child.on('error', failed);
    child.on('close', (code) => done(code ?? 1));
  });
}

async function mustRun(command: string, args: readonly string[]): Promise<void> {
  const status = await run(command, args);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}
