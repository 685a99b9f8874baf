import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { type ChildOptions, startChild } from '../support/store-child.ts';
import { at, volume } from '../support/store-records.ts';
import { contentsOf, storeFolder } from '../support/store-temp.ts';

const root = storeFolder();
const NOBODY = 65534;

async function storeWith(location: string, resources: number): Promise<void> {
  const store = await openStore({ location, mode: 'write', now: at(0) });
  await store.resources.upsert(
    1,
    Array.from({ length: resources }, (_, index) => volume(`v-${index}`)),
    at(0),
  );
  await store.close();
}

async function countIn(location: string): Promise<number> {
  const store = await openStore({ location, mode: 'read', now: at(2) });
  const count = await store.resources.count({});
  await store.close();
  return count;
}

async function outcome(job: 'open' | 'fill', location: string, options: ChildOptions): Promise<unknown> {
  const child = startChild(job, location, options);
  try {
    return await child.next();
  } finally {
    await child.kill();
  }
}

describe('a full disk', () => {
  const disk = join(root, 'disk');
  mkdirSync(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]).status === 0;
  afterAll(() => mounted && spawnSync('umount', [disk]));

  it.skipIf(!mounted)('of one MiB (needs the right to mount): what was committed before stays', async () => {
    const location = join(disk, 'ballast.db');
    const said = (await outcome('fill', location, {})) as { committed: number };
    expect(said).toMatchObject({
      code: 'store-full',
      message: expect.stringMatching(/^no space is left to write .*ballast\.db/),
    });
    expect(said.committed).toBeGreaterThan(0);
    expect(await countIn(location)).toBe(said.committed);
  });

  it('as a limit on file sizes shows it: what was committed before stays', async () => {
    const location = join(root, 'limited.db');
    await storeWith(location, 7);
    const said = (await outcome('fill', location, { fileLimitKiB: 900 })) as { committed: number };
    expect(said).toMatchObject({
      code: 'store-full',
      message: expect.stringMatching(/^the system refused to write more/),
    });
    expect(said.committed).toBeGreaterThan(0);
    expect(await countIn(location)).toBe(7 + said.committed);
  });

  it('when the store is made: what is left is no half store', async () => {
    const location = join(root, 'unborn.db');
    expect(await outcome('open', location, { fileLimitKiB: 20 })).toMatchObject({ code: 'store-full' });
    await expect(openStore({ location, mode: 'read', now: at(1) })).rejects.toMatchObject({ code: 'store-missing' });
    await storeWith(location, 3);
    expect(await countIn(location)).toBe(3);
  });
});

/** Permission bits do not bind root: as root, the child runs as nobody. */
const asAnyone: ChildOptions = process.getuid?.() === 0 ? { uid: NOBODY } : {};

describe.skipIf(process.platform === 'win32')('without permission', () => {
  chmodSync(root, 0o755);
  const folderWith = async (
    name: string,
    bits: { readonly folder: number; readonly file?: number },
  ): Promise<string> => {
    const folder = join(root, name);
    mkdirSync(folder);
    const location = join(folder, 'ballast.db');
    if (bits.file !== undefined) {
      await storeWith(location, 2);
      for (const file of Object.keys(contentsOf(folder))) chmodSync(join(folder, file), bits.file);
    }
    chmodSync(folder, bits.folder);
    return location;
  };
  afterAll(() => spawnSync('chmod', ['-R', 'u+rwX', root]));

  it.each([
    ['a new store in a read-only folder', 'write', { folder: 0o555 }, /^\S+ cannot be written: EACCES/],
    ['a read-only store', 'write', { folder: 0o777, file: 0o444 }, /ballast\.db cannot be written: EACCES/],
    ['a store in a read-only folder', 'write', { folder: 0o555, file: 0o666 }, /^\S+ cannot be written: EACCES/],
    ['a store that may not be read', 'read', { folder: 0o777, file: 0o000 }, /ballast\.db cannot be read: EACCES/],
    [
      'a reader that cannot put its shared memory beside the store',
      'read',
      { folder: 0o555, file: 0o444 },
      /^the folder of \S+ cannot be written, and SQLite keeps its shared memory there, also to read/,
    ],
  ] as const)('%s is refused and nothing changes', async (name, mode, bits, message) => {
    const location = await folderWith(name.replaceAll(' ', '-'), bits);
    const folder = join(location, '..');
    const before = contentsOf(folder);
    expect(await outcome('open', location, { ...asAnyone, mode })).toMatchObject({
      code: 'store-unwritable',
      message: expect.stringMatching(message),
    });
    expect(contentsOf(folder)).toEqual(before);
  });

  it('a read-only file in a folder that may be written is read', async () => {
    const location = await folderWith('readable', { folder: 0o777, file: 0o444 });
    expect(await outcome('open', location, { ...asAnyone, mode: 'read' })).toEqual({ resources: 2 });
  });
});
