import { channel } from 'node:diagnostics_channel';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { resourceKinds } from '../../../src/domain/resources.ts';
import { instance } from '../../support/resource-builders.ts';
import { CloudError } from '../../../src/domain/cloud-error.ts';
import { awsScopeOf, SandboxCloud, sandboxNow } from './sandbox-cloud.ts';
import { addDays, dayOf, instant } from '../../../src/domain/instant.ts';

let cloud: SandboxCloud;
let trapUrl: string;
let trapped = 0;
const folder = mkdtempSync(join(tmpdir(), 'ballast-aws-'));
const trap = createServer((message, response) => {
  trapped += 1;
  message.resume();
  response.writeHead(500).end();
});

beforeAll(async () => {
  cloud = await SandboxCloud.start();
  await new Promise<void>((resolve) => void trap.listen(0, '127.0.0.1', resolve));
  trapUrl = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`;
});
afterEach(() => {
  vi.unstubAllEnvs();
  trapped = 0;
});
afterAll(async () => {
  await cloud.close();
  trap.close();
  rmSync(folder, { recursive: true });
});

/** Everything that could lead an SDK elsewhere. */
function poisonEnvironment(): void {
  const config = join(folder, 'config');
  writeFileSync(config, `[profile poison]\nendpoint_url = ${trapUrl}\nregion = eu-north-1\nuse_fips_endpoint = true\n`);
  const credentials = join(folder, 'credentials');
  writeFileSync(credentials, '[poison]\naws_access_key_id = AKIAPOISON0000000000\naws_secret_access_key = poison\n');
  for (const [name, value] of Object.entries({
    AWS_PROFILE: 'poison',
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_ACCESS_KEY_ID: 'AKIAPOISON0000000001',
    AWS_SECRET_ACCESS_KEY: 'poison',
    AWS_SESSION_TOKEN: 'poison',
    AWS_REGION: 'eu-north-1',
    AWS_ENDPOINT_URL: trapUrl,
    AWS_ENDPOINT_URL_EC2: trapUrl,
    AWS_ENDPOINT_URL_STS: trapUrl,
    AWS_USE_FIPS_ENDPOINT: 'true',
    AWS_USE_DUALSTACK_ENDPOINT: 'true',
    HTTP_PROXY: trapUrl,
    HTTPS_PROXY: trapUrl,
    NODE_USE_ENV_PROXY: '1',
  })) {
    vi.stubEnv(name, value);
  }
}

/** Reads to the end, or to the first answer that is an error: here it counts where it was asked. */
async function drain(pages: AsyncIterable<unknown>): Promise<void> {
  try {
    for await (const _page of pages);
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
  }
}

describe('with a sandbox', () => {
  it('no call goes elsewhere and no other credentials are used, whatever the environment and the settings say', async () => {
    poisonEnvironment();
    const hosts = new Set<string>();
    const note = (message: unknown) =>
      void hosts.add(String((message as { request: { getHeader(name: string): unknown } }).request.getHeader('host')));
    channel('http.client.request.start').subscribe(note);
    try {
      const connection = cloud.connect({ profile: 'poison', endpoint: trapUrl, caBundle: '/does/not/exist.pem' });
      const { accountId, principal, source } = await connection.identity();
      const { scopes, unread } = await connection.discover();
      const [own = '', member = ''] = cloud.accountIds;
      expect(accountId).toBe(own);
      expect(principal).toContain(':user/sandbox');
      expect(source).toBe(`sandbox ${cloud.sandbox.url}`);
      expect(unread).toEqual([]);
      expect(scopes.length).toBeGreaterThan(2);
      const scope = awsScopeOf(member, 'us-east-1');
      for (const { type } of connection.collectors) await drain(connection.collect(type, scope));
      const subjects = [instance({ resourceId: 'i-0', scope })];
      const metrics = new Set(['cpu-percent-average'] as const);
      const until = instant('2026-11-24T00:00:00Z');
      await drain(connection.metrics(scope, { subjects, metrics, until }));
      const today = dayOf(sandboxNow);
      await drain(connection.charges({ from: addDays(today, -3), to: today }));
      for (const family of connection.priceFamilies(resourceKinds))
        await drain(connection.prices('us-east-1', family, new Map()));
      await drain(connection.sizes(scope, ['m5.large']));
      await connection.close();
    } finally {
      channel('http.client.request.start').unsubscribe(note);
    }
    expect([...hosts]).toEqual([new URL(cloud.sandbox.url).host]);
    expect(trapped).toBe(0);
  });

  it('that does not answer says so, and what to do', async () => {
    const connection = cloud.connect({}, { sandboxUrl: 'http://127.0.0.1:1' });
    await expect(connection.identity()).rejects.toMatchObject({
      code: 'sandbox-unreachable',
      message: expect.stringContaining('http://127.0.0.1:1'),
    });
  });

  it.each(['nonsense', 'ftp://127.0.0.1/', 'https://127.0.0.1:1'])(
    'whose URL cannot be one is refused: %s',
    async (sandboxUrl) => {
      await expect(cloud.connect({}, { sandboxUrl }).identity()).rejects.toMatchObject({ code: 'sandbox-unreachable' });
    },
  );

  it('that is something else is refused', async () => {
    await expect(cloud.connect({}, { sandboxUrl: trapUrl }).identity()).rejects.toMatchObject({
      code: 'sandbox-unreachable',
    });
  });
});
