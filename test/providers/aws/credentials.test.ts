import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { provider } from '../../../src/providers/aws/index.ts';
import { Sessions } from '../../../src/providers/aws/sessions.ts';
import { readUntilError } from '../../contract/provider-contract.ts';
import { awsScopeOf, SandboxCloud, sandboxNow } from './sandbox-cloud.ts';

const own = '111111111111';
const member = '222222222222';
const minute = 60_000;

/** Sessions over an STS whose credentials live for an hour, on a clock that the test sets. */
function sessionsBench(organization?: { roleName: string; externalId?: string }) {
  const calls: { readonly operation: string; readonly input: unknown; readonly keyId: string }[] = [];
  let nowMs = 0;
  let forgotten = 0;
  let refuse: Error | undefined;
  const base = {
    get: async () => ({ accessKeyId: 'AKIAOWN', secretAccessKey: 's' }),
    forget: () => (forgotten += 1),
    source: () => 'test',
  };
  const sessions = new Sessions(
    { provider: 'aws', name: 'x', regions: 'all', ...(organization && { organization }) },
    { ...base, forget: () => void base.forget() },
    {
      base: () => base.get(),
      epochMs: () => nowMs,
      call: async (credentials, _service, operation, _scope, input) => {
        calls.push({ operation, input, keyId: credentials.accessKeyId });
        if (operation === 'sts:GetCallerIdentity') return { Account: own, Arn: `arn:aws:iam::${own}:user/u` };
        if (refuse) throw refuse;
        const count = calls.filter((call) => call.operation === 'sts:AssumeRole').length;
        return {
          Credentials: {
            AccessKeyId: `ASIA${count}`,
            SecretAccessKey: 's',
            SessionToken: 't',
            Expiration: new Date(nowMs + 60 * minute),
          },
        };
      },
    },
  );
  return {
    sessions,
    calls,
    assumed: () => calls.filter(({ operation }) => operation === 'sts:AssumeRole'),
    setTime: (ms: number) => (nowMs = ms),
    refuseWith: (error: Error | undefined) => (refuse = error),
    forgotten: () => forgotten,
  };
}

describe('sessions', () => {
  it('use our own credentials for our own account, and assume the role of another by its name', async () => {
    const { sessions, assumed } = sessionsBench({ roleName: 'BallastRead', externalId: 'ext-1' });
    expect((await sessions.credentials(own)).accessKeyId).toBe('AKIAOWN');
    expect((await sessions.credentials(member)).accessKeyId).toBe('ASIA1');
    expect(assumed()).toEqual([
      {
        operation: 'sts:AssumeRole',
        keyId: 'AKIAOWN',
        input: { RoleArn: `arn:aws:iam::${member}:role/BallastRead`, RoleSessionName: 'ballast', ExternalId: 'ext-1' },
      },
    ]);
  });

  it('assume a role once for all who ask at the same time, and again shortly before it ends', async () => {
    const { sessions, assumed, setTime } = sessionsBench({ roleName: 'BallastRead' });
    await Promise.all([1, 2, 3].map(() => sessions.credentials(member)));
    expect(assumed()).toHaveLength(1);
    setTime(54 * minute);
    expect((await sessions.credentials(member)).accessKeyId).toBe('ASIA1');
    setTime(56 * minute);
    expect((await sessions.credentials(member)).accessKeyId).toBe('ASIA2');
  });

  it('do not keep a refusal: the next one asks again', async () => {
    const { sessions, assumed, refuseWith } = sessionsBench({ roleName: 'BallastRead' });
    refuseWith(new Error('refused'));
    await expect(sessions.credentials(member)).rejects.toThrow('refused');
    refuseWith(undefined);
    expect((await sessions.credentials(member)).accessKeyId).toBe('ASIA2');
    expect(assumed()).toHaveLength(2);
  });

  it('that were called expired are renewed once, however many found out', async () => {
    const { sessions, assumed } = sessionsBench({ roleName: 'BallastRead' });
    const old = await sessions.credentials(member);
    sessions.forget(member, old);
    const renewed = await sessions.credentials(member);
    sessions.forget(member, old);
    expect(await sessions.credentials(member)).toBe(renewed);
    expect(assumed()).toHaveLength(2);
  });

  it('refuse an account that is not ours when no role is configured', async () => {
    const { sessions } = sessionsBench();
    await expect(sessions.credentials(member)).rejects.toMatchObject({
      category: 'denied',
      message: expect.stringContaining(member),
    });
  });
});

describe('through the sandbox', () => {
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

  const volumesOf = async (connection = cloud.connect()) => {
    const [, entered = ''] = cloud.accountIds;
    const { pages, error } = await readUntilError(connection, 'aws:ec2:volume', awsScopeOf(entered, 'us-east-1'));
    return { ids: pages.flatMap(({ resources }) => resources.map(({ resourceId }) => resourceId)), error };
  };
  const countOf = async (wanted: string) =>
    (await cloud.calls()).filter(({ operation }) => operation === wanted).reduce((sum, { count }) => sum + count, 0);

  it('a session that expires in the middle of the work is renewed, and the listing goes on', async () => {
    const whole = (await volumesOf()).ids;
    await cloud.forgetCalls();
    await cloud.inject({ kind: 'expired-token', service: 'ec2', operation: 'DescribeVolumes', times: 1 });
    const { ids, error } = await volumesOf();
    expect(error).toBeUndefined();
    expect(ids).toEqual(whole);
    expect(await countOf('AssumeRole')).toBe(2);
  });

  it('one that is always expired is an error after one renewal', async () => {
    await cloud.forgetCalls();
    await cloud.inject({ kind: 'expired-token', service: 'ec2', operation: 'DescribeVolumes' });
    const { ids, error } = await volumesOf();
    expect(ids).toEqual([]);
    expect(error).toMatchObject({ category: 'unauthenticated', vendorCode: 'RequestExpired' });
    expect(await countOf('DescribeVolumes')).toBe(2);
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
