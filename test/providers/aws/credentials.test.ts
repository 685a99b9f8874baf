import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { provider } from '../../../src/providers/aws/index.ts';
import { readUntilError } from '../../contract/provider-contract.ts';
import { awsScopeOf, SandboxCloud, sandboxNow } from './sandbox-cloud.ts';

describe('credentials', () => {
  let cloud: SandboxCloud;
  const folder = mkdtempSync(join(tmpdir(), 'ballast-aws-'));
  beforeAll(async () => {
    cloud = await SandboxCloud.start({ resources: 200, accounts: 2, regions: ['us-east-1'] });
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await cloud.heal();
  });
  afterAll(async () => {
    await cloud.close();
    rmSync(folder, { recursive: true });
  });

  const addressesOf = async (connection = cloud.connect()) => {
    const [, entered = ''] = cloud.accountIds;
    const { pages, error } = await readUntilError(connection, 'aws:ec2:address', awsScopeOf(entered, 'us-east-1'));
    return { ids: pages.flatMap(({ resources }) => resources.map(({ resourceId }) => resourceId)), error };
  };
  const countOf = async (wanted: string) =>
    (await cloud.calls()).filter(({ operation }) => operation === wanted).reduce((sum, { count }) => sum + count, 0);

  it('a session that expires in the middle of the work is renewed, and the listing goes on', async () => {
    const whole = (await addressesOf()).ids;
    await cloud.forgetCalls();
    await cloud.inject({ kind: 'expired-token', service: 'ec2', operation: 'DescribeAddresses', times: 1 });
    const { ids, error } = await addressesOf();
    expect(error).toBeUndefined();
    expect(ids).toEqual(whole);
    expect(await countOf('AssumeRole')).toBe(2);
  });

  it('one that is always expired is an error after one renewal', async () => {
    await cloud.forgetCalls();
    await cloud.inject({ kind: 'expired-token', service: 'ec2', operation: 'DescribeAddresses' });
    const { ids, error } = await addressesOf();
    expect(ids).toEqual([]);
    expect(error).toMatchObject({ category: 'unauthenticated', vendorCode: 'RequestExpired' });
    expect(await countOf('DescribeAddresses')).toBe(2);
  });

  /** A real connection whose endpoint happens to be the sandbox: credentials come from where AWS's own tools take them. */
  const connectDirectly = (settings: { profile?: string }) =>
    provider.connect(
      { provider: 'aws', name: 'direct', regions: 'all', endpoint: cloud.sandbox.url, ...settings },
      { now: () => sandboxNow, signal: new AbortController().signal, onEvent: () => undefined },
    );
  let stubbed = 0;
  const stubFiles = (files: { readonly config?: string; readonly credentials?: string }) => {
    stubbed += 1;
    for (const [name, variable] of [
      ['config', 'AWS_CONFIG_FILE'],
      ['credentials', 'AWS_SHARED_CREDENTIALS_FILE'],
    ] as const) {
      // The SDK remembers what a path held.
      const path = join(folder, `${name}-${stubbed}`);
      writeFileSync(path, files[name] ?? '');
      vi.stubEnv(variable, path);
    }
  };
  const keys = () => cloud.sandbox.credentials;

  it('without a sandbox, credentials come from the environment', async () => {
    stubFiles({});
    vi.stubEnv('AWS_ACCESS_KEY_ID', keys().AWS_ACCESS_KEY_ID);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', keys().AWS_SECRET_ACCESS_KEY);
    const connection = connectDirectly({});
    expect(await connection.identity()).toMatchObject({
      accountId: cloud.accountIds[0],
      source: 'environment variables',
    });
    expect((await connection.discover()).scopes).toHaveLength(1);
  });

  it('or from the profile that is named, even beside others in the environment', async () => {
    const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = keys();
    stubFiles({ credentials: `[finops]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n` });
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAOTHER00000000000');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'other');
    expect(await connectDirectly({ profile: 'finops' }).identity()).toMatchObject({
      accountId: cloud.accountIds[0],
      source: 'profile finops',
    });
  });

  it('and none at all is said as such', async () => {
    stubFiles({});
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE'])
      vi.stubEnv(name, undefined);
    await expect(connectDirectly({}).identity()).rejects.toMatchObject({
      category: 'unauthenticated',
      vendorCode: 'CredentialsProviderError',
    });
  });

  it('a profile that does not exist is said as such', async () => {
    stubFiles({});
    await expect(connectDirectly({ profile: 'nowhere' }).identity()).rejects.toMatchObject({
      category: 'unauthenticated',
      message: expect.stringContaining('nowhere'),
    });
  });

  it('a CA bundle that cannot be read is said at once', () => {
    const settings = { provider: 'aws', name: 'x', regions: 'all', caBundle: join(folder, 'missing.pem') } as const;
    expect(() =>
      provider.connect(settings, {
        now: () => sandboxNow,
        signal: new AbortController().signal,
        onEvent: () => undefined,
      }),
    ).toThrow(expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining('missing.pem') }));
  });
});
