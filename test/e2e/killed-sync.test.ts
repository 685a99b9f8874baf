import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../src/sandbox/main.ts';
import { type CliResult, runCli } from '../support/cli.ts';
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

/** Runs a sync and kills it with -9 once the sandbox has been asked this many times. */
async function killedAfter(store: string, count: number): Promise<CliResult> {
  await fetch(`${sandbox.url}/_sandbox/calls`, { method: 'DELETE' });
  return runCli(['sync', '--store', store, '--sandbox', sandbox.url], {
    env: { BALLAST_NOW: NOW },
    onStart: (child) => {
      const watch = setInterval(() => {
        void callCount().then((asked) => {
          if (asked < count) return;
          clearInterval(watch);
          child.kill('SIGKILL');
        });
      }, 5);
      child.once('close', () => clearInterval(watch));
    },
  });
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
      const killed = await killedAfter(store, calls * share);
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

  it('goes on into an account that was closed to it before', async () => {
    const store = join(folder, 'closed.db');
    const account = sandbox.estate.accounts.find(({ status, id }) => status === 'ACTIVE' && id.endsWith('2'))?.id;
    const fault = JSON.stringify({ service: 'sts', account, kind: 'deny' });
    const posted = await fetch(`${sandbox.url}/_sandbox/fault`, { method: 'POST', body: fault });
    expect(posted.ok).toBe(true);
    expect((await killedAfter(store, calls * 0.3)).code).toBe(137);
    await fetch(`${sandbox.url}/_sandbox/fault`, { method: 'DELETE' });
    const again = await runCli(['sync', '--store', store, '--sandbox', sandbox.url, '--json'], {
      env: { BALLAST_NOW: NOW },
    });
    expect(again.code).toBe(0);
    const { sync } = JSON.parse(again.stdout) as { sync: { resumed: boolean; scopes: { accountId: string }[] } };
    expect(sync.resumed).toBe(true);
    expect(sync.scopes.filter(({ accountId }) => accountId === account).length).toBeGreaterThan(1);
  });
});
