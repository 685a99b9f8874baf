import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/domain/errors.ts';
import { exportFolder, placesOf } from '../../src/billing/manifests/locate-keys.ts';
import { parseManifest } from '../../src/billing/manifests/manifest.ts';
import { planFolder } from '../../src/billing/manifests/plan-import.ts';
import { localTree } from '../../src/billing/trees/local-tree.ts';
import { shortNames } from '../../src/billing/input-names.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { curManifest, exportManifest } from './support/manifests.ts';

const root = tempFolder();
let folders = 0;

/** Files by path, in a folder of their own; a number is the time of the last change in seconds. */
function planted(files: Readonly<Record<string, string | readonly [content: string, seconds: number]>>): string {
  const folder = `plan-${(folders += 1)}`;
  for (const [path, of] of Object.entries(files)) {
    const absolute = join(root, folder, path);
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, typeof of === 'string' ? of : of[0]);
    if (typeof of !== 'string') utimesSync(absolute, of[1], of[1]);
  }
  return folder;
}

const plan = async (folder: string) => {
  const { deliveries, loose, superseded } = await planFolder(localTree(root), folder, false);
  const inside = (path: string): string => path.slice(folder.length + 1);
  return {
    deliveries: deliveries.map((of) => [of.exportName, of.billingMonth, of.files.map(({ path }) => inside(path))]),
    loose: loose.map(({ path }) => inside(path)),
    superseded,
    ids: deliveries.map(({ deliveryId }) => deliveryId),
  };
};

const refusal = (folder: string): Promise<string> =>
  plan(folder).then(
    () => 'planned',
    (error: unknown) =>
      error instanceof AppError
        ? `${error.code}: ${error.message.replaceAll(join(root, folder), '')}`
        : Promise.reject(error as Error),
  );

describe('a manifest', () => {
  it('of a report is read', () => {
    expect(
      parseManifest(curManifest({ month: '202605', assembly: 'a-1', keys: ['p/daily/k.csv.gz'] }), 'x', 'x'),
    ).toEqual({
      kind: 'cur',
      exportName: 'daily',
      assemblyId: 'a-1',
      billingMonth: '2026-05-01',
      keys: ['p/daily/k.csv.gz'],
    });
  });

  it('of a data export is read: the month from its path, its files without their bucket', () => {
    const path = 'p/cur2/metadata/BILLING_PERIOD=2026-05/cur2-Manifest.json';
    expect(
      parseManifest(exportManifest('e-1', ['s3://bills/p/cur2/data/BILLING_PERIOD=2026-05/1.parquet']), path, 'x'),
    ).toEqual({
      kind: 'data-export',
      exportName: 'cur2',
      assemblyId: 'e-1',
      billingMonth: '2026-05-01',
      keys: ['p/cur2/data/BILLING_PERIOD=2026-05/1.parquet'],
    });
  });

  it.each([
    ['nothing', '', 'the manifest is no JSON'],
    ['a list', '[]', 'no manifest of a Cost and Usage Report or a data export'],
    ['no billing period', curManifest({ month: 'May', assembly: 'a', keys: [] }), 'is no billing period'],
    ['no month', exportManifest('e', ['data/1.parquet']), 'neither its path nor its files name a BILLING_PERIOD'],
  ])('with %s in it is refused', (_what, text, complaint) => {
    expect(() => parseManifest(text, 'x-Manifest.json', 'x')).toThrow(complaint);
  });
});

describe('where a data file may lie', () => {
  const cur = 'copy/daily/20260501-20260601/daily-Manifest.json';
  const data = 'copy/cur2/metadata/BILLING_PERIOD=2026-05/cur2-Manifest.json';

  it.each`
    manifest                                   | kind             | key                                                        | place
    ${cur}                                     | ${'cur'}         | ${'bills/daily/20260501-20260601/daily-1.csv.gz'}          | ${'copy/daily/20260501-20260601/daily-1.csv.gz'}
    ${cur}                                     | ${'cur'}         | ${'bills/daily/20260501-20260601/a-1/daily-1.csv.gz'}      | ${'copy/daily/20260501-20260601/a-1/daily-1.csv.gz'}
    ${cur}                                     | ${'cur'}         | ${'bills/daily/daily/year=2026/month=5/daily-1.parquet'}   | ${'copy/daily/daily/year=2026/month=5/daily-1.parquet'}
    ${'20260501-20260601/daily-Manifest.json'} | ${'cur'}         | ${'bills/daily/20260501-20260601/1.csv.gz'}                | ${'20260501-20260601/1.csv.gz'}
    ${'flat/daily-Manifest.json'}              | ${'cur'}         | ${'bills/daily/20260501-20260601/a-1/daily-1.csv.gz'}      | ${'flat/daily-1.csv.gz'}
    ${data}                                    | ${'data-export'} | ${'p/cur2/data/BILLING_PERIOD=2026-05/cur2-1.parquet'}     | ${'copy/cur2/data/BILLING_PERIOD=2026-05/cur2-1.parquet'}
    ${data}                                    | ${'data-export'} | ${'p/cur2/data/BILLING_PERIOD=2026-05/e-1/cur2-1.parquet'} | ${'copy/cur2/data/BILLING_PERIOD=2026-05/e-1/cur2-1.parquet'}
    ${'flat/cur2-Manifest.json'}               | ${'data-export'} | ${'p/cur2/data/BILLING_PERIOD=2026-05/cur2-1.parquet'}     | ${'flat/cur2-1.parquet'}
  `('$key of $manifest is at $place', ({ manifest, kind, key, place }) => {
    expect(placesOf(key, manifest, kind, false)).toEqual([place]);
    expect(placesOf(key, manifest, kind, true)).toEqual([key, place]);
  });

  it('never in the folder of another month', () => {
    const places = placesOf('bills/daily/20260501-20260601/daily-1.csv.gz', cur, 'cur', false);
    expect(places).toEqual([`${exportFolder(cur, 'cur')}/20260501-20260601/daily-1.csv.gz`]);
  });
});

describe('a folder', () => {
  const may = 'daily/20260501-20260601';
  const key = (assembly: string): string => `bills/${may}/${assembly}/daily-1.csv.gz`;

  it('of a report that keeps its versions: the newest of each month, by the copy of its manifest', async () => {
    const folder = planted({
      [`${may}/daily-Manifest.json`]: [curManifest({ month: '202605', assembly: 'a-2', keys: [key('a-2')] }), 1],
      [`${may}/a-1/daily-Manifest.json`]: [curManifest({ month: '202605', assembly: 'a-1', keys: [key('a-1')] }), 9],
      [`${may}/a-1/daily-1.csv.gz`]: 'old',
      [`${may}/a-2/daily-Manifest.json`]: [curManifest({ month: '202605', assembly: 'a-2', keys: [key('a-2')] }), 2],
      [`${may}/a-2/daily-1.csv.gz`]: 'new',
      'daily/20260601-20260701/daily-Manifest.json': curManifest({
        month: '202606',
        assembly: 'a-3',
        keys: ['bills/daily/20260601-20260701/daily-1.csv.gz'],
      }),
      'daily/20260601-20260701/daily-1.csv.gz': 'june',
      'other/focus.csv': 'loose',
    });
    expect(await plan(folder)).toMatchObject({
      deliveries: [
        ['daily', '2026-05-01', [`${may}/a-2/daily-1.csv.gz`]],
        ['daily', '2026-06-01', ['daily/20260601-20260701/daily-1.csv.gz']],
      ],
      loose: ['other/focus.csv'],
      superseded: 1,
    });
  });

  it('without that copy: the newest file', async () => {
    const folder = planted({
      [`${may}/a-1/daily-Manifest.json`]: [curManifest({ month: '202605', assembly: 'a-1', keys: [key('a-1')] }), 900],
      [`${may}/a-1/daily-1.csv.gz`]: 'new',
      [`${may}/a-2/daily-Manifest.json`]: [curManifest({ month: '202605', assembly: 'a-2', keys: [key('a-2')] }), 800],
      [`${may}/a-2/daily-1.csv.gz`]: 'old',
    });
    expect((await plan(folder)).deliveries).toEqual([['daily', '2026-05-01', [`${may}/a-1/daily-1.csv.gz`]]]);
  });

  it('in which nothing tells which is newer is refused', async () => {
    const folder = planted({
      [`${may}/a-1/daily-Manifest.json`]: [curManifest({ month: '202605', assembly: 'a-1', keys: [] }), 900],
      [`${may}/a-2/daily-Manifest.json`]: [curManifest({ month: '202605', assembly: 'a-2', keys: [] }), 900],
    });
    expect(await refusal(folder)).toBe(
      `import-invalid: /${may}/a-1/daily-Manifest.json and /${may}/a-2/daily-Manifest.json are of two deliveries of one month, and nothing tells which is newer: name one of them`,
    );
  });

  it('of a data export, by the time in the names of its deliveries', async () => {
    const at = (time: string, of: 'data' | 'metadata', name: string): string =>
      `cur2/${of}/BILLING_PERIOD=2026-05/${time}-e/${name}`;
    const manifest = (id: string, time: string): string =>
      exportManifest(id, [`s3://bills/p/${at(time, 'data', 'cur2-1.parquet')}`]);
    const folder = planted({
      [at('2026-05-20T000000Z', 'metadata', 'cur2-Manifest.json')]: [manifest('e-2', '2026-05-20T000000Z'), 1],
      [at('2026-05-19T000000Z', 'metadata', 'cur2-Manifest.json')]: [manifest('e-1', '2026-05-19T000000Z'), 2],
      [at('2026-05-20T000000Z', 'data', 'cur2-1.parquet')]: 'new',
      [at('2026-05-19T000000Z', 'data', 'cur2-1.parquet')]: 'old',
    });
    expect(await plan(folder)).toMatchObject({
      deliveries: [['cur2', '2026-05-01', [at('2026-05-20T000000Z', 'data', 'cur2-1.parquet')]]],
      loose: [],
      superseded: 1,
    });
  });

  it('whose manifest names a file that is not there is refused', async () => {
    const folder = planted({
      [`${may}/daily-Manifest.json`]: curManifest({
        month: '202605',
        assembly: 'a-1',
        keys: [key('a-1'), 'bills/daily/20260501-20260601/a-1/daily-2.csv.gz'],
      }),
      [`${may}/a-1/daily-1.csv.gz`]: 'one of two',
      // The same name in another month must not stand in for it.
      'daily/20260401-20260501/a-1/daily-2.csv.gz': 'april',
    });
    expect(await refusal(folder)).toBe(
      `import-unreadable: /${may}/daily-Manifest.json names bills/${may}/a-1/daily-2.csv.gz, which is not there (looked for as /${may}/a-1/daily-2.csv.gz)`,
    );
  });

  it('is another delivery when its manifest or a file has changed', async () => {
    const files = (assembly: string, seconds: number) => ({
      [`${may}/daily-Manifest.json`]: curManifest({ month: '202605', assembly, keys: [`bills/${may}/daily-1.csv.gz`] }),
      [`${may}/daily-1.csv.gz`]: ['same', seconds] as const,
    });
    const idOf = async (folder: string): Promise<string | undefined> => (await plan(folder)).ids[0];
    const first = await idOf(planted(files('a-1', 100)));
    expect(await idOf(planted(files('a-1', 100)))).toBe(first);
    expect(await idOf(planted(files('a-2', 100)))).not.toBe(first);
    expect(await idOf(planted(files('a-1', 200)))).not.toBe(first);
  });
});

describe('names in messages', () => {
  it('are as short as they can be', () => {
    expect(shortNames(['/x/a.csv', '/x/b.csv'])).toEqual(['a.csv', 'b.csv']);
    expect(shortNames(['s3://b/may/1.csv', 's3://b/june/1.csv', 's3://b/june/2.csv'])).toEqual([
      'may/1.csv',
      'june/1.csv',
      '2.csv',
    ]);
    expect(shortNames(['/x/a.csv', '/x/a.csv'])).toEqual(['/x/a.csv', '/x/a.csv']);
    expect(shortNames([])).toEqual([]);
  });
});
