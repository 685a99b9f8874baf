import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

interface LockFile {
  readonly packages: Readonly<
    Record<string, { readonly resolved?: string; readonly optionalDependencies?: Readonly<Record<string, string>> }>
  >;
}

const read = (path: string): LockFile =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', path), 'utf8')) as LockFile;

describe.each(['package-lock.json', 'tools/package-lock.json'])('%s', (path) => {
  const { packages } = read(path);
  const locked = new Set(Object.keys(packages).map((folder) => folder.replace(/^.*node_modules\//, '')));

  it('is not empty', () => {
    expect(locked.size).toBeGreaterThan(10);
  });

  // npm leaves out a platform's binary that the registry does not have at that version, and `npm ci` then
  // refuses the lock file, on every platform. Choose a version that is there for all of them.
  it('has the binaries of every platform', () => {
    const wanted = Object.values(packages).flatMap((of) => Object.keys(of.optionalDependencies ?? {}));
    expect(wanted.filter((name) => !locked.has(name))).toEqual([]);
  });

  it('names no registry: which one it is, is for the machine to say', () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});
