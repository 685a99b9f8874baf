import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { addDays, addMonths, dayOf, instant, monthOf } from '../../src/domain/instant.ts';
import { startSandbox } from '../../src/sandbox/main.ts';
import { writeBill } from './bill-file.ts';
import { type MeasuredRun, runBallast } from './measured-run.ts';
import { type Copies, multiplyStore } from './multiplied-store.ts';

const DAY_MS = 86_400_000;

/** A sync of about so many instances, volumes, snapshots and addresses, with what all families have beside them. */
const base = { resources: 1000, accounts: 10 } as const;

/**
 * A store with a synced estate of all families and its bill by resource, copied so often. Kept in `folder` for a day:
 * what is older is no longer judged by.
 */
export async function estateStore(folder: string, copies: Copies, isFresh: boolean): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const source = join(folder, 'analysis-base.db');
  const path = join(folder, `analysis-${copies.ofAccounts}x${copies.perAccount}.db`);
  if (isFresh || !isRecent(source)) await made(source, syncBase);
  if (isFresh || !isRecent(path) || statSync(path).birthtimeMs < statSync(source).birthtimeMs) {
    await made(path, (unfinished) => multiplyStore(source, unfinished, copies));
  }
  return path;
}

const isRecent = (path: string): boolean => existsSync(path) && Date.now() - statSync(path).birthtimeMs < DAY_MS;

/** The file gets its name when it is complete. */
async function made(path: string, make: (unfinished: string) => unknown): Promise<void> {
  const started = performance.now();
  const unfinished = `${path}.building`;
  const remove = (file: string): void => {
    for (const suffix of ['', '-wal', '-shm', '-lock', '-journal']) rmSync(`${file}${suffix}`, { force: true });
  };
  remove(unfinished);
  await make(unfinished);
  remove(path);
  renameSync(unfinished, path);
  remove(unfinished);
  process.stderr.write(`made ${path} in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}

/** The inventory, digests, prices and cost facts by a sync; this month's and the last's bill by resource from a file. */
async function syncBase(store: string): Promise<void> {
  const sandbox = await startSandbox(base);
  const bill = `${store}.csv`;
  try {
    succeeded(await runBallast(['sync', '--store', store, '--sandbox', sandbox.url, '--json']));
    const today = dayOf(instant(Date.now()));
    writeBill(bill, sandbox.estate, addMonths(monthOf(today), -1), addDays(today, 1));
    succeeded(await runBallast(['import', bill, '--store', store, '--json']));
  } finally {
    await sandbox.close();
    rmSync(bill, { force: true });
  }
}

function succeeded({ code, stderr, stdout }: MeasuredRun): void {
  if (code !== 0) throw new Error(`ended with ${code}: ${stderr}${stdout.slice(0, 2000)}`);
}
