import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { detectAzure } from '../../src/services/detect-azure.ts';
import { foundClouds } from '../../src/services/detect-clouds.ts';
import { detectGcp } from '../../src/services/detect-gcp.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ballast-detect-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const write = (path: string, text: string): string => {
  const file = join(home, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  return file;
};

describe('credentials that the clouds’ own tools would find', () => {
  it('are none in an empty home', async () => {
    expect(await foundClouds({ HOME: home })).toEqual(new Set());
  });

  it('of Google: the file that the environment names goes before the one that gcloud wrote', async () => {
    const adc = write(
      '.config/gcloud/application_default_credentials.json',
      '{"type":"authorized_user","refresh_token":"SECRET"}',
    );
    expect(await detectGcp({ HOME: home })).toEqual([{ provider: 'gcp', name: 'user', source: adc }]);
    const key = write('key.json', '{"type":"service_account","private_key":"SECRET"}');
    expect(await detectGcp({ HOME: home, GOOGLE_APPLICATION_CREDENTIALS: key })).toEqual([
      { provider: 'gcp', name: 'service account', source: 'GOOGLE_APPLICATION_CREDENTIALS' },
    ]);
  });

  it('of Google: a file that holds something else is none', async () => {
    write('.config/gcloud/application_default_credentials.json', 'not JSON');
    expect(await detectGcp({ HOME: home, GOOGLE_APPLICATION_CREDENTIALS: join(home, 'missing.json') })).toEqual([]);
  });

  it('of Azure: variables, then the login of the CLI, byte order mark and all', async () => {
    const profile = write('.azure/azureProfile.json', '\uFEFF{"subscriptions":[{"id":"1"}]}');
    expect(await detectAzure({ HOME: home, AZURE_CLIENT_SECRET: 'SECRET' })).toEqual([
      { provider: 'azure', name: 'service principal', source: 'AZURE_CLIENT_SECRET' },
      { provider: 'azure', name: 'az login', source: profile },
    ]);
  });

  it('of Azure: a CLI that is signed out of everything is none', async () => {
    write('.azure/azureProfile.json', '{"subscriptions":[]}');
    expect(await foundClouds({ HOME: home })).toEqual(new Set());
  });
});
