import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../src/sandbox/main.ts';
import { runCli } from '../support/cli.ts';
import { dumpStore } from '../support/store-dump.ts';
import { tempFolder } from '../support/temp-folder.ts';

const NOW = '2026-11-24T06:00:00.000Z';
const folder = tempFolder();

let sandbox: RunningSandbox;
let undisturbed: readonly string[];
let calls: number;

async function callCount(): Promise<number> {
  const { total } = (await (await fetch(`${sandbox.url}/_sandbox/calls`)).json()) as { total: number };
  return total;
}

beforeAll(async () => {
  sandbox = await startSandbox({
    seed: 7,
    resources: 800,
    accounts: 3,
    now: Date.parse(NOW),
    latency: { minMs: 4, maxMs: 8 },
  });
  const store = join(folder, 'undisturbed.db');
  const run = await runCli(['sync', '--store', store, '--sandbox', sandbox.url], { env: { BALLAST_NOW: NOW } });
  expect(run.code).toBe(0);
  undisturbed = dumpStore(store);
  calls = await callCount();
});

afterAll(() => sandbox.close());

describe('a sync killed with -9', () => {
  it.each([0.15, 0.4, 0.65, 0.9])(
    'after %f of its calls, and run again, leaves the store of an undisturbed one',
    async (share) => {
      const store = join(folder, `killed-${share}.db`);
      await fetch(`${sandbox.url}/_sandbox/calls`, { method: 'DELETE' });
      const killed = await runCli(['sync', '--store', store, '--sandbox', sandbox.url], {
        env: { BALLAST_NOW: NOW },
        onStart: (child) => {
          const watch = setInterval(() => {
            void callCount().then((count) => {
              if (count < calls * share) return;
              clearInterval(watch);
              child.kill('SIGKILL');
            });
          }, 5);
          child.once('close', () => clearInterval(watch));
        },
      });
      expect(killed.code).toBe(137);
      expect(existsSync(store)).toBe(true);
      copyFileSync(store, `${store}.at-kill`);
      expect(dumpStore(store)).not.toEqual(undisturbed);
      const again = await runCli(['sync', '--store', store, '--sandbox', sandbox.url, '--json'], {
        env: { BALLAST_NOW: NOW },
      });
      expect(again.code).toBe(0);
      expect((JSON.parse(again.stdout) as { sync: { resumed: boolean } }).sync.resumed).toBe(true);
      expect(dumpStore(store)).toEqual(undisturbed);
    },
  );
});
