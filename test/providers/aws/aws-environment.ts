import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';

/** Variables that could lead AWS's tools to other credentials, regions or endpoints. */
const variables = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_EC2',
  'AWS_ENDPOINT_URL_STS',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
  'AWS_CA_BUNDLE',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_ROLE_ARN',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_EC2_METADATA_SERVICE_ENDPOINT',
];

/** A home folder of AWS's tools, and nothing of the machine's own. */
export class AwsEnvironment {
  readonly folder = mkdtempSync(join(tmpdir(), 'ballast-aws-'));

  /** Begins anew, with these files and variables. Undone by `vi.unstubAllEnvs`. */
  set(files: { config?: string; credentials?: string }, env: Readonly<Record<string, string>> = {}): void {
    for (const name of variables) vi.stubEnv(name, undefined);
    // Most tests want no instance metadata, and must not wait for it.
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.stubEnv('HOME', this.folder);
    vi.stubEnv('AWS_CONFIG_FILE', this.write('config', files.config ?? ''));
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', this.write('credentials', files.credentials ?? ''));
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  }

  write(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  /** What `aws sso login` leaves. `id` is the name of the sso-session, or the start URL of the older form. */
  signIn(id: string, expiresAt: Date, rest: object = {}): void {
    const cache = join(this.folder, '.aws', 'sso', 'cache');
    mkdirSync(cache, { recursive: true });
    const token = { accessToken: 'sso-token', expiresAt: expiresAt.toISOString(), ...rest };
    writeFileSync(join(cache, `${createHash('sha1').update(id).digest('hex')}.json`), JSON.stringify(token));
  }

  remove(): void {
    vi.unstubAllEnvs();
    rmSync(this.folder, { recursive: true });
  }
}
