import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { Store } from '../../src/domain/ports/store.ts';
import type { OpenEmptyStore } from '../store/conformance.ts';

/** A folder for the stores of one test file; gone when the file is through. */
export function storeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ballast-store-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens a store, lends it, and closes it, whatever happens. */
export async function withStore<T>(open: OpenEmptyStore, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await open();
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Every file of a folder with its bytes: what must not have changed. */
export const contentsOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { withFileTypes: true })
      .map((entry): [string, string] => [
        entry.name,
        entry.isFile() ? readFileSync(join(folder, entry.name)).toString('base64') : 'no file',
      ])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
