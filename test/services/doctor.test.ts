import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Context } from '../../src/services/context.ts';
import { diagnose } from '../../src/services/doctor.ts';
import { AwsEnvironment } from '../providers/aws/aws-environment.ts';
import { SandboxCloud, sandboxNow } from '../providers/aws/sandbox-cloud.ts';

let cloud: SandboxCloud;
const aws = new AwsEnvironment();
const folder = mkdtempSync(join(tmpdir(), 'ballast-doctor-'));
beforeAll(async () => {
  cloud = await SandboxCloud.start({ accounts: 3, regions: ['us-east-1'] });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await cloud.heal();
});
afterAll(async () => {
  aws.remove();
  rmSync(folder, { recursive: true });
  await cloud.close();
});

async function checks(entry: string) {
  const config = join(folder, 'ballast.yaml');
  writeFileSync(config, `version: 1\nclouds:\n  aws:\n    - { name: main, ${entry} }\n`);
  const context: Context = {
    cwd: folder,
    env: {},
    now: () => sandboxNow,
    signal: new AbortController().signal,
    global: { config, providers: [], accounts: [], regions: [] },
    progress: { update: () => undefined, end: () => undefined } as never,
  };
  return (await diagnose(context)).checks;
}

describe('doctor', () => {
  it('says whose credentials were taken and from where, and which accounts can be entered', async () => {
    aws.set({}, { ...cloud.sandbox.credentials });
    const [own = '', denied = '', entered = ''] = cloud.accountIds;
    await cloud.inject({ kind: 'deny', service: 'sts', operation: 'AssumeRole', account: denied });
    const told = await checks(`endpoint: "${cloud.sandbox.url}", organization: { roleName: BallastRead }`);
    expect(told.find(({ name }) => name === 'credentials')).toMatchObject({
      outcome: 'ok',
      message: expect.stringMatching(new RegExp(`:user/sandbox in ${own}, from environment variables$`)),
    });
    const of = (id: string) => told.filter(({ name }) => name.startsWith(`account ${id}`));
    expect(of(own)).toMatchObject([{ outcome: 'ok' }]);
    expect(of(entered)).toMatchObject([{ outcome: 'ok', message: expect.stringContaining('us-east-1') }]);
    expect(of(denied)).toMatchObject([
      { outcome: 'denied', permissions: ['sts:AssumeRole'], hint: 'Grant sts:AssumeRole.' },
    ]);
    expect(told.filter(({ outcome }) => outcome === 'skipped').map(({ message }) => message)).toContain(
      'not entered: the account is SUSPENDED',
    );
  });

  it('says how to sign in again, and goes on with the rest', async () => {
    aws.set({
      config:
        '[sso-session c]\nsso_start_url = https://c.example\nsso_region = eu-west-1\n[profile p]\nsso_session = c\nsso_account_id = 111111111111\nsso_role_name = R\n',
    });
    const told = await checks('profile: p');
    expect(told.at(-1)).toMatchObject({
      name: 'credentials',
      outcome: 'failed',
      message: expect.stringContaining('`aws sso login --profile p`'),
    });
    expect(told.map(({ area }) => area)).toContain('store');
  });

  it('names a setting that cannot be used, and goes on with the rest', async () => {
    const told = await checks('caBundle: missing.pem');
    expect(told.at(-1)).toMatchObject({
      area: 'config',
      outcome: 'failed',
      message: expect.stringContaining('missing.pem cannot be read'),
    });
    expect(told.map(({ area }) => area)).toContain('store');
  });
});
