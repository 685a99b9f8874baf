import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { detectAws } from '../../src/services/detect-aws.ts';

const folder = mkdtempSync(join(tmpdir(), 'ballast-init-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe('credentials that AWS tools would find', () => {
  it('are named by profile and by how they are got, each once, without a value', async () => {
    const config = file(
      'config',
      `[default]
region = eu-west-1
[profile sso]
sso_session = corp
[profile old]
 sso_start_url=https://corp.example/start
[profile chain]
role_arn = arn:aws:iam::111111111111:role/x
source_profile = keys
[profile "two words"]
credential_process = /bin/secret-tool
[profile region-only]
region = us-east-1
[sso-session corp]
sso_start_url = https://corp.example/start
[services local]
sts =
  endpoint_url = http://127.0.0.1:1
`,
    );
    const credentials = file(
      'credentials',
      '[keys]\naws_access_key_id = AKIASECRET\n[sso]\naws_access_key_id = AKIASECRET\n',
    );
    const found = await detectAws({ AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials });
    expect(found).toEqual([
      { provider: 'aws', name: 'sso (single sign-on)', source: config },
      { provider: 'aws', name: 'old (single sign-on)', source: config },
      { provider: 'aws', name: 'chain (assumed role)', source: config },
      { provider: 'aws', name: 'two words (credential process)', source: config },
      { provider: 'aws', name: 'keys', source: credentials },
    ]);
    expect(JSON.stringify(found)).not.toMatch(/AKIA|secret-tool/);
  });

  it('of the environment are named by their variable', async () => {
    const env = {
      HOME: folder,
      AWS_ACCESS_KEY_ID: 'AKIASECRET',
      AWS_WEB_IDENTITY_TOKEN_FILE: '/token',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1/x',
    };
    expect(await detectAws(env)).toEqual([
      { provider: 'aws', name: 'environment', source: 'AWS_ACCESS_KEY_ID' },
      { provider: 'aws', name: 'web identity', source: 'AWS_WEB_IDENTITY_TOKEN_FILE' },
      { provider: 'aws', name: 'container role', source: 'AWS_CONTAINER_CREDENTIALS_FULL_URI' },
    ]);
  });

  it('may be none', async () => {
    expect(await detectAws({ HOME: folder })).toEqual([]);
  });
});
