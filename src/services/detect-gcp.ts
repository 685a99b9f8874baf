import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { InitReport } from '../domain/reports.ts';

type Detected = InitReport['detected'][number];
type Environment = Readonly<Record<string, string | undefined>>;

/** What the `type` of a credentials file means. Source: Google Cloud, "How Application Default Credentials works". */
const kinds: Readonly<Record<string, string>> = {
  authorized_user: 'user',
  service_account: 'service account',
  external_account: 'workload identity',
  external_account_authorized_user: 'workforce identity',
  impersonated_service_account: 'impersonated service account',
};

/** Application default credentials: the file of the environment, then the one that gcloud writes. No secret is kept. */
export async function detectGcp(env: Environment): Promise<readonly Detected[]> {
  const named = env['GOOGLE_APPLICATION_CREDENTIALS'];
  const folder = env['CLOUDSDK_CONFIG'] ?? join(env['HOME'] ?? homedir(), '.config', 'gcloud');
  for (const [file, source] of [
    [named, 'GOOGLE_APPLICATION_CREDENTIALS'],
    [join(folder, 'application_default_credentials.json'), undefined],
  ] as const) {
    const kind = file === undefined || file === '' ? undefined : await kindOf(file);
    if (file !== undefined && kind !== undefined) return [{ provider: 'gcp', name: kind, source: source ?? file }];
  }
  return [];
}

/** A file that is not there, or holds something else, holds nothing that could be used. */
async function kindOf(file: string): Promise<string | undefined> {
  try {
    const content: unknown = JSON.parse(await readFile(file, 'utf8'));
    const type = typeof content === 'object' && content !== null && 'type' in content ? content.type : undefined;
    return typeof type === 'string' ? kinds[type] : undefined;
  } catch {
    return undefined;
  }
}
