import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';

import { epochMs } from '../domain/instant.ts';
import type { DemoReport } from '../domain/reports.ts';
import { auditEstate } from './audit.ts';
import type { Context } from './context.ts';
import { SANDBOX_REGIONS, type SandboxCloud, startSandboxProcess } from './sandbox-process.ts';

export interface DemoOptions {
  /** All when empty. */
  readonly clouds: readonly SandboxCloud[];
  readonly seed: number;
  readonly resources: number;
  readonly accounts: number;
}

const DEMO_STORE = 'ballast-demo.db';

/** The whole job on a small cloud of its own: leaves a store to play with, and nothing running. */
export async function runDemo(context: Context, options: DemoOptions): Promise<DemoReport> {
  const started = epochMs(context.now());
  const storePath = resolve(context.cwd, context.global.store ?? DEMO_STORE);
  // A store named by --store may hold the user's own facts: it is added to, never replaced.
  if (context.global.store === undefined) {
    await Promise.all(['', '-wal', '-shm'].map((suffix) => rm(storePath + suffix, { force: true })));
  }
  const sandbox = await startSandboxProcess(context, {
    ...options,
    regions: SANDBOX_REGIONS,
    port: 0,
    faults: [],
  });
  try {
    const global = { ...context.global, store: storePath, sandbox: sandbox.url };
    const audit = await auditEstate({ ...context, now: () => context.now(), global }, { offline: false });
    return {
      audit,
      sandbox: {
        clouds: sandbox.clouds,
        seed: options.seed,
        accounts: options.accounts,
        regions: SANDBOX_REGIONS.length,
      },
      storePath,
      elapsedMs: epochMs(context.now()) - started,
    };
  } finally {
    await sandbox.stop();
  }
}
