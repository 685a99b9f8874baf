import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer as createHttp, type IncomingMessage } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, connect as connectSocket, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { AwsSettings } from '../../../src/domain/cloud-settings.ts';
import type { ProviderRuntime } from '../../../src/domain/ports/provider.ts';
import { provider } from '../../../src/providers/aws/index.ts';
import { AwsEnvironment } from './aws-environment.ts';
import { callerIdentity, listenTo, type Seen, signedFor, xml } from './credential-servers.ts';
import { awsScopeOf, sandboxNow } from './sandbox-cloud.ts';

const account = '111111111111';
const keys = { AWS_ACCESS_KEY_ID: 'AKIATEST000000000000', AWS_SECRET_ACCESS_KEY: 'test' };
const aws = new AwsEnvironment();
const closing: (() => void)[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const close of closing.splice(0)) close();
});
afterAll(() => aws.remove());

function connect(settings: Partial<AwsSettings> = {}, runtime: Partial<ProviderRuntime> = {}) {
  const connection = provider.connect(
    { provider: 'aws', name: 'direct', regions: 'all', ...settings },
    {
      now: () => sandboxNow,
      signal: new AbortController().signal,
      onEvent: () => undefined,
      limits: { attempts: 1, callTimeoutMs: 3000 },
      ...runtime,
    },
  );
  closing.push(() => void connection.close());
  return connection;
}

/** An AWS that knows who we are and has nothing else. */
async function knowingServer(partition = 'aws') {
  const server = await listenTo(({ body }, response) =>
    body.includes('GetCallerIdentity') ? xml(response, callerIdentity(account, partition)) : xml(response, '<x/>', 500),
  );
  closing.push(server.close);
  return server;
}

describe('endpoints', () => {
  const profile = (lines: string) => `[profile work]\nregion = eu-west-1\n${lines}`;

  it("are those of the named profile, its service's own before its common one", async () => {
    const [common, sts] = [await knowingServer(), await knowingServer()];
    aws.set(
      {
        config: `${profile(`endpoint_url = ${common.url}\nservices = local\n`)}[services local]\nsts =\n  endpoint_url = ${sts.url}\n`,
      },
      keys,
    );
    vi.stubEnv(
      'AWS_SHARED_CREDENTIALS_FILE',
      aws.write('credentials', '[work]\naws_access_key_id = A\naws_secret_access_key = s\n'),
    );
    const { unread } = await connect({ profile: 'work' }).discover();
    expect(sts.seen.map(signedFor)).toEqual(['sts eu-west-1']);
    expect(common.seen.map(signedFor)).toEqual(['organizations us-east-1', 'ec2 eu-west-1']);
    expect(unread).toMatchObject([{ subject: 'regions', error: { category: 'unavailable' } }]);
  });

  it('of the environment win over those of the profile', async () => {
    const [wanted, other] = [await knowingServer(), await knowingServer()];
    aws.set(
      {
        config: profile(`endpoint_url = ${other.url}\n`),
        credentials: '[work]\naws_access_key_id = A\naws_secret_access_key = s\n',
      },
      { AWS_ENDPOINT_URL: wanted.url },
    );
    expect(await connect({ profile: 'work' }).identity()).toMatchObject({ accountId: account });
    expect([wanted.seen.length, other.seen.length]).toEqual([1, 0]);
  });

  it('of a services section that is not there are refused, not replaced by the real ones', async () => {
    aws.set({ config: profile('services = gone\n') }, keys);
    await expect(connect({ profile: 'work' }).identity()).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining('[services gone]'),
    });
  });

  it('with FIPS have no custom form: the SDK says so, and nothing is sent', async () => {
    const server = await knowingServer();
    aws.set({}, { ...keys, AWS_USE_FIPS_ENDPOINT: 'true' });
    await expect(connect({ endpoint: server.url }).identity()).rejects.toMatchObject({
      message: expect.stringContaining('FIPS'),
    });
    expect(server.seen).toEqual([]);
  });
});

describe('signing regions', () => {
  const ask = async (settings: Partial<AwsSettings>, env: Readonly<Record<string, string>>, partition = 'aws') => {
    const server = await knowingServer(partition);
    aws.set({}, { ...keys, ...env });
    const connection = connect({ endpoint: server.url, ...settings });
    const { unread } = await connection.discover();
    const charges = connection.charges({ from: '2026-11-20', to: '2026-11-21' } as never);
    const cost = await charges[Symbol.asyncIterator]()
      .next()
      .catch((error: unknown) => error);
    return { signed: [...new Set(server.seen.map((seen: Seen) => signedFor(seen)))], unread, cost };
  };

  it.each`
    env                                    | regions           | partition    | signed
    ${{}}                                  | ${'all'}          | ${'aws'}     | ${['sts us-east-1', 'organizations us-east-1', 'ec2 us-east-1', 'ce us-east-1']}
    ${{ AWS_REGION: 'eu-central-1' }}      | ${'all'}          | ${'aws'}     | ${['sts eu-central-1', 'organizations us-east-1', 'ec2 eu-central-1', 'ce us-east-1']}
    ${{ AWS_DEFAULT_REGION: 'eu-west-1' }} | ${'all'}          | ${'aws'}     | ${['sts eu-west-1', 'organizations us-east-1', 'ec2 eu-west-1', 'ce us-east-1']}
    ${{ AWS_REGION: 'cn-north-1' }}        | ${'all'}          | ${'aws-cn'}  | ${['sts cn-north-1', 'organizations cn-northwest-1', 'ec2 cn-north-1', 'ce cn-northwest-1']}
    ${{ AWS_REGION: 'eu-west-1' }}         | ${['cn-north-1']} | ${'aws-cn'}  | ${['sts cn-north-1', 'organizations cn-northwest-1', 'ec2 cn-north-1', 'ce cn-northwest-1']}
    ${{ AWS_REGION: 'us-iso-west-1' }}     | ${'all'}          | ${'aws-iso'} | ${['sts us-iso-west-1', 'organizations us-iso-east-1', 'ec2 us-iso-west-1', 'ce us-iso-east-1']}
  `('with $env and regions $regions are $signed', async ({ env, regions, partition, signed }) => {
    expect((await ask({ regions }, env, partition)).signed).toEqual(signed);
  });

  it('in GovCloud: cost is not asked for, and the reason says where it is', async () => {
    const { signed, cost } = await ask({}, { AWS_REGION: 'us-gov-east-1' }, 'aws-us-gov');
    expect(signed).toEqual(['sts us-gov-east-1', 'organizations us-gov-west-1', 'ec2 us-gov-east-1']);
    expect(cost).toMatchObject({
      category: 'not-found',
      operation: expect.stringMatching(/^ce:/),
      message: expect.stringContaining('standard account'),
    });
  });

  it("follow the scope for everything that a region's services tell", async () => {
    const server = await knowingServer();
    aws.set({}, keys);
    const connection = connect({ endpoint: server.url });
    const page = connection.collect('aws:ec2:address', awsScopeOf(account, 'ap-southeast-2'))[Symbol.asyncIterator]();
    await expect(page.next()).rejects.toMatchObject({ category: 'unavailable' });
    expect(server.seen.map(signedFor)).toContain('ec2 ap-southeast-2');
  });
});

/** A forward proxy: tunnels what is asked by CONNECT, and fetches plain URLs. */
async function startProxy(refuse?: number) {
  const seen: { readonly target: string; readonly authorization: string | undefined }[] = [];
  const note = (message: IncomingMessage) =>
    void seen.push({ target: message.url ?? '', authorization: message.headers['proxy-authorization'] });
  const server = createHttp((message, response) => {
    note(message);
    message.resume();
    xml(response, callerIdentity(account));
  });
  server.on('connect', (message: IncomingMessage, client: Duplex) => {
    note(message);
    if (refuse !== undefined) return void client.end(`HTTP/1.1 ${refuse} Refused\r\n\r\n`);
    const [host = '', port] = (message.url ?? '').split(':');
    const target: Socket = connectSocket(Number(port), host, () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      target.pipe(client).pipe(target);
    });
    target.on('error', () => client.destroy());
    client.on('error', () => target.destroy());
    return undefined;
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const openssl = 'openssl';
describe.skipIf(spawnSync(openssl, ['version']).status !== 0)('sockets (needs openssl)', () => {
  const [key, certificate] = [aws.write('key.pem', ''), aws.write('ca.pem', '')];
  spawnSync(openssl, [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key,
    '-out',
    certificate,
    '-subj',
    '/CN=127.0.0.1',
    '-addext',
    'subjectAltName=IP:127.0.0.1',
    '-days',
    '2',
  ]);

  async function secureServer() {
    const server = createHttps({ key: readFileSync(key), cert: readFileSync(certificate) }, (message, response) => {
      message.resume();
      xml(response, callerIdentity(account));
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    closing.push(() => {
      server.close();
      server.closeAllConnections();
    });
    return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it.each`
    where                        | files                                                    | env
    ${'AWS_CA_BUNDLE'}           | ${{}}                                                    | ${{ AWS_CA_BUNDLE: certificate }}
    ${"the profile's ca_bundle"} | ${{ config: `[default]\nca_bundle = ${certificate}\n` }} | ${{}}
  `('trust the authority of $where', async ({ files, env }) => {
    aws.set(files, { ...keys, ...env });
    expect(await connect({ endpoint: await secureServer() }).identity()).toMatchObject({ accountId: account });
  });

  it.each`
    what                        | path                                        | message
    ${'that is not there'}      | ${'/does/not/exist.pem'}                    | ${'cannot be read'}
    ${'that is something else'} | ${aws.write('notes.txt', 'no certificate')} | ${'holds no certificate'}
  `('refuse a bundle $what', async ({ path, message }) => {
    const refusal = expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining(message) });
    expect(() => connect({ caBundle: path })).toThrow(refusal);
    aws.set({}, { ...keys, AWS_CA_BUNDLE: path });
    await expect(connect().identity()).rejects.toEqual(refusal);
  });

  it('go through the proxy of the environment, with its password, to the end that is trusted', async () => {
    const [proxy, endpoint] = [await startProxy(), await secureServer()];
    aws.set({}, { ...keys, AWS_CA_BUNDLE: certificate });
    const https = proxy.url.replace('//', '//user:pass%20word@');
    expect(await connect({ endpoint }, { proxies: { https } }).identity()).toMatchObject({ accountId: account });
    const authorization = `Basic ${Buffer.from('user:pass word').toString('base64')}`;
    expect(proxy.seen).toEqual([{ target: endpoint.replace('https://', ''), authorization }]);
  });

  it('go through the proxy of the settings, not through that of the environment', async () => {
    const [own, other, endpoint] = [await startProxy(), await startProxy(), await secureServer()];
    aws.set({}, keys);
    const connection = connect({ endpoint, proxy: own.url, caBundle: certificate }, { proxies: { https: other.url } });
    expect(await connection.identity()).toMatchObject({ accountId: account });
    expect([own.seen.length, other.seen.length]).toEqual([1, 0]);
  });

  it('go past it where NO_PROXY says so', async () => {
    const [proxy, endpoint] = [await startProxy(), await secureServer()];
    aws.set({}, keys);
    const proxies = { https: proxy.url, noProxy: 'example.com,127.0.0.1' };
    expect(await connect({ endpoint, caBundle: certificate }, { proxies }).identity()).toMatchObject({
      accountId: account,
    });
    expect(proxy.seen).toEqual([]);
  });

  it('say that the proxy refused, without its password', async () => {
    const [proxy, endpoint] = [await startProxy(407), await secureServer()];
    aws.set({}, keys);
    const https = proxy.url.replace('//', '//user:secret@');
    const failed = connect({ endpoint, caBundle: certificate }, { proxies: { https } }).identity();
    await expect(failed).rejects.toMatchObject({
      category: 'unavailable',
      vendorCode: 'ERR_PROXY_TUNNEL',
      message: expect.stringMatching(/^(?!.*secret).*407/),
    });
  });
});

describe('a plain endpoint', () => {
  it('is reached through the proxy for plain URLs', async () => {
    const proxy = await startProxy();
    aws.set({}, keys);
    const connection = connect({ endpoint: 'http://aws.internal.example' }, { proxies: { http: proxy.url } });
    expect(await connection.identity()).toMatchObject({ accountId: account });
    expect(proxy.seen.map(({ target }) => target)).toEqual(['http://aws.internal.example/']);
  });
});
