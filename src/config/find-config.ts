import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export const CONFIG_FILE_NAME = 'ballast.yaml';

/** Where a configuration is looked for, nearest first: this folder and those above, then the user's own. */
export function findConfig(cwd: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const candidate = join(folder, CONFIG_FILE_NAME);
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) break;
  }
  const candidate = join(userConfigFolder(env), CONFIG_FILE_NAME);
  return existsSync(candidate) ? candidate : undefined;
}

/** `$XDG_CONFIG_HOME/ballast`, `%APPDATA%\ballast`, or `~/.config/ballast`. */
function userConfigFolder(env: Readonly<Record<string, string | undefined>>): string {
  const base = env['XDG_CONFIG_HOME'] ?? env['APPDATA'] ?? join(env['HOME'] ?? homedir(), '.config');
  return join(base, 'ballast');
}
