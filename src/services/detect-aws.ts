import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { InitReport } from '../domain/reports.ts';

type Detected = InitReport['detected'][number];
type Environment = Readonly<Record<string, string | undefined>>;

/** Variables by which AWS's own tools find credentials without a profile, in the order in which they are asked. */
const variables = [
  ['AWS_ACCESS_KEY_ID', 'environment'],
  ['AWS_WEB_IDENTITY_TOKEN_FILE', 'web identity'],
  ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'container role'],
  ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'container role'],
] as const;

/** Settings that tell how a profile gets its credentials; the first that is there decides, as in the SDKs. */
const kinds = [
  ['role_arn', 'assumed role'],
  ['aws_access_key_id', ''],
  ['credential_process', 'credential process'],
  ['sso_session', 'single sign-on'],
  ['sso_start_url', 'single sign-on'],
  ['login_session', 'sign-in session'],
] as const;

/** Credentials that AWS's own tools would find, by where they are. No value of a setting is kept. */
export async function detectAws(env: Environment): Promise<readonly Detected[]> {
  const found: Detected[] = variables
    .filter(([variable]) => env[variable] !== undefined)
    .map(([variable, name]) => ({ provider: 'aws', name, source: variable }));
  const folder = join(env['HOME'] ?? homedir(), '.aws');
  const config = env['AWS_CONFIG_FILE'] ?? join(folder, 'config');
  const credentials = env['AWS_SHARED_CREDENTIALS_FILE'] ?? join(folder, 'credentials');
  const seen = new Set<string>();
  for (const [file, section] of [
    // `[profile x]`, and `[default]`; sections of other kinds have a word of their own before the name.
    [config, /^(?:profile\s+(["']?)(.+)\1|(default))$/],
    [credentials, /^()(.+)$/],
  ] as const) {
    for (const [title, keys] of sections(await textOf(file))) {
      const [, , named, plain] = section.exec(title) ?? [];
      const profile = named ?? plain;
      const kind = kinds.find(([key]) => keys.has(key));
      if (profile === undefined || kind === undefined || seen.has(profile)) continue;
      seen.add(profile);
      found.push({ provider: 'aws', name: kind[1] === '' ? profile : `${profile} (${kind[1]})`, source: file });
    }
  }
  return found;
}

/** Titles of an INI file's sections, each with the names of its settings. */
function sections(text: string): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map<string, Set<string>>();
  let current: Set<string> | undefined;
  for (const line of text.split('\n')) {
    const [, title] = /^\s*\[\s*(.+?)\s*\]/.exec(line) ?? [];
    if (title !== undefined) {
      current = all.get(title) ?? new Set();
      all.set(title, current);
    }
    const [, key] = /^\s*(\w+)\s*=/.exec(line) ?? [];
    if (key !== undefined) current?.add(key.toLowerCase());
  }
  return all;
}

/** A file that is not there, or not for us to read, holds nothing that could be used. */
const textOf = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');
