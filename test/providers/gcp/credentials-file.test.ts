import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as library from 'google-auth-library';
import { describe, expect, it } from 'vitest';
import { clientOfFile, readCredentialsFile } from '../../../src/providers/gcp/credentials-file.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const folder = tempFolder();
const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const SCOPES = ['https://www.googleapis.com/auth/cloud-platform.read-only'];

/** What the client asks of the token endpoint, and the header that comes of it. */
async function asked(path: string) {
  const bodies: string[] = [];
  const fetchImplementation: typeof fetch = async (_url, init) => {
    bodies.push(await new Response(init?.body ?? null).text());
    return Response.json({ access_token: 'token-1', expires_in: 3600, token_type: 'Bearer' });
  };
  const options = { transporterOptions: { retry: false, fetchImplementation } };
  const client = clientOfFile(library, await readCredentialsFile(path), options, SCOPES);
  return { header: (await client.getRequestHeaders()).get('authorization'), bodies };
}

describe('a credentials file', () => {
  it('with a key signs for a token', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const content = { type: 'service_account', client_email: 'finops@p.iam.gserviceaccount.com', private_key: key };
    const { header, bodies } = await asked(file('key.json', JSON.stringify(content)));
    expect(header).toBe('Bearer token-1');
    const assertion = new URLSearchParams(bodies[0]).get('assertion') ?? '';
    const claims = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(claims).toMatchObject({ iss: 'finops@p.iam.gserviceaccount.com', scope: SCOPES[0] });
  });

  it('of a user refreshes the login', async () => {
    const content = { type: 'authorized_user', client_id: 'id', client_secret: 'S', refresh_token: 'R' };
    const { header, bodies } = await asked(file('user.json', JSON.stringify(content)));
    expect(header).toBe('Bearer token-1');
    expect(bodies[0]).toContain('refresh_token=R');
  });

  it('of workload identity exchanges the token of its own place', async () => {
    const content = {
      type: 'external_account',
      audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/ci',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: 'https://sts.googleapis.com/v1/token',
      credential_source: { file: file('subject.txt', 'subject-token') },
    };
    const { header, bodies } = await asked(file('pool.json', JSON.stringify(content)));
    expect(header).toBe('Bearer token-1');
    expect(bodies[0]).toContain('subject_token=subject-token');
  });

  it.each([
    ['no JSON', 'SECRET'],
    ['another kind', '{"type":"gdch_service_account","private_key":"SECRET"}'],
    ['a key without its key', '{"type":"service_account","client_email":"SECRET"}'],
  ])('with %s is refused, by its path and without its content', async (_what, content) => {
    const path = file('bad.json', content);
    const error: unknown = await readCredentialsFile(path).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'config-invalid' });
    expect(String(error)).toContain(path);
    expect(String(error)).not.toContain('SECRET');
  });

  it('that is not there is refused', async () => {
    await expect(readCredentialsFile(join(folder, 'none.json'))).rejects.toMatchObject({ code: 'config-invalid' });
  });
});
