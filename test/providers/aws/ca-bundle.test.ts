import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { provider } from '../../../src/providers/aws/index.ts';
import { sandboxNow } from './sandbox-cloud.ts';

/** A tool of the machine, not one of the project's. */
const openssl = 'openssl';
const hasOpenssl = spawnSync(openssl, ['version']).status === 0;

describe.skipIf(!hasOpenssl)('a private endpoint with a certificate of its own (needs openssl)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-ca-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'ca.pem')];
  let server: Server;
  let endpoint: string;

  beforeAll(async () => {
    const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
    const made = spawnSync(openssl, [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      key,
      '-out',
      certificate,
      ...subject,
    ]);
    if (made.status !== 0) throw new Error(made.stderr.toString());
    server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (message, response) => {
      message.resume();
      response.setHeader('content-type', 'text/xml');
      response.end(
        '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111111111111:user/u</Arn><UserId>U</UserId><Account>111111111111</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
      );
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATEST000000000000');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
    vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'none'));
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'none'));
    vi.stubEnv('AWS_PROFILE', undefined);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    server.close();
    server.closeAllConnections();
    rmSync(folder, { recursive: true });
  });

  const identity = async (settings: { readonly caBundle?: string }) => {
    const connection = provider.connect(
      { provider: 'aws', name: 'private', regions: ['us-east-1'], endpoint, ...settings },
      {
        now: () => sandboxNow,
        signal: new AbortController().signal,
        onEvent: () => undefined,
        limits: { attempts: 1 },
      },
    );
    try {
      return await connection.identity();
    } finally {
      await connection.close();
    }
  };

  it('is trusted when the bundle holds its authority', async () => {
    expect(await identity({ caBundle: certificate })).toMatchObject({ accountId: '111111111111' });
  });

  it('is not trusted otherwise', async () => {
    await expect(identity({})).rejects.toMatchObject({
      category: 'unavailable',
      vendorCode: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
  });
});
