import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../src/sandbox/main.ts';
import { runCli } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

interface Scope {
  readonly provider: string;
  readonly accountId: string;
  readonly status: string;
  readonly error?: { readonly code: string; readonly message: string };
}

interface Audit {
  readonly sync: { readonly status: string; readonly scopes: readonly Scope[] };
  readonly summary: {
    readonly byProvider: readonly { readonly provider: string; readonly resources: number }[];
  };
  readonly findings: readonly {
    readonly resourceKind: string;
    readonly provider: string;
    readonly accountId: string;
    readonly verdict: string;
  }[];
}

interface Call {
  readonly at: string;
  readonly cloud: string;
  readonly service: string;
  readonly accountId: string;
  readonly status: number;
  readonly durationMs: number;
}

const NOW = '2026-11-24T06:00:00.000Z';
const WAIT_SECONDS = 2;
const folder = tempFolder();
let sandbox: RunningSandbox;
let whole: Audit;
let code: number;
let audit: Audit;
let project: string;
let subscription: string;

async function audited(
  store: string,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly audit: Audit }> {
  const run = await runCli(['audit', '--json', '--store', join(folder, store), '--sandbox', sandbox.url, ...args], {
    env: { BALLAST_NOW: NOW },
  });
  return { code: run.code, audit: JSON.parse(run.stdout) as Audit };
}

async function addFault(fault: object): Promise<void> {
  const answer = await fetch(`${sandbox.url}/_sandbox/fault`, {
    method: 'POST',
    body: JSON.stringify(fault),
    headers: { 'content-type': 'application/json' },
  });
  expect(answer.ok).toBe(true);
}

async function calls(): Promise<readonly Call[]> {
  const answer = await fetch(`${sandbox.url}/_sandbox/calls?list=1`);
  return ((await answer.json()) as { recent: readonly Call[] }).recent;
}

const accountsOf = (of: Audit, provider: string): readonly string[] => [
  ...new Set(of.sync.scopes.filter((scope) => scope.provider === provider).map(({ accountId }) => accountId)),
];

beforeAll(async () => {
  sandbox = await startSandbox({
    clouds: ['aws', 'gcp', 'azure'],
    seed: 4,
    resources: 300,
    accounts: 3,
    now: Date.parse(NOW),
  });
  ({ audit: whole } = await audited('whole.db'));
  const answer = await fetch(`${sandbox.url}/_sandbox/truth`);
  const { entries } = (await answer.json()) as { entries: readonly { checkId: string; accountId: string }[] };
  // A project that is billed for databases: what was made before its API was disabled is still there.
  project = entries.find(({ checkId }) => checkId.startsWith('gcp-sql-'))?.accountId ?? '';
  subscription = entries.find(({ checkId }) => checkId.startsWith('azure-'))?.accountId ?? '';
  await addFault({ account: project, service: 'sqladmin', kind: 'error', status: 403, code: 'SERVICE_DISABLED' });
  await addFault({ account: subscription, kind: 'deny' });
  ({ code, audit } = await audited('partial.db'));
});

afterAll(() => sandbox.close());

describe('three clouds in one audit', () => {
  it('are one inventory and one list of findings', () => {
    expect(whole.sync.status).toBe('complete');
    for (const provider of ['aws', 'gcp', 'azure']) {
      expect(accountsOf(whole, provider).length, provider).toBeGreaterThanOrEqual(3);
      expect(whole.findings.filter((finding) => finding.provider === provider).length, provider).toBeGreaterThan(5);
    }
  });

  it('a disabled API and a denied subscription are named, and end it with 3', () => {
    expect(code).toBe(3);
    const holes = audit.sync.scopes.filter(({ error, status }) => error !== undefined && status !== 'skipped');
    const of = (accountId: string) => holes.filter((scope) => scope.accountId === accountId);
    expect(of(project).map(({ error }) => error?.message)).toEqual([
      expect.stringMatching(/sqladmin.*disabled|SERVICE_DISABLED/i),
    ]);
    expect(of(subscription).length).toBeGreaterThan(0);
    expect(of(subscription).every(({ error }) => error?.code === 'denied')).toBe(true);
    // Everything else is complete; the bill of the tenant names the subscription that it lacks.
    const others = holes.filter(({ accountId }) => accountId !== project && accountId !== subscription);
    expect(others.map(({ error }) => error?.message)).toEqual([expect.stringContaining(subscription)]);
  });

  it('concludes nothing about the denied subscription', () => {
    const concluded = audit.findings.filter(
      ({ accountId, verdict }) => accountId === subscription && verdict === 'waste',
    );
    // A reservation is told by the tenant, whichever subscription pays for it.
    expect(concluded.filter(({ resourceKind }) => resourceKind !== 'commitment')).toEqual([]);
  });

  it('asks Cost Management again only when its own header allows it', async () => {
    await fetch(`${sandbox.url}/_sandbox/fault`, { method: 'DELETE' });
    await fetch(`${sandbox.url}/_sandbox/calls`, { method: 'DELETE' });
    await addFault({ service: 'costmanagement', kind: 'throttle', times: 3, retryAfterSeconds: WAIT_SECONDS });
    const { audit: throttled } = await audited('throttled.db', '--provider', 'azure');
    expect(throttled.sync.status).toBe('complete');
    const asked = (await calls()).filter(({ service }) => service === 'costmanagement');
    const refused = asked.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(3);
    for (const refusal of refused) {
      const until = Date.parse(refusal.at) + WAIT_SECONDS * 1000 - 50;
      const tooEarly = asked.filter(
        (call) =>
          call.accountId === refusal.accountId &&
          Date.parse(call.at) - call.durationMs > Date.parse(refusal.at) &&
          Date.parse(call.at) < until,
      );
      expect(tooEarly).toEqual([]);
    }
    expect(asked.some(({ status }) => status === 200)).toBe(true);
  });
});
