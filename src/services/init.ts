import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

import { configTemplate } from '../config/config-template.ts';
import { AppError } from '../domain/errors.ts';
import type { InitReport } from '../domain/reports.ts';
import { loadProvider, supportedProviders } from './connections.ts';
import type { Context } from './context.ts';
import { newConfigPath } from './workspace.ts';

export interface InitOptions {
  /** Replace a file that is there. */
  readonly force: boolean;
  /** Only show what would be written. */
  readonly print: boolean;
  readonly awsProfile?: string;
  readonly awsOrganizationRole?: string;
}

/** Writes a commented configuration that fits what the environment holds. */
export async function initConfig(context: Context, options: InitOptions): Promise<InitReport> {
  const text = configTemplate(options);
  const path = newConfigPath(context);
  const exists = existsSync(path);
  if (!options.print) {
    if (exists && !options.force) throw new AppError('config-exists', `${path} is there already and was left as it is`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: options.force ? 'w' : 'wx' });
  }
  const providers = await Promise.all(supportedProviders.map(loadProvider));
  return {
    text,
    path: options.print ? null : path,
    replaced: !options.print && exists,
    detected: await detectedAws(context.env),
    permissions: providers.map(({ id, permissions }) => ({
      provider: id,
      permissions: [...new Set(permissions.flatMap((need) => need.permissions))].toSorted(),
    })),
  };
}

/** Credentials that AWS's own tools would find, by where they are: nothing secret is read. */
async function detectedAws(env: Context['env']): Promise<InitReport['detected']> {
  const found: { provider: 'aws'; name: string; source: string }[] = [];
  if (env['AWS_ACCESS_KEY_ID'] !== undefined)
    found.push({ provider: 'aws', name: 'environment', source: 'AWS_ACCESS_KEY_ID' });
  if (env['AWS_WEB_IDENTITY_TOKEN_FILE'] !== undefined) {
    found.push({ provider: 'aws', name: 'web identity', source: 'AWS_WEB_IDENTITY_TOKEN_FILE' });
  }
  const folder = join(env['HOME'] ?? homedir(), '.aws');
  const files = [
    [env['AWS_CONFIG_FILE'] ?? join(folder, 'config'), /^\s*\[\s*(?:profile\s+)?([^\]\s]+)\s*\]/gm],
    [env['AWS_SHARED_CREDENTIALS_FILE'] ?? join(folder, 'credentials'), /^\s*\[\s*([^\]\s]+)\s*\]/gm],
  ] as const;
  const seen = new Set<string>();
  for (const [file, section] of files) {
    if (!existsSync(file)) continue;
    for (const [, name] of (await readFile(file, 'utf8')).matchAll(section)) {
      if (name === undefined || name.startsWith('sso-session') || seen.has(name)) continue;
      seen.add(name);
      found.push({ provider: 'aws', name, source: file });
    }
  }
  return found;
}
