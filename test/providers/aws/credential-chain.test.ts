import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { AwsSettings } from '../../../src/domain/cloud-settings.ts';
import { provider } from '../../../src/providers/aws/index.ts';
import { AwsEnvironment } from './aws-environment.ts';
import { json, listenTo, signedFor, xml } from './credential-servers.ts';
import { SandboxCloud, sandboxNow } from './sandbox-cloud.ts';

let cloud: SandboxCloud;
let own: string;
const aws = new AwsEnvironment();
const servers: { close(): void }[] = [];
beforeAll(async () => {
  cloud = await SandboxCloud.start({ accounts: 2, regions: ['us-east-1', 'eu-west-1'] });
  [own = ''] = cloud.accountIds;
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) server.close();
});
afterAll(async () => {
  aws.remove();
  await cloud.close();
});

/** A real connection whose endpoint happens to be the sandbox: credentials come from where AWS's own tools take them. */
const connect = (settings: Partial<AwsSettings> = {}) =>
  provider.connect(
    { provider: 'aws', name: 'direct', regions: 'all', endpoint: cloud.sandbox.url, ...settings },
    { now: () => sandboxNow, signal: new AbortController().signal, onEvent: () => undefined, limits: { attempts: 1 } },
  );
const sandboxKeys = () => ({
  AccessKeyId: cloud.sandbox.credentials.AWS_ACCESS_KEY_ID,
  SecretAccessKey: cloud.sandbox.credentials.AWS_SECRET_ACCESS_KEY,
});
const keyLines = () =>
  `aws_access_key_id = ${sandboxKeys().AccessKeyId}\naws_secret_access_key = ${sandboxKeys().SecretAccessKey}\n`;
async function listening(...[answer]: Parameters<typeof listenTo>) {
  const server = await listenTo(answer);
  servers.push(server);
  return server;
}
const inAnHour = () => new Date(Date.now() + 3_600_000);

describe('credentials come from', () => {
  it('the environment', async () => {
    aws.set({}, { ...cloud.sandbox.credentials });
    const connection = connect();
    expect(await connection.identity()).toMatchObject({ accountId: own, source: 'environment variables' });
    expect((await connection.discover()).scopes).toHaveLength(2);
  });

  it('the profile that is named, even beside others in the environment', async () => {
    const other = { AWS_ACCESS_KEY_ID: 'AKIAOTHER00000000000', AWS_SECRET_ACCESS_KEY: 'other' };
    aws.set({ credentials: `[finops]\n${keyLines()}` }, other);
    expect(await connect({ profile: 'finops' }).identity()).toMatchObject({ accountId: own, source: 'profile finops' });
  });

  it("a profile's own role, in the profile's region, with the sockets and the endpoint of the connection", async () => {
    const role = `role_arn = arn:aws:iam::${cloud.accountIds[1]}:role/Reader\nsource_profile = base\nregion = eu-west-1\n`;
    aws.set({ config: `[profile reader]\n${role}`, credentials: `[base]\n${keyLines()}` });
    await cloud.forgetCalls();
    expect(await connect({ profile: 'reader' }).identity()).toMatchObject({
      accountId: cloud.accountIds[1],
      principal: expect.stringContaining(':assumed-role/Reader/'),
      source: 'profile reader (assumed role)',
    });
    const assumed = (await cloud.calls()).filter(({ operation }) => operation === 'AssumeRole');
    expect(assumed).toMatchObject([{ region: 'eu-west-1', count: 1 }]);
  });

  it('a credential process', async () => {
    const program = aws.write(
      'program.mjs',
      `console.log(${JSON.stringify(JSON.stringify({ Version: 1, ...sandboxKeys() }))})`,
    );
    aws.set({ config: `[profile tool]\ncredential_process = "${process.execPath}" "${program}"\n` });
    expect(await connect({ profile: 'tool' }).identity()).toMatchObject({
      accountId: own,
      source: 'profile tool (credential process)',
    });
  });

  it('a web identity token', async () => {
    const sts = await listening((_seen, response) =>
      xml(
        response,
        `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>${sandboxKeys().AccessKeyId}</AccessKeyId><SecretAccessKey>${sandboxKeys().SecretAccessKey}</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${inAnHour().toISOString()}</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
      ),
    );
    const token = aws.write('token', 'the-pod-token');
    const env = { AWS_WEB_IDENTITY_TOKEN_FILE: token, AWS_ROLE_ARN: `arn:aws:iam::${own}:role/Pod` };
    aws.set({}, { ...env, AWS_ENDPOINT_URL_STS: sts.url, AWS_ENDPOINT_URL: cloud.sandbox.url });
    // STS answers here only what the chain asks it: who we are is not what this is about.
    await expect(connect({ endpoint: undefined as never }).identity()).rejects.toMatchObject({ category: 'malformed' });
    expect(sts.seen[0]?.body).toContain('Action=AssumeRoleWithWebIdentity');
    expect(sts.seen[0]?.body).toContain('WebIdentityToken=the-pod-token');
    expect(sts.seen[1] && signedFor(sts.seen[1])).toBe('sts us-east-1');
  });

  it("the container's role, and only then the instance's", async () => {
    const container = await listening(({ headers }, response) =>
      headers.authorization === 'pod'
        ? json(response, { ...sandboxKeys(), Token: 't', Expiration: inAnHour() })
        : json(response, {}, 401),
    );
    const instance = await listening((_seen, response) => json(response, {}, 500));
    const env = {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${container.url}/role`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'pod',
      AWS_EC2_METADATA_SERVICE_ENDPOINT: instance.url,
      AWS_EC2_METADATA_DISABLED: 'false',
    };
    aws.set({}, env);
    expect(await connect().identity()).toMatchObject({ accountId: own, source: 'container credentials' });
    expect(instance.seen).toEqual([]);
  });

  it("the instance's role, by its token", async () => {
    const instance = await listening(({ method, url }, response) => {
      if (method === 'PUT') return void response.end('imds-token');
      if (url.endsWith('/security-credentials/')) return void response.end('BallastInstance');
      return json(response, { Code: 'Success', ...sandboxKeys(), Token: 't', Expiration: inAnHour() });
    });
    aws.set({}, { AWS_EC2_METADATA_SERVICE_ENDPOINT: instance.url, AWS_EC2_METADATA_DISABLED: 'false' });
    expect(await connect().identity()).toMatchObject({ accountId: own, source: 'instance metadata' });
    expect(instance.seen[1]?.headers['x-aws-ec2-metadata-token']).toBe('imds-token');
  });

  it('nowhere, within seconds, where the instance metadata do not answer', async () => {
    const silent = await listening(() => undefined);
    aws.set({}, { AWS_EC2_METADATA_SERVICE_ENDPOINT: silent.url, AWS_EC2_METADATA_DISABLED: 'false' });
    const before = Date.now();
    await expect(connect().identity()).rejects.toMatchObject({ category: 'unauthenticated' });
    expect(silent.seen.length).toBeGreaterThan(0);
    expect(Date.now() - before).toBeLessThan(4000);
  });

  it('nowhere at all, which is said as such', async () => {
    aws.set({});
    await expect(connect().identity()).rejects.toMatchObject({
      category: 'unauthenticated',
      vendorCode: 'CredentialsProviderError',
    });
  });

  it('no other place when the named profile does not exist', async () => {
    aws.set({}, { ...cloud.sandbox.credentials });
    await expect(connect({ profile: 'nowhere' }).identity()).rejects.toMatchObject({
      category: 'unauthenticated',
      message: expect.stringContaining('nowhere'),
    });
  });
});

describe('single sign-on', () => {
  const session = '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n';
  const role = 'sso_account_id = 111111111111\nsso_role_name = FinOps\n';
  const withSession = (portal: string, name = 'finops') =>
    `${session}[profile ${name}]\nsso_session = corp\n${role}services = local\n[services local]\nsso =\n  endpoint_url = ${portal}\nsts =\n  endpoint_url = ${cloud.sandbox.url}\n`;
  const portalOf = (status = 200, failure: object = {}) =>
    listening((_seen, response) => {
      if (status !== 200) return json(response, failure, status);
      const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = sandboxKeys();
      const roleCredentials = { accessKeyId, secretAccessKey, sessionToken: 't', expiration: inAnHour().getTime() };
      return json(response, { roleCredentials });
    });
  const identity = (profile = 'finops') => {
    const { endpoint: _none, ...settings } = { provider: 'aws', name: 'sso', regions: 'all', endpoint: '' } as const;
    return provider
      .connect(
        { ...settings, profile },
        {
          now: () => sandboxNow,
          signal: new AbortController().signal,
          onEvent: () => undefined,
          limits: { attempts: 1 },
        },
      )
      .identity();
  };

  it('gives the credentials of the role, through the endpoints that the profile names', async () => {
    const portal = await portalOf();
    aws.set({ config: withSession(portal.url) });
    aws.signIn('corp', inAnHour());
    expect(await identity()).toMatchObject({ accountId: own, source: 'profile finops (single sign-on)' });
    expect(portal.seen[0]).toMatchObject({
      url: expect.stringContaining('role_name=FinOps'),
      headers: { 'x-amz-sso_bearer_token': 'sso-token' },
    });
  });

  it('of the older form without a session works too', async () => {
    const portal = await portalOf();
    const start = 'https://old.awsapps.com/start';
    const config = withSession(portal.url).replace(
      'sso_session = corp\n',
      `sso_start_url = ${start}\nsso_region = eu-west-1\n`,
    );
    aws.set({ config });
    aws.signIn(start, inAnHour());
    expect(await identity()).toMatchObject({ accountId: own });
  });

  it.each`
    profile    | expiresAt                        | what
    ${'ended'} | ${new Date(Date.now() - 60_000)} | ${'that has ended'}
    ${'never'} | ${undefined}                     | ${'that never was begun'}
  `('$what says how to sign in', async ({ profile, expiresAt }) => {
    const portal = await portalOf();
    const config = withSession(portal.url, profile).replace('sso-session corp', `sso-session ${profile}`);
    aws.set({ config: config.replace('sso_session = corp', `sso_session = ${profile}`) });
    if (expiresAt !== undefined) aws.signIn(profile, expiresAt as Date);
    await expect(identity(profile)).rejects.toMatchObject({
      category: 'unauthenticated',
      message: expect.stringContaining(`: run \`aws sso login --profile ${profile}\` (`),
    });
    expect(portal.seen).toEqual([]);
  });

  it('of the profile that AWS_PROFILE names says how to sign in, too', async () => {
    aws.set({ config: withSession('http://127.0.0.1:1', 'mine') }, { AWS_PROFILE: 'mine' });
    aws.signIn('corp', new Date(Date.now() - 60_000));
    await expect(connect().identity()).rejects.toMatchObject({ message: expect.stringContaining('`aws sso login') });
  });

  it.each`
    status | type                       | what
    ${401} | ${'UnauthorizedException'} | ${'run `aws sso login --profile finops` ('}
    ${403} | ${'ForbiddenException'}    | ${'no such role'}
  `('that the portal answers with $type says what to do', async ({ status, type, what }) => {
    const portal = await listening(
      (_seen, response) =>
        void response
          .writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type })
          .end('{"message":"No access"}'),
    );
    aws.set({ config: withSession(portal.url) });
    aws.signIn('corp', inAnHour());
    await expect(identity()).rejects.toMatchObject({
      category: 'unauthenticated',
      message: expect.stringContaining(what),
    });
  });
});
