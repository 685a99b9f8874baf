import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../src/billing/manifests/manifest.ts';
import { planFolder } from '../../src/billing/manifests/plan-import.ts';
import { localTree } from '../../src/billing/trees/local-tree.ts';
import { AppError } from '../../src/domain/errors.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { azureManifest } from './support/manifests.ts';

const root = tempFolder();
let folders = 0;

const plan = async (files: Readonly<Record<string, string>>) => {
  const folder = `plan-${(folders += 1)}`;
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, folder, path)), { recursive: true });
    writeFileSync(join(root, folder, path), content);
  }
  const { deliveries, loose, superseded } = await planFolder(localTree(root), folder, false).catch((error: unknown) => {
    throw error instanceof AppError ? new Error(error.message.replaceAll(join(root, folder), '')) : error;
  });
  const inside = (path: string): string => path.slice(folder.length + 1);
  return {
    deliveries: deliveries.map((of) => [
      of.exportName,
      of.billingMonth,
      of.costView,
      of.files.map(({ path }) => inside(path)),
    ]),
    loose: loose.map(({ path }) => inside(path)),
    superseded,
  };
};

describe('a manifest of an Azure export', () => {
  it('is read', () => {
    const text = azureManifest({ month: '2026-05', run: 'run-1', blobs: ['costs/daily/part_0_0001.csv'] });
    expect(parseManifest(text, 'x/manifest.json', 'x')).toEqual({
      kind: 'azure-export',
      exportName: 'daily',
      assemblyId: 'run-1',
      billingMonth: '2026-05-01',
      keys: ['costs/daily/part_0_0001.csv'],
      deliveredAt: '2026-05-20T08:00:00.0000000Z',
      costView: 'actual',
    });
  });

  it.each([
    ['{}', 'x: no manifest of an Azure export of actual, amortized or FOCUS costs'],
    ['no json', 'x: no manifest of an Azure export of actual, amortized or FOCUS costs'],
    [
      azureManifest({ month: '2026-05', run: 'r', blobs: [], type: 'PriceSheet' }),
      'x: no manifest of an Azure export of actual, amortized or FOCUS costs',
    ],
    [
      azureManifest({ month: '2026-05', run: 'r', blobs: [], until: '2026-07' }),
      'x is of an export from 2026-05 to 2026-07, and a delivery is of one month: name its files themselves to import them',
    ],
  ])('%s, named itself, is refused', (text, message) => {
    expect(() => parseManifest(text, 'manifest.json', 'x')).toThrow(message);
  });
});

describe('a folder of Azure exports', () => {
  const run = (path: string, of: Partial<Parameters<typeof azureManifest>[0]>, parts = 1) => {
    const names = Array.from({ length: parts }, (_, at) => `part_${at}_0001.csv`);
    const manifest = azureManifest({
      month: '2026-05',
      run: path,
      blobs: names.map((name) => `container-root/${path}/${name}`),
      ...of,
    });
    return {
      [`${path}/manifest.json`]: manifest,
      ...Object.fromEntries(names.map((name) => [`${path}/${name}`, 'a\n1\n'])),
    };
  };

  it('has of each export and month the run that was made last, with all its parts', async () => {
    const old = run('costs/daily/20260501-20260531/202605100800/run-z', { submitted: '2026-05-10T08:00:00.1Z' }, 2);
    const last = run('costs/daily/20260501-20260531/202605200800/run-a', { submitted: '2026-05-20T08:00:00.1Z' }, 2);
    const june = run('costs/daily/20260601-20260630/202606020800/run-b', { month: '2026-06' });
    expect(await plan({ ...last, ...old, ...june })).toEqual({
      deliveries: [
        [
          'daily',
          '2026-05-01',
          'actual',
          ['part_0_0001.csv', 'part_1_0001.csv'].map(
            (part) => `costs/daily/20260501-20260531/202605200800/run-a/${part}`,
          ),
        ],
        ['daily', '2026-06-01', 'actual', ['costs/daily/20260601-20260630/202606020800/run-b/part_0_0001.csv']],
      ],
      loose: [],
      superseded: 2,
    });
  });

  it('does not take the run that lies higher for the newer one', async () => {
    const high = run('daily/20260501-20260531/run-1', { submitted: '2026-05-10T08:00:00Z' });
    const deep = run('daily/20260501-20260531/202605200800/run-2', { submitted: '2026-05-20T08:00:00Z' });
    expect((await plan({ ...high, ...deep })).deliveries).toMatchObject([
      ['daily', '2026-05-01', 'actual', ['daily/20260501-20260531/202605200800/run-2/part_0_0001.csv']],
    ]);
  });

  it('tells actual, amortized and FOCUS exports apart, and leaves price sheets and other manifests alone', async () => {
    expect(
      await plan({
        ...run('a/20260501-20260531/r1', { exportName: 'a' }),
        ...run('b/20260501-20260531/r2', { exportName: 'b', type: 'AmortizedCost' }),
        ...run('c/20260501-20260531/r3', { exportName: 'c', type: 'FocusCost' }),
        ...run('d/20260501-20260531/r4', { exportName: 'd', type: 'PriceSheet' }),
        'site/manifest.json': '{"name": "a web site"}',
        'site/data.csv': 'x\n',
      }),
    ).toEqual({
      deliveries: [
        ['a', '2026-05-01', 'actual', ['a/20260501-20260531/r1/part_0_0001.csv']],
        ['b', '2026-05-01', 'amortized', ['b/20260501-20260531/r2/part_0_0001.csv']],
        ['c', '2026-05-01', undefined, ['c/20260501-20260531/r3/part_0_0001.csv']],
      ],
      loose: ['site/data.csv'],
      superseded: 0,
    });
  });

  it('has months from before there were manifests, whose files are read by themselves', async () => {
    const may = run('daily/20260501-20260531/r1', {});
    expect(
      await plan({
        ...may,
        'daily/20220401-20220430/daily_1.csv': 'a\n',
        'daily/20260501-20260531/daily_2.csv': 'a\n',
      }),
    ).toEqual({
      deliveries: [['daily', '2026-05-01', 'actual', ['daily/20260501-20260531/r1/part_0_0001.csv']]],
      loose: ['daily/20220401-20220430/daily_1.csv'],
      superseded: 1,
    });
  });

  it('with a damaged manifest is refused', async () => {
    const { 'daily/20260501-20260531/r1/manifest.json': whole = '', ...parts } = run('daily/20260501-20260531/r1', {});
    await expect(plan({ ...parts, 'daily/20260501-20260531/r1/manifest.json': whole.slice(0, 100) })).rejects.toThrow(
      '/daily/20260501-20260531/r1/manifest.json: no manifest of an Azure export, or a damaged one',
    );
  });

  it('that was copied without the folders above it is read beside its manifest', async () => {
    const parts = run('run-1', {});
    expect((await plan(parts)).deliveries).toMatchObject([
      ['daily', '2026-05-01', 'actual', ['run-1/part_0_0001.csv']],
    ]);
  });

  it('with a part that is not there is refused', async () => {
    const { 'x/20260501-20260531/r/part_0_0001.csv': _left, ...rest } = run('x/20260501-20260531/r', {});
    await expect(plan(rest)).rejects.toThrow(
      '/x/20260501-20260531/r/manifest.json names container-root/x/20260501-20260531/r/part_0_0001.csv, which is not there',
    );
  });
});
