import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../src/sandbox/main.ts';
import { runCli } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

interface Audit {
  readonly sync: {
    readonly status: string;
    readonly scopes: readonly {
      readonly accountId: string;
      readonly region: string;
      readonly status: string;
      readonly resources: number;
      readonly error?: { readonly code: string; readonly message: string };
    }[];
  };
  readonly findings: readonly {
    readonly id: string;
    readonly accountId: string;
    readonly region: string;
    readonly verdict: string;
  }[];
}

const NOW = '2026-11-24T06:00:00.000Z';
const LATER = '2026-11-24T12:00:00.000Z';
const folder = tempFolder();
const store = join(folder, 'ballast.db');

let sandbox: RunningSandbox;
let denied: string;
let before: Audit;
let after: Audit;
let code: number;

async function runAudit(now: string): Promise<{ readonly code: number; readonly audit: Audit }> {
  const run = await runCli(['audit', '--json', '--store', store, '--sandbox', sandbox.url], {
    env: { BALLAST_NOW: now },
  });
  return { code: run.code, audit: JSON.parse(run.stdout) as Audit };
}

async function gone(): Promise<number> {
  const run = await runCli([
    'store',
    'query',
    'select count(*) as n from resources where gone_since is not null',
    '--json',
    '--store',
    store,
  ]);
  return Number((JSON.parse(run.stdout) as { rows: readonly (readonly unknown[])[] }).rows[0]?.[0]);
}

async function addFault(fault: object): Promise<void> {
  const answer = await fetch(`${sandbox.url}/_sandbox/fault`, {
    method: 'POST',
    body: JSON.stringify(fault),
    headers: { 'content-type': 'application/json' },
  });
  expect(answer.ok).toBe(true);
}

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 4, resources: 600, accounts: 3, now: Date.parse(NOW) });
  ({ audit: before } = await runAudit(NOW));
  denied = sandbox.estate.accounts.filter((account) => account.status === 'ACTIVE').at(-1)?.id ?? '';
  await addFault({ service: 'ec2', account: denied, kind: 'deny' });
  // Throttled so often that no number of attempts gets through.
  await addFault({ service: 'ec2', region: 'eu-west-1', operation: 'DescribeVolumes', kind: 'throttle' });
  ({ code, audit: after } = await runAudit(LATER));
});

afterAll(() => sandbox.close());

describe('an audit with one account denied and one region throttling', () => {
  it('was complete before', () => {
    expect(before.sync.status).toBe('complete');
    expect(before.sync.scopes.every((scope) => scope.status === 'complete')).toBe(true);
  });

  it('ends with 3 and names both', () => {
    expect(code).toBe(3);
    expect(after.sync.status).toBe('partial');
    const broken = after.sync.scopes.filter((scope) => scope.status !== 'complete');
    expect(broken.filter((scope) => scope.accountId === denied).map((scope) => scope.error?.code)).toEqual(
      expect.arrayContaining(['denied']),
    );
    expect(broken.filter((scope) => scope.accountId === denied).every((scope) => scope.error?.code === 'denied')).toBe(
      true,
    );
    const throttled = broken.filter((scope) => scope.accountId !== denied);
    expect(throttled.map((scope) => scope.region)).toEqual(['eu-west-1', 'eu-west-1']);
    expect(throttled.every((scope) => scope.error?.code === 'throttled')).toBe(true);
  });

  it('reports nothing of them as gone', async () => {
    expect(await gone()).toBe(0);
    const held = (audit: Audit): readonly (readonly [string, string, number])[] =>
      audit.sync.scopes
        .filter((scope) => scope.region !== 'global')
        .map((scope) => [scope.accountId, scope.region, scope.resources] as const);
    const later = held(after);
    for (const [account, region, resources] of held(before)) {
      const now = later.find(([id, place]) => id === account && place === region);
      if (now !== undefined) expect([account, region, now[2]]).toEqual([account, region, resources]);
    }
  });

  it('has all else', () => {
    const whole = (audit: Audit): readonly string[] =>
      audit.findings
        .filter(
          (finding) => finding.accountId !== denied && finding.region !== 'eu-west-1' && finding.verdict === 'waste',
        )
        .map((finding) => finding.id)
        .toSorted();
    expect(whole(before).length).toBeGreaterThan(0);
    expect(whole(after)).toEqual(whole(before));
  });
});
