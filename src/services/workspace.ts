import { dirname, resolve } from 'node:path';

import { CONFIG_FILE_NAME, findConfig } from '../config/find-config.ts';
import { type Config, defaultConfig, loadConfig } from '../config/load-config.ts';
import type { Store } from '../domain/ports/store.ts';
import { openStore } from '../store/open-store.ts';
import type { Context } from './context.ts';

export const STORE_FILE_NAME = 'ballast.db';

/** The configuration in force: the file named, else the nearest one, else the defaults. */
export async function readConfig(context: Context): Promise<Config> {
  const file =
    context.global.config === undefined
      ? findConfig(context.cwd, context.env)
      : resolve(context.cwd, context.global.config);
  if (file === undefined) return defaultConfig;
  const config = await loadConfig(file);
  // A threshold that no check has must not be ignored; most commands need no check, so they are not loaded for it.
  if (Object.keys(config.checks).length > 0) (await import('./analysis/analysis-settings.ts')).analysisSettings(config);
  return config;
}

/** `--store` (or its variable) first, then the configuration's `store`, then `ballast.db` beside the configuration. */
export function storeLocation(context: Context, config: Config): string {
  if (context.global.store !== undefined) return resolve(context.cwd, context.global.store);
  if (config.store !== undefined) return config.store;
  return resolve(config.file === undefined ? context.cwd : dirname(config.file), STORE_FILE_NAME);
}

/** Where `init` writes when no file is named. */
export const newConfigPath = (context: Context): string =>
  resolve(context.cwd, context.global.config ?? CONFIG_FILE_NAME);

export interface Workspace {
  readonly store: Store;
  readonly config: Config;
}

/** Opens the store; whoever asked closes it. */
export async function openWorkspace(context: Context, mode: 'read' | 'write'): Promise<Workspace> {
  const config = await readConfig(context);
  const store = await openStore({ location: storeLocation(context, config), mode, now: context.now() });
  return { store, config };
}

/** Runs `work` with the store open, and closes it whatever happens. */
export async function withStore<T>(
  context: Context,
  mode: 'read' | 'write',
  work: (store: Store, config: Config) => Promise<T>,
): Promise<T> {
  const { store, config } = await openWorkspace(context, mode);
  try {
    return await work(store, config);
  } finally {
    await store.close();
  }
}

/** Runs `open` with a store that stays open for the rows that it answers with; closed at once when it throws. */
export async function streamFromStore<T extends object>(
  context: Context,
  open: (store: Store, config: Config) => Promise<T>,
): Promise<T & { close(): Promise<void> }> {
  const { store, config } = await openWorkspace(context, 'read');
  try {
    return { ...(await open(store, config)), close: () => store.close() };
  } catch (error) {
    await store.close();
    throw error;
  }
}
