/**
 * The tools of `npm run check`: they live in `tools/`, with a lock file of their own, so that `npm ci` stays
 * small and fast for those who only run or test Ballast.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const toolsFolder = join(root, 'tools');
const binFolder = join(toolsFolder, 'node_modules', '.bin');
/** Says which lock file was installed from; inside node_modules, so that it goes when they go. */
const stamp = join(toolsFolder, 'node_modules', '.installed-lock');

/** Runs through Node, since a `.bin` link is no executable on Windows. */
export const toolScripts = {
  oxlint: join(toolsFolder, 'node_modules', 'oxlint', 'bin', 'oxlint'),
  oxfmt: join(toolsFolder, 'node_modules', 'oxfmt', 'bin', 'oxfmt'),
  knip: join(toolsFolder, 'node_modules', 'knip', 'bin', 'knip.js'),
} as const;

/** The environment in which oxlint finds its type-aware half. */
export const toolsEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${binFolder}${delimiter}${process.env['PATH'] ?? ''}`,
});

export const toolsAreInstalled = (): boolean => existsSync(toolScripts.oxlint);

const lockDigest = (): string =>
  createHash('sha256')
    .update(readFileSync(join(toolsFolder, 'package-lock.json')))
    .digest('hex');

export const toolsAreCurrent = (): boolean =>
  toolsAreInstalled() && existsSync(stamp) && readFileSync(stamp, 'utf8') === lockDigest();

/** `npm ci` in `tools/`. Returns npm's output when it failed, undefined when it did not. */
export function installTools(): string | undefined {
  const npm = spawnSync('npm', ['ci', '--prefix', toolsFolder, '--no-audit', '--no-fund'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) return npm.error?.message ?? npm.stdout + npm.stderr;
  writeFileSync(stamp, lockDigest());
  return undefined;
}
