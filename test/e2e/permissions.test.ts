import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../src/sandbox/main.ts';
import { runCli } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

const NOW = '2026-11-24T06:00:00.000Z';
const folder = tempFolder();
let sandbox: RunningSandbox;

interface Policy {
  readonly Statement: readonly { readonly Sid: string; readonly Effect: string; readonly Action: readonly string[] }[];
}

async function policy(...args: readonly string[]): Promise<{ readonly actions: string[]; readonly text: string }> {
  const run = await runCli(['permissions', 'aws', '--format', 'iam', ...args]);
  expect(run.stderr).toBe('');
  const { Statement } = JSON.parse(run.stdout) as Policy;
  expect(Statement.every(({ Sid, Effect }) => /^[A-Za-z0-9]+$/.test(Sid) && Effect === 'Allow')).toBe(true);
  return { actions: Statement.flatMap(({ Action }) => Action).toSorted(), text: run.stdout };
}

/** The permissions of every request that the sandbox got for this work, each once. */
async function actionsOf(work: () => Promise<unknown>): Promise<string[]> {
  await fetch(`${sandbox.url}/_sandbox/calls`, { method: 'DELETE' });
  await work();
  const answer = await fetch(`${sandbox.url}/_sandbox/calls`);
  const { counts } = (await answer.json()) as { counts: readonly { readonly action: string }[] };
  return [...new Set(counts.map(({ action }) => action))].toSorted();
}

const sync = (name: string, ...args: readonly string[]) =>
  runCli(['sync', '--json', '--store', join(folder, `${name}.db`), '--sandbox', sandbox.url, ...args], {
    env: { BALLAST_NOW: NOW },
  });

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 5, resources: 1500, accounts: 3, now: Date.parse(NOW) });
});
afterAll(() => sandbox.close());

describe('the generated policy', () => {
  it('lists every call of a sync, and nothing else', async () => {
    const called = await actionsOf(async () => {
      const run = await sync('all');
      expect(run.stdout).toContain('"status": "complete"');
    });
    const { actions } = await policy();
    // EC2 asks Systems Manager in our name for the images of launch templates: no call of ours. A bucket's place is
    // asked for only where the listing does not tell it.
    const uncalled = ['s3:GetBucketLocation', 'ssm:GetParameters'];
    expect(actions.filter((action) => !called.includes(action))).toEqual(uncalled);
    expect(called.filter((action) => !actions.includes(action))).toEqual([]);
  });

  it('is smaller for fewer checks, and so is what is called', async () => {
    const config = join(folder, 'ballast.yaml');
    const { checks } = JSON.parse((await runCli(['checks', 'list', '--json'])).stdout) as {
      checks: readonly { readonly id: string }[];
    };
    const kept = ['aws-ebs-volume-unattached', 'aws-eip-unassociated'];
    const off = checks.filter(({ id }) => !kept.includes(id)).map(({ id }) => `  ${id}: false\n`);
    writeFileSync(config, `version: 1\nchecks:\n${off.join('')}`);
    const called = await actionsOf(() => sync('few', '--config', config));
    const { actions } = await policy('--config', config);
    expect(called.filter((action) => !actions.includes(action))).toEqual([]);
    expect(actions).toContain('ec2:DescribeVolumes');
    expect(actions.filter((action) => action.startsWith('rds:') || action.startsWith('cloudwatch:'))).toEqual([]);
    // Kinds that no check judges (secrets) are listed by every sync.
    expect((await policy('--check', 'volume-unattached', '--target', 'reader')).actions).toEqual([
      'ec2:DescribeRegions',
      'ec2:DescribeVolumes',
      'ec2:DescribeVolumesModifications',
      'secretsmanager:ListSecrets',
    ]);
  });

  it('reads and never writes', async () => {
    const { actions } = await policy();
    const verbs = new Set(actions.map((action) => /:([A-Z][a-z]+)/.exec(action)?.[1]));
    expect([...verbs].filter((verb) => !['Describe', 'List', 'Get', 'Batch', 'Assume'].includes(verb ?? ''))).toEqual(
      [],
    );
  });
});
