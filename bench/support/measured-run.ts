import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface MeasuredRun {
  readonly code: number;
  readonly seconds: number;
  /** User and system time of all threads. */
  readonly cpuSeconds: number;
  readonly peakMiB: number;
  readonly stdout: string;
  readonly stderr: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Runs `ballast …` as a process of its own; wall and CPU time include its start, peak memory is the kernel's count. */
export async function runBallast(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<MeasuredRun> {
  const folder = await mkdtemp(join(tmpdir(), 'ballast-bench-'));
  const peakFile = join(folder, 'peak');
  try {
    const started = performance.now();
    const child = spawn(
      process.execPath,
      ['--import', join(root, 'bench/support/report-peak.ts'), join(root, 'bin/run.js'), ...args],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...env, BALLAST_BENCH_PEAK_FILE: peakFile },
      },
    );
    const [stdout, stderr, code] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number>((resolve) => child.once('exit', (exit) => resolve(exit ?? 1))),
    ]);
    const seconds = (performance.now() - started) / 1000;
    const used = JSON.parse(await readFile(peakFile, 'utf8')) as { peakKiB: number; cpuMicros: number };
    return { code, seconds, cpuSeconds: used.cpuMicros / 1e6, peakMiB: used.peakKiB / 1024, stdout, stderr };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function text(stream: AsyncIterable<unknown>): Promise<string> {
  const parts: string[] = [];
  for await (const part of stream) parts.push(String(part));
  return parts.join('');
}
