import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { z } from 'zod';

import { AppError } from '../domain/errors.ts';
import type { SandboxReport } from '../domain/reports.ts';
import type { Context } from './context.ts';

/** Clouds that the sandbox can serve, in the order in which they are shown. */
export const SANDBOX_CLOUDS = ['aws', 'gcp', 'azure'] as const;
export type SandboxCloud = (typeof SANDBOX_CLOUDS)[number];

export interface SandboxOptions {
  /** All when empty. */
  readonly clouds: readonly SandboxCloud[];
  readonly seed: number;
  readonly resources: number;
  readonly accounts: number;
  readonly regions: readonly string[];
  /** 0 takes a free one. */
  readonly port: number;
  /** As the sandbox's own flags take them; see `ballast sandbox --help`. */
  readonly throttle?: string;
  readonly latency?: string;
  readonly faults: readonly string[];
}

export const SANDBOX_REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1'] as const;

/** What the sandbox says on its standard output when it is ready. */
const readyLine = z.object({ url: z.url() });

/**
 * Starts the sandbox as a process of its own and waits until it answers. It ends with `stop`, and also when
 * this process goes away: its standard input closes then.
 */
export async function startSandboxProcess(context: Context, options: SandboxOptions): Promise<SandboxReport> {
  const child = spawn(process.execPath, [sandboxProgram(), ...sandboxArguments(options)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...context.env },
    // A Ctrl-C at the terminal goes to the whole group; the sandbox is to outlive the sync that it interrupts.
    detached: true,
  });
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
  const complaints: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => complaints.push(text));
  const url = await Promise.race([
    firstUrl(child),
    ended.then((code) => {
      throw new AppError('sandbox-unreachable', `the sandbox ended with ${code}: ${complaints.join('').trim()}`);
    }),
  ]);
  return {
    url,
    clouds: cloudsOf(options),
    seed: options.seed,
    resources: options.resources,
    accounts: options.accounts,
    regions: options.regions.length,
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const cloudsOf = ({ clouds }: SandboxOptions): readonly SandboxCloud[] =>
  SANDBOX_CLOUDS.filter((cloud) => clouds.length === 0 || clouds.includes(cloud));

function sandboxArguments(options: SandboxOptions): readonly string[] {
  return [
    '--clouds',
    cloudsOf(options).join(','),
    '--seed',
    String(options.seed),
    '--resources',
    String(options.resources),
    '--accounts',
    String(options.accounts),
    '--regions',
    options.regions.join(','),
    '--port',
    String(options.port),
    ...(options.throttle === undefined ? [] : ['--throttle', options.throttle]),
    ...(options.latency === undefined ? [] : ['--latency', options.latency]),
    ...options.faults.flatMap((fault) => ['--fault', fault]),
    '--stop-with-stdin',
  ];
}

async function firstUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the sandbox has no standard output');
  for await (const line of createInterface({ input: child.stdout })) {
    const parsed = readyLine.safeParse(JSON.parse(line));
    if (parsed.success) return parsed.data.url;
  }
  // The race with `ended` has the reason; this promise must only not win it.
  return new Promise(() => {});
}

/** `dist/sandbox.js` of this package: services and sandbox share no code, they meet over HTTP. */
function sandboxProgram(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return join(folder, 'dist', 'sandbox.js');
  }
  throw new Error('no package folder above this file');
}
