import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';

import { azureCsv } from '../billing/support/azure-csv.ts';
import { gcpJson } from '../billing/support/gcp-rows.ts';
import { azureManifest } from '../billing/support/manifests.ts';
import { runCli } from '../support/cli.ts';
import { objectServer } from '../support/object-server.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();
const server = await objectServer();

const month = 'daily/20260501-20260531';
const manifest = azureManifest({ month: '2026-05', run: 'first', blobs: [`${month}/part_0.csv`] });
server.put('acmebills/exports', `${month}/manifest.json`, manifest);
server.put('acmebills/exports', `${month}/part_0.csv`, azureCsv([{}, { Cost: '1' }]));
server.put('bills', 'export/2026-05.json.gz', gzipSync(gcpJson([{}, { cost: 2 }])));

let stores = 0;
const newStore = (): string => join(folder, `store-${(stores += 1)}.db`);
const importing = (store: string, ...args: readonly string[]) =>
  runCli(['import', ...args, '--store', store, '--sandbox', server.url, '--json']);

beforeEach(() => {
  server.fault = () => undefined;
  server.requests.length = 0;
});

interface ImportDocument {
  readonly files: readonly { readonly path: string; readonly rows: number; readonly status: string }[];
  readonly deliveries: readonly { readonly status: string }[];
}

describe('importing from the object storages of Google Cloud and Azure', () => {
  it('reads what is new of an Azure export, and once', async () => {
    const store = newStore();
    const url = 'https://acmebills.blob.core.windows.net/exports/daily/';
    const first = await importing(store, url);
    expect([first.stderr, first.code]).toEqual(['', 0]);
    expect(JSON.parse(first.stdout) as ImportDocument).toMatchObject({
      files: [{ path: `${url}20260501-20260531/part_0.csv`, rows: 2, status: 'new' }],
      deliveries: [{ status: 'new' }],
    });
    server.requests.length = 0;
    const again = JSON.parse((await importing(store, 'az://acmebills/exports/daily/')).stdout) as ImportDocument;
    expect(again.deliveries).toMatchObject([{ status: 'unchanged' }]);
    expect(server.requests.filter(({ key }) => key.endsWith('.csv'))).toEqual([]);
  });

  it('reads an export of Google Cloud', async () => {
    const run = await importing(newStore(), 'gs://bills/export/');
    expect([run.stderr, run.code]).toEqual(['', 0]);
    expect(JSON.parse(run.stdout) as ImportDocument).toMatchObject({
      files: [{ path: 'gs://bills/export/2026-05.json.gz', rows: 2, status: 'new' }],
    });
  });

  it('names what was denied, and where', async () => {
    server.fault = ({ operation }) => (operation === 'list' ? 'denied' : undefined);
    for (const url of ['gs://bills/export/', 'https://acmebills.blob.core.windows.net/exports/daily/']) {
      const run = await importing(newStore(), url);
      expect(run.code).toBe(1);
      const { error } = JSON.parse(run.stdout) as {
        readonly error: { readonly code: string; readonly message: string };
      };
      expect(error.code).toBe('import-unreadable');
      expect(error.message).toContain(`${url}: denied`);
    }
  });

  it('says that there is nothing under a prefix', async () => {
    const run = await importing(newStore(), 'gs://bills/none/');
    expect(run.stdout).toContain('gs://bills/none/: the bucket holds, under this prefix, no');
    expect(run.code).toBe(1);
  });
});
