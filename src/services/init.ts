import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { configTemplate } from '../config/config-template.ts';
import { AppError } from '../domain/errors.ts';
import type { InitReport } from '../domain/reports.ts';
import { loadProvider, supportedProviders } from './connections.ts';
import type { Context } from './context.ts';
import { detectClouds } from './detect-clouds.ts';
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
  const detected = await detectClouds(context.env);
  const text = configTemplate({ ...options, found: new Set(detected.map(({ provider }) => provider)) });
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
    detected,
    permissions: providers.map(({ id, permissions }) => ({
      provider: id,
      permissions: [...new Set(permissions.flatMap((need) => need.permissions))].toSorted(),
    })),
  };
}
