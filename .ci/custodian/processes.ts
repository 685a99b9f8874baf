import { spawn } from 'node:child_process';

export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end. Not the synchronous form: the sandbox answers from this process. */
export function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  cwd?: string,
): Promise<Ended> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env, ...(cwd !== undefined && { cwd }) });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', failed);
    child.on('close', (code) => done({ status: code ?? 1, stdout, stderr }));
  });
}

/** As `run`; throws with the last of what it said when it fails. */
export async function runMust(command: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended> {
  const ended = await run(command, args, env);
  if (ended.status === 0) return ended;
  throw new Error(`${command} ended with ${ended.status}:\n${(ended.stdout + ended.stderr).slice(-3000)}`);
}

/** Seconds since `started` of `performance.now()`, to the hundredth. */
export const roundedSeconds = (started: number): number => Math.round((performance.now() - started) / 10) / 100;
