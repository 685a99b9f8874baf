import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const entry = fileURLToPath(new URL('../../src/store/open-store.ts', import.meta.url));
const source = fileURLToPath(new URL('../../src/', import.meta.url));

/** What a static import loads, files and packages; imports of types are gone when it runs. */
function loadedBy(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const imports = readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)';/gms);
  for (const [, specifier = ''] of imports) {
    if (specifier.startsWith('.')) loadedBy(resolve(dirname(file), specifier), seen);
    else seen.add(specifier);
  }
  return seen;
}

describe('opening a store to read', () => {
  const loaded = [...loadedBy(entry)];

  it('loads SQLite, what Node brings, and files of the store and the domain: nothing else', () => {
    const others = loaded.filter((name) => name !== 'better-sqlite3' && !name.startsWith('node:'));
    expect(others.length).toBeGreaterThan(10);
    expect(others.filter((file) => !/^(store|domain)\//.test(file.slice(source.length)))).toEqual([]);
  });

  it('does not load the migrations, nor what only a writer needs', () => {
    expect(loaded.filter((file) => /migrations|open-for-write/.test(file))).toEqual([]);
  });
});
