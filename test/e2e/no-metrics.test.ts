import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../src/sandbox/main.ts';
import { runCli } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

interface Finding {
  readonly id: string;
  readonly checkId: string;
  readonly accountId: string;
  readonly verdict: string;
  readonly reason: string | null;
}

const NOW = '2026-11-24T06:00:00.000Z';
const folder = tempFolder();
let sandbox: RunningSandbox;
let denied: string;
let metricChecks: ReadonlySet<string>;
let whole: readonly Finding[];
let partial: readonly Finding[];
let code: number;

async function audit(store: string) {
  const run = await runCli(['audit', '--json', '--store', join(folder, store), '--sandbox', sandbox.url], {
    env: { BALLAST_NOW: NOW },
  });
  return { code: run.code, findings: (JSON.parse(run.stdout) as { findings: readonly Finding[] }).findings };
}

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 6, resources: 900, accounts: 3, now: Date.parse(NOW) });
  denied = sandbox.estate.accounts.filter(({ status }) => status === 'ACTIVE').at(-1)?.id ?? '';
  const { checks } = JSON.parse((await runCli(['checks', 'list', '--json'])).stdout) as {
    checks: readonly { readonly id: string; readonly metrics: readonly string[] }[];
  };
  metricChecks = new Set(checks.filter(({ metrics }) => metrics.length > 0).map(({ id }) => id));
  ({ findings: whole } = await audit('whole.db'));
  await fetch(`${sandbox.url}/_sandbox/fault`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ service: 'cloudwatch', account: denied, kind: 'deny' }),
  });
  ({ findings: partial, code } = await audit('partial.db'));
});
afterAll(() => sandbox.close());

const ids = (findings: readonly Finding[]): readonly string[] => findings.map(({ id }) => id).toSorted();
const inAccount = ({ accountId }: Finding): boolean => accountId === denied;
const byMetrics = ({ checkId }: Finding): boolean => metricChecks.has(checkId);

describe('an account whose metrics may not be read', () => {
  it('ends with 3, and has something to be told', () => {
    expect(code).toBe(3);
    expect(
      whole.filter((finding) => inAccount(finding) && byMetrics(finding) && finding.verdict === 'waste'),
    ).not.toEqual([]);
  });

  it('answers "cannot tell" where metrics decide, with the denied action by name', () => {
    const wasted = partial.filter((finding) => inAccount(finding) && byMetrics(finding));
    const unsureBefore = new Set(ids(whole.filter(({ verdict }) => verdict === 'cannot-tell')));
    const unsure = wasted.filter(({ verdict, id }) => verdict === 'cannot-tell' && !unsureBefore.has(id));
    expect(unsure).not.toEqual([]);
    expect(unsure.filter(({ reason }) => reason?.includes('cloudwatch:') !== true)).toEqual([]);
    // Whatever is waste by other facts alone was waste before as well.
    const before = new Set(ids(whole.filter(({ verdict }) => verdict === 'waste')));
    expect(wasted.filter(({ verdict, id }) => verdict === 'waste' && !before.has(id))).toEqual([]);
  });

  it('leaves all other checks and accounts as they are', () => {
    // What is worth to reserve is what no other finding takes away, so it follows from those.
    const others = (findings: readonly Finding[]) =>
      ids(
        findings.filter(
          (finding) =>
            !(inAccount(finding) && byMetrics(finding)) &&
            finding.verdict === 'waste' &&
            finding.checkId !== 'aws-reserved-purchase',
        ),
      );
    expect(others(partial)).toEqual(others(whole));
  });
});
