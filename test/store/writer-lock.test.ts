import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { lockFileOf } from '../../src/store/writer-lock.ts';
import { startChild } from '../support/store-child.ts';
import { at, volume } from '../support/store-records.ts';
import { storeFolder } from '../support/store-temp.ts';

const folder = storeFolder();
const write = (name: string) => openStore({ location: join(folder, name), mode: 'write', now: at(5) });
const read = (name: string) => openStore({ location: join(folder, name), mode: 'read', now: at(5) });

describe('one writer at a time', () => {
  it('a second process is told who writes and since when, and can as soon as the first one died', async () => {
    const location = join(folder, 'two.db');
    const child = startChild('hold', location);
    expect(await child.next()).toEqual({ holds: true });
    await expect(write('two.db')).rejects.toMatchObject({
      code: 'store-locked',
      message: `${location} is being written by process ${child.pid} since ${at(1)}`,
    });
    await child.kill();
    await (await write('two.db')).close();
  });

  it('so is a second opening in the same process, until the first is closed', async () => {
    const first = await write('same.db');
    await expect(write('same.db')).rejects.toMatchObject({
      code: 'store-locked',
      message: `${join(folder, 'same.db')} is being written by process ${process.pid} since ${at(5)}`,
    });
    await first.resources.upsert(1, [volume('vol-1')], at(5));
    await first.close();
    const second = await write('same.db');
    expect(await second.resources.count({})).toBe(1);
    await second.close();
  });

  it('the refused one does not take the lock from its holder', async () => {
    const first = await write('kept.db');
    await expect(write('kept.db')).rejects.toThrow();
    const child = startChild('open', join(folder, 'kept.db'));
    expect(await child.next()).toMatchObject({ code: 'store-locked' });
    await child.kill();
    await first.close();
  });

  it('a lock file that a power cut left in pieces is no obstacle', async () => {
    writeFileSync(lockFileOf(join(folder, 'torn.db')), Buffer.alloc(8192, 7));
    const store = await write('torn.db');
    await expect(write('torn.db')).rejects.toMatchObject({ code: 'store-locked' });
    await store.close();
  });

  it('an opening that fails leaves no lock', async () => {
    const child = startChild('hold', join(folder, 'fails.db'));
    await child.next();
    await expect(write('fails.db')).rejects.toThrow();
    await child.kill();
    await (await write('fails.db')).close();
    await (await write('fails.db')).close();
  });
});

describe('readers', () => {
  it('see what is committed while another process or connection writes, and wait for nobody', async () => {
    const writer = await write('read.db');
    await writer.resources.upsert(1, [volume('vol-1')], at(5));
    const reader = await read('read.db');
    const load = await writer.charges.beginLoad({ kind: 'api', name: 'x' }, at(5));
    expect(await reader.resources.count({})).toBe(1);
    await writer.resources.upsert(1, [volume('vol-2')], at(5));
    expect(await reader.resources.count({})).toBe(2);
    const child = startChild('open', join(folder, 'read.db'), { mode: 'read' });
    expect(await child.next()).toEqual({ resources: 2 });
    await child.kill();
    await load.rollback();
    await reader.close();
    await writer.close();
  });

  it('need no lock file and leave none', async () => {
    await (await write('alone.db')).close();
    const first = await read('alone.db');
    const second = await read('alone.db');
    const writer = await write('alone.db');
    expect(await first.resources.count({})).toBe(0);
    await Promise.all([first.close(), second.close(), writer.close()]);
    expect(existsSync(join(folder, 'alone.db-journal'))).toBe(false);
  });

  it('of a store whose writer was killed see all that it committed', async () => {
    const location = join(folder, 'killed.db');
    const store = await write('killed.db');
    await store.resources.upsert(1, [volume('vol-1')], at(5));
    await store.close();
    const child = startChild('hold', location);
    await child.next();
    await child.kill();
    const reader = await read('killed.db');
    expect(await reader.resources.count({})).toBe(1);
    await reader.close();
  });

  it('cannot write', async () => {
    await (await write('ro.db')).close();
    const reader = await read('ro.db');
    await expect(reader.resources.upsert(1, [volume('vol-1')], at(5))).rejects.toMatchObject({
      code: 'store-unwritable',
    });
    await reader.close();
  });
});
