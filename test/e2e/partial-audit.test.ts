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
  readonly findings: readonly Finding[];
}

interface Finding {
  readonly id: string;
  readonly checkId: string;
  readonly accountId: string;
  readonly region: string;
  readonly verdict: string;
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
    expect(before.sync.scopes.every(({ status }) => ['complete', 'skipped'].includes(status))).toBe(true);
  });

  it('ends with 3 and names both', () => {
    expect(code).toBe(3);
    expect(after.sync.status).toBe('partial');
    const broken = after.sync.scopes.filter(({ status }) => !['complete', 'skipped'].includes(status));
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

  it('has all else, or says why it can no longer tell', () => {
    // What is worth to reserve follows from the other findings, those of the broken places included.
    const elsewhere = ({ accountId, region, checkId }: Finding): boolean =>
      accountId !== denied && region !== 'eu-west-1' && checkId !== 'aws-reserved-purchase';
    const idsOf = (audit: Audit, verdict: string): ReadonlySet<string> =>
      new Set(
        audit.findings.filter((finding) => elsewhere(finding) && finding.verdict === verdict).map(({ id }) => id),
      );
    const [told, still, unsure] = [idsOf(before, 'waste'), idsOf(after, 'waste'), idsOf(after, 'cannot-tell')];
    const lost = [...told].filter((id) => !still.has(id));
    expect(told.size).toBeGreaterThan(100);
    expect([...still].filter((id) => !told.has(id))).toEqual([]);
    // An image may be in use in the account that cannot be read.
    expect(lost.length).toBeLessThan(told.size / 20);
    expect(lost.filter((id) => !unsure.has(id))).toEqual([]);
  });
});
