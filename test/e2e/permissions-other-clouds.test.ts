import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { startSandbox } from '../../src/sandbox/main.ts';
import { runCli } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

const NOW = '2026-11-24T06:00:00.000Z';
const folder = tempFolder();

/** What `ballast permissions` lists beside what the requests of a sync need; a call that anybody may make needs none. */
async function compared(
  cloud: 'gcp' | 'azure',
): Promise<{ readonly notListed: string[]; readonly notCalled: string[] }> {
  const sandbox = await startSandbox({ clouds: [cloud], seed: 5, resources: 1500, accounts: 3, now: Date.parse(NOW) });
  try {
    const store = join(folder, `${cloud}.db`);
    const run = await runCli(['sync', '--json', '--store', store, '--sandbox', sandbox.url], {
      env: { BALLAST_NOW: NOW },
    });
    expect(run.stdout).toContain('"status": "complete"');
    const { counts } = (await (await fetch(`${sandbox.url}/_sandbox/calls`)).json()) as {
      counts: readonly { readonly action: string }[];
    };
    const { read } = JSON.parse((await runCli(['permissions', cloud, '--json'])).stdout) as {
      read: readonly { readonly permissions: readonly string[] }[];
    };
    const listed = new Set(read.flatMap(({ permissions }) => permissions));
    const called = new Set(counts.flatMap(({ action }) => (action === '' ? [] : [action])));
    return {
      notListed: [...called].filter((action) => !listed.has(action)).toSorted(),
      notCalled: [...listed].filter((action) => !called.has(action)).toSorted(),
    };
  } finally {
    await sandbox.close();
  }
}

describe('the least role', () => {
  it('of Google Cloud lists every call of a sync', async () => {
    const { notListed, notCalled } = await compared('gcp');
    expect(notListed).toEqual([]);
    expect(notCalled).toEqual([
      // A query needs the table's beside the job's.
      'bigquery.tables.get',
      'bigquery.tables.getData',
      'bigquery.tables.list',
      // Asked where a rule leads there: an internal one that others may enter, and other kinds of proxies and pools.
      'compute.serviceAttachments.list',
      'compute.targetHttpsProxies.list',
      'compute.targetPools.list',
      'compute.targetSslProxies.list',
      'compute.targetTcpProxies.list',
      // Asked for folders that are named in the configuration.
      'resourcemanager.folders.get',
    ]);
  });

  it('of Azure lists every call of a sync', async () => {
    const { notListed, notCalled } = await compared('azure');
    expect(notListed).toEqual([]);
    // Resource Graph answers for every type that may be read; a type's own list is asked where it tells nothing.
    expect(notCalled.filter((action) => !/^Microsoft\.\w+\/[\w/]+\/read$/i.test(action))).toEqual([]);
  });
});
