import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { AppError } from '../../src/domain/errors.ts';
import type { Context } from '../../src/services/context.ts';
import { showFinding, suppressFinding } from '../../src/services/findings.ts';
import { openStore } from '../../src/store/open-store.ts';
import { at, finding } from '../support/store-records.ts';
import { tempFolder } from '../support/temp-folder.ts';

const location = join(tempFolder(), 'ballast.db');
const id = (project: string, what: string) => `//compute.googleapis.com/projects/${project}/zones/z-a/${what}/web-1`;
const own = { provider: 'gcp', accountId: 'shop', regionId: 'z' } as const;
const context = {
  cwd: '/',
  env: {},
  signal: new AbortController().signal,
  now: () => at(5),
  progress: { update: () => undefined },
  global: { store: location, providers: [], accounts: [], regions: [] },
} as unknown as Context;

beforeAll(async () => {
  const store = await openStore({ location, mode: 'write', now: at(1) });
  const load = await store.findings.beginLoad(at(1));
  await load.add([
    finding(id('shop', 'instances'), { scope: own }),
    finding(id('shop', 'disks'), { scope: own }),
    finding(id('shop', 'disks').replace('web-1', 'lonely'), { scope: own }),
  ]);
  await load.commit({ checkIds: [], filter: {} });
  await store.close();
});

describe('a finding by the last part of its resource’s id', () => {
  it('is shown with all that are called so', async () => {
    const { findings } = await showFinding(context, 'web-1');
    expect(findings.map((each) => each.finding.resourceId).toSorted()).toEqual([
      id('shop', 'disks'),
      id('shop', 'instances'),
    ]);
    await expect(showFinding(context, 'eb-1')).rejects.toMatchObject({ code: 'finding-unknown' });
  });

  it('is silenced where one resource is called so, and never where several are', async () => {
    const refused = await suppressFinding(context, 'web-1', { until: null, reason: 'x' }).catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(AppError);
    expect((refused as AppError).message).toBe('"web-1" names 2 resources: give the id of the finding');
    const { findings } = await suppressFinding(context, 'lonely', { until: null, reason: 'x' });
    expect(findings.map((each) => each.finding.status)).toEqual(['suppressed']);
    expect((await showFinding(context, 'web-1')).findings.map((each) => each.finding.status)).toEqual(['open', 'open']);
  });
});
