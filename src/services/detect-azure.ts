import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { InitReport } from '../domain/reports.ts';

type Detected = InitReport['detected'][number];
type Environment = Readonly<Record<string, string | undefined>>;

/** In the order of DefaultAzureCredential. Source: Azure Identity client library, "DefaultAzureCredential overview". */
const variables = [
  ['AZURE_CLIENT_SECRET', 'service principal'],
  ['AZURE_CLIENT_CERTIFICATE_PATH', 'service principal with certificate'],
  ['AZURE_FEDERATED_TOKEN_FILE', 'workload identity'],
  ['IDENTITY_ENDPOINT', 'managed identity'],
] as const;

/** What the Azure libraries would find: variables, then the account that `az login` left. No secret is kept. */
export async function detectAzure(env: Environment): Promise<readonly Detected[]> {
  const found: Detected[] = variables
    .filter(([variable]) => (env[variable] ?? '') !== '')
    .map(([variable, name]) => ({ provider: 'azure', name, source: variable }));
  const folder = env['AZURE_CONFIG_DIR'] ?? join(env['HOME'] ?? homedir(), '.azure');
  const file = join(folder, 'azureProfile.json');
  if (await hasSubscriptions(file)) found.push({ provider: 'azure', name: 'az login', source: file });
  return found;
}

/** The CLI writes it with a byte order mark. */
async function hasSubscriptions(file: string): Promise<boolean> {
  try {
    const content: unknown = JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''));
    const list = typeof content === 'object' && content !== null && 'subscriptions' in content && content.subscriptions;
    return Array.isArray(list) && list.length > 0;
  } catch {
    return false;
  }
}
