import { describe, expect, it } from 'vitest';
import { CloudError } from '../../../src/domain/cloud-error.ts';
import type { AwsSettings } from '../../../src/domain/cloud-settings.ts';
import { Sessions } from '../../../src/providers/aws/sessions.ts';

const own = '111111111111';
const member = '222222222222';
const minute = 60_000;

interface Asked {
  readonly operation: string;
  readonly input: object;
  readonly keyId: string;
}

/** Sessions over an STS whose credentials live for an hour, on a clock that the test sets. */
function sessionsBench(settings: Partial<AwsSettings> = {}, base: { sessionToken?: string } = {}) {
  const calls: Asked[] = [];
  let nowMs = 0;
  let got = 0;
  let forgotten = 0;
  let refuse: ((asked: Asked) => Error | undefined) | undefined;
  const sessions = new Sessions(
    { provider: 'aws', name: 'x', regions: 'all', ...settings },
    { get: () => Promise.reject(new Error('not by this way')), forget: () => (forgotten += 1), source: () => 'test' },
    {
      base: async () => ({ accessKeyId: `AKIAOWN${(got += 1)}`, secretAccessKey: 's', ...base }),
      epochMs: () => nowMs,
      call: async (credentials, _service, operation, _scope, input) => {
        const asked = { operation, input: input as object, keyId: credentials.accessKeyId };
        calls.push(asked);
        const refused = refuse?.(asked);
        if (refused) throw refused;
        if (operation === 'sts:GetCallerIdentity') return { Account: own, Arn: `arn:aws:iam::${own}:user/u` };
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
    assumed: () => calls.filter(({ operation }) => operation === 'sts:AssumeRole'),
    setTime: (ms: number) => (nowMs = ms),
    refuseWith: (error: typeof refuse) => (refuse = error),
    forgotten: () => forgotten,
  };
}

const organization = { roleName: 'BallastRead' };
const expired = (operation: string) =>
  new CloudError({ category: 'unauthenticated', operation, message: 'expired', vendorCode: 'ExpiredToken' });

describe('sessions', () => {
  it('use our own credentials for our own account, and assume the role of another by its name', async () => {
    const { sessions, assumed } = sessionsBench({ organization: { ...organization, externalId: 'ext-1' } });
    expect((await sessions.credentials(own)).accessKeyId).toBe('AKIAOWN1');
    expect((await sessions.credentials(member)).accessKeyId).toBe('ASIA1');
    expect(assumed()).toEqual([
      {
        operation: 'sts:AssumeRole',
        keyId: 'AKIAOWN1',
        input: { RoleArn: `arn:aws:iam::${member}:role/BallastRead`, RoleSessionName: 'ballast', ExternalId: 'ext-1' },
      },
    ]);
  });

  it('assume a role once for all who ask at the same time, and again shortly before it ends', async () => {
    const { sessions, assumed, setTime } = sessionsBench({ organization });
    await Promise.all([1, 2, 3].map(() => sessions.credentials(member)));
    expect(assumed()).toHaveLength(1);
    setTime(54 * minute);
    expect((await sessions.credentials(member)).accessKeyId).toBe('ASIA1');
    setTime(56 * minute);
    expect((await sessions.credentials(member)).accessKeyId).toBe('ASIA2');
  });

  it('do not keep a refusal: the next one asks again', async () => {
    const { sessions, assumed, refuseWith } = sessionsBench({ organization });
    refuseWith(({ operation }) => (operation === 'sts:AssumeRole' ? new Error('refused') : undefined));
    await expect(sessions.credentials(member)).rejects.toThrow('refused');
    refuseWith(undefined);
    expect((await sessions.credentials(member)).accessKeyId).toBe('ASIA2');
    expect(assumed()).toHaveLength(2);
  });

  it('that were called expired are renewed once, however many found out', async () => {
    const { sessions, assumed } = sessionsBench({ organization });
    const old = await sessions.credentials(member);
    sessions.forget(member, old);
    const renewed = await sessions.credentials(member);
    sessions.forget(member, old);
    expect(await sessions.credentials(member)).toBe(renewed);
    expect(assumed()).toHaveLength(2);
  });

  it('go on with new credentials when our own turn out to be expired on the way into an account', async () => {
    const { sessions, assumed, refuseWith, forgotten } = sessionsBench({ organization });
    await sessions.identity();
    refuseWith(({ keyId, operation }) => (keyId === 'AKIAOWN1' ? expired(operation) : undefined));
    expect((await sessions.credentials(member)).accessKeyId).toBe('ASIA2');
    expect(assumed().map(({ keyId }) => keyId)).toEqual(['AKIAOWN1', 'AKIAOWN2']);
    expect(forgotten()).toBe(1);
  });

  it('end with the error when the new ones are expired too', async () => {
    const { sessions, refuseWith, assumed } = sessionsBench({ organization });
    await sessions.identity();
    refuseWith(({ operation }) => expired(operation));
    await expect(sessions.credentials(member)).rejects.toMatchObject({ vendorCode: 'ExpiredToken' });
    expect(assumed()).toHaveLength(2);
  });

  it('refuse an account that is not ours when no role is configured', async () => {
    const { sessions } = sessionsBench();
    await expect(sessions.credentials(member)).rejects.toMatchObject({
      category: 'denied',
      message: expect.stringContaining(member),
    });
  });

  it('call roles after accounts once their names are learnt', async () => {
    const { sessions, assumed } = sessionsBench({ organization: { roleName: 'read-{accountName}' } });
    await expect(sessions.credentials(member)).rejects.toMatchObject({ category: 'invalid' });
    sessions.learn([{ accountId: member, name: 'prod' }]);
    await sessions.credentials(member);
    expect(assumed().map(({ input }) => input)).toMatchObject([{ RoleArn: `arn:aws:iam::${member}:role/read-prod` }]);
  });

  it('take a role that is named for our own account instead of our own credentials', async () => {
    const { sessions } = sessionsBench({ roles: [{ arn: `arn:aws:iam::${own}:role/Reader` }] });
    expect((await sessions.credentials(own)).accessKeyId).toBe('ASIA1');
  });

  it('tell whether an account is read with a token that someone else got', async () => {
    const foreign = sessionsBench({ organization }, { sessionToken: 't' }).sessions;
    expect(await foreign.usesForeignToken(own)).toBe(true);
    expect(await foreign.usesForeignToken(member)).toBe(false);
    expect(await sessionsBench({ organization }).sessions.usesForeignToken(own)).toBe(false);
    const roleArn = `arn:aws:iam::${own}:role/Base`;
    expect(await sessionsBench({ roleArn }, { sessionToken: 't' }).sessions.usesForeignToken(own)).toBe(false);
  });
});

describe('parameters of a session', () => {
  const session = {
    name: 'nightly',
    durationSeconds: 1800,
    tags: { team: 'finops', cost: 'shared' },
    transitiveTagKeys: ['team'],
    policy: '{"Statement":[]}',
    policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
  };

  it('reach the role of an account', async () => {
    const { sessions, assumed } = sessionsBench({ organization, session });
    await sessions.credentials(member);
    expect(assumed()[0]?.input).toEqual({
      RoleArn: `arn:aws:iam::${member}:role/BallastRead`,
      RoleSessionName: 'nightly',
      DurationSeconds: 1800,
      Tags: [
        { Key: 'team', Value: 'finops' },
        { Key: 'cost', Value: 'shared' },
      ],
      TransitiveTagKeys: ['team'],
      Policy: '{"Statement":[]}',
      PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
    });
  });

  it('are parted in a chain: what is inherited is passed once, and the policy narrows the readers alone', async () => {
    const roleArn = `arn:aws:iam::${own}:role/Base`;
    const { sessions, assumed } = sessionsBench({ organization, session, roleArn, externalId: 'ext-1' });
    expect((await sessions.identity()).source).toBe(`test, as ${roleArn}`);
    expect((await sessions.credentials(own)).accessKeyId).toBe('ASIA1');
    await sessions.credentials(member);
    const common = { RoleSessionName: 'nightly', DurationSeconds: 1800, ExternalId: 'ext-1' };
    expect(assumed()).toEqual([
      {
        operation: 'sts:AssumeRole',
        keyId: 'AKIAOWN1',
        input: {
          ...common,
          RoleArn: roleArn,
          Tags: [
            { Key: 'team', Value: 'finops' },
            { Key: 'cost', Value: 'shared' },
          ],
          TransitiveTagKeys: ['team'],
        },
      },
      {
        operation: 'sts:AssumeRole',
        keyId: 'ASIA1',
        input: {
          ...common,
          RoleArn: `arn:aws:iam::${member}:role/BallastRead`,
          Tags: [{ Key: 'cost', Value: 'shared' }],
          Policy: '{"Statement":[]}',
          PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
        },
      },
    ]);
  });

  it('renew the whole chain when its base has expired', async () => {
    const roleArn = `arn:aws:iam::${own}:role/Base`;
    const { sessions, assumed, refuseWith } = sessionsBench({ organization, roleArn });
    await sessions.identity();
    const stale = new Set(['AKIAOWN1', 'ASIA1']);
    refuseWith(({ keyId, operation }) => (stale.has(keyId) ? expired(operation) : undefined));
    await sessions.credentials(member);
    // The base role's session, then our own key are found to be expired; then base and member once more.
    expect(assumed().map(({ keyId }) => keyId)).toEqual(['AKIAOWN1', 'ASIA1', 'AKIAOWN1', 'AKIAOWN2', 'ASIA4']);
  });
});
