/**
 * Bundles Ballast into `dist/` and writes `oclif.manifest.json`: one entry per command, so that a command loads
 * what it needs and no more. Does nothing when nothing has changed since the last time.
 *
 *   node scripts/build.ts [--force]
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { bundleProgram, bundleSandbox } from './support/bundle.ts';
import { manifest } from './support/manifest.ts';

const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dist');
const stampFile = join(dist, '.inputs');
const manifestFile = join(root, 'oclif.manifest.json');

/** Everything that the output is made from. File times are enough: a clone has no `dist` to be stale. */
function inputs(): string {
  const files = globSync(
    ['src/**/*.{ts,json}', 'scripts/build.ts', 'scripts/support/*.ts', 'package.json', 'package-lock.json'],
    {
      cwd: root,
    },
  ).sort();
  const hash = createHash('sha256').update(process.versions.node);
  for (const file of files) {
    const { mtimeMs, size } = statSync(join(root, file));
    hash.update(`${file}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest('hex');
}

const isCurrent = (stamp: string): boolean =>
  existsSync(stampFile) && existsSync(manifestFile) && readFileSync(stampFile, 'utf8') === stamp;

/** The new folder takes the old one's place in two renames: a command that starts meanwhile finds one of them. */
function replaceDist(folder: string): void {
  const old = `${dist}.old-${process.pid}`;
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(folder, dist);
  rmSync(old, { recursive: true, force: true });
}

async function main(): Promise<void> {
  const stamp = inputs();
  if (!process.argv.includes('--force') && isCurrent(stamp)) return;
  const started = performance.now();
  const folder = `${dist}.new-${process.pid}`;
  try {
    mkdirSync(folder);
    await Promise.all([bundleProgram(root, folder), bundleSandbox(root, folder)]);
    writeFileSync(manifestFile, `${JSON.stringify(await manifest(root), null, 2)}\n`);
    writeFileSync(join(folder, '.inputs'), stamp);
    replaceDist(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.stderr.write(`built dist/ in ${Math.round(performance.now() - started)} ms\n`);
}

await main();
